import { describe, expect, it } from "vitest";
import { RandomState } from "../../src/core/random-state";
import { beamNoise } from "../../src/simulate/beam-noise";
import { addPatch } from "../../src/simulate/gaussian-patch";
import { smoothed } from "../../src/simulate/smoothed";

const SIDE = 41;
const sum = (image: Float64Array): number => image.reduce((all, value) => all + value, 0);

describe("smoothed", () => {
  it("makes a Gaussian of a point, and of a Gaussian a wider one, upright", () => {
    const point = new Float64Array(SIDE * SIDE);
    point[12 * SIDE + 25] = 1;
    const once = smoothed(point, SIDE, 2);
    const patch = new Float64Array(SIDE * SIDE);
    addPatch(patch, SIDE, { row: 12, column: 25, variance: 4, peak: 1 / (8 * Math.PI) });
    once.forEach((value, k) => {
      expect(value, `pixel ${k}`).toBeCloseTo(patch[k], 4);
    });
    expect(sum(once)).toBeCloseTo(1, 12);
    const twice = smoothed(once, SIDE, 1.5);
    expect(twice[12 * SIDE + 25]).toBeCloseTo(1 / (2 * Math.PI * (4 + 2.25)), 4);
  });

  it("loses what goes beyond the edge", () => {
    const corner = new Float64Array(SIDE * SIDE);
    corner[0] = 1;
    // a quarter stays, and of the pixels on both edges all that lies on them
    expect(sum(smoothed(corner, SIDE, 3))).toBeCloseTo((0.5 + 0.5 / (3 * Math.sqrt(2 * Math.PI))) ** 2, 3);
  });
});

describe("addPatch", () => {
  it("adds to what is there, and nothing where it lies outside", () => {
    const image = new Float64Array(9).fill(1);
    addPatch(image, 3, { row: 1, column: 1, variance: 1, peak: 2 });
    expect(image[4]).toBe(3);
    expect(image[0]).toBeCloseTo(1 + 2 * Math.exp(-1), 12);
    const before = image.slice();
    addPatch(image, 3, { row: -50, column: 1, variance: 1, peak: 2 });
    expect(image).toEqual(before);
  });
});

describe("beamNoise", () => {
  it("has the spread that was asked for, up to the edges", () => {
    const { data, rows } = beamNoise(200, { sigma: 1.3, rms: 5 }, new RandomState(0));
    const spread = (values: Float64Array): number =>
      Math.sqrt(sum(values.map((value) => value ** 2)) / values.length);
    expect(spread(data) / 5).toBeCloseTo(1, 1);
    expect(spread(data.subarray(0, 4 * rows)) / 5).toBeGreaterThan(0.85);
    expect(spread(data.subarray(0, 4 * rows)) / 5).toBeLessThan(1.15);
  });
});
