import { type Zippable, zipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { ParameterError, SkylearnError, ValidationError } from "../../src/core/errors";
import { RandomState } from "../../src/core/random-state";
import { DatasetUnavailableError } from "../../src/datasets/errors";
import type { ImageDataset } from "../../src/datasets/image-dataset";
import { fetchRadioGalaxies, readRadioGalaxies } from "../../src/datasets/radio-galaxies";
import { encodeGrey } from "../formats/encode-grey";
import { mirror } from "../mirror";
import { useTemporaryHome } from "./cache/temporary-home";
import reference from "./reference/radio-galaxies.json";

useTemporaryHome();

describe.skipIf(mirror === undefined)("with the real file", () => {
  let data: ImageDataset<string[]>;
  beforeAll(async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    data = await fetchRadioGalaxies();
  }, 60_000);

  it("has the published numbers of each class in each split", () => {
    expect(String(data)).toBe(
      "ImageDataset(radio-galaxies, real): 2158 images, 64 x 64, target class, splits train, valid, test",
    );
    const count = (split: string) => {
      const { y } = data.subset(split);
      return ["Bent", "Compact", "FRI", "FRII"].map((name) => y.filter((label) => label === name).length);
    };
    expect(count("train")).toEqual([248, 291, 395, 824]);
    expect(count("valid")).toEqual([50, 50, 50, 50]);
    expect(count("test")).toEqual([50, 50, 50, 50]);
  });

  it("has the pixels that Pillow reads and NumPy averages", () => {
    for (const { index, name, sum, row20, row32 } of reference.images) {
      const [, split, label, file] = name.split("/");
      const row = data.table.object(index) as { [column: string]: unknown };
      expect(row.split).toBe(split);
      expect(data.y[index]).toBe(label);
      expect(file.startsWith(`${row.ra}_${row.dec}_`), `${file}: ${row.ra}, ${row.dec}`).toBe(true);
      expect(file.endsWith(`_${row.catalogue}.png`)).toBe(true);
      const image = data.images.pixels(index);
      expect(image.data.reduce((total, value) => total + value, 0)).toBeCloseTo(sum, 4);
      for (let j = 0; j < 64; j++) {
        expect(image.get(20, j)).toBeCloseTo(row20[j], 6);
        expect(image.get(32, j)).toBeCloseTo(row32[j], 6);
      }
    }
  });

  it("shows the terms, which are not commercial", () => {
    const text = String(data.describe());
    expect(text).toContain("non-commercial");
    expect(text).toContain("Splits: train 1758, valid 200, test 200");
    expect(text).toContain("Griese et al. 2023");
    expect(text).toContain("  495 Fanaroff-Riley I, edge-darkened (FRI)");
  });
});

describe("without it", () => {
  const retries = { retries: 0, timeout: 500 };

  it("says so, or simulates where that was asked for", async () => {
    process.env.SKYLEARN_MIRROR = "/nowhere/at/all";
    await expect(fetchRadioGalaxies(retries)).rejects.toThrow(DatasetUnavailableError);
    const data = await fetchRadioGalaxies({ ...retries, orSimulate: true, crop: 64, size: 16 });
    expect(data.provenance).toBe("simulated");
    expect([data.images.count, data.images.height]).toEqual([2158, 16]);
    expect(String(data.describe())).toContain("these are not observations");
  }, 60_000);

  it("refuses sizes that cannot be, and unknown options", async () => {
    await expect(fetchRadioGalaxies({ size: 200 })).rejects.toThrow(/raise crop or lower size/);
    await expect(fetchRadioGalaxies({ crop: 301 })).rejects.toThrow(ParameterError);
    await expect(fetchRadioGalaxies({ size: 0 })).rejects.toThrow(ParameterError);
    await expect(fetchRadioGalaxies({ sizes: 3 } as never)).rejects.toThrow(/Did you mean size/);
  });
});

describe("readRadioGalaxies", () => {
  const picture = (side: number, value: number): Uint8Array =>
    encodeGrey(new Uint8Array(side * side).fill(value), side, side);
  const archive = (files: Zippable): Uint8Array => zipSync(files);
  const path = (split: string, label: string, name: string): string =>
    `galaxy_data/${split}/${label}/${name}`;
  const sizes = { crop: 16, size: 4 };

  it("sorts by split, class and name, and leaves out what is repeated or no picture", async () => {
    const { images, y, columns } = await readRadioGalaxies(
      archive({
        [path("test", "FRI", "1.5_-2.25_0_A.png")]: picture(300, 51),
        [path("all", "FRI", "1.5_-2.25_0_A.png")]: picture(300, 51),
        [path("train", "FRII", "3_4_1_B_c.png")]: picture(300, 102),
        [path("train", "Bent", "5_6_3_D.png")]: picture(300, 255),
        "galaxy_data/readme.txt": new Uint8Array(3),
      }),
      sizes,
    );
    expect(y).toEqual(["Bent", "FRII", "FRI"]);
    expect(columns).toEqual({
      split: ["train", "train", "test"],
      ra: Float64Array.of(5, 3, 1.5),
      dec: Float64Array.of(6, 4, -2.25),
      catalogue: ["D", "B_c", "A"],
    });
    expect([0, 1, 2].map((i) => images.image(i)[0])).toEqual([1, 0.4, 0.2].map(Math.fround));
  });

  it("refuses what does not belong there", async () => {
    const read = (files: Zippable) => readRadioGalaxies(archive(files), sizes);
    await expect(read({})).rejects.toThrow("no picture of any split");
    await expect(read({ [path("train", "FRX", "1_2_0_A.png")]: picture(300, 0) })).rejects.toThrow(
      /unknown file "galaxy_data\/train\/FRX/,
    );
    await expect(read({ [path("train", "FRI", "x.png")]: picture(300, 0) })).rejects.toThrow(ValidationError);
    await expect(read({ [path("train", "FRI", "1.2.3_2_0_A.png")]: picture(300, 0) })).rejects.toThrow(
      ValidationError,
    );
    await expect(read({ [path("train", "FRI", "1_2_0_A.png")]: picture(299, 0) })).rejects.toThrow(
      /299 x 299 pixels of 1 channels; 300 x 300/,
    );
  });

  it("reads a damaged archive or refuses it by a named error", async () => {
    const good = archive({
      [path("train", "FRI", "1_2_0_A.png")]: picture(300, 7),
      [path("test", "Bent", "1_2_3_A.png")]: picture(300, 9),
    });
    const random = new RandomState(0);
    for (let round = 0; round < 300; round++) {
      const at = random.randint(0, good.length);
      const damaged = round % 3 === 0 ? good.slice(0, at) : good.slice();
      if (round % 3 > 0) damaged[at] ^= random.randint(1, 256);
      await readRadioGalaxies(damaged, sizes).then(
        ({ y, images }) => expect(images.count).toBe(y.length),
        (error) => expect(error, `round ${round}`).toBeInstanceOf(SkylearnError),
      );
    }
  });
});
