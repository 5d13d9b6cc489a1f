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
}

/** Rows that are copied and worked on together: they stay in the first-level cache. */
const BLOCK_BYTES = 32_768;

let compiled: WebAssembly.Module | undefined;

/**
 * (rows x classes) `constant[k] - Σ_j scale[k, j] (x[i, j] - theta[k, j])²` for every row of `data` and every class:
 * the logarithm of a normal distribution with a variance for each feature, twice as fast as a plain loop.
 */
export function logDensities(
  data: Float64Array,
  rows: number,
  cols: number,
  { theta, scale, constant }: { theta: Float64Array; scale: Float64Array; constant: Float64Array },
): Float64Array {
  const classes = constant.length;
  const block = Math.max(2, Math.floor(BLOCK_BYTES / (8 * cols)));
  const lengths = [block * cols, theta.length, scale.length, classes, block * classes];
  const starts = [1024];
  for (const length of lengths) starts.push(starts[starts.length - 1] + 8 * (length + (length % 2)));
  const memory = new WebAssembly.Memory({ initial: Math.ceil(starts[5] / 65_536) });
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(wasmBase64), (c) => c.charCodeAt(0)));
  const instance = new WebAssembly.Instance(compiled, { env: { memory, abort: () => {} } });
  const kernels = instance.exports as unknown as GaussianKernels;
  const [x, t, s, c, out] = lengths.map((length, k) => new Float64Array(memory.buffer, starts[k], length));
  t.set(theta);
  s.set(scale);
  c.set(constant);
  const result = new Float64Array(rows * classes);
  for (let start = 0; start < rows; start += block) {
    const n = Math.min(block, rows - start);
    x.set(data.subarray(start * cols, (start + n) * cols));
    kernels.logDensities(
      x.byteOffset,
      n,
      cols,
      t.byteOffset,
      s.byteOffset,
      c.byteOffset,
      classes,
      out.byteOffset,
    );
    result.set(out.subarray(0, n * classes), start * classes);
  }
  return result;
}
