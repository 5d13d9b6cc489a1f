import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError } from "../core/errors";
import { checkKnown, checkNumber } from "../core/parameters";
import { drawModelWeights } from "./draw-weights";
import type { LayerSpec } from "./layer-specs";
import { asNetwork, type Layer, type LayersModel, type Network } from "./network";
import { type Session, startSession } from "./session";

type SymbolicTensor = import("@tensorflow/tfjs-layers").SymbolicTensor;

export interface SequentialOptions {
  /** Shape of one input: `[height, width, channels]` of an image, `[features]` of a row. */
  inputShape: readonly number[];
  /** Seed of the first weights. */
  randomState?: RandomStateLike;
  /** What the network is called; default "network". */
  name?: string;
}

/**
 * Builds a network from its layers, each given what the one before makes.
 *
 * @throws ParameterError if there is no layer, one is unknown, or its options are not those it takes.
 *
 * @example
 * ```ts
 * const network = await sequential(
 *   [
 *     conv2d({ filters: 32, kernelSize: 3, activation: "relu" }),
 *     maxPooling2d(),
 *     dropout({ rate: 0.25 }),
 *     flatten(),
 *     dense({ units: 4, activation: "softmax" }),
 *   ],
 *   { inputShape: [64, 64, 1], randomState: 42 },
 * );
 * ```
 */
export async function sequential(layers: readonly LayerSpec[], options: SequentialOptions): Promise<Network> {
  checkKnown("sequential", options, ["inputShape", "randomState", "name"]);
  const { inputShape, randomState, name = "network" } = options;
  const session = await startSession();
  const model = connectLayers(session, layers, inputShape, name);
  drawModelWeights(session.tf, model, checkRandomState(randomState));
  return asNetwork(model);
}

/** A network whose first weights are not those of any seed. */
export function connectLayers(
  session: Session,
  layers: readonly LayerSpec[],
  inputShape: readonly number[],
  name: string,
): LayersModel {
  if (layers.length === 0) throw new ParameterError("A network needs at least one layer.");
  if (!Array.isArray(inputShape) || inputShape.length === 0) {
    throw new ParameterError("inputShape must be a list such as [64, 64, 1], or [5] for rows of 5 features.");
  }
  for (const size of inputShape) checkNumber("A size in inputShape", size, { min: 1, integer: true });
  const input = session.tfl.input({ shape: [...inputShape] });
  return session.tfl.model({ inputs: input, outputs: chain(session, layers, input), name });
}

function chain(session: Session, layers: readonly LayerSpec[], input: SymbolicTensor): SymbolicTensor {
  return layers.reduce((tensor, spec) => connect(session, spec, tensor), input);
}

function connect(session: Session, spec: LayerSpec, input: SymbolicTensor): SymbolicTensor {
  if (spec.layer === "branches") {
    const ends = (spec.rows as LayerSpec[][]).map((row) => chain(session, row, input));
    return session.tfl.layers.concatenate().apply(ends) as SymbolicTensor;
  }
  try {
    return makeLayer(session, spec).apply(input) as SymbolicTensor;
  } catch (error) {
    if (error instanceof ParameterError) throw error;
    const shape = input.shape.slice(1).join(" x ");
    throw new ParameterError(
      `${spec.layer} does not fit here, where its input is ${shape}: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

function makeLayer({ tfl, makeDropout }: Session, { layer, ...options }: LayerSpec): Layer {
  if (layer === "dropout") {
    checkNumber("The rate of dropout", options.rate, { min: 0, exclusiveMax: 1 });
    return makeDropout(options as { rate: number });
  }
  const factories = tfl.layers as unknown as { [kind: string]: ((options: object) => Layer) | undefined };
  const make = Object.hasOwn(factories, layer ?? "") ? factories[layer] : undefined;
  if (make === undefined) {
    throw new ParameterError(
      `${JSON.stringify(layer)} is no layer: use dense(…), conv2d(…) and the other functions.`,
    );
  }
  return make(options);
}
