import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { accuracyScore } from "../../src/metrics/accuracy-score";
import { confusionMatrix } from "../../src/metrics/confusion-matrix";
import { classificationCases, labelledRows, repeated } from "./classification-cases";

describe("confusionMatrix", () => {
  it.each(classificationCases)(
    "equals scikit-learn's: $title",
    ({ yTrue, yPred, sampleWeight, confusion }) => {
      for (const [options, expected] of confusion) {
        const matrix = confusionMatrix(yTrue, yPred, { ...options, sampleWeight }).toArray();
        expect(matrix.length, JSON.stringify(options)).toBe(expected.length);
        matrix.flat().forEach((value, k) => {
          expect(value, JSON.stringify(options)).toBeCloseTo(expected.flat()[k], 12);
        });
      }
    },
  );

  it("sums to the rows, its diagonal to the right ones, and takes weights as repetition", () => {
    fc.assert(
      fc.property(labelledRows(), ({ yTrue, yPred, weights }) => {
        const matrix = confusionMatrix(yTrue, yPred);
        expect(matrix.data.reduce((sum, v) => sum + v, 0)).toBe(yTrue.length);
        let diagonal = 0;
        for (let k = 0; k < matrix.rows; k++) diagonal += matrix.get(k, k);
        expect(diagonal).toBe(accuracyScore(yTrue, yPred, { normalize: false }));
        expect(confusionMatrix(yPred, yTrue)).toEqual(matrix.transpose());
        const labels = [...new Set([yTrue[0], 0, 1, 2, 3])];
        expect(confusionMatrix(yTrue, yPred, { labels, sampleWeight: weights })).toEqual(
          confusionMatrix(repeated(yTrue, weights), repeated(yPred, weights), { labels }),
        );
      }),
    );
  });

  it.each<[string, () => unknown, RegExp]>([
    [
      "labels that do not occur",
      () => confusionMatrix([0, 1], [1, 1], { labels: [7] }),
      /None of the labels/,
    ],
    ["no labels", () => confusionMatrix([0, 1], [1, 1], { labels: [] }), /labels is empty/],
    [
      "an unknown divisor",
      () => confusionMatrix([0], [1], { normalize: "rows" as "all" }),
      /normalize is rows/,
    ],
  ])("refuses %s", (_, matrix, message) => {
    expect(matrix).toThrow(ParameterError);
    expect(matrix).toThrow(message);
  });
});
