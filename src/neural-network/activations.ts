import type { HiddenActivation } from "./mlp-params";

/** Replaces hidden units' weighted sums by their activations; `exp` replaces them by their exponentials. */
export function activate(name: HiddenActivation, z: Float64Array, exp: () => void): void {
  if (name === "relu") {
    for (let k = 0; k < z.length; k++) z[k] = Math.max(z[k], 0);
  } else if (name === "logistic") {
    for (let k = 0; k < z.length; k++) z[k] = -z[k];
    exp();
    for (let k = 0; k < z.length; k++) z[k] = 1 / (1 + z[k]);
  } else if (name === "tanh") {
    for (let k = 0; k < z.length; k++) z[k] *= 2;
    exp();
    for (let k = 0; k < z.length; k++) z[k] = 1 - 2 / (1 + z[k]);
  }
}

/** Multiplies `delta` by the derivative of the activation, which follows from the activation `a` itself. */
export function multiplyDerivative(
  name: HiddenActivation,
  delta: Float64Array,
  deltaStride: number,
  a: Float64Array,
  aStride: number,
  rows: number,
  units: number,
): void {
  if (name === "identity") return;
  for (let i = 0; i < rows; i++) {
    const d = i * deltaStride;
    const from = i * aStride;
    if (name === "relu") {
      for (let j = 0; j < units; j++) if (a[from + j] === 0) delta[d + j] = 0;
    } else if (name === "logistic") {
      for (let j = 0; j < units; j++) delta[d + j] *= a[from + j] * (1 - a[from + j]);
    } else {
      for (let j = 0; j < units; j++) delta[d + j] *= 1 - a[from + j] * a[from + j];
    }
  }
}
