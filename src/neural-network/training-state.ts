import type { Matrix } from "../core/matrix";
import type { OptimizerState } from "./optimizer";
import type { OutActivation } from "./output";
import type { ScheduleState } from "./schedule";

/** What training goes on from; plain data, so that a saved model can be trained on. */
export interface TrainingState {
  optimizer: OptimizerState;
  schedule: ScheduleState;
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
