import type { KernelConfig } from "@tensorflow/tfjs-core";
import type { TensorFlow } from "../tensorflow";
import { conv2dBackpropFilter } from "./conv2d-backprop-filter";

/** Gives the WebAssembly backend the kernels that it lacks and faster ones where its own are slow. */
export function registerKernels(tf: TensorFlow): void {
  const kernels: Record<string, KernelConfig["kernelFunc"]> = {
    Conv2DBackpropFilter: conv2dBackpropFilter(tf),
  };
  for (const [kernelName, kernelFunc] of Object.entries(kernels)) {
    if (tf.getKernel(kernelName, "wasm") !== undefined) tf.unregisterKernel(kernelName, "wasm");
    tf.registerKernel({ kernelName, backendName: "wasm", kernelFunc });
  }
}
