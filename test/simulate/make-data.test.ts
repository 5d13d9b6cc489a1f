import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import type { Matrix } from "../../src/core/matrix";
import { RandomState } from "../../src/core/random-state";
import { makeBlobs } from "../../src/simulate/make-blobs";
import { makeClassification } from "../../src/simulate/make-classification";
import { makeMoons } from "../../src/simulate/make-moons";
import { makeRegression } from "../../src/simulate/make-regression";
import { expectClose } from "../close";
import reference from "./reference/make.json";

interface Case {
  params: { randomState: number };
  shape: number[];
  head: number[][];
  tail: number[][];
  columnSums: number[];
  placeSum: number;
  placeSumSize: number;
  y: number[];
  yPlaceSum: number;
  next: number;
}

/** X to rounding: the order in which a sum of products is added up differs from one library to the next. */
function expectSame(X: Matrix, y: Float64Array, expected: Case, exactTargets: boolean): void {
  expect(X.shape).toEqual(expected.shape);
  expectClose(X.takeRows([0, 1, 2]), expected.head, 1e-11, 1e-11);
  expectClose(X.takeRows([X.rows - 2, X.rows - 1]), expected.tail, 1e-11, 1e-11);
  const sums = Array.from({ length: X.cols }, (_, j) => X.column(j).reduce((a, b) => a + b, 0));
  expectClose(sums, expected.columnSums, 1e-10, 1e-8);
  const place = X.data.reduce((sum, value, m) => sum + Math.cos(m) * value, 0);
  expect(Math.abs(place - expected.placeSum)).toBeLessThan(1e-12 * expected.placeSumSize);
  const yPlace = y.reduce((sum, value, i) => sum + Math.cos(i) * value, 0);
  expectClose([yPlace], [expected.yPlaceSum], 1e-9, 1e-9);
  const first = y.subarray(0, expected.y.length);
  if (exactTargets) expect(Array.from(first)).toEqual(expected.y);
  else expectClose(first, expected.y, 1e-11, 1e-10);
}

/** Draws from a generator of the case's seed, and checks that it has moved on as far as in Python. */
function drawn<T>(make: (options: object) => T, { params, next }: Case): T {
  const rng = new RandomState(params.randomState);
  const result = make({ ...params, randomState: rng });
  expect(rng.randomSample()).toBe(next);
  return result;
}

const title = ({ params }: Case) => JSON.stringify(params);

describe("makeClassification", () => {
  for (const expected of reference.classification as Case[]) {
    it(`draws as scikit-learn does: ${title(expected)}`, () => {
      const { X, y } = drawn(makeClassification, expected);
      expectSame(X, y, expected, true);
    });
  }

  it("names an option that cannot be met", () => {
    const bad: [object, RegExp][] = [
      [{ nSample: 3 }, /nSample.*nSamples/],
      [{ nSamples: 0 }, /nSamples/],
      [{ nSamples: 2.5 }, /nSamples/],
      [{ nFeatures: 3, nInformative: 2, nRedundant: 2 }, /is 4, more than nFeatures \(3\)/],
      [{ nClasses: 3, nInformative: 2 }, /6 clusters .* 4 corners/],
      [{ weights: [0.2, 0.3, 0.5] }, /weights has 3 values/],
      [{ weights: [0.8, 0.4] }, /weights add up to 1\.2/],
      [{ weights: [-0.1] }, /weights\[0\]/],
      [{ flipY: 1.5 }, /flipY/],
      [{ shift: [1, 2] }, /shift has 2 values, but there are 20/],
      [{ scale: Number.NaN }, /scale/],
      [{ shuffle: "yes" }, /shuffle/],
    ];
    for (const [options, message] of bad) {
      expect(() => makeClassification(options), JSON.stringify(options)).toThrow(ParameterError);
      expect(() => makeClassification(options), JSON.stringify(options)).toThrow(message);
    }
  });
});

describe("makeBlobs", () => {
  for (const expected of reference.blobs as (Case & { centers: number[][] })[]) {
    it(`draws as scikit-learn does: ${title(expected)}`, () => {
      const { X, y, centers } = drawn(makeBlobs, expected);
      expectSame(X, y, expected, true);
      expectClose(centers, expected.centers, 1e-14);
    });
  }

  it("names an option that cannot be met", () => {
    const bad: [object, RegExp][] = [
      [{ center: 3 }, /Did you mean centers/],
      [{ centers: 0 }, /centers/],
      [{ nSamples: [1, 2], centers: 3 }, /nSamples names 2 blobs, but centers 3/],
      [{ nSamples: [1, -2] }, /nSamples\[1\]/],
      [{ clusterStd: [1, 2] }, /clusterStd has 2 values, but there are 3/],
      [{ clusterStd: -1 }, /clusterStd must be/],
      [{ centerBox: [1, 0] }, /centerBox\[1\]/],
    ];
    for (const [options, message] of bad) {
      expect(() => makeBlobs(options), JSON.stringify(options)).toThrow(ParameterError);
      expect(() => makeBlobs(options), JSON.stringify(options)).toThrow(message);
    }
  });
});

describe("makeMoons", () => {
  for (const expected of reference.moons as Case[]) {
    it(`draws as scikit-learn does: ${title(expected)}`, () => {
      const { X, y } = drawn(makeMoons, expected);
      expectSame(X, y, expected, true);
    });
  }

  it("names an option that cannot be met", () => {
    for (const options of [
      { nSamples: 0 },
      { nSamples: [0, 0] },
      { nSamples: [1] },
      { noise: -1 },
      { factor: 1 },
    ]) {
      expect(() => makeMoons(options as object), JSON.stringify(options)).toThrow(ParameterError);
    }
  });
});

describe("makeRegression", () => {
  for (const expected of reference.regression as (Case & { coef: number[] })[]) {
    it(`draws as scikit-learn does: ${title(expected)}`, () => {
      const { X, y, coef } = drawn(makeRegression, expected);
      expectSame(X, y, expected, false);
      expectClose(coef, expected.coef, 1e-14);
    });
  }

  it("names an option that cannot be met", () => {
    for (const options of [{ nSamples: 0 }, { noise: -1 }, { bias: Number.NaN }, { effectiveRank: 3 }]) {
      expect(() => makeRegression(options), JSON.stringify(options)).toThrow(ParameterError);
    }
  });
});
