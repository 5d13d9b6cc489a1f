import type { Matrix } from "../core/matrix";
import type { Distance } from "./distance";
import { NearestLists } from "./nearest-lists";
import { type NeighborIndex, type RowsWithin, sortedRows } from "./neighbor-index";

/** Rows that are compared with every query before the next ones: they stay in the cache. */
const BLOCK = 512;

/** Compares every query with every row, for any distance. */
export class BruteForce implements NeighborIndex {
  constructor(
    private readonly rows: Matrix,
    private readonly distance: Distance,
  ) {}

  nearest(queries: Matrix, k: number): NearestLists {
    const { rows, distance } = this;
    const lists = new NearestLists(queries.rows, k);
    for (let from = 0; from < rows.rows; from += BLOCK) {
      const to = Math.min(from + BLOCK, rows.rows);
      for (let q = 0; q < queries.rows; q++) {
        for (let i = from; i < to; i++) {
          const worst = lists.worst(q);
          const d = distance.reduced(queries.data, q, rows.data, i, rows.cols, worst);
          if (d <= worst) lists.insert(q, d, i);
        }
      }
    }
    return lists;
  }

  within(queries: Matrix, limit: number): RowsWithin[] {
    const { rows, distance } = this;
    return Array.from({ length: queries.rows }, (_, q) => {
      const found: { distance: number; index: number }[] = [];
      for (let i = 0; i < rows.rows; i++) {
        const d = distance.reduced(queries.data, q, rows.data, i, rows.cols, limit);
        if (d <= limit) found.push({ distance: d, index: i });
      }
      return sortedRows(found);
    });
  }
}
