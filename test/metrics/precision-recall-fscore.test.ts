import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import {
  type Average,
  f1Score,
  fbetaScore,
  precisionRecallFscoreSupport,
  precisionScore,
  recallScore,
} from "../../src/metrics/precision-recall-fscore";
import { classificationCases, labelledRows, permuted, repeated } from "./classification-cases";

const AVERAGES = ["micro", "macro", "weighted", null] as const;

function expectScore(actual: unknown, expected: number | number[] | null, where: string): void {
  if (expected === null || typeof actual === "number") {
    if (expected === null) expect(actual, where).toBeNull();
    else expect(actual, where).toBeCloseTo(expected as number, 12);
    return;
  }
  const values = Array.from(actual as Float64Array);
  expect(values, where).toHaveLength((expected as number[]).length);
  values.forEach((value, k) => {
    expect(value, where).toBeCloseTo((expected as number[])[k], 12);
  });
}

describe("precision, recall, F-beta and support", () => {
  it.each(classificationCases)("equal scikit-learn's: $title", ({ yTrue, yPred, sampleWeight, scores }) => {
    for (const [options, expected] of scores) {
      const where = JSON.stringify(options);
      const all = { ...options, sampleWeight };
      const result = precisionRecallFscoreSupport(yTrue, yPred, all);
      for (const key of ["precision", "recall", "fscore", "support"] as const) {
        expectScore(result[key], expected[key], `${key} ${where}`);
      }
      expectScore(precisionScore(yTrue, yPred, all), expected.precision, where);
      expectScore(recallScore(yTrue, yPred, all), expected.recall, where);
      expectScore(fbetaScore(yTrue, yPred, all), expected.fscore, where);
      if (options.beta === 1) expectScore(f1Score(yTrue, yPred, all), expected.fscore, where);
    }
  });

  it("scores the class 1 by default, and true where labels are booleans", () => {
    expect(precisionScore([0, 1, 1, 0], [1, 1, 1, 0])).toBe(2 / 3);
    expect(recallScore([true, true, false], [true, false, false])).toBe(1 / 2);
  });

  it("is recall for an infinite beta", () => {
    const yTrue = [0, 1, 1, 0, 1];
    const yPred = [1, 1, 0, 0, 0];
    expect(fbetaScore(yTrue, yPred, { beta: Infinity })).toBe(recallScore(yTrue, yPred));
  });

  it("types one number for an average and one per class without", () => {
    const perClass: Float64Array = precisionScore([0, 1], [0, 1], { average: null });
    const mean: number = precisionScore([0, 1], [0, 1], { average: "macro" });
    expect(perClass).toHaveLength(2);
    expect(mean).toBe(1);
  });

  it("stays within 0 and 1, ignores the order of rows, and takes weights as repetition", () => {
    const rows = fc.tuple(
      labelledRows(),
      fc.infiniteStream(fc.nat(1000)),
      fc.constantFrom<Average>(...AVERAGES),
    );
    fc.assert(
      fc.property(rows, ([{ yTrue, yPred, weights }, keyStream, average]) => {
        const keys = yTrue.map(() => keyStream.next().value as number);
        const plain = precisionRecallFscoreSupport(yTrue, yPred, { average });
        const shuffled = precisionRecallFscoreSupport(permuted(yTrue, keys), permuted(yPred, keys), {
          average,
        });
        const labels = [0, 1, 2, 3];
        const weighted = precisionRecallFscoreSupport(yTrue, yPred, {
          average,
          labels,
          sampleWeight: weights,
        });
        const again = precisionRecallFscoreSupport(repeated(yTrue, weights), repeated(yPred, weights), {
          average,
          labels,
        });
        for (const key of ["precision", "recall", "fscore"] as const) {
          const score = plain[key] as number | Float64Array;
          const values = typeof score === "number" ? [score] : Array.from(score);
          expect(values.every((v) => v >= 0 && v <= 1)).toBe(true);
          expect(shuffled[key]).toEqual(plain[key]);
          const expected = again[key] as number | Float64Array;
          expectScore(weighted[key], typeof expected === "number" ? expected : Array.from(expected), key);
        }
      }),
    );
  });

  it("has micro averages of precision and recall equal to the accuracy", () => {
    fc.assert(
      fc.property(labelledRows(), ({ yTrue, yPred }) => {
        const correct = yTrue.filter((label, i) => label === yPred[i]).length / yTrue.length;
        expect(precisionScore(yTrue, yPred, { average: "micro" })).toBe(correct);
        expect(recallScore(yTrue, yPred, { average: "micro" })).toBe(correct);
      }),
    );
  });

  it.each<[string, () => unknown, RegExp]>([
    ["three classes under binary", () => f1Score([0, 1, 2], [0, 1, 2]), /3 classes/],
    ["a positive class that is none", () => f1Score(["a", "b"], ["a", "b"]), /posLabel is 1/],
    ["samples", () => f1Score([0, 1], [0, 1], { average: "samples" as "micro" }), /multilabel/],
    ["an unknown average", () => f1Score([0, 1], [0, 1], { average: "mean" as "micro" }), /"mean"/],
    ["a negative beta", () => fbetaScore([0, 1], [0, 1], { beta: -1 }), /beta is -1/],
    ["an unknown zeroDivision", () => f1Score([0, 1], [0, 1], { zeroDivision: 2 as 1 }), /zeroDivision/],
  ])("refuses %s", (_, score, message) => {
    expect(score).toThrow(ParameterError);
    expect(score).toThrow(message);
  });
});
