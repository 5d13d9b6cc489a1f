import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { averagePrecisionScore, precisionRecallCurve } from "../../src/metrics/precision-recall-curve";
import { permuted, repeated } from "./classification-cases";
import { expectValues, rankingCases, scoredRows } from "./ranking-cases";

describe("precisionRecallCurve", () => {
  it.each(rankingCases)("equals scikit-learn's: $title", ({ yTrue, yScore, sampleWeight, posLabel, pr }) => {
    const curve = precisionRecallCurve(yTrue, yScore, { sampleWeight, posLabel });
    expectValues(curve.precision, pr[0]);
    expectValues(curve.recall, pr[1]);
    expectValues(curve.thresholds, pr[2]);
  });

  it("falls in recall from 1 to 0, whatever the order of rows, and takes weights as repetition", () => {
    fc.assert(
      fc.property(scoredRows(), ({ yTrue, yScore, weights, keys }) => {
        const curve = precisionRecallCurve(yTrue, yScore);
        expect(curve.recall[0]).toBe(1);
        expect(curve.recall[curve.recall.length - 1]).toBe(0);
        expect(curve.recall.every((r, k) => k === 0 || r <= curve.recall[k - 1])).toBe(true);
        expect(curve.precision.every((p) => p >= 0 && p <= 1)).toBe(true);
        expect(precisionRecallCurve(permuted(yTrue, keys), permuted(yScore, keys))).toEqual(curve);
        expect(precisionRecallCurve(yTrue, yScore, { sampleWeight: weights })).toEqual(
          precisionRecallCurve(repeated(yTrue, weights), repeated(yScore, weights)),
        );
      }),
    );
  });
});

describe("averagePrecisionScore", () => {
  it.each(rankingCases.filter((c) => c.averagePrecision !== undefined))(
    "equals scikit-learn's: $title",
    (c) => {
      const { yTrue, yScore, sampleWeight, posLabel } = c;
      const score = averagePrecisionScore(yTrue, yScore, { sampleWeight, posLabel });
      expect(score).toBeCloseTo(c.averagePrecision ?? Number.NaN, 12);
    },
  );

  it("refuses several classes, and a positive class that does not occur", () => {
    expect(() => averagePrecisionScore([0, 1, 2], [0, 1, 2])).toThrow(ParameterError);
    expect(() => averagePrecisionScore(["a", "b"], [0, 1])).toThrow(/posLabel/);
  });
});
