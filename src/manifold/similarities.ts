import { Matrix } from "../core/matrix";
import { defineTask, runJobs } from "../core/worker-pool";
import type { SparseRows } from "../kernels/tsne";
import { NeighborSearch, neighborSearchDefaults } from "../neighbors/neighbor-search";

/** Rows whose neighbours are searched at a time. */
const BLOCK = 512;
/** Rough time to find one neighbour of one row. */
const MILLISECONDS = 1e-3;
const STEPS = 100;
const TOLERANCE = 1e-5;

interface NeighborPlan {
  /** (rows x cols) the table. */
  data: Float64Array;
  rows: number;
  cols: number;
  perplexity: number;
  neighbors: number;
}

/** For each row of a block its neighbours and their conditional probabilities. */
interface NeighborBlock {
  columns: Int32Array;
  values: Float64Array;
}

const similarRowsTask = defineTask({
  name: "similarRows",
  start: ({ data, rows, cols, perplexity, neighbors }: NeighborPlan) => {
    const X = new Matrix(data, rows, cols);
    const search = new NeighborSearch(X, { ...neighborSearchDefaults, nNeighbors: neighbors });
    return (from: number): NeighborBlock => {
      const block = Int32Array.from({ length: Math.min(BLOCK, rows - from) }, (_, i) => from + i);
      const columns = new Int32Array(block.length * neighbors);
      const values = new Float64Array(block.length * neighbors);
      const found = search.nearest(X.takeRows(block), neighbors + 1);
      for (let i = 0, to = 0; i < block.length; i++) {
        const own = found.indices[i].indexOf(block[i]);
        // A row whose twins fill its list is missing from it: then the last one goes.
        const skip = own < 0 ? neighbors : own;
        for (let k = 0; k <= neighbors; k++) {
          if (k === skip) continue;
          columns[to] = found.indices[i][k];
          values[to++] = found.distances.get(i, k) ** 2;
        }
        conditional(values.subarray(to - neighbors, to), perplexity);
      }
      return { columns, values };
    };
  },
});

/**
 * Joint probabilities of t-SNE: each row's neighbours weighed by a normal distribution whose width gives the wanted
 * perplexity, made symmetric, all together 1 (van der Maaten & Hinton 2008, eq. 1).
 *
 * @param neighbors - how many neighbours of each row count; the others have probability 0.
 */
export async function jointProbabilities(
  X: Matrix,
  perplexity: number,
  neighbors: number,
): Promise<SparseRows> {
  const { data, rows, cols } = X;
  const plan: NeighborPlan = { data, rows, cols, perplexity, neighbors };
  const starts = Array.from({ length: Math.ceil(rows / BLOCK) }, (_, block) => block * BLOCK);
  const blocks = await runJobs(similarRowsTask, plan, starts, {
    milliseconds: MILLISECONDS * rows * neighbors,
  });
  const columns = new Int32Array(rows * neighbors);
  const values = new Float64Array(rows * neighbors);
  blocks.forEach((block, b) => {
    columns.set(block.columns, starts[b] * neighbors);
    values.set(block.values, starts[b] * neighbors);
  });
  return symmetric(rows, neighbors, columns, values);
}

/** Squared distances to probabilities of the wanted perplexity, in place, by bisection of the width. */
export function conditional(row: Float64Array, perplexity: number): void {
  const wanted = Math.log(perplexity);
  const nearest = row.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const weights = new Float64Array(row.length);
  let beta = 1;
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let step = 0; step < STEPS; step++) {
    sum = 0;
    let weighted = 0;
    for (let k = 0; k < row.length; k++) {
      // Counted from the nearest, one term at least is 1 however narrow the distribution.
      const d = row[k] - nearest;
      const weight = Math.exp(-beta * d);
      weights[k] = weight;
      sum += weight;
      weighted += d * weight;
    }
    const difference = Math.log(sum) + (beta * weighted) / sum - wanted;
    if (Math.abs(difference) <= TOLERANCE) break;
    if (difference > 0) {
      low = beta;
      beta = high === Number.POSITIVE_INFINITY ? beta * 2 : (beta + high) / 2;
    } else {
      high = beta;
      beta = (beta + low) / 2;
    }
  }
  for (let k = 0; k < row.length; k++) row[k] = weights[k] / sum;
}

/** (P + Pᵀ) / 2n, each row's columns in rising order. */
function symmetric(n: number, k: number, columns: Int32Array, values: Float64Array): SparseRows {
  // Entry by entry twice, once under each of its rows; taken column by column, every row comes out in order.
  const ends = new Int32Array(n + 1);
  for (let at = 0; at < columns.length; at++) ends[columns[at] + 1]++;
  for (let i = 0; i < n; i++) ends[i + 1] += ends[i] + k;
  const next = ends.slice(0, n);
  const all = new Int32Array(ends[n]);
  const shares = new Float64Array(ends[n]);
  const byColumn = transposed(n, k, columns, ends);
  for (let j = 0; j < n; j++) {
    for (let at = ends[j]; at < ends[j + 1]; at++) {
      const entry = byColumn[at];
      // Entries above the table's length stand for those that are mirrored.
      const mirrored = entry >= columns.length;
      const source = mirrored ? entry - columns.length : entry;
      const i = mirrored ? columns[source] : Math.floor(source / k);
      all[next[i]] = j;
      shares[next[i]++] = values[source] / (2 * n);
    }
  }
  return merged(n, ends, all, shares);
}

/** The entries of each column of the table and its mirror image, column after column. */
function transposed(n: number, k: number, columns: Int32Array, starts: Int32Array): Int32Array {
  const next = starts.slice(0, n);
  const out = new Int32Array(starts[n]);
  for (let at = 0; at < columns.length; at++) {
    out[next[columns[at]]++] = at;
    out[next[Math.floor(at / k)]++] = columns.length + at;
  }
  return out;
}

/** Adds up neighbouring entries of the same column. */
function merged(n: number, ends: Int32Array, columns: Int32Array, values: Float64Array): SparseRows {
  const starts = new Int32Array(n + 1);
  let to = 0;
  for (let i = 0; i < n; i++) {
    for (let at = ends[i]; at < ends[i + 1]; at++) {
      if (to > starts[i] && columns[to - 1] === columns[at]) {
        values[to - 1] += values[at];
        continue;
      }
      columns[to] = columns[at];
      values[to++] = values[at];
    }
    starts[i + 1] = to;
  }
  return { starts, columns: columns.slice(0, to), values: Float32Array.from(values.subarray(0, to)) };
}
