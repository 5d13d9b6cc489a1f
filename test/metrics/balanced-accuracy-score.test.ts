import { describe, expect, it } from "vitest";
import { balancedAccuracyScore } from "../../src/metrics/balanced-accuracy-score";
import { classificationCases } from "./classification-cases";

describe("balancedAccuracyScore", () => {
  it.each(classificationCases)("equals scikit-learn's: $title", (c) => {
    const { yTrue, yPred, sampleWeight, balancedAccuracy } = c;
    balancedAccuracy.forEach((expected, k) => {
      const score = balancedAccuracyScore(yTrue, yPred, { sampleWeight, adjusted: k === 1 });
      expect(score).toBeCloseTo(expected, 12);
    });
  });
});
