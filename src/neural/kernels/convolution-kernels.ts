import type { KernelFunc, NamedAttrMap, TensorInfo } from "@tensorflow/tfjs-core";
import { SkylearnError } from "../../core/errors";
import type { TensorFlow } from "../tensorflow";
import { type FusedInputs, withActivation } from "./activation";
import { convolve, filterGradient, plainEnding } from "./convolution";
import { Heap } from "./heap";
import { inputGradient } from "./input-gradient";
import { convolveByTiles, filterGradientByTiles, inputGradientByTiles, suitsTiles } from "./winograd";

type Shape4D = [number, number, number, number];

/** Convolutions and their gradients. */
export function convolutionKernels(tf: TensorFlow): Record<string, KernelFunc> {
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
      const multiply = suitsTiles(info) ? convolveByTiles : convolve;
      return multiply(Heap.of(backend), x, filter, info, plainEnding);
    },
    FusedConv2D: ({ inputs, attrs, backend }) => {
      const { x, filter, ...fused } = inputs as Record<string, TensorInfo>;
      const info = geometry(x.shape, filter.shape, attrs as NamedAttrMap);
      const multiply = suitsTiles(info) ? convolveByTiles : convolve;
      return withActivation(
        tf,
        backend,
        fused as FusedInputs,
        attrs as NamedAttrMap,
        info.outChannels,
        (ending) => multiply(Heap.of(backend), x, filter, info, ending),
      );
    },
    Conv2DBackpropInput: ({ inputs, attrs, backend }) => {
      const { dy, filter } = inputs as Record<string, TensorInfo>;
      const info = geometry(attrs?.inputShape as number[], filter.shape, attrs as NamedAttrMap);
      const gradient = suitsTiles(info) ? inputGradientByTiles : inputGradient;
      return gradient(Heap.of(backend), dy, filter, info);
    },
    Conv2DBackpropFilter: ({ inputs, attrs, backend }) => {
      const { x, dy } = inputs as Record<string, TensorInfo>;
      const info = geometry(x.shape, attrs?.filterShape as number[], attrs as NamedAttrMap);
      const gradient = suitsTiles(info) ? filterGradientByTiles : filterGradient;
      return gradient(Heap.of(backend), x, dy, info);
    },
  };
}
