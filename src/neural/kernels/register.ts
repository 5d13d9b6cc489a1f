import type { KernelFunc, NamedAttrMap, Tensor, TensorInfo } from "@tensorflow/tfjs-core";
import { SkylearnError } from "../../core/errors";
import type { TensorFlow } from "../tensorflow";
import { type FusedInputs, withActivation } from "./activation";
import { convolve, filterGradient, plainEnding } from "./convolution";
import { Heap } from "./heap";
import { inputGradient } from "./input-gradient";
import { matrixProduct, type ProductShape } from "./matrix-product";

type Shape4D = [number, number, number, number];

/** Gives the WebAssembly backend the kernels that it lacks and faster ones where its own are slow. */
export function registerKernels(tf: TensorFlow): void {
  const kernels: Record<string, KernelFunc> = { ...convolutionKernels(tf), ...productKernels(tf) };
  for (const [kernelName, kernelFunc] of Object.entries(kernels)) {
    if (tf.getKernel(kernelName, "wasm") !== undefined) tf.unregisterKernel(kernelName, "wasm");
    tf.registerKernel({ kernelName, backendName: "wasm", kernelFunc });
  }
}

function convolutionKernels(tf: TensorFlow): Record<string, KernelFunc> {
  const geometry = (x: number[], filter: number[], attrs: NamedAttrMap) => {
    const { strides, dilations = 1, pad, dimRoundingMode, dataFormat = "NHWC" } = attrs as never;
    if (dataFormat !== "NHWC") {
      throw new SkylearnError(`Channels are the last axis here: dataFormat is "NHWC", not "${dataFormat}".`);
    }
    return tf.backend_util.computeConv2DInfo(
      x as Shape4D,
      filter as Shape4D,
      strides,
      dilations,
      pad,
      dimRoundingMode,
    );
  };
  return {
    Conv2D: ({ inputs, attrs, backend }) => {
      const { x, filter } = inputs as Record<string, TensorInfo>;
      const info = geometry(x.shape, filter.shape, attrs as NamedAttrMap);
      return convolve(Heap.of(backend), x, filter, info, plainEnding);
    },
    FusedConv2D: ({ inputs, attrs, backend }) => {
      const { x, filter, ...fused } = inputs as Record<string, TensorInfo>;
      const info = geometry(x.shape, filter.shape, attrs as NamedAttrMap);
      return withActivation(
        tf,
        backend,
        fused as FusedInputs,
        attrs as NamedAttrMap,
        info.outChannels,
        (ending) => convolve(Heap.of(backend), x, filter, info, ending),
      );
    },
    Conv2DBackpropInput: ({ inputs, attrs, backend }) => {
      const { dy, filter } = inputs as Record<string, TensorInfo>;
      const info = geometry(attrs?.inputShape as number[], filter.shape, attrs as NamedAttrMap);
      return inputGradient(Heap.of(backend), dy, filter, info);
    },
    Conv2DBackpropFilter: ({ inputs, attrs, backend }) => {
      const { x, dy } = inputs as Record<string, TensorInfo>;
      const info = geometry(x.shape, attrs?.filterShape as number[], attrs as NamedAttrMap);
      return filterGradient(Heap.of(backend), x, dy, info);
    },
  };
}

function productKernels(tf: TensorFlow): Record<string, KernelFunc> {
  const shapeOf = (a: TensorInfo, b: TensorInfo, attrs: NamedAttrMap): ProductShape => {
    if (a.dtype !== "float32" || b.dtype !== "float32") {
      throw new SkylearnError(
        `Matrices are multiplied as float32, not ${a.dtype} by ${b.dtype}: cast them first.`,
      );
    }
    const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean };
    const [aRows, aColumns] = a.shape.slice(-2);
    const [bRows, bColumns] = b.shape.slice(-2);
    const [rows, inner] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
    const columns = transposeB ? bRows : bColumns;
    const stack = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
    return { shape: [...stack, rows, columns], rows, inner, columns, transposeA, transposeB };
  };
  return {
    BatchMatMul: ({ inputs, attrs, backend }) => {
      const { a, b } = inputs as Record<string, TensorInfo>;
      return matrixProduct(Heap.of(backend), a, b, shapeOf(a, b, attrs as NamedAttrMap), plainEnding);
    },
    _FusedMatMul: ({ inputs, attrs, backend }) => {
      const { a, b, ...fused } = inputs as Record<string, TensorInfo>;
      const shape = shapeOf(a, b, attrs as NamedAttrMap);
      return tf.tidy(() => {
        const straight = shape.transposeA ? (tf.transpose(a as Tensor, [0, 2, 1]) as TensorInfo) : a;
        return withActivation(
          tf,
          backend,
          fused as FusedInputs,
          attrs as NamedAttrMap,
          shape.columns,
          (ending) => matrixProduct(Heap.of(backend), straight, b, { ...shape, transposeA: false }, ending),
        ) as Tensor;
      });
    },
  };
}
