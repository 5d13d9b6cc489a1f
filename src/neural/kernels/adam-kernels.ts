import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import { sizeOf } from "../layers-model";
import { Heap } from "./heap";

/** The name of the kernel that makes a step of Adam in one pass, on backends that have it. */
export const adamStepKernel = "AdamStep";

/** What {@link adamStepKernel} takes beside the tensors `value`, `mean`, `square` and `gradient`. */
export interface AdamStep {
  beta1: number;
  beta2: number;
  rate: number;
  spread: number;
  epsilon: number;
}

/**
 * With mean and mean square of the gradient brought up to date, value - rate * mean / (spread * sqrt(square) + epsilon).
 * Gives the new value, mean and square.
 */
export const adamKernels: Record<string, KernelFunc> = {
  [adamStepKernel]: ({ inputs, attrs, backend }) => {
    const { value, mean, square, gradient } = inputs as Record<string, TensorInfo>;
    const { beta1, beta2, rate, spread, epsilon } = attrs as unknown as AdamStep;
    const heap = Heap.of(backend);
    const fresh = [value, mean, square].map(({ shape }) => heap.output(shape));
    const [valueAt, meanAt, squareAt, gradientAt] = [value, mean, square, gradient].map((t) =>
      heap.address(t),
    );
    const [newValue, newMean, newSquare] = fresh.map((tensor) => heap.address(tensor));
    const n = sizeOf(value.shape);
    const rates = [beta1, beta2, rate, spread, epsilon] as const;
    heap.layers.adamStep(valueAt, meanAt, squareAt, gradientAt, n, ...rates, newValue, newMean, newSquare);
    return fresh;
  },
};
