import type { Matrix } from "../matrix";
import { thinSvd } from "./svd";

export interface LeastSquares {
  /** (columns) the solution; of all that fit equally well, the one of least length. */
  x: Float64Array;
  rank: number;
  /** Singular values of A, largest first. */
  singularValues: Float64Array;
}

/**
 * Minimises |A x - b|². Singular values below the machine precision times the largest count as zero, as in
 * `scipy.linalg.lstsq`.
 */
export function leastSquares(A: Matrix, b: Float64Array): LeastSquares {
  const { singularValues, Vt, UtRhs } = thinSvd(A, [b]);
  const cutoff = Number.EPSILON * singularValues[0];
  const rank = singularValues.filter((value) => value > cutoff).length;
  const x = new Float64Array(A.cols);
  for (let i = 0; i < rank; i++) {
    const factor = UtRhs[0][i] / singularValues[i];
    const v = Vt.row(i);
    for (let j = 0; j < x.length; j++) x[j] += factor * v[j];
  }
  return { x, rank, singularValues };
}
