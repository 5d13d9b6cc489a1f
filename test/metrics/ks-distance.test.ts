import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/core/errors";
import { ksDistance } from "../../src/metrics/ks-distance";
import cases from "./reference/ks_distance.json";

describe("ksDistance", () => {
  it.each(cases)("agrees with SciPy: $name", ({ x, y, distance }) => {
    expect(ksDistance(x, y)).toBeCloseTo(distance, 12);
    expect(ksDistance(y, x)).toBeCloseTo(distance, 12);
  });

  it("leaves the samples in their order", () => {
    const x = Float64Array.of(3, 1, 2);
    ksDistance(x, [1]);
    expect(Array.from(x)).toEqual([3, 1, 2]);
  });

  it("refuses empty samples and values that are not finite", () => {
    expect(() => ksDistance([], [1])).toThrow(ValidationError);
    expect(() => ksDistance([1], [Number.NaN])).toThrow(/y holds NaN/);
  });
});
