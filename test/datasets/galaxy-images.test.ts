import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { ParameterError, SkylearnError, ValidationError } from "../../src/core/errors";
import { RandomState } from "../../src/core/random-state";
import { DatasetUnavailableError } from "../../src/datasets/errors";
import { fetchGalaxyImages, readNairAbraham } from "../../src/datasets/galaxy-images";
import { listGalaxyZooPictures, readGalaxyZooPictures } from "../../src/datasets/galaxy-zoo-pictures";
import jpegs from "../formats/reference/jpeg.json";
import { mirror } from "../mirror";
import { useTemporaryHome } from "./cache/temporary-home";
import reference from "./reference/galaxy-images.json";

useTemporaryHome();

describe.skipIf(mirror === undefined)("with the real files", () => {
  it("reads the pictures that Pillow reads, the classes in turn in each split", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    const data = await fetchGalaxyImages({ nSamples: 40, size: 4 });
    expect(data.images).toMatchObject({ count: 40, height: 4, width: 4, channels: 3 });
    expect(data.provenance).toBe("real");
    expect(data.subset("train").y).toHaveLength(28);
    expect(data.subset("validation").y.filter((label) => label === "spiral")).toHaveLength(6);
    const galaxies = data.table.array("galaxy") as string[];
    const splits = data.table.array("split") as string[];
    for (const [galaxy, { split, fields }] of Object.entries(reference)) {
      const i = galaxies.indexOf(galaxy);
      expect([galaxy, splits[i]]).toEqual([galaxy, split]);
      // Means over 2,809 pixels: what is left is how the colours' coarser grid is interpolated.
      const off = fields.map((value, k) => Math.abs(value - data.images.image(i)[k]));
      expect(Math.max(...off)).toBeLessThan(0.003);
    }
  });
});

describe("fetchGalaxyImages", () => {
  it("simulates as many where asked to, and not else", async () => {
    await expect(fetchGalaxyImages({ nSamples: 4 })).rejects.toThrow(DatasetUnavailableError);
    const data = await fetchGalaxyImages({ nSamples: 6, size: 16, colors: "gray", orSimulate: true });
    expect(data.images).toMatchObject({ count: 6, height: 16, channels: 1 });
    expect(data.provenance).toBe("simulated");
  });

  it("refuses options that do not exist, are out of range or of another sample", async () => {
    const wrong: object[] = [
      { sample: "sdss" },
      { size: 2 },
      { size: 9.5 },
      { crop: 425 },
      { colors: "red" },
      { nSamples: 2001 },
      { images: 5 },
      { sample: "nair-abraham", crop: 40 },
      { sample: "nair-abraham", orSimulate: true },
    ];
    for (const options of wrong) await expect(fetchGalaxyImages(options)).rejects.toThrow(ParameterError);
  });
});

describe("an archive of pictures", () => {
  const jpeg = new Uint8Array(Buffer.from(jpegs.baseline.file, "base64"));

  it("is listed by its folders, and refused where the classes are uneven or there are none", () => {
    const files = {
      "data/train/spirals/7.jpg": jpeg,
      "data/train/non_spirals/5.jpg": jpeg,
      "data/readme.txt": jpeg,
    };
    expect(listGalaxyZooPictures(zipSync(files))).toEqual([
      { name: "data/train/non_spirals/5.jpg", galaxy: "5", split: "train", class: "non-spiral" },
      { name: "data/train/spirals/7.jpg", galaxy: "7", split: "train", class: "spiral" },
    ]);
    expect(() => listGalaxyZooPictures(zipSync({ "a/spirals/1.jpg": jpeg }))).toThrow(/1 spirals, but 0/);
    expect(() => listGalaxyZooPictures(zipSync({ "a/spirals/x.jpg": jpeg }))).toThrow(ValidationError);
    expect(() => listGalaxyZooPictures(zipSync({ "../spirals/1.jpg": jpeg }))).toThrow(SkylearnError);
  });

  it("with a picture of another size, or none, is refused", async () => {
    const read = (bytes: Uint8Array) => {
      const archive = zipSync({ "t/spirals/1.jpg": bytes, "t/non_spirals/2.jpg": bytes });
      return readGalaxyZooPictures(archive, listGalaxyZooPictures(archive), { crop: 212, size: 64 });
    };
    await expect(read(jpeg)).rejects.toThrow(/34 x 21 pixels instead of 424/);
    await expect(read(Uint8Array.of(1, 2, 3))).rejects.toThrow(/no JPEG file/);
  });
});

describe("readNairAbraham", () => {
  /** A .npy file of version 1. */
  function npy(descr: string, shape: number[], data: Uint8Array | Float64Array | Float32Array): Uint8Array {
    const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(", ")},), }`;
    const text = `${header.padEnd(117)}\n`;
    const bytes = new Uint8Array(10 + text.length + data.byteLength);
    bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length, 0]);
    bytes.set(new TextEncoder().encode(text), 10);
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + text.length);
    return bytes;
  }
  const pixels = (n: number) => Uint8Array.from({ length: n * 68 * 68 * 3 }, (_, k) => k % 256);
  const shape = (n: number) => [n, 68, 68, 3];
  const labels = npy("<f8", [2], Float64Array.of(0, 1));

  it("reads bytes, and numbers to 1 or to 255, as 0 to 1", () => {
    const bytes = pixels(2);
    for (const [descr, data] of [
      ["|u1", bytes],
      ["<f8", Float64Array.from(bytes)],
      ["<f4", Float32Array.from(bytes, (value) => value / 255)],
    ] as const) {
      const { images, y } = readNairAbraham(gzipSync(npy(descr, shape(2), data)), labels);
      expect(images).toMatchObject({ count: 2, height: 68, width: 68, channels: 3 });
      expect(images.image(0)[51]).toBeCloseTo(0.2, 6);
      expect(y).toEqual(["elliptical", "spiral"]);
    }
  });

  it("refuses shapes, values and labels that make no sense", () => {
    const packed = gzipSync(npy("|u1", shape(2), pixels(2)));
    const cases: [Uint8Array, Uint8Array, RegExp][] = [
      [gzipSync(npy("|u1", [2, 68, 68], pixels(2).subarray(0, 2 * 68 * 68))), labels, /shape \(2, 68, 68\)/],
      [
        gzipSync(
          npy(
            "<f8",
            shape(1),
            Float64Array.from(pixels(1), () => -1),
          ),
        ),
        labels,
        /from -1 to 0/,
      ],
      [
        gzipSync(
          npy(
            "<f8",
            shape(1),
            Float64Array.from(pixels(1), () => Number.NaN),
          ),
        ),
        labels,
        /no number/,
      ],
      [packed, npy("<f8", [3], new Float64Array(3)), /2 galaxy images, but 3 classes/],
      [packed, npy("<f8", [2], Float64Array.of(0, 2)), /image 1 has class 2/],
      [packed.subarray(0, 100), labels, /cannot be unpacked/],
      [gzipSync(new Uint8Array(2 ** 27)), labels, /cannot be unpacked/],
    ];
    for (const [images, classes, message] of cases) {
      expect(() => readNairAbraham(images, classes)).toThrow(message);
      expect(() => readNairAbraham(images, classes)).toThrow(ValidationError);
    }
  });

  it("throws nothing but named errors on damaged bytes", () => {
    const random = new RandomState(5);
    const whole = npy("|u1", shape(1), pixels(1));
    for (let round = 0; round < 100; round++) {
      const damaged = Uint8Array.from(whole);
      damaged[random.randint(0, 130)] = random.randint(0, 256);
      const packed = Uint8Array.from(gzipSync(damaged));
      if (round % 2 === 0) packed[random.randint(0, packed.length)] ^= 255;
      try {
        readNairAbraham(packed, npy("<f8", [1], Float64Array.of(1)));
      } catch (error) {
        expect(error).toBeInstanceOf(SkylearnError);
      }
    }
  });
});
