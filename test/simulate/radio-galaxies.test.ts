import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import type { Matrix } from "../../src/core/matrix";
import type { ImageDataset } from "../../src/datasets/image-dataset";
import { sourceShape } from "../../src/image/source-shape";
import { simulateRadioGalaxies } from "../../src/simulate/radio-galaxies";

const numbers = (data: ImageDataset<string[]>, name: string): number[] =>
  data.y.flatMap((label, i) => (label === name ? [i] : []));
const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

describe("simulateRadioGalaxies", () => {
  it("has the real sample's splits and classes, whatever the number", async () => {
    const data = await simulateRadioGalaxies({ nSamples: 216, crop: 32, size: 16 });
    expect(data.images.count).toBe(216);
    expect(data.splits.map((split) => data.subset(split).y.length)).toEqual([176, 20, 20]);
    const test = data.subset("test").y;
    expect(new Set(test)).toEqual(new Set(["Bent", "Compact", "FRI", "FRII"]));
    expect(data.provenance).toBe("simulated");
    expect(String(data.describe())).toContain("free to use as simulated data");
  });

  it("makes compact sources as wide as the beam, and the others wider, as the real ones are", async () => {
    const data = await simulateRadioGalaxies({ nSamples: 500, size: 128 });
    const size = (name: string): number =>
      median(
        numbers(data, name)
          .map((i) => data.images.pixels(i))
          .filter((image) => image.data.some((value) => value > 0.05))
          .map((image) => sourceShape(image, { threshold: 0.05 }).size),
      );
    // medians of the real cut-outs with the same threshold: 1.3, 7.4, 6.8 and 9.2 pixels
    expect(size("Compact")).toBeGreaterThan(1.2);
    expect(size("Compact")).toBeLessThan(1.5);
    for (const name of ["FRI", "FRII", "Bent"]) {
      expect(size(name), name).toBeGreaterThan(5);
      expect(size(name), name).toBeLessThan(12);
    }
  });

  it("scales as the real files: whole steps of 1/255, the brightest 1, noise black", async () => {
    const { images } = await simulateRadioGalaxies({ nSamples: 100, crop: 300, size: 300 });
    let [whole, bright] = [0, 0];
    for (let i = 0; i < images.count; i++) {
      const image = images.image(i);
      const most = image.reduce((max, value) => Math.max(max, value), 0);
      if (most === 1) bright++;
      const steps = image.every((value) => Math.abs(value * 255 - Math.round(value * 255)) < 1e-4);
      const black = image.filter((value) => value === 0).length / image.length;
      if (steps && black > 0.9) whole++;
    }
    expect(whole).toBe(100);
    // a brightest source whose middle falls between pixels stays a little below
    expect(bright).toBeGreaterThan(80);
  });

  it("puts most light of an FRII away from the middle, and of a compact source into it", async () => {
    const data = await simulateRadioGalaxies({ nSamples: 500, size: 128 });
    const inner = (image: Matrix): number => {
      let [near, all] = [0, 0];
      for (let i = 0; i < 128; i++) {
        for (let j = 0; j < 128; j++) {
          const value = image.get(i, j);
          all += value;
          if (Math.hypot(i - 63.5, j - 63.5) < 4.5) near += value;
        }
      }
      return near / Math.max(all, 1e-9);
    };
    const share = (name: string): number =>
      median(numbers(data, name).map((i) => inner(data.images.pixels(i))));
    expect(share("Compact")).toBeGreaterThan(0.85);
    expect(share("FRII")).toBeLessThan(0.5);
  });

  it("is the same for the same seed and another for another", async () => {
    const options = { nSamples: 40, crop: 32, size: 32 };
    const first = await simulateRadioGalaxies(options);
    expect((await simulateRadioGalaxies(options)).images.data).toEqual(first.images.data);
    expect((await simulateRadioGalaxies({ ...options, randomState: 1 })).images.data).not.toEqual(
      first.images.data,
    );
  });

  it("refuses what makes no images", async () => {
    await expect(simulateRadioGalaxies({ nSamples: 39 })).rejects.toThrow(ParameterError);
    await expect(simulateRadioGalaxies({ crop: 400 })).rejects.toThrow(ParameterError);
    await expect(simulateRadioGalaxies({ crop: 16, size: 32 })).rejects.toThrow(/raise crop or lower size/);
    await expect(simulateRadioGalaxies({ seed: 3 } as never)).rejects.toThrow(/no option/);
  });
});
