import type { KernelFunc, Tensor4D } from "@tensorflow/tfjs-core";
import type { TensorFlow } from "../tensorflow";

/** The gradient of a convolution's filter: itself a convolution of the images by dy, images and channels exchanged. */
export function conv2dBackpropFilter(tf: TensorFlow): KernelFunc {
  return ({ inputs, attrs }) => {
    const { strides, pad, dimRoundingMode, filterShape } = attrs as never;
    const x = inputs.x as Tensor4D;
    const dy = inputs.dy as Tensor4D;
    const shape = filterShape as [number, number, number, number];
    const info = tf.backend_util.computeConv2DInfo(x.shape, shape, strides, 1, pad, dimRoundingMode);
    const { top, bottom, left, right } = info.padInfo;
    return tf.tidy(() => {
      const padded = tf.pad(x, [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ]);
      const full = tf.conv2d(
        tf.transpose(padded, [3, 1, 2, 0]) as Tensor4D,
        tf.transpose(dy, [1, 2, 0, 3]) as Tensor4D,
        1,
        "valid",
        "NHWC",
        [info.strideHeight, info.strideWidth],
      );
      const cut = tf.slice(full, [0, 0, 0, 0], [shape[2], shape[0], shape[1], shape[3]]);
      return tf.transpose(cut, [1, 2, 0, 3]);
    });
  };
}
