import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { drawModelWeights } from "./first-weights";
import { layersModel } from "./layers-model";
import type { Network } from "./network";
import { startSession } from "./session";

/**
 * Draws a network's first weights anew from a seeded generator, layer by layer, each by its own initialiser (Keras's: Glorot,
 * He, LeCun, normal, uniform), so that they are the same on every machine and backend. What was learnt is lost.
 *
 * @throws ParameterError if a layer has an initialiser that cannot be seeded.
 */
export async function drawWeights(network: Network, randomState: RandomStateLike): Promise<void> {
  const model = layersModel(network);
  const { tf } = await startSession();
  drawModelWeights(tf, model, checkRandomState(randomState));
}
