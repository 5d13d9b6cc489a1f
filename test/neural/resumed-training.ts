import type { TrainingCallback } from "../../src/neural/callbacks";
import { earlyStopping } from "../../src/neural/early-stopping";
import { fitNetwork } from "../../src/neural/fit-network";
import { layersModel, readWeights } from "../../src/neural/layers-model";
import { reduceLROnPlateau } from "../../src/neural/reduce-lr-on-plateau";
import { sequential } from "../../src/neural/sequential";
import type { TrainingHistory } from "../../src/neural/training-history";
import { bars, smallConvolution } from "./shapes";

/** A training with everything that has a state: Adam, shuffles, dropout, two callbacks. */
export async function resumedTraining(
  callbacks: readonly TrainingCallback[],
  epochs = 8,
): Promise<{ history: Omit<TrainingHistory, "seconds">; weights: number[][] }> {
  const network = await sequential(smallConvolution, { inputShape: [8, 8, 1], randomState: 1 });
  const { seconds, ...history } = await fitNetwork(network, bars(60), {
    epochs,
    learningRate: 0.02,
    validationData: bars(30, 1),
    randomState: 5,
    callbacks: [
      earlyStopping({ patience: 4, minDelta: 0.01 }),
      reduceLROnPlateau({ patience: 0, factor: 0.5, threshold: 0.2 }),
      ...callbacks,
    ],
  });
  return { history, weights: readWeights(layersModel(network)).map((values) => Array.from(values)) };
}
