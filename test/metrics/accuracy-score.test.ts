import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/core/errors";
import { accuracyScore } from "../../src/metrics/accuracy-score";
import { classificationCases, labelledRows, repeated } from "./classification-cases";

describe("accuracyScore", () => {
  it.each(classificationCases)("equals scikit-learn's: $title", (c) => {
    const { sampleWeight } = c;
    expect(accuracyScore(c.yTrue, c.yPred, { sampleWeight })).toBeCloseTo(c.accuracy, 12);
    expect(accuracyScore(c.yTrue, c.yPred, { sampleWeight, normalize: false })).toBeCloseTo(c.correct, 12);
  });

  it("is 1 for a perfect prediction, and weights count as repetition", () => {
    fc.assert(
      fc.property(labelledRows(), ({ yTrue, yPred, weights }) => {
        const score = accuracyScore(yTrue, yPred);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(accuracyScore(yTrue, yTrue)).toBe(1);
        const weighted = accuracyScore(yTrue, yPred, { sampleWeight: weights });
        expect(weighted).toBeCloseTo(accuracyScore(repeated(yTrue, weights), repeated(yPred, weights)), 12);
      }),
    );
  });

  it.each<[string, () => number, RegExp]>([
    ["labels of different length", () => accuracyScore([1, 2], [1]), /yPred has 1/],
    ["no labels", () => accuracyScore([], []), /empty/],
    ["probabilities", () => accuracyScore([0, 1], [0.2, 0.7]), /yPred holds 0.2 at row 0/],
    ["labels of different kinds", () => accuracyScore([0, 1], ["0", "1"]), /one kind/],
    ["negative weights", () => accuracyScore([0, 1], [0, 1], { sampleWeight: [1, -1] }), /negative/],
  ])("refuses %s", (_, score, message) => {
    expect(score).toThrow(ValidationError);
    expect(score).toThrow(message);
  });
});
