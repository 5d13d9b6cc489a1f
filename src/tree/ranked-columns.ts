import { ValidationError } from "../core/errors";
import { FEATURE_THRESHOLD } from "./splitter";

/** Most bins of a column. */
export const BINS = 256;
/** Most rows: a rank and a position within a small node share one 32-bit key. */
export const MAX_RANKED_ROWS = 2 ** 22;

/** A table prepared once for growing many trees: plain data, so that worker threads can share it. */
export interface RankedColumns {
  rows: number;
  cols: number;
  /** Rank of each value among the distinct values of its column, row by row: a small node's rows stay in the cache. */
  ranks: Uint16Array | Int32Array;
  /** The same, column by column. */
  ranksByColumn: Uint16Array | Int32Array;
  /** (cols) bits to shift a rank by for a number below 256. */
  rankShift: Uint8Array;
  /** Bin of each value, column by column: about equally many rows in each. */
  bins: Uint8Array;
  /** The distinct values of all columns, rising within a column. */
  values: Float32Array;
  /** (cols + 1) where each column's distinct values start in `values`. */
  valueStart: Int32Array;
  /** (cols x 257) first rank of each bin, and past the last bin the number of distinct values. */
  binStart: Int32Array;
  /** (cols) number of bins. */
  binCount: Int32Array;
  /** (cols) how far apart in rank two values may be that are so near that they count as equal; mostly 0 or 1. */
  nearSpan: Int32Array;
}

/**
 * Ranks and bins the columns. No bin ends between two values that count as equal, so that every edge of a bin is a
 * threshold that a split may take.
 *
 * @throws ValidationError if there are more than 4,194,304 rows.
 */
export function rankColumns(columns: Float32Array, rows: number): RankedColumns {
  if (rows > MAX_RANKED_ROWS) {
    throw new ValidationError(
      `X has ${rows} rows: forests take at most ${MAX_RANKED_ROWS}. Fit on a random sample of the rows.`,
    );
  }
  const cols = columns.length / rows;
  const ranks = rows <= 65536 ? new Uint16Array(rows * cols) : new Int32Array(rows * cols);
  const ranksByColumn = rows <= 65536 ? new Uint16Array(rows * cols) : new Int32Array(rows * cols);
  const bins = new Uint8Array(rows * cols);
  const binStart = new Int32Array(cols * (BINS + 1));
  const binCount = new Int32Array(cols);
  const nearSpan = new Int32Array(cols);
  const rankShift = new Uint8Array(cols);
  const valueStart = new Int32Array(cols + 1);
  const values: Float32Array[] = [];
  const sorter = new ColumnSorter(rows);
  for (let j = 0; j < cols; j++) {
    const column = columns.subarray(j * rows, (j + 1) * rows);
    const order = sorter.sort(column);
    const ranked = rankColumn(column, order);
    values.push(ranked.values);
    valueStart[j + 1] = valueStart[j] + ranked.values.length;
    const starts = binStart.subarray(j * (BINS + 1), (j + 1) * (BINS + 1));
    binCount[j] = chooseBins(ranked.values, ranked.counts, rows, starts);
    nearSpan[j] = widestNear(ranked.values);
    while ((ranked.values.length - 1) >> rankShift[j] >= BINS) rankShift[j]++;
    const binOfRank = binsOfRanks(starts);
    for (let i = 0; i < rows; i++) {
      ranks[i * cols + j] = ranked.ranks[i];
      ranksByColumn[j * rows + i] = ranked.ranks[i];
      bins[j * rows + i] = binOfRank[ranked.ranks[i]];
    }
  }
  const allValues = new Float32Array(valueStart[cols]);
  for (let j = 0; j < cols; j++) allValues.set(values[j], valueStart[j]);
  return {
    rows,
    cols,
    ranks,
    ranksByColumn,
    rankShift,
    bins,
    values: allValues,
    valueStart,
    binStart,
    binCount,
    nearSpan,
  };
}

/** Whether the higher of two neighbouring values counts as equal to the lower. */
export const isNear = (low: number, high: number): boolean => high <= Math.fround(low + FEATURE_THRESHOLD);

function widestNear(values: Float32Array): number {
  let span = 0;
  for (let low = 0, high = 1; high < values.length; high++) {
    while (low < high && !isNear(values[low], values[high])) low++;
    if (high - low > span) span = high - low;
  }
  return span;
}

function rankColumn(
  column: Float32Array,
  order: Int32Array,
): { values: Float32Array; counts: Int32Array; ranks: Int32Array } {
  const n = column.length;
  const values = new Float32Array(n);
  const counts = new Int32Array(n);
  const ranks = new Int32Array(n);
  let rank = -1;
  for (let k = 0; k < n; k++) {
    const value = column[order[k]];
    if (k === 0 || value !== values[rank]) values[++rank] = value;
    counts[rank]++;
    ranks[order[k]] = rank;
  }
  return { values: values.slice(0, rank + 1), counts, ranks };
}

function chooseBins(values: Float32Array, counts: Int32Array, rows: number, starts: Int32Array): number {
  const distinct = values.length;
  let bins = 1;
  let before = 0;
  for (let r = 1; r < distinct; r++) {
    before += counts[r - 1];
    const isFull = distinct <= BINS || before * BINS >= bins * rows;
    if (isFull && bins < BINS && !isNear(values[r - 1], values[r])) starts[bins++] = r;
  }
  starts.fill(distinct, bins);
  return bins;
}

function binsOfRanks(starts: Int32Array): Uint8Array {
  const bins = new Uint8Array(starts[BINS]);
  for (let bin = 0; bin < BINS; bin++) bins.fill(bin, starts[bin], starts[bin + 1]);
  return bins;
}

/** Radix sort of the bit patterns of single-precision numbers, eleven bits at a time. */
class ColumnSorter {
  private readonly keys: Uint32Array;
  private readonly keysOut: Uint32Array;
  private readonly order: Int32Array;
  private readonly orderOut: Int32Array;
  private readonly floats = new Float32Array(1);
  private readonly bits = new Int32Array(this.floats.buffer);

  constructor(private readonly rows: number) {
    this.keys = new Uint32Array(rows);
    this.keysOut = new Uint32Array(rows);
    this.order = new Int32Array(rows);
    this.orderOut = new Int32Array(rows);
  }

  /** Row numbers in the order of rising values; valid until the next call. */
  sort(column: Float32Array): Int32Array {
    let { keys, keysOut, order, orderOut } = this;
    for (let i = 0; i < this.rows; i++) {
      // Adding 0 turns −0 into 0: they are equal numbers.
      this.floats[0] = column[i] + 0;
      const bits = this.bits[0];
      keys[i] = bits ^ ((bits >> 31) | 0x80000000);
      order[i] = i;
    }
    const counts = new Int32Array(2049);
    for (let shift = 0; shift < 33; shift += 11) {
      counts.fill(0);
      for (let i = 0; i < keys.length; i++) counts[((keys[i] >>> shift) & 2047) + 1]++;
      for (let b = 0; b < 2048; b++) counts[b + 1] += counts[b];
      for (let i = 0; i < keys.length; i++) {
        const to = counts[(keys[i] >>> shift) & 2047]++;
        keysOut[to] = keys[i];
        orderOut[to] = order[i];
      }
      [keys, keysOut] = [keysOut, keys];
      [order, orderOut] = [orderOut, order];
    }
    return order;
  }
}
