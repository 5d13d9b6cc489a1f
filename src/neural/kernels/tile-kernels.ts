import type { KernelConfig, KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import { sizeOf } from "../layers-model";
import type { TensorFlow } from "../tensorflow";
import { Heap } from "./heap";

/** Repetition of a tensor along its axes by copies of ever larger blocks; the backend copies number by number. */
export function tileKernels(tf: TensorFlow): Record<string, KernelFunc> {
  const own = tf.getKernel("Tile", "wasm") as KernelConfig;
  return {
    Tile: (task) => {
      const x = task.inputs.x as TensorInfo;
      if (x.dtype === "string") return own.kernelFunc(task);
      return repeated(tf, Heap.of(task.backend), x, task.attrs?.reps as number[]);
    },
  };
}

function repeated(tf: TensorFlow, heap: Heap, x: TensorInfo, times: readonly number[]): TensorInfo {
  const out = heap.output(
    x.shape.map((n, axis) => n * times[axis]),
    x.dtype,
  );
  if (sizeOf(out.shape) === 0) return out;
  const width = tf.util.bytesPerElement(x.dtype);
  const bytes = heap.bytes();
  const [from, to] = [heap.address(x), heap.address(out)];
  bytes.copyWithin(to, from, from + sizeOf(x.shape) * width);
  for (let axis = x.shape.length - 1; axis >= 0; axis--) {
    if (times[axis] === 1) continue;
    const block = sizeOf(out.shape.slice(axis + 1)) * x.shape[axis] * width;
    const length = block * times[axis];
    // From the last block to the first, so that none is written over before it has been copied.
    for (let k = sizeOf(x.shape.slice(0, axis)) - 1; k >= 0; k--) {
      const start = to + k * length;
      bytes.copyWithin(start, to + k * block, to + (k + 1) * block);
      for (let done = block; done < length; done *= 2) {
        bytes.copyWithin(start + done, start, start + Math.min(done, length - done));
      }
    }
  }
  return out;
}
