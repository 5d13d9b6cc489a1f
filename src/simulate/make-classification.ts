import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError } from "../core/errors";
import { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { hypercubeCorners } from "./hypercube";
import { resolveOptions } from "./resolve-options";
import { shuffledRows } from "./shuffled-rows";

/** Options of {@link makeClassification}. */
export interface MakeClassificationOptions {
  /** Rows; default 100. */
  nSamples?: number;
  /** Features in all; default 20. What is neither informative, redundant nor repeated is noise. */
  nFeatures?: number;
  /** Features that the classes differ in; default 2. */
  nInformative?: number;
  /** Features that are random linear combinations of the informative ones; default 2. */
  nRedundant?: number;
  /** Features that repeat an informative or redundant one; default 0. */
  nRepeated?: number;
  /** Classes; default 2. */
  nClasses?: number;
  /** Normal clusters that each class consists of; default 2. */
  nClustersPerClass?: number;
  /** Share of each class, or of all but the last; default `null`: equal. */
  weights?: ArrayLike<number> | null;
  /** Share of rows that get a random class; default 0.01. */
  flipY?: number;
  /** Half the side of the hypercube on whose corners the clusters sit; default 1. */
  classSep?: number;
  /** With `false` the clusters sit on a random polytope; default `true`. */
  hypercube?: boolean;
  /** Added to each feature; `null` draws it within ±`classSep`; default 0. */
  shift?: number | ArrayLike<number> | null;
  /** Multiplies each feature, after the shift; `null` draws it from 1 to 101; default 1. */
  scale?: number | ArrayLike<number> | null;
  /** Shuffle rows and features; default `true`. Else the columns come as informative, redundant, repeated, noise. */
  shuffle?: boolean;
  /** Seed or generator; default unseeded. */
  randomState?: RandomStateLike;
}

const defaults: Required<MakeClassificationOptions> = {
  nSamples: 100,
  nFeatures: 20,
  nInformative: 2,
  nRedundant: 2,
  nRepeated: 0,
  nClasses: 2,
  nClustersPerClass: 2,
  weights: null,
  flipY: 0.01,
  classSep: 1,
  hypercube: true,
  shift: 0,
  scale: 1,
  shuffle: true,
  randomState: null,
};

/**
 * A classification problem: each class is some normal clusters on corners of a hypercube, each with correlations of
 * its own. For a given `randomState` the same draws as scikit-learn 1.2's `make_classification`, so that X agrees
 * with it to rounding and y exactly.
 *
 * Adapted there from I. Guyon, "Design of experiments for the NIPS 2003 variable selection benchmark", 2003.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.datasets.make_classification.html
 *
 * @returns X (nSamples x nFeatures), and y with the class of each row, 0 … nClasses − 1.
 * @throws ParameterError if an option is unknown or unusable, or the clusters do not fit the corners.
 */
export function makeClassification(options: MakeClassificationOptions = {}): {
  X: Matrix;
  y: Float64Array;
} {
  const o = resolveOptions("makeClassification", options, defaults);
  checkOptions(o);
  const { nSamples, nFeatures, nInformative, nRedundant, nRepeated, nClasses, classSep } = o;
  const rng = checkRandomState(o.randomState);
  const sizes = clusterSizes(nSamples, o.nClustersPerClass, classWeights(o.weights, nClasses));
  const centroids = clusterCentroids(sizes.length, nInformative, classSep, o.hypercube, rng);
  let X = Matrix.zeros(nSamples, nFeatures);
  let y: Float64Array = new Float64Array(nSamples);

  putColumns(X, 0, rng.standardNormal([nSamples, nInformative]));
  let from = 0;
  sizes.forEach((size, k) => {
    y.fill(k % nClasses, from, from + size);
    const A = symmetricUniform(nInformative, nInformative, rng);
    mixColumns(X, from, from + size, nInformative, A, 0, centroids.row(k));
    from += size;
  });
  if (nRedundant > 0) {
    const B = symmetricUniform(nInformative, nRedundant, rng);
    mixColumns(X, 0, nSamples, nInformative, B, nInformative);
  }
  const useful = nInformative + nRedundant;
  if (nRepeated > 0) {
    const sources = rng.uniform(0, 1, nRepeated).map((u) => Math.floor((useful - 1) * u + 0.5));
    putColumns(X, useful, X.takeColumns(sources));
  }
  const noise = nFeatures - useful - nRepeated;
  if (noise > 0) putColumns(X, useful + nRepeated, rng.standardNormal([nSamples, noise]));

  flipLabels(y, o.flipY, nClasses, rng);
  const shift = o.shift === null ? rng.uniform(0, 1, nFeatures).map((u) => (2 * u - 1) * classSep) : o.shift;
  const scale = o.scale === null ? rng.uniform(0, 1, nFeatures).map((u) => 1 + 100 * u) : o.scale;
  shiftAndScale(X, shift, scale);
  if (o.shuffle) {
    ({ X, y } = shuffledRows(X, y, rng));
    X = X.takeColumns(rng.permutation(nFeatures));
  }
  return { X, y };
}

type Checked = Required<MakeClassificationOptions>;

function checkOptions(o: Checked): void {
  for (const name of ["nSamples", "nFeatures", "nInformative", "nClasses", "nClustersPerClass"] as const) {
    checkNumber(name, o[name], { min: 1, integer: true });
  }
  for (const name of ["nRedundant", "nRepeated"] as const)
    checkNumber(name, o[name], { min: 0, integer: true });
  checkNumber("flipY", o.flipY, { min: 0, max: 1 });
  checkNumber("classSep", o.classSep);
  checkOneOf("hypercube", o.hypercube, [true, false]);
  checkOneOf("shuffle", o.shuffle, [true, false]);
  checkPerFeature("shift", o.shift, o.nFeatures);
  checkPerFeature("scale", o.scale, o.nFeatures);
  const used = o.nInformative + o.nRedundant + o.nRepeated;
  if (used > o.nFeatures) {
    throw new ParameterError(
      `nInformative + nRedundant + nRepeated is ${used}, more than nFeatures (${o.nFeatures}): raise nFeatures.`,
    );
  }
  const clusters = o.nClasses * o.nClustersPerClass;
  if (o.nInformative < Math.log2(clusters)) {
    throw new ParameterError(
      `${clusters} clusters (nClasses x nClustersPerClass) do not fit the ${2 ** o.nInformative} corners that ` +
        `${o.nInformative} informative features give: raise nInformative.`,
    );
  }
}

function checkPerFeature(name: string, value: Checked["shift"], nFeatures: number): void {
  if (value === null) return;
  if (typeof value === "number") {
    checkNumber(name, value);
    return;
  }
  if (value.length !== nFeatures) {
    throw new ParameterError(`${name} has ${value.length} values, but there are ${nFeatures} features.`);
  }
  for (let j = 0; j < nFeatures; j++) checkNumber(`${name}[${j}]`, value[j]);
}

function classWeights(weights: Checked["weights"], nClasses: number): number[] {
  if (weights === null) return new Array<number>(nClasses).fill(1 / nClasses);
  const given = Array.from(weights);
  if (given.length !== nClasses && given.length !== nClasses - 1) {
    throw new ParameterError(
      `weights has ${given.length} values, but must have one for each of the ${nClasses} classes, or one fewer.`,
    );
  }
  given.forEach((weight, k) => {
    checkNumber(`weights[${k}]`, weight, { min: 0 });
  });
  const sum = given.reduce((a, b) => a + b, 0);
  if (sum > 1 + 1e-9)
    throw new ParameterError(`weights add up to ${sum}, but are shares: at most 1 together.`);
  if (given.length < nClasses) given.push(Math.max(0, 1 - sum));
  return given;
}

function clusterSizes(nSamples: number, perClass: number, weights: number[]): number[] {
  const sizes = Array.from({ length: weights.length * perClass }, (_, k) =>
    Math.trunc((nSamples * weights[k % weights.length]) / perClass),
  );
  const missing = nSamples - sizes.reduce((a, b) => a + b, 0);
  for (let i = 0; i < missing; i++) sizes[i % sizes.length]++;
  return sizes;
}

function clusterCentroids(
  count: number,
  dimensions: number,
  classSep: number,
  hypercube: boolean,
  rng: RandomState,
): Matrix {
  const out = hypercubeCorners(count, dimensions, rng);
  for (let m = 0; m < out.data.length; m++) out.data[m] = out.data[m] * (2 * classSep) - classSep;
  if (hypercube) return out;
  const perCluster = rng.uniform(0, 1, count);
  const perFeature = rng.uniform(0, 1, dimensions);
  for (let k = 0; k < count; k++) {
    for (let j = 0; j < dimensions; j++) out.data[k * dimensions + j] *= perCluster[k] * perFeature[j];
  }
  return out;
}

/** Uniform in [-1, 1). */
function symmetricUniform(rows: number, cols: number, rng: RandomState): Matrix {
  const out = rng.uniform(0, 1, [rows, cols]);
  for (let m = 0; m < out.data.length; m++) out.data[m] = 2 * out.data[m] - 1;
  return out;
}

function putColumns(X: Matrix, at: number, columns: Matrix): void {
  for (let i = 0; i < X.rows; i++) X.data.set(columns.row(i), i * X.cols + at);
}

/** Replaces columns `to`… of some rows by the first `width` columns times A, plus `offset`. */
function mixColumns(
  X: Matrix,
  fromRow: number,
  toRow: number,
  width: number,
  A: Matrix,
  to: number,
  offset?: Float64Array,
): void {
  const { data, cols } = X;
  const mixed = new Float64Array(A.cols);
  for (let i = fromRow; i < toRow; i++) {
    mixed.fill(0);
    for (let p = 0; p < width; p++) {
      const value = data[i * cols + p];
      for (let j = 0, a = p * A.cols; j < mixed.length; j++, a++) mixed[j] += value * A.data[a];
    }
    for (let j = 0; j < mixed.length; j++) {
      data[i * cols + to + j] = offset === undefined ? mixed[j] : mixed[j] + offset[j];
    }
  }
}

function flipLabels(y: Float64Array, share: number, nClasses: number, rng: RandomState): void {
  const flipped: number[] = [];
  rng.uniform(0, 1, y.length).forEach((u, i) => {
    if (u < share) flipped.push(i);
  });
  const labels = rng.randint(nClasses, null, flipped.length);
  flipped.forEach((i, m) => {
    y[i] = labels[m];
  });
}

function shiftAndScale(
  X: Matrix,
  shift: number | ArrayLike<number>,
  scale: number | ArrayLike<number>,
): void {
  const at = (value: number | ArrayLike<number>, j: number) => (typeof value === "number" ? value : value[j]);
  for (let j = 0; j < X.cols; j++) {
    const a = at(shift, j);
    const b = at(scale, j);
    if (a === 0 && b === 1) continue;
    for (let m = j; m < X.data.length; m += X.cols) X.data[m] = (X.data[m] + a) * b;
  }
}
