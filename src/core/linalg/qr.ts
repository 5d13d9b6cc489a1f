import { Matrix } from "../matrix";

/** Rows that are reduced at a time: with the triangle so far they stay in the cache. */
const BLOCK = 512;

/**
 * Reduces a tall matrix to the upper triangle R of its QR decomposition by Householder reflections (Golub & Van Loan,
 * Matrix Computations, 5.2), some rows at a time: each block is stacked below the triangle of those before.
 *
 * @param columns - the matrix, one array per column.
 * @param rhs - right-hand sides; the first values of each are replaced by those of Qᵀ times it, as many as R has rows.
 * @returns R, min(rows, columns) x columns; a diagonal value may be negative.
 */
export function reduceToTriangle(
  columns: readonly Float64Array[],
  rhs: readonly Float64Array[] = [],
): Matrix {
  const n = columns[0].length;
  const d = columns.length;
  const all = [...columns, ...rhs];
  const first = n <= 2 * (BLOCK + d) ? n : BLOCK + d;
  let stack = all.map((values) => values.slice(0, first));
  let R = reduceBlock(stack, d);
  for (let from = first; from < n; from += BLOCK) {
    const rows = Math.min(BLOCK, n - from);
    stack = all.map((values, j) => {
      const block = new Float64Array(d + rows);
      if (j < d) for (let i = 0; i <= j; i++) block[i] = R.data[i * d + j];
      else block.set(stack[j].subarray(0, d));
      block.set(values.subarray(from, from + rows), d);
      return block;
    });
    R = reduceBlock(stack, d);
  }
  rhs.forEach((values, k) => {
    values.set(stack[d + k].subarray(0, R.rows));
  });
  return R;
}

/** Reduces the first `d` of the columns and reflects the others with them; all are overwritten. */
function reduceBlock(columns: readonly Float64Array[], d: number): Matrix {
  const steps = Math.min(columns[0].length, d);
  const R = Matrix.zeros(steps, d);
  for (let k = 0; k < steps; k++) {
    const v = columns[k];
    const norm = normFrom(v, k);
    if (norm > 0) {
      const alpha = v[k] > 0 ? -norm : norm;
      v[k] -= alpha;
      // vᵀv = 2 norm (norm + |v_k|), without a second sum.
      const beta = 1 / (norm * Math.abs(v[k]));
      for (let j = k + 1; j < columns.length; j++) reflect(columns[j], v, beta, k);
      R.data[k * d + k] = alpha;
    }
    for (let j = k + 1; j < d; j++) R.data[k * d + j] = columns[j][k];
  }
  return R;
}

function normFrom(v: Float64Array, from: number): number {
  let scale = 0;
  for (let i = from; i < v.length; i++) scale = Math.max(scale, Math.abs(v[i]));
  if (scale === 0) return 0;
  let sum = 0;
  for (let i = from; i < v.length; i++) sum += (v[i] / scale) ** 2;
  return scale * Math.sqrt(sum);
}

function reflect(x: Float64Array, v: Float64Array, beta: number, from: number): void {
  const n = v.length;
  // Four sums at a time: a single one would wait for each addition before the next.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = from;
  for (; i + 4 <= n; i += 4) {
    a += v[i] * x[i];
    b += v[i + 1] * x[i + 1];
    c += v[i + 2] * x[i + 2];
    d += v[i + 3] * x[i + 3];
  }
  for (; i < n; i++) a += v[i] * x[i];
  const factor = beta * (a + b + (c + d));
  for (i = from; i < n; i++) x[i] -= factor * v[i];
}
