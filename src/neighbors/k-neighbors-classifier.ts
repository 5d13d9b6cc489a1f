import { Classifier, type SampleWeightOptions } from "../core/classifier";
import { ParameterError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import { decodeLabels, type LabelsLike, type LabelVector } from "../core/labels";
import { Matrix } from "../core/matrix";
import type { TableLike } from "../core/table-like";
import {
  checkSearchParams,
  NeighborSearch,
  type NeighborSearchParams,
  type Neighbors,
  neighborSearchDefaults,
} from "./neighbor-search";
import { checkWeights, type NeighborWeights, weigh } from "./neighbor-weights";

export interface KNeighborsParams extends NeighborSearchParams {
  /** How much each neighbour counts; default `"uniform"`. A model with a function cannot be saved. */
  weights: NeighborWeights;
}

/**
 * Classifies a row as most of its nearest training rows. Equal to `sklearn.neighbors.KNeighborsClassifier` of
 * scikit-learn 1.2; where several rows are equally far and not all can be neighbours, those with the smallest
 * numbers are.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.neighbors.KNeighborsClassifier.html
 *
 * @example
 * ```ts
 * const model = await new KNeighborsClassifier({ nNeighbors: 10 }).fit(colours, labels);
 * model.predict(newColours);
 * ```
 */
export class KNeighborsClassifier extends Classifier<KNeighborsParams> {
  /** The training table. */
  declare fitX: Matrix;
  /** (n) index in `classes` of each training row. */
  declare fitCodes: Int32Array;
  #search: NeighborSearch | undefined;

  constructor(params: Partial<KNeighborsParams> = {}) {
    super({ ...neighborSearchDefaults, weights: "uniform" }, params);
  }

  /**
   * @param X - (n x features) finite numbers.
   * @param y - (n) labels.
   * @throws ValidationError if X or y is unusable or their lengths differ.
   * @throws ParameterError if an option is, or weights of rows are given: all rows are alike here.
   */
  async fit(X: TableLike, y: LabelsLike, options: SampleWeightOptions = {}): Promise<this> {
    checkSearchParams(this.params);
    checkWeights(this.params.weights);
    refuseSampleWeight("KNeighborsClassifier", options);
    const { X: matrix, classes, codes } = this.checkFitLabels(X, y);
    const table = matrix.copy();
    this.#search = new NeighborSearch(table, { ...this.params });
    this.fitX = table;
    this.classes = classes;
    this.fitCodes = codes;
    return this;
  }

  /**
   * @param X - (n x features) queries; left out, each training row is asked for its neighbours without itself.
   * @param nNeighbors - default: the option.
   * @throws ValidationError if there are fewer rows than neighbours asked for.
   */
  kneighbors(X?: TableLike | null, nNeighbors = this.params.nNeighbors): Neighbors {
    this.checkFitted("kneighbors");
    const queries = X === undefined || X === null ? null : this.checkTable(X, "kneighbors");
    this.#search ??= new NeighborSearch(this.fitX, { ...this.params });
    return this.#search.nearest(queries, nNeighbors);
  }

  /** (n) the label with the most votes; of equal ones the first in `classes`. */
  predict(X: TableLike): LabelVector {
    const { data, rows, cols } = this.votes(X);
    const codes = new Int32Array(rows);
    for (let i = 0; i < rows; i++) {
      for (let k = 1; k < cols; k++) if (data[i * cols + k] > data[i * cols + codes[i]]) codes[i] = k;
    }
    return decodeLabels(this.classes, codes);
  }

  /** (n x classes) share of the votes. */
  predictProba(X: TableLike): Matrix {
    const out = this.votes(X);
    for (let i = 0; i < out.rows; i++) {
      const row = out.row(i);
      const sum = row.reduce((total, value) => total + value, 0);
      if (sum !== 0) for (let k = 0; k < row.length; k++) row[k] /= sum;
    }
    return out;
  }

  /** (n x classes) sum of the weights of the neighbours of each class. */
  private votes(X: TableLike): Matrix {
    const { distances, indices } = this.kneighbors(this.checkTable(X, "predict"));
    const weights = weigh(this.params.weights, distances);
    const classes = this.classes.length;
    const out = new Float64Array(indices.length * classes);
    for (let i = 0, at = 0; i < indices.length; i++) {
      for (const index of indices[i]) out[i * classes + this.fitCodes[index]] += weights[at++];
    }
    return new Matrix(out, indices.length, classes);
  }
}

registerEstimator(KNeighborsClassifier);

/** @throws ParameterError if weights are given. */
export function refuseSampleWeight(name: string, options: SampleWeightOptions): void {
  if (options.sampleWeight === undefined || options.sampleWeight === null) return;
  throw new ParameterError(`${name} does not take a sampleWeight.`);
}
