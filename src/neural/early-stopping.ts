import { checkKnown, checkNumber, checkOneOf } from "../core/parameters";
import { type CallbackSpec, defineCallback, isScore, monitors, watched } from "./callbacks";
import type { Monitor } from "./training-history";

export interface EarlyStoppingOptions {
  /** What is watched; default "valLoss". */
  monitor?: Monitor;
  /** Epochs without an improvement after which training ends; default 5. */
  patience?: number;
  /** An improvement is more than this; default 0. */
  minDelta?: number;
  /** Gives the network the weights of its best epoch in the end; default `true`. */
  restoreBestWeights?: boolean;
}

interface State {
  best: number;
  bestEpoch: number;
  wait: number;
  weights: Float32Array[] | null;
}

/**
 * Ends training when what it watches has not improved for `patience` epochs, as Keras's callback of that name; the best
 * weights are restored after the last epoch too.
 *
 * @throws ParameterError if an option is unknown or out of range.
 * @see https://keras.io/api/callbacks/early_stopping/
 */
export function earlyStopping(options: EarlyStoppingOptions = {}): CallbackSpec {
  const defaults = { monitor: "valLoss" as Monitor, patience: 5, minDelta: 0, restoreBestWeights: true };
  checkKnown("earlyStopping", options, Object.keys(defaults));
  const given = { ...defaults, ...options };
  checkOneOf("monitor", given.monitor, monitors);
  checkNumber("patience", given.patience, { min: 0, integer: true });
  checkNumber("minDelta", given.minDelta, { min: 0 });
  checkOneOf("restoreBestWeights", given.restoreBestWeights, [true, false]);
  return { callback: "earlyStopping", ...given };
}

defineCallback("earlyStopping", (spec) => {
  const { monitor, patience, minDelta, restoreBestWeights } =
    spec as unknown as Required<EarlyStoppingOptions>;
  const sign = isScore(monitor) ? -1 : 1;
  let state: State = { best: Number.POSITIVE_INFINITY, bestEpoch: 0, wait: 0, weights: null };
  return {
    epochEnd(training) {
      const value = sign * watched(training.history, monitor, "earlyStopping");
      if (value < state.best - minDelta) {
        state = {
          best: value,
          bestEpoch: training.history.epochs,
          wait: 0,
          weights: restoreBestWeights ? training.weights() : null,
        };
        return;
      }
      state.wait++;
      if (state.wait >= patience) {
        training.stop(`${monitor} has not improved since epoch ${state.bestEpoch}`);
      }
    },
    trainingEnd(training) {
      if (state.weights === null) return;
      training.setWeights(state.weights);
      training.history.bestEpoch = state.bestEpoch;
    },
    state: () => state,
    restore(saved: State) {
      state = saved;
    },
  };
});
