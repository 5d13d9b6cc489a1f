import type { NamedAttrMap, TensorInfo } from "@tensorflow/tfjs-core";
import { SkylearnError } from "../../core/errors";
import type { TensorFlow } from "../tensorflow";
import { type Ending, plainEnding } from "./convolution";
import { Heap } from "./heap";

/** Activations that a product applies before it stores a number. */
const clamps: Record<string, Pick<Ending, "low" | "high">> = {
  linear: plainEnding,
  relu: { low: 0, high: Number.POSITIVE_INFINITY },
  relu6: { low: 0, high: 6 },
};

/** Activations that a kernel of their own applies after it. */
const kernels: Record<string, string> = {
  elu: "Elu",
  leakyrelu: "LeakyRelu",
  prelu: "Prelu",
  sigmoid: "Sigmoid",
};

/** What a fused layer adds to its product: bias, activation and the activation's own parameters. */
export interface FusedInputs {
  bias?: TensorInfo;
  preluActivationWeights?: TensorInfo;
}

/**
 * The product that `multiply` makes with bias and activation.
 *
 * @throws SkylearnError for an activation that no layer of TensorFlow.js fuses, or a bias of another length than there
 * are columns.
 */
export function withActivation(
  tf: TensorFlow,
  backend: object,
  { bias, preluActivationWeights: alpha }: FusedInputs,
  attrs: NamedAttrMap,
  columns: number,
  multiply: (ending: Ending) => TensorInfo,
): TensorInfo {
  const activation = (attrs.activation ?? "linear") as string;
  if (bias !== undefined && (bias.shape.length !== 1 || bias.shape[0] !== columns)) {
    throw new SkylearnError(
      `A bias has one number for each of the ${columns} columns, not the shape [${bias.shape}].`,
    );
  }
  const product = multiply({ ...(clamps[activation] ?? plainEnding), bias });
  if (activation in clamps) return product;
  const kernel = activation in kernels ? tf.getKernel(kernels[activation], "wasm") : undefined;
  if (kernel === undefined)
    throw new SkylearnError(`The activation "${activation}" is not one that a layer fuses.`);
  const activated = kernel.kernelFunc({
    inputs: { x: product, alpha },
    backend,
    attrs: { alpha: attrs.leakyreluAlpha ?? 0.2 },
  }) as TensorInfo;
  Heap.of(backend).dispose(product);
  return activated;
}
