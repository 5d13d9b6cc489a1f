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
  mostLikely(
    x: number,
    rows: number,
    cols: number,
    theta: number,
    scale: number,
    constant: number,
    classes: number,
    out: number,
    codes: number,
  ): number;
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

/** What {@link logDensities} needs of the distributions. */
export interface LogDensityTerms {
  /** (classes x cols) */
  theta: Float64Array;
  /** (classes x cols) */
  scale: Float64Array;
  /** (classes) */
  constant: Float64Array;
}

/** Workspace with the terms in it, and the addresses of: rows, theta, scale, constant, log densities, codes. */
function densityWorkspace(cols: number, { theta, scale, constant }: LogDensityTerms) {
  const classes = constant.length;
  const block = blockRows(cols);
  const { kernels, arrays } = workspace<GaussianKernels>(wasmBase64, [
    block * cols,
    theta.length,
    scale.length,
    classes,
    block * classes,
    block,
  ]);
  arrays[1].set(theta);
  arrays[2].set(scale);
  arrays[3].set(constant);
  return { block, classes, kernels, arrays, at: arrays.map((array) => array.byteOffset) };
}

/**
 * (rows x classes) `constant[k] - Σ_j scale[k, j] (x[i, j] - theta[k, j])²` for every row of `data` and every class:
 * the logarithm of a normal distribution with a variance for each feature.
 */
export function logDensities(
  data: Float64Array,
  rows: number,
  cols: number,
  terms: LogDensityTerms,
): Float64Array {
  const { block, classes, kernels, arrays, at } = densityWorkspace(cols, terms);
  const result = new Float64Array(rows * classes);
  for (let start = 0; start < rows; start += block) {
    const n = Math.min(block, rows - start);
    arrays[0].set(data.subarray(start * cols, (start + n) * cols));
    kernels.logDensities(at[0], n, cols, at[1], at[2], at[3], classes, at[4]);
    result.set(arrays[4].subarray(0, n * classes), start * classes);
  }
  return result;
}

/** The class of the largest log density of each row, and whether all of them are finite. */
export function mostLikely(
  data: Float64Array,
  rows: number,
  cols: number,
  terms: LogDensityTerms,
): { codes: Int32Array; finite: boolean } {
  const { block, classes, kernels, arrays, at } = densityWorkspace(cols, terms);
  const blockCodes = new Int32Array(arrays[5].buffer, at[5], block);
  const codes = new Int32Array(rows);
  let check = 0;
  for (let start = 0; start < rows; start += block) {
    const n = Math.min(block, rows - start);
    arrays[0].set(data.subarray(start * cols, (start + n) * cols));
    check += kernels.mostLikely(at[0], n, cols, at[1], at[2], at[3], classes, at[4], at[5]);
    codes.set(blockCodes.subarray(0, n), start);
  }
  return { codes, finite: check === 0 };
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
