import type { MLPParams } from "./mlp-params";

/** Where the learning rate and the wait for an improvement stand; plain data. */
export interface ScheduleState {
  /** Learning rate of the next step, before Adam's correction for its start at zero. */
  rate: number;
  /** Rows trained on so far, each as often as it came. */
  rowsSeen: number;
  /** Epochs since the loss or validation score last improved by `tol`. */
  epochsWithoutGain: number;
  /** Best loss that "plateau" has seen, and the epochs since. */
  plateauBest: number;
  plateauWait: number;
}

export const startSchedule = ({ learningRateInit }: MLPParams): ScheduleState => ({
  rate: learningRateInit,
  rowsSeen: 0,
  epochsWithoutGain: 0,
  plateauBest: Number.POSITIVE_INFINITY,
  plateauWait: 0,
});

/** What an epoch brought. */
export interface EpochOutcome {
  rows: number;
  /** Whether the loss or validation score improved by `tol`. */
  gained: boolean;
  /** Whether the validation score decides, rather than the loss. */
  byScore: boolean;
  /** The loss that "plateau" watches. */
  watched: number;
}

/** Lowers the learning rate where it is time to, and says whether training should stop. */
export function endEpoch(state: ScheduleState, params: MLPParams, outcome: EpochOutcome): boolean {
  state.rowsSeen += outcome.rows;
  state.epochsWithoutGain = outcome.gained ? 0 : state.epochsWithoutGain + 1;
  const waitedLong = state.epochsWithoutGain > params.nIterNoChange;
  if (params.learningRate === "plateau") {
    return endsAtPlateau(state, params, outcome.watched) || (outcome.byScore && waitedLong);
  }
  if (params.solver === "adam") return waitedLong;
  if (params.learningRate === "invscaling") {
    state.rate = params.learningRateInit / (state.rowsSeen + 1) ** params.powerT;
  }
  if (!waitedLong) return false;
  if (params.learningRate !== "adaptive" || state.rate <= 1e-6) return true;
  state.rate /= 5;
  state.epochsWithoutGain = 0;
  return false;
}

/** The rules of PyTorch's ReduceLROnPlateau; true where the rate would fall below its least value. */
function endsAtPlateau(state: ScheduleState, params: MLPParams, watched: number): boolean {
  if (watched < state.plateauBest * (1 - params.plateauThreshold)) {
    state.plateauBest = watched;
    state.plateauWait = 0;
    return false;
  }
  if (++state.plateauWait <= params.plateauPatience) return false;
  const lower = state.rate * params.plateauFactor;
  if (lower < params.plateauMinRate) return true;
  state.rate = lower;
  state.plateauWait = 0;
  return false;
}
