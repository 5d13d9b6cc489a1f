import { ParameterError } from "../core/errors";
import { decodeLabels, type Label, type LabelVector } from "../core/labels";
import type { Matrix } from "../core/matrix";
import { describe } from "../core/table-like";
import { computeOutputs } from "./evaluate";
import { asNetwork, inputShapeOf, type LayersModel, layersModel } from "./layers-model";
import type { Network } from "./network";
import { startSession } from "./session";
import { largest, type NetworkInput, readInput } from "./training-data";

/**
 * What the network makes of each image or row: (n x outputs), probabilities where its last layer is a "softmax". The
 * channels and pixels of an output with several dimensions stand side by side.
 *
 * @throws ValidationError if `x` does not fit the network.
 */
export async function predictNetwork(network: Network, x: NetworkInput): Promise<Matrix> {
  const model = layersModel(network);
  const session = await startSession();
  return computeOutputs(session, model, readInput(x, inputShapeOf(model)));
}

/**
 * (n) the most probable label of each image or row.
 *
 * @param classes - the labels that the outputs stand for, as `history.classes` has them.
 * @throws ParameterError if there are not as many as outputs (two for one output).
 */
export async function predictLabels(
  network: Network,
  x: NetworkInput,
  classes: readonly Label[],
): Promise<LabelVector> {
  const outputs = await predictNetwork(network, x);
  if (classes.length !== Math.max(2, outputs.cols)) {
    throw new ParameterError(
      `classes has ${classes.length} labels, but the network has ${outputs.cols} outputs.`,
    );
  }
  return decodeLabels(classes, largest({ data: outputs.data, count: outputs.rows, size: outputs.cols }));
}

/**
 * What one layer makes of each image or row: (n x values), to use as features elsewhere.
 *
 * @param layer - its name, or its number as {@link networkLayers} counts, from 1.
 * @throws ParameterError if there is no such layer.
 */
export async function layerOutput(
  network: Network,
  x: NetworkInput,
  layer: string | number,
): Promise<Matrix> {
  const model = layersModel(network);
  const session = await startSession();
  const output = layerOf(model, layer).output;
  if (Array.isArray(output)) throw new ParameterError(`The layer ${layer} has several outputs.`);
  const part = session.tfl.model({ inputs: model.inputs[0], outputs: output });
  return computeOutputs(session, part, readInput(x, inputShapeOf(model)));
}

/** The layers in a table: number, name, kind, shape of the output, and weights, for `showTable`. */
export function networkLayers(
  network: Network,
): { layer: number; name: string; kind: string; output: string; weights: number }[] {
  return countedLayers(layersModel(network)).map((layer, k) => ({
    layer: k + 1,
    name: layer.name,
    kind: layer.getClassName(),
    output: (layer.outputShape as (number | null)[]).slice(1).join(" x "),
    weights: layer.countParams(),
  }));
}

/** All but the input, which computes nothing. */
const countedLayers = (model: LayersModel) =>
  model.layers.filter((layer) => layer.getClassName() !== "InputLayer");

function layerOf(model: LayersModel, wanted: string | number) {
  const layers = countedLayers(model);
  const found = typeof wanted === "number" ? layers[wanted - 1] : layers.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  throw new ParameterError(
    `${asNetwork(model).name} has no layer ${describe(wanted)}: they are numbered 1 to ${layers.length} and called ${layers.map(({ name }) => name).join(", ")}.`,
  );
}
