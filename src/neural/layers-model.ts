import { ParameterError, ValidationError } from "../core/errors";
import type { Network } from "./network";
import type { TensorFlow, TensorFlowLayers } from "./tensorflow";

export type LayersModel = import("@tensorflow/tfjs-layers").LayersModel;
export type Layer = InstanceType<TensorFlowLayers["layers"]["Layer"]>;

/**
 * The same object with TensorFlow's own type.
 *
 * @throws ParameterError if it is no network with one input and one output.
 */
export function layersModel(network: Network): LayersModel {
  const model = network as unknown as LayersModel;
  if (!Array.isArray(model?.layers) || typeof model.apply !== "function") {
    throw new ParameterError("A network is what sequential(…) or loadModel(…) gives, or a tf.LayersModel.");
  }
  if (model.inputs?.length !== 1 || model.outputs.length !== 1) {
    throw new ParameterError(
      `${model.name} must have one input and one output, but has ${model.inputs?.length ?? 0} and ${model.outputs?.length ?? 0}.`,
    );
  }
  return model;
}

/** The same object with the type that a notebook sees, printed in one line instead of hundreds. */
export function asNetwork(model: LayersModel): Network {
  const text = () =>
    `${model.name}: ${model.layers.length - model.inputLayers.length} layers, ${model.countParams().toLocaleString("en")} weights`;
  Object.defineProperty(model, Symbol.for("nodejs.util.inspect.custom"), { value: text, configurable: true });
  return model as unknown as Network;
}

/** All layers, those of a nested network in place of that network. */
export function* eachLayer(layers: readonly Layer[]): Generator<Layer> {
  for (const layer of layers) {
    const nested = (layer as { layers?: Layer[] }).layers;
    if (nested === undefined) yield layer;
    else yield* eachLayer(nested);
  }
}

/** The shape of one input row or image: height x width x channels, or the number of features. */
export const inputShapeOf = (model: LayersModel): number[] => rowShape(model.inputs[0].shape);

export const outputShapeOf = (model: LayersModel): number[] => rowShape(model.outputs[0].shape);

function rowShape(shape: readonly (number | null)[]): number[] {
  const sizes = shape.slice(1);
  if (sizes.every((size): size is number => size !== null)) return sizes;
  throw new ParameterError("A network must have inputs and outputs of one fixed size.");
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** Copies of all weights, layer by layer. */
export const readWeights = (model: LayersModel): Float32Array[] =>
  model.weights.map((weight) => Float32Array.from(weight.read().dataSync()));

/** @throws ValidationError if they are not as many as the network has. */
export function writeWeights(tf: TensorFlow, model: LayersModel, weights: readonly Float32Array[]): void {
  const sizes = model.weights.map(({ shape }) => sizeOf(shape as number[]));
  if (sizes.join() !== weights.map(({ length }) => length).join()) {
    throw new ValidationError("The saved weights are those of another network.");
  }
  for (const [k, weight] of model.weights.entries()) {
    tf.tidy(() => {
      weight.write(tf.tensor(weights[k], weight.shape as number[]));
    });
  }
}
