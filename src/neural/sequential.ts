import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { checkKnown } from "../core/parameters";
import { connectLayers } from "./connect-layers";
import { drawModelWeights } from "./first-weights";
import type { LayerSpec } from "./layer-specs";
import { asNetwork } from "./layers-model";
import type { Network } from "./network";
import { startSession } from "./session";

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
