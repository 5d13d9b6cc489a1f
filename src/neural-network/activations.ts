import type { Arena } from "../kernels/dense";
import type { NetworkKernels } from "../kernels/network";
import type { HiddenActivation } from "./mlp-params";

/** Replaces the weighted sums of hidden units, in rows of `stride` in the arena, by their activations. */
export function activate(
  name: HiddenActivation,
  z: Float64Array,
  units: number,
  stride: number,
  { kernels }: Arena,
  elementwise: NetworkKernels,
): void {
  if (name === "identity") return;
  if (name === "relu") {
    elementwise.relu(z.byteOffset, z.length);
    return;
  }
  const logistic = name === "logistic";
  elementwise.scale(z.byteOffset, z.length, logistic ? -1 : 2);
  kernels.expInPlace(z.byteOffset, z.length);
  elementwise.sigmoidOfExp(z.byteOffset, z.length, logistic ? 0 : 1, logistic ? 1 : -2);
  // That ran over the 1 that the bias multiplies and the zeros after it as well.
  for (let at = units; at < z.length; at += stride) {
    z[at] = 1;
    for (let k = at + 1; k < at - units + stride; k++) z[k] = 0;
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
  elementwise: NetworkKernels,
): void {
  if (name === "identity") return;
  const places = [delta.byteOffset, deltaStride, a.byteOffset, aStride, rows, deltaStride] as const;
  if (name === "relu") elementwise.reluBackward(...places);
  else elementwise.sigmoidBackward(...places, name === "tanh" ? 1 : 0, name === "tanh" ? 0 : 1);
}
