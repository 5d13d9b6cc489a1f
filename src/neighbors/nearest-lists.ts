/** For each query the k nearest rows so far, nearest first; of equal distances the smaller row number comes first. */
export class NearestLists {
  readonly k: number;
  /** (queries x k) reduced distances. */
  readonly distances: Float64Array;
  /** (queries x k) row numbers. */
  readonly indices: Int32Array;

  constructor(queries: number, k: number) {
    this.k = k;
    this.distances = new Float64Array(queries * k).fill(Number.POSITIVE_INFINITY);
    this.indices = new Int32Array(queries * k).fill(-1);
  }

  /** Reduced distance that a row must not exceed to enter the list of a query. */
  worst(query: number): number {
    return this.distances[query * this.k + this.k - 1];
  }

  insert(query: number, distance: number, index: number): void {
    const { distances, indices, k } = this;
    const first = query * k;
    let at = first + k - 1;
    if (distance > distances[at] || (distance === distances[at] && indices[at] >= 0 && index > indices[at])) {
      return;
    }
    while (
      at > first &&
      (distances[at - 1] > distance ||
        (distances[at - 1] === distance && (indices[at - 1] < 0 || indices[at - 1] > index)))
    ) {
      distances[at] = distances[at - 1];
      indices[at] = indices[at - 1];
      at--;
    }
    distances[at] = distance;
    indices[at] = index;
  }
}
