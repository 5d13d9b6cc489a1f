import { describe, expect, it } from "vitest";
import { ParameterError, SkylearnError, ValidationError } from "../../src/core/errors";
import { RandomState } from "../../src/core/random-state";
import { DatasetUnavailableError } from "../../src/datasets/errors";
import { fetchSkaSdc1, readSkaSdc1Truth } from "../../src/datasets/ska-sdc1";
import { readSkaSdc1Image } from "../../src/datasets/ska-sdc1-image";
import { writeFits } from "../../src/formats/fits/writer";
import { mirror } from "../mirror";
import { useTemporaryHome } from "./cache/temporary-home";
import { readDamaged } from "./damage";

useTemporaryHome();

const LINE =
  "31689603 -0.40618432 -29.59313011 -0.40642133 -29.59476662 2.04e-07 0.0007 30.05 23.47 100.947 1 1";

describe.skipIf(mirror === undefined)("fetchSkaSdc1 with the real files", () => {
  it("has the image, the sources, and where they are in it", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    const field = await fetchSkaSdc1();
    expect(field.image.shape).toEqual([957, 1041]);
    expect(field.provenance).toBe("real");
    expect(field.truth.numRows()).toBe(17731);
    expect(field.sources()).toHaveLength(17368);
    // astropy's WCS of the header on the first line of the catalogue
    const first = field.truth.object(0) as { id: number; row: number; column: number };
    expect(first.id).toBe(31689603);
    expect(first.column).toBeCloseTo(885.46901, 5);
    expect(first.row).toBeCloseTo(943.54832, 5);
    // the brightest pixel shows a source that the catalogue has
    const { row, column } = field.brightestPixel();
    const near = field.sources().filter((s) => Math.hypot(s.row - row, s.column - column) < 2);
    expect(Math.max(...near.map(({ flux }) => flux))).toBeCloseTo(0.00166881, 8);
    expect(String(field)).toContain("17731 true sources");
    expect(field.describe().text).toContain("17731 true sources, 17368 of them within the image");
  });
});

describe("fetchSkaSdc1 without files", () => {
  it("says so, or simulates where that was asked for", async () => {
    process.env.SKYLEARN_MIRROR = "/nowhere/at/all";
    const retries = { retries: 0, timeout: 500 };
    await expect(fetchSkaSdc1(retries)).rejects.toThrow(DatasetUnavailableError);
    const field = await fetchSkaSdc1({ ...retries, orSimulate: true });
    expect(field.provenance).toBe("simulated");
    expect(field.describe().text).toContain("these are not observations");
    await expect(fetchSkaSdc1({ simulate: true } as never)).rejects.toThrow(ParameterError);
  });
});

describe("readSkaSdc1Truth", () => {
  it("reads twelve numbers a line", () => {
    const truth = readSkaSdc1Truth(`${LINE}\n  ${LINE.replace(" 1 1", "   3\t2")} \n`);
    expect([...truth.flux]).toEqual([2.04e-7, 2.04e-7]);
    expect([...truth.size, ...truth.class]).toEqual([1, 3, 1, 2]);
  });

  it("names what is wrong", () => {
    expect(() => readSkaSdc1Truth(LINE.replace(" 1 1", " 1"))).toThrow(/11 cells instead of 12/);
    expect(() => readSkaSdc1Truth(LINE.replace(" 1 1", " 1 4"))).toThrow(/Row 0 .* class 4/);
    expect(() => readSkaSdc1Truth(LINE.replace(" 1 1", " 0 1"))).toThrow(/size 0/);
    expect(() => readSkaSdc1Truth(LINE.replace("2.04e-07", "nan"))).toThrow(/Row 0 .* no value of flux/);
    expect(() => readSkaSdc1Truth(LINE.replace("2.04e-07", "faint"))).toThrow(ValidationError);
  });

  it("understands damaged text or says why not", () => {
    for (const truth of readDamaged(`${LINE}\n${LINE}\n${LINE}\n`, readSkaSdc1Truth)) {
      expect(Object.values(truth).every((column) => !column.some(Number.isNaN))).toBe(true);
    }
  });
});

describe("readSkaSdc1Image", () => {
  const bytes = writeFits([
    {
      shape: [1, 1, 3, 4],
      data: Float32Array.from({ length: 12 }, (_, k) => (k === 5 ? Number.NaN : k - 1)),
      header: [
        ["BLANK", -1],
        ["CDELT1", -1e-4],
        ["BMAJ", 4e-4],
      ],
    },
  ]);

  it("ignores BLANK where pixels are floating-point numbers, as the standard asks", () => {
    const { image, pixelScale, beam } = readSkaSdc1Image(bytes).parts;
    expect([...image.data]).toEqual([-1, 0, 1, 2, 3, Number.NaN, 5, 6, 7, 8, 9, 10]);
    expect(image.shape).toEqual([3, 4]);
    expect([pixelScale, beam].map((value) => value.toFixed(9))).toEqual(["0.360000000", "1.440000000"]);
  });

  it("refuses more than one plane", () => {
    const cube = writeFits([{ shape: [2, 3, 4], data: new Float32Array(24) }]);
    expect(() => readSkaSdc1Image(cube)).toThrow(/2 x 3 x 4 pixels/);
    expect(() => readSkaSdc1Image(writeFits([]))).toThrow(SkylearnError);
  });

  it("reads broken bytes or throws a named error", () => {
    const random = new RandomState(0);
    for (let round = 0; round < 500; round++) {
      const broken = bytes.slice(0, round % 4 === 0 ? random.randint(0, bytes.length) : bytes.length);
      // mostly in the header's cards, whose text decides the layout
      const end = Math.min(broken.length, round % 2 === 0 ? 800 : broken.length);
      if (end > 0) broken[random.randint(0, end)] = random.randint(0, 256);
      try {
        const { image } = readSkaSdc1Image(broken).parts;
        expect(image.data.length).toBe(image.rows * image.cols);
        expect(image.data.length).toBeLessThan(bytes.length);
      } catch (error) {
        expect(error).toBeInstanceOf(SkylearnError);
      }
    }
  });
});
