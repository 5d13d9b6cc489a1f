import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { auc, rocCurve } from "../../src/metrics/roc";
import { permuted, repeated } from "./classification-cases";
import { expectValues, rankingCases, scoredRows } from "./ranking-cases";

describe("rocCurve", () => {
  it.each(rankingCases)("equals scikit-learn's: $title", (c) => {
    const { yTrue, yScore, sampleWeight, posLabel } = c;
    for (const [dropIntermediate, expected] of [
      [true, c.roc],
      [false, c.rocAll],
    ] as const) {
      const curve = rocCurve(yTrue, yScore, { sampleWeight, posLabel, dropIntermediate });
      expectValues(curve.fpr, expected[0]);
      expectValues(curve.tpr, expected[1]);
      expectValues(curve.thresholds, expected[2]);
    }
  });

  it("rises from (0, 0) to (1, 1), whatever the order of rows, and takes weights as repetition", () => {
    fc.assert(
      fc.property(scoredRows(), ({ yTrue, yScore, weights, keys }) => {
        const curve = rocCurve(yTrue, yScore);
        for (const rates of [curve.fpr, curve.tpr]) {
          expect(rates[0]).toBe(0);
          expect(rates[rates.length - 1]).toBe(1);
          expect(rates.every((rate, k) => k === 0 || rate >= rates[k - 1])).toBe(true);
        }
        expect(rocCurve(permuted(yTrue, keys), permuted(yScore, keys))).toEqual(curve);
        expect(rocCurve(yTrue, yScore, { sampleWeight: weights })).toEqual(
          rocCurve(repeated(yTrue, weights), repeated(yScore, weights)),
        );
        // Dropping collinear points leaves the area as it was.
        const all = rocCurve(yTrue, yScore, { dropIntermediate: false });
        expect(auc(all.fpr, all.tpr)).toBeCloseTo(auc(curve.fpr, curve.tpr), 12);
      }),
    );
  });

  it("needs to know the positive class of words and of several classes", () => {
    expect(() => rocCurve(["a", "b"], [0, 1])).toThrow(ParameterError);
    expect(() => rocCurve([0, 1, 2], [0, 1, 2])).toThrow(/posLabel/);
    expect(Array.from(rocCurve([0, 1, 2], [0, 1, 2], { posLabel: 2 }).tpr)).toEqual([0, 1, 1]);
  });

  it("refuses scores that are not finite or too few", () => {
    expect(() => rocCurve([0, 1], [0, Number.NaN])).toThrow(ValidationError);
    expect(() => rocCurve([0, 1], [0])).toThrow(/yScore has 1/);
  });
});

describe("auc", () => {
  it("is the area of trapezia, in either direction", () => {
    expect(auc([0, 1, 3], [0, 2, 4])).toBe(7);
    expect(auc([3, 1, 0], [4, 2, 0])).toBe(7);
    expect(auc([1, 1], [0, 5])).toBe(0);
  });

  it("refuses points that go back and forth, one point, and lengths that differ", () => {
    expect(() => auc([0, 2, 1], [0, 1, 2])).toThrow(/sort the points/);
    expect(() => auc([0], [1])).toThrow(/2 points/);
    expect(() => auc([0, 1], [1])).toThrow(ValidationError);
  });
});
