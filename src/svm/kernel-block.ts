import type { Matrix } from "../core/matrix";
import { Arena, arenaBytes, padded } from "../kernels/dense";
import { fromDots, type SvmKernel, squaredNorm } from "./kernel";

/** Queries that are compared with all support vectors at a time. */
const BLOCK = 32;

/**
 * Calls `use` with the kernel values of each query: `values[from + s]` belongs to support vector `s`.
 *
 * @param shift - subtracted from queries and support vectors; distances stay, their rounding errors shrink.
 */
export function forEachKernelRow(
  queries: Matrix,
  vectors: Matrix,
  kernel: SvmKernel,
  shift: Float64Array,
  use: (query: number, values: Float64Array, from: number) => void,
): void {
  const width = padded(queries.cols, 2);
  const columns = padded(vectors.rows, 2);
  const arena = new Arena(
    arenaBytes(columns * width * 8, columns * 8, BLOCK * width * 8, BLOCK * 8, BLOCK * columns * 8),
  );
  const table = arena.float64(columns * width);
  const norms = arena.float64(columns);
  const block = arena.float64(BLOCK * width);
  const blockNorms = arena.float64(BLOCK);
  const values = arena.float64(BLOCK * columns);
  for (let s = 0; s < vectors.rows; s++) copyShifted(vectors.row(s), shift, table, s * width);
  for (let s = 0; s < vectors.rows; s++) norms[s] = squaredNorm(table.subarray(s * width, (s + 1) * width));
  for (let from = 0; from < queries.rows; from += BLOCK) {
    const count = Math.min(BLOCK, queries.rows - from);
    for (let i = 0; i < count; i++) {
      copyShifted(queries.row(from + i), shift, block, i * width);
      blockNorms[i] = squaredNorm(block.subarray(i * width, (i + 1) * width));
    }
    arena.kernels.dots64(
      block.byteOffset,
      count,
      table.byteOffset,
      columns,
      width,
      values.byteOffset,
      columns,
    );
    if (kernel.name === "rbf") {
      arena.kernels.rbfFromDots(
        values.byteOffset,
        count,
        columns,
        columns,
        blockNorms.byteOffset,
        norms.byteOffset,
        kernel.gamma,
      );
    } else fromDots(kernel, values, 0, count * columns);
    for (let i = 0; i < count; i++) use(from + i, values, i * columns);
  }
}

function copyShifted(row: Float64Array, shift: Float64Array, to: Float64Array, at: number): void {
  for (let j = 0; j < row.length; j++) to[at + j] = row[j] - shift[j];
}
