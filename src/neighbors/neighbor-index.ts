import type { Matrix } from "../core/matrix";
import type { NearestLists } from "./nearest-lists";

/** Rows within a radius of one query, nearest first; distances are reduced. */
export interface RowsWithin {
  distances: Float64Array;
  indices: Int32Array;
}

/** Training rows laid out for finding neighbours. */
export interface NeighborIndex {
  /** The k nearest rows of each query. */
  nearest(queries: Matrix, k: number): NearestLists;
  /** The rows whose reduced distance to a query is at most `limit`. */
  within(queries: Matrix, limit: number): RowsWithin[];
}

/** Sorts what a search found: by distance, then by row number. */
export function sortedRows(found: readonly { distance: number; index: number }[]): RowsWithin {
  const rows = [...found].sort((a, b) => a.distance - b.distance || a.index - b.index);
  return {
    distances: Float64Array.from(rows, (row) => row.distance),
    indices: Int32Array.from(rows, (row) => row.index),
  };
}
