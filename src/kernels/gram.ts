import { Matrix } from "../core/matrix";
import { Arena, arenaBytes, padded } from "./dense";

/** Rows that are shifted and multiplied at a time: they stay in the first-level cache. */
const BLOCK = 64;

/**
 * Aᵀ W A of the rows of X shifted by `shift`, with one more column `y` where one is given (shifted by `yShift`).
 *
 * @param options.weight - one weight per row (the diagonal of W).
 * @returns (d x d), or (d + 1 x d + 1) with `y`.
 */
export function gram(
  X: Matrix,
  shift: Float64Array,
  options: { weight?: Float64Array; y?: Float64Array; yShift?: number } = {},
): Matrix {
  const { weight, y, yShift = 0 } = options;
  const d = X.cols;
  const width = y === undefined ? d : d + 1;
  const stride = padded(width, 2);
  const arena = new Arena(arenaBytes(2 * BLOCK * stride * 8, stride * stride * 8));
  const block = arena.float64(BLOCK * stride);
  const weighted = weight === undefined ? block : arena.float64(BLOCK * stride);
  const sums = arena.float64(stride * stride);
  for (let from = 0; from < X.rows; from += BLOCK) {
    const rows = Math.min(BLOCK, X.rows - from);
    for (let i = 0; i < rows; i++) {
      const source = (from + i) * d;
      const to = i * stride;
      for (let j = 0; j < d; j++) block[to + j] = X.data[source + j] - shift[j];
      if (y !== undefined) block[to + d] = y[from + i] - yShift;
      if (weight === undefined) continue;
      for (let j = 0; j < width; j++) weighted[to + j] = weight[from + i] * block[to + j];
    }
    arena.kernels.accumulateTN(weighted.byteOffset, stride, block.byteOffset, stride, rows, sums.byteOffset);
  }
  const out = Matrix.zeros(width, width);
  for (let i = 0; i < width; i++) {
    out.data.set(sums.subarray(i * stride, i * stride + width), i * width);
  }
  return out;
}
