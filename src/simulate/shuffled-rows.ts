import type { Matrix } from "../core/matrix";
import type { RandomState } from "../core/random-state";

/** The rows of X and y in one random order, as scikit-learn's `utils.shuffle` draws it. */
export function shuffledRows(X: Matrix, y: Float64Array, rng: RandomState): { X: Matrix; y: Float64Array } {
  const order = rng.permutation(X.rows);
  const shuffled = new Float64Array(y.length);
  for (let i = 0; i < order.length; i++) shuffled[i] = y[order[i]];
  return { X: X.takeRows(order), y: shuffled };
}
