import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import type { TensorFlow } from "../tensorflow";
import { adamKernels, adamStepKernel } from "./adam-kernels";
import { channelKernels } from "./channel-kernels";
import { convolutionKernels } from "./convolution-kernels";
import { gradientKernels, registerReluGradient } from "./gradient-kernels";
import { productKernels } from "./product-kernels";
import { sumKernels } from "./sum-kernels";
import { tileKernels } from "./tile-kernels";

/** Gives the WebAssembly backend, once it has started, the kernels that it lacks and faster ones where its own are slow. */
export function registerKernels(tf: TensorFlow): void {
  if (tf.getKernel(adamStepKernel, "wasm") !== undefined) return;
  const kernels: Record<string, KernelFunc> = {
    ...convolutionKernels(tf),
    ...channelKernels(tf),
    ...productKernels(tf),
    ...gradientKernels(tf),
    ...sumKernels(tf),
    ...tileKernels(tf),
    ...adamKernels,
    Identity: ({ inputs, backend }) => share(inputs.x as TensorInfo, backend as RefCounting),
  };
  for (const [kernelName, kernelFunc] of Object.entries(kernels)) {
    const own = tf.getKernel(kernelName, "wasm");
    if (own !== undefined) tf.unregisterKernel(kernelName, "wasm");
    tf.registerKernel({ ...own, kernelName, backendName: "wasm", kernelFunc });
  }
  registerReluGradient(tf);
}

interface RefCounting {
  incRef(dataId: TensorInfo["dataId"]): void;
}

/** The same numbers as a tensor of its own. Tensors never change, so the backend's copy of them is needless. */
function share({ dataId, shape, dtype }: TensorInfo, backend: RefCounting): TensorInfo {
  backend.incRef(dataId);
  return { dataId, shape, dtype };
}
