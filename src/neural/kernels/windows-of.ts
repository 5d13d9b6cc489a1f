import type { backend_util } from "@tensorflow/tfjs-core";
import type { Windows } from "../../kernels/layers";

/** The geometry of a convolution or a pooling as the kernels take it. */
export const windowsOf = (info: backend_util.Conv2DInfo): Windows => [
  info.batchSize,
  info.inHeight,
  info.inWidth,
  info.inChannels,
  info.outHeight,
  info.outWidth,
  info.filterHeight,
  info.filterWidth,
  info.strideHeight,
  info.strideWidth,
];
