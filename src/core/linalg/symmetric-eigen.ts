import { Matrix } from "../matrix";

export interface SymmetricEigen {
  /** (n) eigenvalues, largest first. */
  values: Float64Array;
  /** (n x n) eigenvectors of length 1, one per row, in the order of `values`; their sign is arbitrary. */
  vectors: Matrix;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix: Householder reduction to a tridiagonal matrix, then the QL
 * algorithm with implicit shifts (Golub & Van Loan, Matrix Computations, 8.3).
 */
export function symmetricEigen(A: Matrix): SymmetricEigen {
  const n = A.rows;
  const { diagonal, offDiagonal, transposed } = tridiagonalise(A);
  diagonalise(diagonal, offDiagonal, transposed);
  const order = Array.from(diagonal.keys()).sort((i, j) => diagonal[j] - diagonal[i]);
  const vectors = Matrix.zeros(n, n);
  order.forEach((from, to) => {
    vectors.data.set(transposed.subarray(from * n, (from + 1) * n), to * n);
  });
  return { values: Float64Array.from(order, (i) => diagonal[i]), vectors };
}

interface Tridiagonal {
  diagonal: Float64Array;
  /** offDiagonal[i] joins i and i + 1. */
  offDiagonal: Float64Array;
  /** (n x n) Qᵀ, where Q is orthogonal and A = Q T Qᵀ. */
  transposed: Float64Array;
}

function tridiagonalise(A: Matrix): Tridiagonal {
  const n = A.rows;
  const T = A.data.slice();
  // Row k is the k-th reflection's direction; all zeros, with a beta of 0, where there was nothing to reflect.
  const directions = new Float64Array(n * n);
  const betas = new Float64Array(n);
  const p = new Float64Array(n);
  for (let k = 0; k < n - 2; k++) {
    const v = directions.subarray(k * n, (k + 1) * n);
    let norm = 0;
    for (let i = k + 1; i < n; i++) norm = Math.hypot(norm, T[i * n + k]);
    if (norm === 0) continue;
    for (let i = k + 1; i < n; i++) v[i] = T[i * n + k];
    const alpha = v[k + 1] > 0 ? -norm : norm;
    v[k + 1] -= alpha;
    betas[k] = 1 / (norm * Math.abs(v[k + 1]));
    reflectBothSides(T, v, betas[k], k, p);
    T[(k + 1) * n + k] = T[k * n + k + 1] = alpha;
    for (let i = k + 2; i < n; i++) T[i * n + k] = T[k * n + i] = 0;
  }
  const Q = new Float64Array(n * n);
  for (let i = 0; i < n; i++) Q[i * n + i] = 1;
  for (let k = n - 3; k >= 0; k--) {
    if (betas[k] !== 0) reflectRows(Q, directions.subarray(k * n, (k + 1) * n), betas[k], p);
  }
  // The reflections give Q row by row; the QL steps rotate pairs of its columns, that is rows of its transpose.
  const transposed = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) transposed[j * n + i] = Q[i * n + j];
  const diagonal = new Float64Array(n);
  const offDiagonal = new Float64Array(n);
  for (let i = 0; i < n; i++) diagonal[i] = T[i * n + i];
  for (let i = 0; i + 1 < n; i++) offDiagonal[i] = T[(i + 1) * n + i];
  return { diagonal, offDiagonal, transposed };
}

/** T := H T H for H = I - beta v vᵀ, on rows and columns after k; `p` is room for n values. */
function reflectBothSides(T: Float64Array, v: Float64Array, beta: number, k: number, p: Float64Array): void {
  const n = v.length;
  let vp = 0;
  for (let i = k + 1; i < n; i++) {
    let sum = 0;
    for (let j = k + 1, at = i * n + j; j < n; j++, at++) sum += T[at] * v[j];
    p[i] = beta * sum;
    vp += p[i] * v[i];
  }
  const half = (beta * vp) / 2;
  for (let i = k + 1; i < n; i++) p[i] -= half * v[i];
  for (let i = k + 1; i < n; i++) {
    const vi = v[i];
    const pi = p[i];
    for (let j = k + 1, at = i * n + j; j < n; j++, at++) T[at] -= vi * p[j] + pi * v[j];
  }
}

/** Q := H Q; `sums` is room for n values. */
function reflectRows(Q: Float64Array, v: Float64Array, beta: number, sums: Float64Array): void {
  const n = v.length;
  sums.fill(0);
  for (let i = 0; i < n; i++) {
    const vi = v[i];
    if (vi === 0) continue;
    for (let j = 0, at = i * n; j < n; j++, at++) sums[j] += vi * Q[at];
  }
  for (let i = 0; i < n; i++) {
    const factor = beta * v[i];
    if (factor === 0) continue;
    for (let j = 0, at = i * n; j < n; j++, at++) Q[at] -= factor * sums[j];
  }
}

/** QL with implicit shifts: d becomes the eigenvalues, and the rows of `vectors` (n x n) their eigenvectors. */
function diagonalise(d: Float64Array, e: Float64Array, vectors: Float64Array): void {
  const n = d.length;
  for (let l = 0; l < n; l++) {
    for (;;) {
      let m = l;
      while (m < n - 1 && Math.abs(e[m]) > Number.EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1]))) m++;
      if (m === l) break;
      // Wilkinson's shift: the eigenvalue of the leading 2 x 2 block that is nearer to d[l].
      const half = (d[l + 1] - d[l]) / (2 * e[l]);
      const radius = Math.hypot(half, 1);
      let g = d[m] - d[l] + e[l] / (half + (half >= 0 ? radius : -radius));
      let s = 1;
      let c = 1;
      let p = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        const f = s * e[i];
        const b = c * e[i];
        const r = Math.hypot(f, g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1] -= p;
          e[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1] - p;
        const q = (d[i] - g) * s + 2 * c * b;
        p = s * q;
        d[i + 1] = g + p;
        g = c * q - b;
        rotate(vectors, i * n, n, c, s);
      }
      if (i >= l) continue;
      d[l] -= p;
      e[l] = g;
      e[m] = 0;
    }
  }
}

/** Turns the row of n values at `x` and the one after it. */
function rotate(rows: Float64Array, x: number, n: number, c: number, s: number): void {
  for (let k = x, y = x + n; k < x + n; k++, y++) {
    const yk = rows[y];
    rows[y] = s * rows[k] + c * yk;
    rows[k] = c * rows[k] - s * yk;
  }
}
