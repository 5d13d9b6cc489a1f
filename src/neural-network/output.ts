/** What the last layer does to its weighted sums: a number, the probability of class 1, or of each class. */
export type OutActivation = "identity" | "logistic" | "softmax";

/** scikit-learn keeps probabilities this far from 0 and 1 before it takes their logarithm. */
const CLIP = Number.EPSILON;

/**
 * Replaces the weighted sums of the output layer, in rows of `stride`, by the network's output; `exp` replaces what is
 * in `out` by its exponential.
 */
export function activateOutput(
  kind: OutActivation,
  out: Float64Array,
  units: number,
  stride: number,
  exp: () => void,
): void {
  if (kind === "logistic") {
    for (let at = 0; at < out.length; at += stride) out[at] = 1 / (1 + Math.exp(-out[at]));
  }
  if (kind !== "softmax") return;
  for (let at = 0; at < out.length; at += stride) {
    let most = out[at];
    for (let k = at + 1; k < at + units; k++) if (out[k] > most) most = out[k];
    for (let k = at; k < at + units; k++) out[k] -= most;
  }
  exp();
  for (let at = 0; at < out.length; at += stride) {
    let sum = 0;
    for (let k = at; k < at + units; k++) sum += out[k];
    const share = 1 / sum;
    for (let k = at; k < at + units; k++) out[k] *= share;
    // The exponential of the padding is 1, and would weigh in the gradient.
    for (let k = at + units; k < at + stride; k++) out[k] = 0;
  }
}

/**
 * The loss of outputs, summed over rows: half the squared error, or minus the logarithm of the probability of the
 * row's class.
 *
 * @param targets - a number, or the index of the class, for each row.
 */
export function outputLoss(
  kind: OutActivation,
  out: Float64Array,
  rows: number,
  stride: number,
  targets: Float64Array,
): number {
  let loss = 0;
  for (let i = 0; i < rows; i++) {
    const at = i * stride;
    if (kind === "identity") loss += (targets[i] - out[at]) ** 2 / 2;
    else {
      const p = kind === "softmax" ? out[at + targets[i]] : targets[i] === 1 ? out[at] : 1 - out[at];
      loss -= Math.log(Math.min(Math.max(p, CLIP), 1 - CLIP));
    }
  }
  return loss;
}

/** Replaces outputs by the derivative of the loss with respect to the weighted sums before the activation. */
export function outputDelta(
  kind: OutActivation,
  out: Float64Array,
  rows: number,
  stride: number,
  targets: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    if (kind === "softmax") out[i * stride + targets[i]] -= 1;
    else out[i * stride] -= targets[i];
  }
}
