/** The hidden activations that are written as loops here; the others have kernels or nothing to do. */
type Sigmoid = "logistic" | "tanh";

/** Replaces weighted sums by their activations; `exp` replaces what is in `z` by its exponential. */
export function activate(name: Sigmoid, z: Float64Array, exp: () => void): void {
  const factor = name === "logistic" ? -1 : 2;
  for (let k = 0; k < z.length; k++) z[k] *= factor;
  exp();
  if (name === "logistic") for (let k = 0; k < z.length; k++) z[k] = 1 / (1 + z[k]);
  else for (let k = 0; k < z.length; k++) z[k] = 1 - 2 / (1 + z[k]);
}

/** Multiplies `delta` by the derivative of the activation, which follows from the activation `a` itself. */
export function multiplyDerivative(
  name: Sigmoid,
  delta: Float64Array,
  deltaStride: number,
  a: Float64Array,
  aStride: number,
  rows: number,
  units: number,
): void {
  for (let i = 0; i < rows; i++) {
    const d = i * deltaStride;
    const from = i * aStride;
    if (name === "logistic") for (let j = 0; j < units; j++) delta[d + j] *= a[from + j] * (1 - a[from + j]);
    else for (let j = 0; j < units; j++) delta[d + j] *= 1 - a[from + j] * a[from + j];
  }
}
