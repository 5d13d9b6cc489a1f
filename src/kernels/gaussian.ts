import wasmBase64 from "./gaussian-wasm";

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

/** Bytes of rows that are copied and worked on together: they stay in the first-level cache. */
const BLOCK_BYTES = 16_384;
/** Bytes at the start of the memory that the compiled code may use for itself. */
const RESERVED = 1024;

let compiled: WebAssembly.Module | undefined;

/** A memory with room for arrays of these lengths, all of f64, and the kernels bound to it. */
function workspace(lengths: number[]): { kernels: GaussianKernels; arrays: Float64Array[] } {
  const starts = [RESERVED];
  for (const length of lengths) starts.push(starts[starts.length - 1] + 16 * Math.ceil(length / 2));
  const memory = new WebAssembly.Memory({ initial: Math.ceil(starts[lengths.length] / 65_536) });
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(wasmBase64), (c) => c.charCodeAt(0)));
  const instance = new WebAssembly.Instance(compiled, { env: { memory, abort: () => {} } });
  return {
    kernels: instance.exports as unknown as GaussianKernels,
    arrays: lengths.map((length, k) => new Float64Array(memory.buffer, starts[k], length)),
  };
}

const blockRows = (cols: number): number => Math.max(2, Math.floor(BLOCK_BYTES / (8 * cols)));

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
  const { kernels, arrays } = workspace([block * cols, theta.length, scale.length, classes, block * classes]);
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
  const { kernels, arrays } = workspace([block * cols, block, pivots.length, pivots.length, pivots.length]);
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
