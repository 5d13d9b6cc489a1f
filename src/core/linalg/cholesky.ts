import type { Matrix } from "../matrix";

/**
 * The lower triangle L with A = L Lᵀ of a symmetric positive definite matrix (only its lower triangle is read), as
 * n * n values, row-major; `null` where A is not positive definite to rounding.
 */
export function cholesky(A: Matrix): Float64Array | null {
  const n = A.rows;
  const L = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = A.data[i * n + j];
      for (let k = 0; k < j; k++) sum -= L[i * n + k] * L[j * n + k];
      if (i !== j) {
        L[i * n + j] = sum / L[j * n + j];
        continue;
      }
      // A pivot that lost all its digits to cancellation says no more about A than zero does.
      if (!(sum > n * Number.EPSILON * A.data[i * n + i])) return null;
      L[i * n + i] = Math.sqrt(sum);
    }
  }
  return L;
}

/** The solution x of L Lᵀ x = b, for L from {@link cholesky}. */
export function solveCholesky(L: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= L[i * n + k] * x[k];
    x[i] /= L[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= L[k * n + i] * x[k];
    x[i] /= L[i * n + i];
  }
  return x;
}
