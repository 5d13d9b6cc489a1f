export type { BackendChoice } from "./backend-choice";
export type {
  CallbackSpec,
  Training,
  TrainingCallback,
  TrainingHandlers,
  TrainingSnapshot,
} from "./callbacks";
export { drawWeights } from "./draw-weights";
export { type EarlyStoppingOptions, earlyStopping } from "./early-stopping";
export { type CheckpointOptions, checkpoint } from "./files/checkpoint";
export { CheckpointError, NetworkFileError } from "./files/errors";
export { loadNetwork, saveNetwork } from "./files/network-folder";
export { type FitNetworkOptions, fitNetwork } from "./fit-network";
export { type FitGanOptions, fitGan, type GanHistory, type GanNetworks } from "./gan";
export { type GenerateImagesOptions, generateImages } from "./generate-images";
export {
  type Activation,
  activation,
  averagePooling2d,
  type BatchNormalizationOptions,
  batchNormalization,
  branches,
  type ConvolutionOptions,
  conv2d,
  conv2dTranspose,
  type DenseOptions,
  type DepthwiseOptions,
  dense,
  depthwiseConv2d,
  dropout,
  flatten,
  globalAveragePooling2d,
  type InitializerName,
  type LayerSpec,
  leakyReLU,
  maxPooling2d,
  type PoolingOptions,
  reshape,
  separableConv2d,
  upSampling2d,
  type WindowOptions,
} from "./layer-specs";
export { type LiveLossCurveOptions, liveLossCurve } from "./live-loss-curve";
export type { LossName } from "./loss-name";
export type { Network, NetworkLayer } from "./network";
export { NetworkClassifier } from "./network-classifier";
export type { NetworkParams } from "./network-params";
export { NetworkRegressor } from "./network-regressor";
export type { OptimizerLike, OptimizerOptions } from "./optimizer-options";
export { layerOutput, networkLayers, predictLabels, predictNetwork } from "./predict-network";
export { type ReduceLROnPlateauOptions, reduceLROnPlateau } from "./reduce-lr-on-plateau";
export { type SequentialOptions, sequential } from "./sequential";
export type { NetworkInput, NetworkTarget } from "./training-data";
export type { Monitor, TrainingHistory } from "./training-history";
export type { BatchSource, TrainingRows } from "./training-rows";
export { useBackend } from "./use-backend";
