import type { Matrix } from "../core/matrix";
import type { MLPParams } from "./mlp-params";
import { type OptimizerState, startOptimizer } from "./optimizer";
import type { OutActivation } from "./output";

/** What training goes on from; plain data, so that a saved model can be trained on. */
export interface TrainingState {
  optimizer: OptimizerState;
  /** Rows trained on so far, each as often as it came. */
  rowsSeen: number;
  /** Epochs since the loss or score last improved by `tol`. */
  epochsWithoutGain: number;
  /** Best loss that "plateau" has seen, and the epochs since. */
  plateauBest: number;
  plateauWait: number;
}

/** The fitted attributes that MLPClassifier and MLPRegressor have in common. */
export interface FittedNetwork {
  coefs: Matrix[];
  intercepts: Float64Array[];
  loss: number;
  bestLoss: number | null;
  lossCurve: Float64Array;
  validationScores: Float64Array | null;
  bestValidationScore: number | null;
  validationLossCurve: Float64Array | null;
  learningRateCurve: Float64Array;
  nIter: number;
  nLayers: number;
  nOutputs: number;
  outActivation: OutActivation;
  trainingState: TrainingState;
}

export const startTraining = (params: MLPParams, nWeights: number): TrainingState => ({
  optimizer: startOptimizer(params, nWeights),
  rowsSeen: 0,
  epochsWithoutGain: 0,
  plateauBest: Number.POSITIVE_INFINITY,
  plateauWait: 0,
});

export const copyTraining = (state: TrainingState): TrainingState => ({
  ...state,
  optimizer: {
    ...state.optimizer,
    first: state.optimizer.first.slice(),
    second: state.optimizer.second.slice(),
  },
});

/**
 * Notes whether an epoch improved what is watched, and whether the wait for an improvement is over.
 *
 * @param gained - whether the loss or validation score improved by `tol`.
 * @param watched - the loss that "plateau" watches.
 * @returns whether training should stop.
 */
export function endEpoch(
  state: TrainingState,
  params: MLPParams,
  gained: boolean,
  watched: number,
  earlyStopping: boolean,
): boolean {
  const { optimizer } = state;
  state.epochsWithoutGain = gained ? 0 : state.epochsWithoutGain + 1;
  if (optimizer.solver === "sgd" && params.learningRate === "invscaling") {
    optimizer.rate = params.learningRateInit / (state.rowsSeen + 1) ** params.powerT;
  }
  if (params.learningRate === "plateau") {
    if (endsAtPlateau(state, params, watched)) return true;
    if (!earlyStopping) return false;
  }
  if (state.epochsWithoutGain <= params.nIterNoChange) return false;
  if (optimizer.solver === "adam" || params.learningRate !== "adaptive" || optimizer.rate <= 1e-6)
    return true;
  optimizer.rate /= 5;
  state.epochsWithoutGain = 0;
  return false;
}

function endsAtPlateau(state: TrainingState, params: MLPParams, watched: number): boolean {
  if (watched < state.plateauBest * (1 - params.plateauThreshold)) {
    state.plateauBest = watched;
    state.plateauWait = 0;
    return false;
  }
  if (++state.plateauWait <= params.plateauPatience) return false;
  const lower = state.optimizer.rate * params.plateauFactor;
  if (lower < params.plateauMinRate) return true;
  state.optimizer.rate = lower;
  state.plateauWait = 0;
  return false;
}
