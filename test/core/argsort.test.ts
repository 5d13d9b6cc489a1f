import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { argsort } from "../../src/core/argsort";
import { RandomState } from "../../src/core/random-state";

const compared = (values: Float64Array): number[] =>
  [...values.keys()].sort((a, b) => values[a] - values[b] || a - b);

describe("argsort", () => {
  it("orders any doubles, rows of equal value in their own order", () => {
    const value = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, -0, 1, -1, Infinity, -Infinity));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 700, size: "max" }), fc.boolean(), (drawn, long) => {
        // Both the comparison sort of short arrays and the radix sort of long ones.
        const values = Float64Array.from(long ? Array.from({ length: 9 }, () => drawn).flat() : drawn);
        // Infinity - Infinity is NaN, so compare by rank where infinities meet.
        const expected = [...values.keys()].sort((a, b) =>
          values[a] < values[b] ? -1 : values[a] > values[b] ? 1 : a - b,
        );
        expect(Array.from(argsort(values))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it("orders many values of like size, and many ties", () => {
    const rng = new RandomState(0);
    for (const values of [
      rng.normal(0, 1, 20000),
      rng.uniform(1, 1 + 1e-9, 5000),
      rng.poisson(3, 5000),
      rng.normal(0, 1e-300, 3000),
    ]) {
      expect(Array.from(argsort(values))).toEqual(compared(values));
    }
  });
});
