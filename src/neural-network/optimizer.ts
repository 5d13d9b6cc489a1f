import type { MLPParams } from "./mlp-params";

/** What an optimizer remembers from step to step; plain data. */
export interface OptimizerState {
  solver: "sgd" | "adam";
  steps: number;
  /** Learning rate of the next step, before Adam's correction for its start at zero. */
  rate: number;
  /** Velocities ("sgd") or mean gradients ("adam"). */
  first: Float64Array;
  /** Mean squared gradients ("adam"). */
  second: Float64Array;
}

export const startOptimizer = (
  { solver, learningRateInit }: MLPParams,
  nWeights: number,
): OptimizerState => ({
  solver,
  steps: 0,
  rate: learningRateInit,
  first: new Float64Array(nWeights),
  second: new Float64Array(solver === "adam" ? nWeights : 0),
});

/**
 * Changes `weights` by one step against the mean gradient of `rows` rows, penalty included.
 *
 * @param gradient - of the loss summed over the rows, without the penalty.
 * @returns the sum over weights of penalty times weight squared, before the step.
 */
export function step(
  state: OptimizerState,
  params: MLPParams,
  weights: Float64Array,
  gradient: Float64Array,
  penalties: Float64Array,
  rows: number,
): number {
  state.steps++;
  return state.solver === "sgd"
    ? stepSgd(state, params, weights, gradient, penalties, rows)
    : stepAdam(state, params, weights, gradient, penalties, rows);
}

function stepSgd(
  { rate, first: velocity }: OptimizerState,
  { momentum, nesterovsMomentum }: MLPParams,
  weights: Float64Array,
  gradient: Float64Array,
  penalties: Float64Array,
  rows: number,
): number {
  const share = 1 / rows;
  const ahead = nesterovsMomentum ? momentum : 1;
  const direct = nesterovsMomentum ? rate : 0;
  let penalty = 0;
  for (let m = 0; m < weights.length; m++) {
    const w = weights[m];
    const decay = penalties[m] * w;
    penalty += decay * w;
    const g = (gradient[m] + decay) * share;
    const v = momentum * velocity[m] - rate * g;
    velocity[m] = v;
    weights[m] = w + (ahead * v - direct * g);
  }
  return penalty;
}

function stepAdam(
  { rate, steps, first, second }: OptimizerState,
  { beta1, beta2, epsilon }: MLPParams,
  weights: Float64Array,
  gradient: Float64Array,
  penalties: Float64Array,
  rows: number,
): number {
  const share = 1 / rows;
  const corrected = (rate * Math.sqrt(1 - beta2 ** steps)) / (1 - beta1 ** steps);
  let penalty = 0;
  for (let m = 0; m < weights.length; m++) {
    const w = weights[m];
    const decay = penalties[m] * w;
    penalty += decay * w;
    const g = (gradient[m] + decay) * share;
    const mean = beta1 * first[m] + (1 - beta1) * g;
    const square = beta2 * second[m] + (1 - beta2) * (g * g);
    first[m] = mean;
    second[m] = square;
    weights[m] = w - (corrected * mean) / (Math.sqrt(square) + epsilon);
  }
  return penalty;
}
