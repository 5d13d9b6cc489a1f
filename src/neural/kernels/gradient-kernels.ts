import type { backend_util, KernelFunc, Tensor, TensorInfo } from "@tensorflow/tfjs-core";
import { sizeOf } from "../layers-model";
import type { TensorFlow } from "../tensorflow";
import { Heap } from "./heap";
import { windowsOf } from "./windows-of";

type Shape4D = [number, number, number, number];

/** Gradients of pooling and of relu. */
export function gradientKernels(tf: TensorFlow): Record<string, KernelFunc> {
  return {
    MaxPoolGrad: ({ inputs, attrs, backend }) => {
      const { dy, input, output } = inputs as Record<string, TensorInfo>;
      const { filterSize, strides, pad, dimRoundingMode } = attrs as never;
      const info = tf.backend_util.computePool2DInfo(
        input.shape as Shape4D,
        filterSize,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
      return maxPoolGradient(Heap.of(backend), input, output, dy, info);
    },
    [reluGradientKernel]: ({ inputs, backend }) => {
      const { dy, y } = inputs as Record<string, TensorInfo>;
      const heap = Heap.of(backend);
      const gradient = heap.output(y.shape);
      const [dyAt, yAt, out] = [dy, y, gradient].map((tensor) => heap.address(tensor));
      heap.layers.reluGradient(dyAt, yAt, sizeOf(y.shape), out);
      return gradient;
    },
  };
}

const reluGradientKernel = "ReluGradient";

/**
 * Lets relu remember what came out, which the next layer remembers anyway, in place of what went in, and makes its
 * gradient in one pass.
 */
export function registerReluGradient(tf: TensorFlow): void {
  const reluGradient = (dy: Tensor, y: Tensor): Tensor =>
    tf.getKernel(reluGradientKernel, tf.getBackend()) === undefined
      ? tf.mul(dy, tf.step(y))
      : tf.engine().runKernel(reluGradientKernel, { dy, y });
  tf.registerGradient({
    kernelName: "Relu",
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => reluGradient(dy as Tensor, y) }),
  });
  tf.registerGradient({
    kernelName: reluGradientKernel,
    inputsToSave: ["y"],
    gradFunc: (ddx, [y]) => ({ dy: () => reluGradient(ddx as Tensor, y), y: () => tf.zerosLike(y) }),
  });
}

/** dy of each window of a max-pooling, given to the first of its pixels that is the largest. */
function maxPoolGradient(
  heap: Heap,
  x: TensorInfo,
  y: TensorInfo,
  dy: TensorInfo,
  info: backend_util.Conv2DInfo,
): TensorInfo {
  const gradient = heap.output(x.shape);
  const { padInfo } = info;
  const [xAt, yAt, dyAt, out] = [x, y, dy, gradient].map((tensor) => heap.address(tensor));
  heap.layers.maxPoolGradient(xAt, yAt, dyAt, out, ...windowsOf(info), padInfo.top, padInfo.left);
  return gradient;
}
