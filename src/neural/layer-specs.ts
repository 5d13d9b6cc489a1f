import { checkKnown } from "../core/parameters";

/** A function between the layers. */
export type Activation = "relu" | "sigmoid" | "softmax" | "tanh" | "elu" | "selu" | "linear" | "softplus";

/** Where first weights come from; Keras's names. */
export type InitializerName =
  | "glorotUniform"
  | "glorotNormal"
  | "heUniform"
  | "heNormal"
  | "leCunUniform"
  | "leCunNormal"
  | "randomUniform"
  | "randomNormal"
  | "truncatedNormal"
  | "zeros";

/** One layer of a network, described as data: a network made of them can be saved, copied and sent to other threads. */
export interface LayerSpec {
  /** The kind of layer: the function's name. */
  readonly layer: string;
  readonly [option: string]: unknown;
}

interface NamedLayer {
  /** What the layer is called; default: its kind and a number. */
  name?: string;
}

interface WeightedLayer extends NamedLayer {
  activation?: Activation;
  /** Adds a number of its own to each output; default `true`. */
  useBias?: boolean;
  /** Default "glorotUniform". */
  kernelInitializer?: InitializerName;
}

export interface DenseOptions extends WeightedLayer {
  /** Outputs. */
  units: number;
}

export interface WindowOptions extends NamedLayer {
  /** Pixels from one window to the next; default 1, for pooling `poolSize`. */
  strides?: number | [number, number];
  /** "valid" (the default) keeps windows inside the image, "same" puts zeros around it so that it keeps its size. */
  padding?: "valid" | "same";
}

export interface ConvolutionOptions extends WeightedLayer, WindowOptions {
  /** Filters, that is, channels of the output. */
  filters: number;
  /** Pixels, one side or height and width. */
  kernelSize: number | [number, number];
  /** Pixels between the pixels of a window; default 1. */
  dilationRate?: number | [number, number];
}

export interface DepthwiseOptions extends WeightedLayer, WindowOptions {
  kernelSize: number | [number, number];
  /** Filters for each channel of the input; default 1. */
  depthMultiplier?: number;
}

export interface PoolingOptions extends WindowOptions {
  /** Pixels; default 2. */
  poolSize?: number | [number, number];
}

export interface BatchNormalizationOptions extends NamedLayer {
  /** How much of the moving mean and variance a step keeps; default 0.99. */
  momentum?: number;
  /** Added to the variance; default 0.001. */
  epsilon?: number;
}

const named = ["name"];
const weighted = [...named, "activation", "useBias", "kernelInitializer"];
const windowed = [...named, "strides", "padding"];
const convolution = [...weighted, ...windowed, "filters", "kernelSize", "dilationRate"];

function spec(layer: string, options: object, known: readonly string[]): LayerSpec {
  checkKnown(layer, options, known);
  return { layer, ...options };
}

/** Weighted sums of all inputs, one for each unit. */
export const dense = (options: DenseOptions): LayerSpec => spec("dense", options, [...weighted, "units"]);

/** Filters that slide over the image. */
export const conv2d = (options: ConvolutionOptions): LayerSpec => spec("conv2d", options, convolution);

/** The reverse of a convolution in shape: with strides of 2 it makes the image twice as large. */
export const conv2dTranspose = (options: Omit<ConvolutionOptions, "dilationRate">): LayerSpec =>
  spec("conv2dTranspose", options, convolution);

/** A filter for each channel, then sums over the channels at each pixel: a convolution with fewer weights. */
export const separableConv2d = (options: ConvolutionOptions & { depthMultiplier?: number }): LayerSpec =>
  spec("separableConv2d", options, [...convolution, "depthMultiplier"]);

/** Filters for each channel by itself. */
export const depthwiseConv2d = (options: DepthwiseOptions): LayerSpec =>
  spec("depthwiseConv2d", options, [...weighted, ...windowed, "kernelSize", "depthMultiplier"]);

/** The largest value of each window. */
export const maxPooling2d = (options: PoolingOptions = {}): LayerSpec =>
  spec("maxPooling2d", { poolSize: 2, ...options }, [...windowed, "poolSize"]);

/** The mean of each window. */
export const averagePooling2d = (options: PoolingOptions = {}): LayerSpec =>
  spec("averagePooling2d", { poolSize: 2, ...options }, [...windowed, "poolSize"]);

/** The mean of each channel over the whole image. */
export const globalAveragePooling2d = (options: NamedLayer = {}): LayerSpec =>
  spec("globalAveragePooling2d", options, named);

/** Repeats each pixel `size` times in both directions (default 2). */
export const upSampling2d = (options: NamedLayer & { size?: [number, number] } = {}): LayerSpec =>
  spec("upSampling2d", options, [...named, "size"]);

/** All values of an image in one row. */
export const flatten = (options: NamedLayer = {}): LayerSpec => spec("flatten", options, named);

/** The same values in another shape, as height x width x channels. */
export const reshape = (options: NamedLayer & { targetShape: number[] }): LayerSpec =>
  spec("reshape", options, [...named, "targetShape"]);

/**
 * In training, sets each value to 0 with the probability `rate` and enlarges the others to make up for it, so that the
 * network cannot rely on any one of them. `fitNetwork` seeds the draws.
 */
export const dropout = (options: NamedLayer & { rate: number }): LayerSpec =>
  spec("dropout", options, [...named, "rate"]);

/** Shifts and scales each channel to a mean of 0 and a spread of 1 over the batch, then by learnt numbers. */
export const batchNormalization = (options: BatchNormalizationOptions = {}): LayerSpec =>
  spec("batchNormalization", options, [...named, "momentum", "epsilon"]);

/** A function of each value. */
export const activation = (options: NamedLayer & { activation: Activation }): LayerSpec =>
  spec("activation", options, [...named, "activation"]);

/** Negative values times `alpha` (default 0.3), others as they are. */
export const leakyReLU = (options: NamedLayer & { alpha?: number } = {}): LayerSpec =>
  spec("leakyReLU", options, [...named, "alpha"]);

/**
 * Several rows of layers beside each other, each given the same input, their outputs put together channel by channel
 * (`concatenate`).
 */
export const branches = (...rows: readonly (readonly LayerSpec[])[]): LayerSpec => ({
  layer: "branches",
  rows,
});
