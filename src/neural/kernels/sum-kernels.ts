import type { KernelConfig, KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import { sizeOf } from "../layers-model";
import type { TensorFlow } from "../tensorflow";
import { Heap } from "./heap";

/** Sums over the first axes, for which the backend would transpose first, and sums by group, which it lacks. */
export function sumKernels(tf: TensorFlow): Record<string, KernelFunc> {
  const overFirstAxes =
    (own: KernelConfig, factor: (rows: number) => number): KernelFunc =>
    (task) => {
      const { attrs, backend } = task;
      const x = task.inputs.x as TensorInfo;
      const { axis, keepDims } = attrs as { axis: number | number[]; keepDims?: boolean };
      const axes = tf.util.parseAxisParam(axis, x.shape);
      const kept = x.shape.slice(axes.length);
      const areFirst = axes.every((_, k) => axes.includes(k)) && kept.length > 0;
      if (!areFirst || x.dtype !== "float32" || sizeOf(x.shape) === 0) return own.kernelFunc(task);
      const heap = Heap.of(backend);
      const sums = heap.output(keepDims ? [...axes.map(() => 1), ...kept] : kept);
      const rows = sizeOf(x.shape.slice(0, axes.length));
      const [from, to] = [heap.address(x), heap.address(sums)];
      const n = sizeOf(kept);
      heap.withAreas([4 * n], (partial) => heap.layers.sumRows(from, rows, n, factor(rows), partial, to));
      return sums;
    };

  return {
    Sum: overFirstAxes(tf.getKernel("Sum", "wasm"), () => 1),
    Mean: overFirstAxes(tf.getKernel("Mean", "wasm"), (rows) => 1 / rows),
    UnsortedSegmentSum: ({ inputs, attrs, backend }) => {
      const { x, segmentIds } = inputs as Record<string, TensorInfo>;
      const groups = attrs?.numSegments as number;
      const rest = x.shape.slice(segmentIds.shape.length);
      const heap = Heap.of(backend);
      const sums = heap.output([groups, ...rest], x.dtype);
      const n = sizeOf(rest);
      const read = x.dtype === "int32" ? heap.int32.bind(heap) : heap.float32.bind(heap);
      const totals = read(heap.address(sums), groups * n).fill(0);
      const values = read(heap.address(x), sizeOf(x.shape));
      heap.int32(heap.address(segmentIds), sizeOf(segmentIds.shape)).forEach((group, i) => {
        // As on the other backends, what belongs to no group is left out.
        if (group < 0 || group >= groups) return;
        for (let j = 0; j < n; j++) totals[group * n + j] += values[i * n + j];
      });
      return sums;
    },
  };
}
