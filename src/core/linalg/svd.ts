import { Matrix } from "../matrix";
import { reduceToTriangle } from "./qr";

export interface ThinSvd {
  /** (r) singular values, largest first; r = min(rows, columns). */
  singularValues: Float64Array;
  /** (r x columns) right singular vectors, one per row. */
  Vt: Matrix;
  /** (r) for each right-hand side b, Uᵀ b. */
  UtRhs: Float64Array[];
}

/**
 * Singular value decomposition A = U S Vᵀ: a QR decomposition, then one-sided Jacobi rotations of the triangle
 * (Hestenes 1958; Demmel & Veselić 1992), which give small singular values to full relative accuracy. U itself is
 * not formed; `rhs` brings what it would be multiplied with.
 *
 * The sign of each singular vector is arbitrary.
 */
export function thinSvd(A: Matrix, rhs: readonly Float64Array[] = []): ThinSvd {
  return thinSvdOfColumns(
    Array.from({ length: A.cols }, (_, j) => A.column(j)),
    rhs,
  );
}

/** {@link thinSvd} of a matrix that is given by its columns. */
export function thinSvdOfColumns(
  columns: readonly Float64Array[],
  rhs: readonly Float64Array[] = [],
): ThinSvd {
  const b = rhs.map((values) => values.slice());
  const R = reduceToTriangle(columns, b);
  // The rows of R are rotated: Rᵀ = V S Uᵀ has its columns where they lie one after the other.
  const rows = Array.from({ length: R.rows }, (_, i) => R.row(i).slice());
  const sides = b.map((values) => values.slice(0, R.rows));
  rotateToOrthogonal(rows, sides);
  const norms = Float64Array.from(rows, (row) => Math.sqrt(dot(row, row)));
  const order = Array.from(norms.keys()).sort((i, j) => norms[j] - norms[i]);
  const Vt = Matrix.zeros(R.rows, R.cols);
  order.forEach((from, to) => {
    if (norms[from] > 0)
      Vt.data.set(
        rows[from].map((value) => value / norms[from]),
        to * R.cols,
      );
  });
  return {
    singularValues: Float64Array.from(order, (i) => norms[i]),
    Vt,
    UtRhs: sides.map((side) => Float64Array.from(order, (i) => side[i])),
  };
}

/** Rotates pairs of rows (and of the sides' values) until all rows are orthogonal. */
function rotateToOrthogonal(rows: Float64Array[], sides: Float64Array[]): void {
  const r = rows.length;
  // Convergence is quadratic: a dozen sweeps are plenty for any matrix.
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    for (let p = 0; p < r - 1; p++) {
      for (let q = p + 1; q < r; q++) {
        const x = rows[p];
        const y = rows[q];
        const xx = dot(x, x);
        const yy = dot(y, y);
        const xy = dot(x, y);
        if (Math.abs(xy) <= 1e-15 * Math.sqrt(xx * yy)) continue;
        rotated = true;
        const zeta = (yy - xx) / (2 * xy);
        const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const c = 1 / Math.sqrt(1 + t * t);
        const s = c * t;
        for (let k = 0; k < x.length; k++) {
          const xk = x[k];
          x[k] = c * xk - s * y[k];
          y[k] = s * xk + c * y[k];
        }
        for (const side of sides) {
          const xk = side[p];
          side[p] = c * xk - s * side[q];
          side[q] = s * xk + c * side[q];
        }
      }
    }
    if (!rotated) return;
  }
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += x[k] * y[k];
  return sum;
}
