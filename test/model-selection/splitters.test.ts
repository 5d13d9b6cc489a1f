import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import type { Label } from "../../src/core/labels";
import { RandomState } from "../../src/core/random-state";
import { resolveFolds } from "../../src/model-selection/check-cv";
import type { CrossValidator, Fold } from "../../src/model-selection/cross-validator";
import { KFold, LeaveOneOut } from "../../src/model-selection/k-fold";
import { RepeatedKFold, RepeatedStratifiedKFold } from "../../src/model-selection/repeated-k-fold";
import { ShuffleSplit, StratifiedShuffleSplit } from "../../src/model-selection/shuffle-split";
import { StratifiedKFold } from "../../src/model-selection/stratified-k-fold";

type Folds = [train: number[], test: number[]][];
const reference = JSON.parse(readFileSync(join(__dirname, "reference/splitters.json"), "utf8")) as {
  labels: { [name: string]: Label[] };
  cases: [labels: string, splitter: string, options: object, folds: Folds][];
  twice: Folds[];
};

const splitters: { [name: string]: new (options?: object) => CrossValidator } = {
  KFold,
  LeaveOneOut,
  RepeatedKFold,
  RepeatedStratifiedKFold,
  ShuffleSplit,
  StratifiedKFold,
  StratifiedShuffleSplit,
};

const plain = (folds: Iterable<Fold>): Folds =>
  Array.from(folds, ({ train, test }) => [Array.from(train), Array.from(test)]);
const table = (n: number): number[][] => Array.from({ length: n }, (_, i) => [i]);

describe("splitters", () => {
  it.each(reference.cases)(
    "gives scikit-learn's folds: labels %s, %s %o",
    (name, splitter, options, folds) => {
      const y = reference.labels[name];
      const cv = new splitters[splitter](options);
      expect(plain(cv.split(table(y.length), y))).toEqual(folds);
      expect(cv.getNSplits(table(y.length))).toBe(folds.length);
    },
  );

  it("gives the same folds for a seed each time, and goes on with a generator that it is given", () => {
    const y = reference.labels.numbers;
    const seeded = new KFold({ shuffle: true, randomState: 3 });
    expect(plain(seeded.split(y))).toEqual(plain(seeded.split(y)));
    const shared = new StratifiedKFold({ nSplits: 3, shuffle: true, randomState: new RandomState(5) });
    for (const folds of reference.twice) expect(plain(shared.split(table(40), y))).toEqual(folds);
  });

  it("refuses options that cannot be meant", () => {
    expect(() => new KFold({ nSplits: 1 })).toThrow(ParameterError);
    expect(() => new KFold({ nSplits: 2.5 })).toThrow(/nSplits/);
    expect(() => new StratifiedKFold({ randomState: 1 })).toThrow(/shuffle: true/);
    expect(() => new ShuffleSplit({ nSplits: 0 })).toThrow(ParameterError);
    expect(() => new KFold({ n_splits: 3 } as object)).toThrow(/Did you mean nSplits/);
    expect(() => new RepeatedStratifiedKFold({ nRepeats: 0 })).toThrow(/RepeatedStratifiedKFold: nRepeats/);
    expect(() => new LeaveOneOut().getNSplits()).toThrow(ParameterError);
  });

  it("refuses rows that cannot be split", () => {
    expect(() => [...new KFold().split(table(4))]).toThrow(/nSplits is 5, but there are only 4 rows/);
    expect(() => [...new KFold().split([])]).toThrow(ValidationError);
    expect(() => [...new LeaveOneOut().split([[1]])]).toThrow(ValidationError);
    expect(() => [...new StratifiedKFold().split(table(6))]).toThrow(/needs y/);
    expect(() => [...new StratifiedKFold().split(table(6), [0, 1])]).toThrow(/y has 2 values/);
    expect(() => [...new StratifiedKFold().split(table(6), [0, 0, 0, 0, 1, 1])]).toThrow(
      /largest class has only 4/,
    );
    expect(() => [...new StratifiedShuffleSplit().split(table(3), [0, 0, 1])]).toThrow(/only 1 member/);
    expect(() => [...new ShuffleSplit({ testSize: 9 }).split(table(3))]).toThrow(ParameterError);
  });
});

describe("resolveFolds", () => {
  const y = reference.labels.strings;
  const X = table(y.length);

  it("stratifies for classifiers only, five-fold unless told", () => {
    expect(plain(resolveFolds(null, X, y, true))).toEqual(plain(new StratifiedKFold().split(X, y)));
    expect(plain(resolveFolds(3, X, y, false))).toEqual(plain(new KFold({ nSplits: 3 }).split(X)));
  });

  it("takes a splitter or the folds", () => {
    const cv = new ShuffleSplit({ nSplits: 2, randomState: 0 });
    expect(plain(resolveFolds(cv, X, y, true))).toEqual(plain(cv.split(X)));
    expect(plain(resolveFolds([...cv.split(X)], X, y, true))).toEqual(plain(cv.split(X)));
  });

  it("refuses anything else", () => {
    const fold = { train: Int32Array.of(0), test: Int32Array.of(45) };
    expect(() => resolveFolds([fold], X, y, true)).toThrow(/test of fold 0 holds 45.*0 to 44/);
    expect(() => resolveFolds([], X, y, true)).toThrow(ParameterError);
    expect(() => resolveFolds("5" as never, X, y, true)).toThrow(/cv/);
    expect(() => resolveFolds([{ train: [1] }] as never, X, y, true)).toThrow(/test of fold 0/);
  });
});
