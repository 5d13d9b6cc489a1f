import { Estimator, registerEstimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import type { Matrix } from "../core/matrix";
import { checkNumber } from "../core/parameters";
import type { TableLike } from "../core/table-like";
import {
  checkSearchParams,
  NeighborSearch,
  type NeighborSearchParams,
  type Neighbors,
  neighborSearchDefaults,
} from "./neighbor-search";

export interface NearestNeighborsParams extends NeighborSearchParams {
  /** Radius of {@link NearestNeighbors.radiusNeighbors}; default 1. */
  radius: number;
}

/**
 * Finds the rows of a table that are nearest to others. Equal to `sklearn.neighbors.NearestNeighbors` of
 * scikit-learn 1.2, except that among rows at the same distance those with the smallest numbers come first (there
 * the order is unspecified), and that what is found within a radius always comes sorted.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.neighbors.NearestNeighbors.html
 */
export class NearestNeighbors extends Estimator<NearestNeighborsParams> {
  /** The training table. */
  declare fitX: Matrix;
  #search: NeighborSearch | undefined;

  constructor(params: Partial<NearestNeighborsParams> = {}) {
    super({ ...neighborSearchDefaults, radius: 1 }, params);
  }

  /**
   * @param X - (n x features) finite numbers.
   * @throws ValidationError if X is unusable.
   * @throws ParameterError if an option is.
   */
  async fit(X: TableLike, _y?: LabelsLike | null): Promise<this> {
    checkSearchParams(this.params);
    checkNumber("radius", this.params.radius, { min: 0 });
    const table = this.checkFitTable(X).copy();
    this.#search = new NeighborSearch(table, { ...this.params });
    this.fitX = table;
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
    return this.search.nearest(queries, nNeighbors);
  }

  /** For each query the rows within `radius` (default: the option), nearest first. */
  radiusNeighbors(
    X: TableLike,
    radius = this.params.radius,
  ): { distances: Float64Array[]; indices: Int32Array[] } {
    return this.search.within(this.checkTable(X, "radiusNeighbors"), radius);
  }

  private get search(): NeighborSearch {
    this.checkFitted("radiusNeighbors");
    this.#search ??= new NeighborSearch(this.fitX, { ...this.params });
    return this.#search;
  }
}

registerEstimator(NearestNeighbors);
