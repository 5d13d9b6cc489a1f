import { describe, expect, it } from "vitest";
import { RandomState } from "../../src/core/random-state";
import { drawIndex, logNormal, logUniform } from "../../src/simulate/draws";

const draws = (draw: (random: RandomState) => number, n = 4000): Float64Array => {
  const random = new RandomState(7);
  return Float64Array.from({ length: n }, () => draw(random)).sort();
};

describe("draws", () => {
  it("choose places as often as their weights say, and never one without weight", () => {
    const places = draws((random) => drawIndex(random, [3, 0, 1]));
    const share = (k: number) => places.filter((place) => place === k).length / places.length;
    expect(share(0)).toBeCloseTo(0.75, 1);
    expect(share(1)).toBe(0);
    expect(share(2)).toBeCloseTo(0.25, 1);
  });

  it("take one draw for a place, so that what follows does not depend on the weights", () => {
    const [one, other] = [new RandomState(1), new RandomState(1)];
    drawIndex(one, [1]);
    drawIndex(other, [5, 2, 9, 9]);
    expect(one.randomSample()).toBe(other.randomSample());
  });

  it("spread logarithms evenly between two numbers, or normally about one", () => {
    const even = draws((random) => logUniform(random, 0.1, 1000));
    expect(even[0]).toBeGreaterThanOrEqual(0.1);
    expect(even[even.length - 1]).toBeLessThan(1000);
    expect(Math.log10(even[even.length / 2])).toBeCloseTo(1, 1);
    const normal = draws((random) => logNormal(random, 20, 0.5));
    expect(Math.log(normal[normal.length / 2])).toBeCloseTo(Math.log(20), 1);
    expect(Math.log(normal[Math.round(0.8413 * normal.length)] / 20)).toBeCloseTo(0.5, 1);
  });
});
