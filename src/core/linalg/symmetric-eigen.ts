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
  const { diagonal, offDiagonal, rows } = tridiagonalise(A);
  diagonalise(diagonal, offDiagonal, rows);
  const order = Array.from(diagonal.keys()).sort((i, j) => diagonal[j] - diagonal[i]);
  const vectors = Matrix.zeros(n, n);
  order.forEach((from, to) => {
    vectors.data.set(rows[from], to * n);
  });
  return { values: Float64Array.from(order, (i) => diagonal[i]), vectors };
}

interface Tridiagonal {
  diagonal: Float64Array;
  /** offDiagonal[i] joins i and i + 1. */
  offDiagonal: Float64Array;
  /** The orthogonal matrix Qᵀ with A = Q T Qᵀ, one array per row. */
  rows: Float64Array[];
}

function tridiagonalise(A: Matrix): Tridiagonal {
  const n = A.rows;
  const T = Array.from({ length: n }, (_, i) => A.row(i).slice());
  const reflections: { v: Float64Array; beta: number }[] = [];
  for (let k = 0; k < n - 2; k++) {
    const v = new Float64Array(n);
    let norm = 0;
    for (let i = k + 1; i < n; i++) norm = Math.hypot(norm, T[i][k]);
    if (norm === 0) continue;
    for (let i = k + 1; i < n; i++) v[i] = T[i][k];
    const alpha = v[k + 1] > 0 ? -norm : norm;
    v[k + 1] -= alpha;
    const beta = 1 / (norm * Math.abs(v[k + 1]));
    reflections.push({ v, beta });
    reflectBothSides(T, v, beta, k);
    T[k + 1][k] = T[k][k + 1] = alpha;
    for (let i = k + 2; i < n; i++) T[i][k] = T[k][i] = 0;
  }
  const rows = Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(n);
    row[i] = 1;
    return row;
  });
  for (const { v, beta } of reflections.reverse()) reflectRows(rows, v, beta);
  // The reflections give Q row by row; the QL steps rotate pairs of its columns, that is rows of its transpose.
  const transposed = rows.map((_, j) => Float64Array.from(rows, (row) => row[j]));
  return {
    diagonal: Float64Array.from(T, (row, i) => row[i]),
    offDiagonal: Float64Array.from({ length: n }, (_, i) => (i + 1 < n ? T[i + 1][i] : 0)),
    rows: transposed,
  };
}

/** T := H T H for H = I - beta v vᵀ, on rows and columns after k. */
function reflectBothSides(T: Float64Array[], v: Float64Array, beta: number, k: number): void {
  const n = v.length;
  const p = new Float64Array(n);
  let vp = 0;
  for (let i = k + 1; i < n; i++) {
    const row = T[i];
    let sum = 0;
    for (let j = k + 1; j < n; j++) sum += row[j] * v[j];
    p[i] = beta * sum;
    vp += p[i] * v[i];
  }
  const half = (beta * vp) / 2;
  for (let i = k + 1; i < n; i++) p[i] -= half * v[i];
  for (let i = k + 1; i < n; i++) {
    const row = T[i];
    const vi = v[i];
    const pi = p[i];
    for (let j = k + 1; j < n; j++) row[j] -= vi * p[j] + pi * v[j];
  }
}

/** Q := H Q, with Q one array per row. */
function reflectRows(rows: Float64Array[], v: Float64Array, beta: number): void {
  const n = v.length;
  const sums = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (v[i] === 0) continue;
    for (let j = 0; j < n; j++) sums[j] += v[i] * rows[i][j];
  }
  for (let i = 0; i < n; i++) {
    const factor = beta * v[i];
    if (factor === 0) continue;
    for (let j = 0; j < n; j++) rows[i][j] -= factor * sums[j];
  }
}

/** QL with implicit shifts: d becomes the eigenvalues, and the rows their eigenvectors. */
function diagonalise(d: Float64Array, e: Float64Array, rows: Float64Array[]): void {
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
        rotate(rows[i], rows[i + 1], c, s);
      }
      if (i >= l) continue;
      d[l] -= p;
      e[l] = g;
      e[m] = 0;
    }
  }
}

function rotate(x: Float64Array, y: Float64Array, c: number, s: number): void {
  for (let k = 0; k < x.length; k++) {
    const yk = y[k];
    y[k] = s * x[k] + c * yk;
    x[k] = c * x[k] - s * yk;
  }
}
