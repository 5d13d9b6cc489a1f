import wasmBase64 from "./affine-wasm";
import { blockRows, workspace } from "./workspace";

interface AffineKernels {
  affine(
    x: number,
    rows: number,
    cols: number,
    weights: number,
    intercepts: number,
    scores: number,
    out: number,
  ): void;
}

/** (rows x scores) `intercepts[k] + weights[k] · x[i]`, for weights of shape (scores x cols). */
export function affineScores(
  data: Float64Array,
  rows: number,
  cols: number,
  weights: Float64Array,
  intercepts: Float64Array,
): Float64Array {
  const scores = intercepts.length;
  const block = blockRows(cols);
  const { kernels, arrays } = workspace<AffineKernels>(wasmBase64, [
    block * cols,
    weights.length,
    scores,
    block * scores,
  ]);
  const [x, w, c, out] = arrays;
  w.set(weights);
  c.set(intercepts);
  const at = arrays.map((array) => array.byteOffset);
  const result = new Float64Array(rows * scores);
  for (let start = 0; start < rows; start += block) {
    const n = Math.min(block, rows - start);
    x.set(data.subarray(start * cols, (start + n) * cols));
    // What is left of the block before makes up the last four rows, and is thrown away.
    kernels.affine(at[0], 4 * Math.ceil(n / 4), cols, at[1], at[2], scores, at[3]);
    result.set(out.subarray(0, n * scores), start * scores);
  }
  return result;
}
