import type { KernelFunc, NamedAttrMap, Tensor, TensorInfo } from "@tensorflow/tfjs-core";
import { SkylearnError } from "../../core/errors";
import type { TensorFlow } from "../tensorflow";
import { type FusedInputs, withActivation } from "./activation";
import { plainEnding } from "./convolution";
import { Heap } from "./heap";
import { matrixProduct, type ProductShape } from "./matrix-product";

/** Products of matrices. */
export function productKernels(tf: TensorFlow): Record<string, KernelFunc> {
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
