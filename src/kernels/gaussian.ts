import wasmBase64 from "./gaussian-wasm";
import { blockRows, workspace } from "./workspace";

interface GaussianKernels {
  logDensities(
    x: number,
    rows: number,
    cols: number,
    theta: number,
    scale: number,
    constant: number,
    classes: number,
    out: number,
  ): void;
  addToClasses(
    x: number,
    rows: number,
    cols: number,
    codes: number,
    pivots: number,
    sums: number,
    squares: number,
  ): void;
}

/**
 * (rows x classes) `constant[k] - Σ_j scale[k, j] (x[i, j] - theta[k, j])²` for every row of `data` and every class:
 * the logarithm of a normal distribution with a variance for each feature.
 */
export function logDensities(
  data: Float64Array,
  rows: number,
  cols: number,
  { theta, scale, constant }: { theta: Float64Array; scale: Float64Array; constant: Float64Array },
): Float64Array {
  const classes = constant.length;
  const block = blockRows(cols);
  const { kernels, arrays } = workspace<GaussianKernels>(wasmBase64, [
    block * cols,
    theta.length,
    scale.length,
    classes,
    block * classes,
  ]);
  const [x, t, s, c, out] = arrays;
  t.set(theta);
  s.set(scale);
  c.set(constant);
  const at = arrays.map((array) => array.byteOffset);
  const result = new Float64Array(rows * classes);
  for (let start = 0; start < rows; start += block) {
    const n = Math.min(block, rows - start);
    x.set(data.subarray(start * cols, (start + n) * cols));
    kernels.logDensities(at[0], n, cols, at[1], at[2], at[3], classes, at[4]);
    result.set(out.subarray(0, n * classes), start * classes);
  }
  return result;
}

/**
 * (classes x features) sums, over the rows of each class, of the differences from that class's pivot and of their
 * squares.
 */
export function classSums(
  data: Float64Array,
  rows: number,
  cols: number,
  codes: Int32Array,
  pivots: Float64Array,
): { sums: Float64Array; squares: Float64Array } {
  const block = blockRows(cols);
  const { kernels, arrays } = workspace<GaussianKernels>(wasmBase64, [
    block * cols,
    block,
    pivots.length,
    pivots.length,
    pivots.length,
  ]);
  const [x, c, p, sums, squares] = arrays;
  const blockCodes = new Int32Array(c.buffer, c.byteOffset, block);
  p.set(pivots);
  const at = arrays.map((array) => array.byteOffset);
  for (let start = 0; start < rows; start += block) {
    const n = Math.min(block, rows - start);
    x.set(data.subarray(start * cols, (start + n) * cols));
    blockCodes.set(codes.subarray(start, start + n));
    kernels.addToClasses(at[0], n, cols, at[1], at[2], at[3], at[4]);
  }
  return { sums: sums.slice(), squares: squares.slice() };
}
