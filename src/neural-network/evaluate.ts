import type { Matrix } from "../core/matrix";
import type { Network } from "./network";

/** Rows of a table with their targets: numbers, or indices of classes. */
export interface Rows {
  X: Matrix;
  targets: Float64Array;
  /** Which rows, and in which order; default: all. */
  order?: Int32Array;
}

/** The mean loss of rows, without the penalty, and their score: accuracy, or R² for numbers. */
export function evaluate(network: Network, { X, targets, order }: Rows): { loss: number; score: number } {
  const n = order?.length ?? X.rows;
  let loss = 0;
  let right = 0;
  for (let from = 0; from < n; from += network.capacity) {
    const to = Math.min(n, from + network.capacity);
    network.read(X, from, to, order, targets);
    network.forward(to - from);
    loss += network.loss(to - from);
    if (network.architecture.outActivation === "identity") continue;
    for (let i = 0; i < to - from; i++) if (network.classAt(i) === network.targets[i]) right++;
  }
  if (network.architecture.outActivation !== "identity") return { loss: loss / n, score: right / n };
  const spread = sumOfSquares(targets, order);
  return { loss: loss / n, score: spread === 0 ? (loss === 0 ? 1 : 0) : 1 - (2 * loss) / spread };
}

/** Squared deviations from the mean, summed. */
function sumOfSquares(targets: Float64Array, order?: Int32Array): number {
  const values = order === undefined ? targets : Float64Array.from(order, (i) => targets[i]);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** Sends every row of X through the network and calls `take` with its number and its place in `output`. */
export function forEachOutput(network: Network, X: Matrix, take: (row: number, i: number) => void): void {
  for (let from = 0; from < X.rows; from += network.capacity) {
    const to = Math.min(X.rows, from + network.capacity);
    network.read(X, from, to);
    network.forward(to - from);
    for (let i = from; i < to; i++) take(i, i - from);
  }
}
