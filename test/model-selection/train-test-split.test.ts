import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import type { Label } from "../../src/core/labels";
import { Matrix } from "../../src/core/matrix";
import { RandomState } from "../../src/core/random-state";
import { type TrainTestSplitOptions, trainTestSplit } from "../../src/model-selection/train-test-split";

type Case = [
  labels: string,
  options: TrainTestSplitOptions,
  stratify: boolean,
  train: number[],
  test: number[],
];
const reference = JSON.parse(readFileSync(join(__dirname, "reference/train-test-split.json"), "utf8")) as {
  labels: Record<string, Label[]>;
  cases: Case[];
  pair: [number[], number[]][];
};

const rowNumbers = (n: number): number[][] => Array.from({ length: n }, (_, i) => [i, 2 * i]);

describe("trainTestSplit", () => {
  it.each(Object.keys(reference.labels))("picks scikit-learn's rows, labels: %s", (name) => {
    const y = reference.labels[name];
    const cases = reference.cases.filter((c) => c[0] === name);
    expect(cases.length).toBeGreaterThan(40);
    for (const [, options, stratified, train, test] of cases) {
      const split = trainTestSplit(rowNumbers(y.length), y, {
        ...options,
        stratify: stratified ? y : undefined,
      });
      const where = JSON.stringify({ ...options, stratified });
      expect(Array.from(split.trainIndices), where).toEqual(train);
      expect(Array.from(split.testIndices), where).toEqual(test);
      expect(Array.from(split.XTrain.column(0)), where).toEqual(train);
      expect(Array.from(split.XTest.column(1)), where).toEqual(test.map((i) => 2 * i));
      expect(Array.from(split.yTrain as ArrayLike<Label>), where).toEqual(train.map((i) => y[i]));
      expect(Array.from(split.yTest as ArrayLike<Label>), where).toEqual(test.map((i) => y[i]));
    }
  });

  it("draws on a generator that it is given", () => {
    const rng = new RandomState(5);
    for (const [train, test] of reference.pair) {
      const split = trainTestSplit(rowNumbers(25), undefined, { testSize: 0.4, randomState: rng });
      expect(Array.from(split.trainIndices)).toEqual(train);
      expect(Array.from(split.testIndices)).toEqual(test);
      expect(split.yTrain).toBeUndefined();
    }
  });

  it("keeps the kind of label", () => {
    const X = Matrix.from(rowNumbers(4));
    const strings: string[] = trainTestSplit(X, ["a", "b", "c", "d"]).yTrain;
    expect(strings).toHaveLength(3);
    const numbers: Float64Array = trainTestSplit(X, [1, 2, 3, 4]).yTest;
    expect(numbers).toBeInstanceOf(Float64Array);
    const booleans: boolean[] = trainTestSplit(X, [true, false, true, true]).yTest;
    expect(booleans).toHaveLength(1);
  });

  it.each<[string, number, TrainTestSplitOptions, new (message: string) => Error, RegExp]>([
    ["a fraction above 1", 5, { testSize: 1.5 }, ParameterError, /testSize is 1.5/],
    ["a negative size", 5, { trainSize: -1 }, ParameterError, /trainSize is -1/],
    ["as many as there are", 5, { testSize: 5 }, ParameterError, /from 1 to 4/],
    ["NaN", 5, { testSize: Number.NaN }, ParameterError, /testSize is NaN/],
    ["fractions above 1 together", 5, { testSize: 0.7, trainSize: 0.7 }, ParameterError, /exceed 1/],
    ["counts above n together", 5, { testSize: 3, trainSize: 3 }, ParameterError, /exceed the 5 rows/],
    ["nothing to train on", 1, {}, ParameterError, /no row is left/],
    ["a class of one", 4, { stratify: [0, 0, 0, 1] }, ValidationError, /Class 1 has only 1 member/],
    [
      "too small a test part",
      6,
      { testSize: 1, stratify: [0, 0, 0, 1, 1, 1] },
      ParameterError,
      /testSize gives 1/,
    ],
    [
      "too small a training part",
      6,
      { trainSize: 1, stratify: [0, 0, 0, 1, 1, 1] },
      ParameterError,
      /trainSize/,
    ],
    [
      "stratify without shuffle",
      4,
      { shuffle: false, stratify: [0, 0, 1, 1] },
      ParameterError,
      /shuffle: true/,
    ],
    ["stratify of another length", 4, { stratify: [0, 1, 0] }, ValidationError, /stratify has 3 values/],
  ])("refuses %s", (_, n, options, type, message) => {
    const split = () => trainTestSplit(rowNumbers(n), undefined, options);
    expect(split).toThrow(type);
    expect(split).toThrow(message);
  });

  it("refuses y of another length", () => {
    expect(() => trainTestSplit(rowNumbers(4), [1, 2, 3])).toThrow(ValidationError);
  });
});
