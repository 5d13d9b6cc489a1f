import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";
import { rocAucScore } from "../../src/metrics/roc-auc-score";
import { repeated } from "./classification-cases";
import { expectValues, multiclassCases, rankingCases, scoredRows } from "./ranking-cases";

describe("rocAucScore of two classes", () => {
  it.each(rankingCases.filter((c) => c.areas !== undefined))("equals scikit-learn's: $title", (c) => {
    for (const [maxFpr, area] of c.areas ?? []) {
      const options = { sampleWeight: c.sampleWeight, maxFpr };
      expect(rocAucScore(c.yTrue, c.yScore, options), `maxFpr ${maxFpr}`).toBeCloseTo(area, 12);
    }
  });

  it("is the share of pairs ordered rightly, ties counting half", () => {
    fc.assert(
      fc.property(scoredRows(), ({ yTrue, yScore, weights }) => {
        const scoresOf = (label: number) => yScore.filter((_, i) => yTrue[i] === label);
        let wins = 0;
        for (const p of scoresOf(1)) for (const q of scoresOf(0)) wins += p > q ? 1 : p === q ? 0.5 : 0;
        const area = rocAucScore(yTrue, yScore);
        expect(area).toBeCloseTo(wins / (scoresOf(1).length * scoresOf(0).length), 12);
        const mirrored = yScore.map((score) => -score);
        expect(rocAucScore(yTrue, mirrored)).toBeCloseTo(1 - area, 12);
        expect(rocAucScore(yTrue, yScore, { sampleWeight: weights })).toBeCloseTo(
          rocAucScore(repeated(yTrue, weights), repeated(yScore, weights)),
          12,
        );
      }),
    );
  });
});

describe("rocAucScore of several classes", () => {
  it.each(multiclassCases)("equals scikit-learn's: $labels", (c) => {
    for (const [multiClass, average, weighted, expected] of c.results) {
      const sampleWeight = weighted ? c.sampleWeight : null;
      const area = rocAucScore(c.yTrue, c.yScore, { multiClass, average, sampleWeight });
      const values = typeof expected === "number" ? [area as number] : (area as unknown as Float64Array);
      expectValues(values, [expected].flat());
    }
    if (c.withoutFirstClass === null) return;
    const rows = [...c.yTrue.keys()].filter((i) => c.yTrue[i] !== c.labels[0]);
    const some = rows.map((i) => c.yTrue[i]);
    const scores = Matrix.from(c.yScore).takeRows(rows);
    const area = rocAucScore(some, scores, { multiClass: "ovo", labels: c.labels });
    expect(area).toBeCloseTo(c.withoutFirstClass, 12);
  });

  const proba = [
    [0.5, 0.3, 0.2],
    [0.1, 0.8, 0.1],
    [0.2, 0.2, 0.6],
  ];
  const y = [0, 1, 2];
  it.each<[string, () => unknown, new (message: string) => Error, RegExp]>([
    ["one class", () => rocAucScore([1, 1], [0.1, 0.2]), ValidationError, /one class only/],
    ["no scheme for several classes", () => rocAucScore(y, proba), ParameterError, /multiClass/],
    ["one score for three classes", () => rocAucScore(y, [1, 2, 3]), ValidationError, /one column per class/],
    [
      "two columns",
      () =>
        rocAucScore(
          [0, 1],
          [
            [0.5, 0.5],
            [0.1, 0.9],
          ],
        ),
      ValidationError,
      /positive one's/,
    ],
    [
      "micro one-vs-one",
      () => rocAucScore(y, proba, { multiClass: "ovo", average: "micro" }),
      ParameterError,
      /does not go/,
    ],
    [
      "weights one-vs-one",
      () => rocAucScore(y, proba, { multiClass: "ovo", sampleWeight: [1, 1, 1] }),
      ParameterError,
      /sampleWeight/,
    ],
    [
      "a partial area of several classes",
      () => rocAucScore(y, proba, { multiClass: "ovr", maxFpr: 0.5 }),
      ParameterError,
      /two classes/,
    ],
    [
      "labels out of order",
      () => rocAucScore(y, proba, { multiClass: "ovr", labels: [2, 1, 0] }),
      ParameterError,
      /sorted/,
    ],
    [
      "too few classes for the columns",
      () => rocAucScore([0, 1, 1], proba, { multiClass: "ovr" }),
      ValidationError,
      /3 columns for 2 classes/,
    ],
    [
      "rows that do not sum to 1",
      () => rocAucScore(y, [[1, 1, 1], ...proba.slice(1)], { multiClass: "ovr" }),
      ValidationError,
      /row 0 sums to 3/,
    ],
    [
      "a partial area of nothing",
      () => rocAucScore([0, 1], [0, 1], { maxFpr: 0 }),
      ParameterError,
      /maxFpr is 0/,
    ],
  ])("refuses %s", (_, score, type, message) => {
    expect(score).toThrow(type);
    expect(score).toThrow(message);
  });
});
