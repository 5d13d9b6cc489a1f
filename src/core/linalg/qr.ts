import { Matrix } from "../matrix";

/**
 * Reduces columns to the upper triangle R of their QR decomposition by Householder reflections (Golub & Van Loan,
 * Matrix Computations, 5.2). The columns are overwritten.
 *
 * @param columns - the matrix, one array per column.
 * @param rhs - right-hand sides, each replaced by Qᵀ times it.
 * @returns R, min(rows, columns) x columns; a diagonal value may be negative.
 */
export function reduceToTriangle(columns: Float64Array[], rhs: Float64Array[] = []): Matrix {
  const d = columns.length;
  const n = columns[0].length;
  const steps = Math.min(n, d);
  const R = Matrix.zeros(steps, d);
  for (let k = 0; k < steps; k++) {
    const v = columns[k];
    const norm = normFrom(v, k);
    if (norm > 0) {
      const alpha = v[k] > 0 ? -norm : norm;
      v[k] -= alpha;
      // vᵀv = 2 norm (norm + |v_k|), without a second sum.
      const beta = 1 / (norm * Math.abs(v[k]));
      for (let j = k + 1; j < d; j++) reflect(columns[j], v, beta, k);
      for (const b of rhs) reflect(b, v, beta, k);
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
  let dot = 0;
  for (let i = from; i < v.length; i++) dot += v[i] * x[i];
  const factor = beta * dot;
  for (let i = from; i < v.length; i++) x[i] -= factor * v[i];
}
