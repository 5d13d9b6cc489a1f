import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { ImageStack } from "../../src/core/image-stack";
import { RandomState } from "../../src/core/random-state";
import { cropImages, resizeImages } from "../../src/image/resize";

const ramp = (count: number, height: number, width: number, channels: number): ImageStack =>
  new ImageStack(
    Float32Array.from({ length: count * height * width * channels }, (_, k) => k),
    { count, height, width, channels },
  );

describe("cropImages", () => {
  it("keeps the middle of each image, with its channels", () => {
    expect([...cropImages(ramp(2, 4, 4, 1), 2).data]).toEqual([5, 6, 9, 10, 21, 22, 25, 26]);
    expect([...cropImages(ramp(1, 3, 4, 2), 2).data]).toEqual([2, 3, 4, 5, 10, 11, 12, 13]);
    expect(cropImages(ramp(2, 3, 3, 1), 3).data).toEqual(ramp(2, 3, 3, 1).data);
  });

  it("refuses a size that is none, or larger than the images", () => {
    expect(() => cropImages(ramp(1, 4, 6, 1), 5)).toThrow(
      "The images have 4 x 6 pixels, fewer than size = 5.",
    );
    for (const size of [0, 1.5, -2, Number.NaN])
      expect(() => cropImages(ramp(1, 4, 4, 1), size)).toThrow(ParameterError);
  });
});

describe("resizeImages", () => {
  it("takes the mean of whole pixels", () => {
    expect([...resizeImages(ramp(1, 4, 4, 1), 2).data]).toEqual([2.5, 4.5, 10.5, 12.5]);
    expect([...resizeImages(ramp(2, 2, 2, 2), 1).data]).toEqual([3, 4, 11, 12]);
  });

  it("shares pixels that two new ones cover", () => {
    // 3 pixels onto 2: each new one has one whole pixel and half of the middle one
    expect([...resizeImages(ramp(1, 3, 3, 1), 2).data]).toEqual(
      [4 / 3, 8 / 3, 16 / 3, 20 / 3].map(Math.fround),
    );
  });

  it("gives the same image for the same size, and repeats pixels for twice the size", () => {
    expect(resizeImages(ramp(2, 3, 3, 1), 3).data).toEqual(ramp(2, 3, 3, 1).data);
    expect([...resizeImages(ramp(1, 1, 2, 1), 2).data]).toEqual([0, 1, 0, 1]);
  });

  it("keeps the mean brightness for any pair of sizes", () => {
    const random = new RandomState(0);
    for (const [from, to] of [
      [128, 64],
      [424, 69],
      [7, 5],
      [5, 7],
      [9, 1],
      [1, 3],
    ]) {
      const data = Float32Array.from({ length: from * from }, () => random.randomSample());
      const resized = resizeImages(
        new ImageStack(data, { count: 1, height: from, width: from, channels: 1 }),
        to,
      );
      const mean = (values: Float32Array): number =>
        values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(mean(resized.data), `${from} to ${to}`).toBeCloseTo(mean(data), 5);
    }
  });

  it("refuses a size that is none", () => {
    for (const size of [0, 1.5, -2, Number.NaN])
      expect(() => resizeImages(ramp(1, 4, 4, 1), size)).toThrow(ParameterError);
  });
});
