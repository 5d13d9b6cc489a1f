import { partitionAt } from "./select";

/** Rows in an order in which those of a block follow each other, and where each block begins and ends. */
export interface SplitRows {
  items: Int32Array;
  ranges: [number, number][];
}

/**
 * Halves rows along their widest direction until at most `most` are left.
 *
 * @param rows - `width` values each.
 */
export function splitIntoBlocks(rows: Float32Array, width: number, most: number): SplitRows {
  const items = Int32Array.from({ length: rows.length / width }, (_, i) => i);
  const ranges: [number, number][] = [];
  const split = (from: number, to: number): void => {
    if (to - from <= most) {
      ranges.push([from, to]);
      return;
    }
    const middle = (from + to) >> 1;
    partitionAt(items, from, to, middle, rows, width, widestDirection(rows, width, items.subarray(from, to)));
    split(from, middle);
    split(middle, to);
  };
  split(0, items.length);
  return { items, ranges };
}

function widestDirection(rows: Float32Array, width: number, items: Int32Array): number {
  const low = new Float32Array(width).fill(Number.POSITIVE_INFINITY);
  const high = new Float32Array(width).fill(Number.NEGATIVE_INFINITY);
  for (const item of items) {
    for (let j = 0, at = item * width; j < width; j++, at++) {
      if (rows[at] < low[j]) low[j] = rows[at];
      if (rows[at] > high[j]) high[j] = rows[at];
    }
  }
  let widest = 0;
  for (let j = 1; j < width; j++) if (high[j] - low[j] > high[widest] - low[widest]) widest = j;
  return widest;
}
