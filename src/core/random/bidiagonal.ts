/** The right-hand half of a singular value decomposition of a square matrix. */
export interface RightSingular {
  /** Singular values, descending. */
  s: Float64Array;
  /** Row-major n x n; row i is the right singular vector of `s[i]`. */
  vt: Float64Array;
}

/** A square matrix brought to upper bidiagonal form A = Q·B·Pᵀ. */
export interface Bidiagonal {
  /** Diagonal of B. */
  d: Float64Array;
  /** Superdiagonal of B. */
  e: Float64Array;
  /** Multiplies the row-major n x n matrix by Pᵀ from the right, in place. */
  timesPT(vt: Float64Array): void;
}

const withSign = (magnitude: number, like: number): number =>
  like < 0 || Object.is(like, -0) ? -Math.abs(magnitude) : Math.abs(magnitude);

/**
 * Householder bidiagonalisation (Golub & Kahan 1965). Each reflection sends the leading entry to the sign
 * opposite to its own, LAPACK's convention, on which the signs of the singular vectors depend.
 */
export function bidiagonalize(matrix: ArrayLike<number>, n: number): Bidiagonal {
  const a = Float64Array.from(matrix);
  const d = new Float64Array(n);
  const e = new Float64Array(Math.max(0, n - 1));
  const reflectors: { v: Float64Array; tau: number; first: number }[] = [];
  for (let i = 0; i < n; i++) {
    const column = new Float64Array(n - i);
    for (let r = i; r < n; r++) column[r - i] = a[r * n + i];
    const left = reflect(column);
    d[i] = left.beta;
    for (let j = i + 1; j < n; j++) {
      let dot = 0;
      for (let r = i; r < n; r++) dot += column[r - i] * a[r * n + j];
      for (let r = i; r < n; r++) a[r * n + j] -= left.tau * dot * column[r - i];
    }
    if (i === n - 1) break;
    const row = a.slice(i * n + i + 1, (i + 1) * n);
    const right = reflect(row);
    e[i] = right.beta;
    reflectors.push({ v: row, tau: right.tau, first: i + 1 });
    for (let r = i + 1; r < n; r++) applyToRow(a, r * n + i + 1, row, right.tau);
  }
  return {
    d,
    e,
    timesPT(vt) {
      for (let k = reflectors.length - 1; k >= 0; k--) {
        const { v, tau, first } = reflectors[k];
        for (let r = 0; r < n; r++) applyToRow(vt, r * n + first, v, tau);
      }
    },
  };
}

/** Turns `x` into the reflector's vector (leading entry 1); beta is what the reflection leaves of `x`. */
function reflect(x: Float64Array): { beta: number; tau: number } {
  const alpha = x[0];
  const rest = Math.hypot(...x.subarray(1));
  x[0] = 1;
  if (rest === 0) return { beta: alpha, tau: 0 };
  const beta = -withSign(Math.hypot(alpha, rest), alpha);
  for (let i = 1; i < x.length; i++) x[i] /= alpha - beta;
  return { beta, tau: (beta - alpha) / beta };
}

function applyToRow(a: Float64Array, offset: number, v: Float64Array, tau: number): void {
  let dot = 0;
  for (let j = 0; j < v.length; j++) dot += a[offset + j] * v[j];
  for (let j = 0; j < v.length; j++) a[offset + j] -= tau * dot * v[j];
}
