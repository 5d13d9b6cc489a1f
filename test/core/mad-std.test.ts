import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/core/errors";
import { madStd } from "../../src/core/mad-std";
import { RandomState } from "../../src/core/random-state";

describe("madStd", () => {
  it("gives what astropy.stats.mad_std gives", () => {
    // astropy 5.2.1: mad_std([1, 2, 3, 4, 100]), mad_std([0.5, 0.25, 4, -3])
    expect(madStd([1, 2, 3, 4, 100])).toBeCloseTo(1.482602218505602, 14);
    expect(madStd([0.5, 0.25, 4, -3])).toBeCloseTo(2.5945538823848038, 14);
  });

  it("is the standard deviation of normal values, and hardly moves when one in ten is wild", () => {
    const normal = new RandomState(0).normal(5, 2, 20_000) as Float64Array;
    expect(Math.abs(madStd(normal) - 2)).toBeLessThan(0.05);
    const wild = normal.map((value, i) => (i % 10 === 0 ? value + 1000 : value));
    expect(Math.abs(madStd(wild) - 2)).toBeLessThan(0.4);
  });

  it("leaves the values as they are, and refuses what it cannot measure", () => {
    const values = Float64Array.of(3, 1, 2);
    madStd(values);
    expect(Array.from(values)).toEqual([3, 1, 2]);
    expect(() => madStd([])).toThrow(ValidationError);
    expect(() => madStd([1, Number.NaN])).toThrow(/row 1/);
  });
});
