import { ParameterError, ValidationError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import type { Matrix } from "../core/matrix";
import type { DelegatingModel, EstimatorType, ModelMethod } from "../core/model";
import { OutlierDetector } from "../core/outlier-detector";
import { checkNumber } from "../core/parameters";
import { quantile } from "../core/quantile";
import type { TableLike } from "../core/table-like";

import {
  checkSearchParams,
  NeighborSearch,
  type NeighborSearchParams,
  type Neighbors,
  neighborSearchDefaults,
} from "./neighbor-search";

export interface LocalOutlierFactorParams extends NeighborSearchParams {
  /**
   * Share of the rows given to `fit` that count as outliers, above 0 and at most 0.5; default `"auto"`: those whose
   * outlier factor exceeds 1.5.
   */
  contamination: number | "auto";
  /** `true`: tell outliers among new rows by `predict`; default `false`: among the rows given to `fit`. */
  novelty: boolean;
}

/** Keeps the density of a row with `nNeighbors` twins finite. */
const SMALLEST_REACH = 1e-10;

/**
 * Finds rows that lie in a sparser place than their neighbours do. The local outlier factor of a row is the mean
 * density at its neighbours divided by the density at the row: about 1 inside a group of any density, larger outside.
 * Equal to `sklearn.neighbors.LocalOutlierFactor` of scikit-learn 1.2; of rows at the same distance those with the
 * smallest numbers are neighbours.
 *
 * With `novelty: false` only {@link LocalOutlierFactor.fitPredict} and the fitted attributes tell outliers, because a
 * row of the training table would be its own neighbour in `predict`; with `novelty: true` only `predict`,
 * `decisionFunction` and `scoreSamples` do.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.neighbors.LocalOutlierFactor.html
 * @see Breunig, Kriegel, Ng & Sander 2000, "LOF: Identifying density-based local outliers"
 *
 * @example
 * ```ts
 * const detector = new LocalOutlierFactor({ nNeighbors: 20 });
 * const isUsual = await detector.fitPredict(colours);
 * ```
 */
export class LocalOutlierFactor extends OutlierDetector<LocalOutlierFactorParams> implements DelegatingModel {
  /** (n) the outlier factor of each row given to `fit`, with a minus: about -1 for usual rows, less for outliers. */
  declare negativeOutlierFactor: Float64Array;
  /** Neighbours taken into account: `nNeighbors`, or all other rows where there are fewer. */
  declare nNeighborsUsed: number;
  /** The training table. */
  declare fitX: Matrix;
  /** (n) local reachability density of each training row. */
  declare density: Float64Array;
  /** (n) distance of each training row's last neighbour. */
  declare reach: Float64Array;
  #search: NeighborSearch | undefined;

  constructor(params: Partial<LocalOutlierFactorParams> = {}) {
    super({ ...neighborSearchDefaults, nNeighbors: 20, contamination: "auto", novelty: false }, params);
  }

  /**
   * @param X - (n x features) finite numbers, at least two rows.
   * @throws ValidationError if X is unusable.
   * @throws ParameterError if an option is.
   */
  async fit(X: TableLike): Promise<this> {
    checkSearchParams(this.params);
    const { contamination, novelty, nNeighbors } = this.params;
    if (contamination !== "auto") checkNumber("contamination", contamination, { exclusiveMin: 0, max: 0.5 });
    if (typeof novelty !== "boolean") throw new ParameterError("novelty must be true or false.");
    const table = this.checkFitTable(X).copy();
    const n = table.rows;
    if (n < 2) throw new ValidationError("X has one row only: LocalOutlierFactor needs at least two.");
    const used = Math.min(nNeighbors, n - 1);
    const search = new NeighborSearch(table, { ...this.params });
    const neighbors = search.nearest(null, used);
    const reach = neighbors.distances.column(used - 1);
    const density = densities(neighbors, reach);
    const factor = negativeFactors(neighbors, density, density);
    this.#search = search;
    this.fitX = table;
    this.nNeighborsUsed = used;
    this.reach = reach;
    this.density = density;
    this.negativeOutlierFactor = factor;
    this.offset = contamination === "auto" ? -1.5 : quantile(factor.slice().sort(), contamination);
    return this;
  }

  /**
   * Fits to `X` and says of each of its rows whether it is usual (1) or an outlier (-1).
   *
   * @throws ParameterError with `novelty: true`.
   */
  override async fitPredict(X: TableLike): Promise<Int32Array> {
    if (this.params.novelty) {
      throw new ParameterError(
        "LocalOutlierFactor has no fitPredict with novelty: true: call fit and predict, or set novelty: false.",
      );
    }
    await this.fit(X);
    return Int32Array.from(this.negativeOutlierFactor, (value) => (value < this.offset ? -1 : 1));
  }

  /**
   * (n) the outlier factor of each new row among the training rows, with a minus.
   *
   * @throws ParameterError with `novelty: false`.
   */
  scoreSamples(X: TableLike): Float64Array {
    const queries = this.checkTable(X, "scoreSamples");
    if (!this.params.novelty) {
      throw new ParameterError(
        "LocalOutlierFactor tells outliers among new rows only with novelty: true. With novelty: false call " +
          "fitPredict(X), or look at negativeOutlierFactor.",
      );
    }
    this.#search ??= new NeighborSearch(this.fitX, { ...this.params });
    const neighbors = this.#search.nearest(queries, this.nNeighborsUsed);
    return negativeFactors(neighbors, this.density, densities(neighbors, this.reach));
  }

  /** `predict` and `decisionFunction` work with `novelty: true` only. */
  supports(method: ModelMethod): boolean {
    return (
      method === "fit" || (this.params.novelty && (method === "predict" || method === "decisionFunction"))
    );
  }

  get estimatorType(): EstimatorType {
    return "other";
  }
}

registerEstimator(LocalOutlierFactor);

/** Inverse of the mean distance to the neighbours, each taken as at least that neighbour's own reach. */
function densities({ distances, indices }: Neighbors, reach: Float64Array): Float64Array {
  const { data, cols: k } = distances;
  return Float64Array.from(indices, (found, i) => {
    let sum = 0;
    for (let j = 0; j < k; j++) sum += Math.max(data[i * k + j], reach[found[j]]);
    return 1 / (sum / k + SMALLEST_REACH);
  });
}

function negativeFactors(
  { indices }: Neighbors,
  density: Float64Array,
  ownDensity: Float64Array,
): Float64Array {
  return Float64Array.from(indices, (found, i) => {
    let sum = 0;
    for (let j = 0; j < found.length; j++) sum += density[found[j]] / ownDensity[i];
    return -sum / found.length;
  });
}
