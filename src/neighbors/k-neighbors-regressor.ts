import type { SampleWeightOptions } from "../core/classifier";
import { registerEstimator } from "../core/estimator";
import type { Matrix } from "../core/matrix";
import { Regressor } from "../core/regressor";
import type { TableLike } from "../core/table-like";
import type { VectorLike } from "../core/targets";
import { type KNeighborsParams, refuseSampleWeight } from "./k-neighbors-classifier";
import { checkSearchParams, NeighborSearch, type Neighbors, neighborSearchDefaults } from "./neighbor-search";
import { checkWeights, weigh } from "./neighbor-weights";

/**
 * Predicts the mean of the targets of the nearest training rows. Equal to `sklearn.neighbors.KNeighborsRegressor` of
 * scikit-learn 1.2 for one target; where several rows are equally far and not all can be neighbours, those with the
 * smallest numbers are.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.neighbors.KNeighborsRegressor.html
 */
export class KNeighborsRegressor extends Regressor<KNeighborsParams> {
  /** The training table. */
  declare fitX: Matrix;
  /** (n) target of each training row. */
  declare fitY: Float64Array;
  #search: NeighborSearch | undefined;

  constructor(params: Partial<KNeighborsParams> = {}) {
    super({ ...neighborSearchDefaults, weights: "uniform" }, params);
  }

  /**
   * @param X - (n x features) finite numbers.
   * @param y - (n) targets.
   * @throws ValidationError if X or y is unusable or their lengths differ.
   * @throws ParameterError if an option is, or weights of rows are given: all rows are alike here.
   */
  async fit(X: TableLike, y: VectorLike, options: SampleWeightOptions = {}): Promise<this> {
    checkSearchParams(this.params);
    checkWeights(this.params.weights);
    refuseSampleWeight("KNeighborsRegressor", options);
    const { X: matrix, y: targets } = this.checkFitTargets(X, y);
    const table = matrix.copy();
    this.#search = new NeighborSearch(table, { ...this.params });
    this.fitX = table;
    this.fitY = targets.slice();
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

  /** (n) weighted mean of the neighbours' targets. */
  predict(X: TableLike): Float64Array {
    const { distances, indices } = this.kneighbors(this.checkTable(X, "predict"));
    const weights = weigh(this.params.weights, distances);
    const out = new Float64Array(indices.length);
    for (let i = 0, at = 0; i < indices.length; i++) {
      let sum = 0;
      let total = 0;
      for (const index of indices[i]) {
        sum += weights[at] * this.fitY[index];
        total += weights[at++];
      }
      out[i] = sum / total;
    }
    return out;
  }
}

registerEstimator(KNeighborsRegressor);
