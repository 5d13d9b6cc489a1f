import type { backend_util, KernelFunc, NamedAttrMap, TensorInfo } from "@tensorflow/tfjs-core";
import { sizeOf } from "../layers-model";
import type { TensorFlow } from "../tensorflow";
import { type FusedInputs, withActivation } from "./activation";
import { type Ending, plainEnding } from "./convolution";
import { Heap } from "./heap";
import { windowsOf } from "./windows-of";

type Shape4D = [number, number, number, number];

/** What {@link convolveChannels} makes of the other two. */
const goals = { y: 0, x: 1, filter: 2 };

/**
 * Convolutions of each channel by itself, and their gradients. The backend's own convolution is wrong where strides are
 * longer than the filter and the padding is "same".
 */
export function channelKernels(tf: TensorFlow): Record<string, KernelFunc> {
  const geometry = (x: number[], filter: number[], attrs: NamedAttrMap | undefined) => {
    const { strides, dilations, pad, dimRoundingMode } = attrs as never;
    const shapes = [x as Shape4D, filter as Shape4D] as const;
    return tf.backend_util.computeConv2DInfo(
      ...shapes,
      strides,
      dilations ?? [1, 1],
      pad,
      dimRoundingMode,
      true,
    );
  };
  return {
    DepthwiseConv2dNative: ({ inputs, attrs, backend }) => {
      const { x, filter } = inputs as Record<string, TensorInfo>;
      return convolved(Heap.of(backend), x, filter, geometry(x.shape, filter.shape, attrs), plainEnding);
    },
    FusedDepthwiseConv2D: ({ inputs, attrs, backend }) => {
      const { x, filter, ...fused } = inputs as Record<string, TensorInfo>;
      const info = geometry(x.shape, filter.shape, attrs);
      return withActivation(
        tf,
        backend,
        fused as FusedInputs,
        attrs as NamedAttrMap,
        info.outChannels,
        (ending) => convolved(Heap.of(backend), x, filter, info, ending),
      );
    },
    DepthwiseConv2dNativeBackpropInput: ({ inputs, attrs, backend }) => {
      const { dy, filter } = inputs as Record<string, TensorInfo>;
      const info = geometry(attrs?.inputShape as number[], filter.shape, attrs);
      const heap = Heap.of(backend);
      const gradient = started(heap, info.inShape);
      convolveChannels(heap, "x", { x: gradient, filter, y: dy }, info);
      return gradient;
    },
    DepthwiseConv2dNativeBackpropFilter: ({ inputs, attrs, backend }) => {
      const { x, dy } = inputs as Record<string, TensorInfo>;
      const info = geometry(x.shape, attrs?.filterShape as number[], attrs);
      const heap = Heap.of(backend);
      const gradient = started(heap, info.filterShape);
      convolveChannels(heap, "filter", { x, filter: gradient, y: dy }, info);
      return gradient;
    },
  };
}

/** A tensor whose rows are the bias, or zeros. */
function started(heap: Heap, shape: readonly number[], bias?: TensorInfo): TensorInfo {
  const tensor = heap.output(shape);
  const n = shape[shape.length - 1];
  const rows = sizeOf(shape.slice(0, -1));
  heap.layers.startRows(heap.address(tensor), rows, n, bias === undefined ? 0 : heap.address(bias));
  return tensor;
}

function convolved(
  heap: Heap,
  x: TensorInfo,
  filter: TensorInfo,
  info: backend_util.Conv2DInfo,
  { bias, low, high }: Ending,
): TensorInfo {
  const y = started(heap, info.outShape, bias);
  convolveChannels(heap, "y", { x, filter, y }, info);
  if (low > plainEnding.low || high < plainEnding.high) {
    heap.layers.clamp(heap.address(y), sizeOf(info.outShape), low, high);
  }
  return y;
}

function convolveChannels(
  heap: Heap,
  goal: keyof typeof goals,
  { x, filter, y }: Record<keyof typeof goals, TensorInfo>,
  info: backend_util.Conv2DInfo,
): void {
  heap.layers.convolveChannels(
    goals[goal],
    heap.address(x),
    heap.address(filter),
    heap.address(y),
    ...windowsOf(info),
    info.dilationHeight,
    info.dilationWidth,
    info.padInfo.top,
    info.padInfo.left,
    info.outChannels / info.inChannels,
  );
}
