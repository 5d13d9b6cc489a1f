import type { MLPParams } from "./mlp-params";
import type { Network } from "./network";

/** What an optimizer remembers from step to step; plain data. */
export interface OptimizerState {
  solver: "sgd" | "adam";
  steps: number;
  /** Velocities ("sgd") or mean gradients ("adam"), in the network's layout. */
  first: Float64Array;
  /** Mean squared gradients ("adam"). */
  second: Float64Array;
}

export const startOptimizer = ({ solver }: MLPParams, nWeights: number): OptimizerState => ({
  solver,
  steps: 0,
  first: new Float64Array(nWeights),
  second: new Float64Array(solver === "adam" ? nWeights : 0),
});

/** Arrays as long as the weights that an {@link Optimizer} keeps in its network's memory. */
export const OPTIMIZER_ARRAYS = 3;

/** Changes the weights of a network against their gradient. */
export class Optimizer {
  private steps: number;
  private readonly solver: "sgd" | "adam";
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private readonly penalties: Float64Array;

  constructor(
    private readonly network: Network,
    private readonly params: MLPParams,
    state: OptimizerState,
  ) {
    this.steps = state.steps;
    this.solver = state.solver;
    this.penalties = network.arena.float64(network.weights.length);
    network.fillPenalties(this.penalties, params.alpha);
    this.first = network.arena.float64(network.weights.length);
    this.first.set(state.first);
    this.second = network.arena.float64(network.weights.length);
    this.second.set(state.second);
  }

  /**
   * Makes one step against the mean gradient of `rows` rows, over which the network's gradient is summed, penalty
   * included.
   *
   * @param rate - the learning rate, before Adam's correction for its start at zero.
   * @returns the penalty before the step: half of alpha times the sum of squared weights.
   */
  step(rows: number, rate: number): number {
    const { network, params, penalties, first, second } = this;
    const { weights, gradient, elementwise } = network;
    this.steps++;
    if (this.solver === "sgd") {
      const sum = elementwise.momentum(
        weights.byteOffset,
        gradient.byteOffset,
        penalties.byteOffset,
        first.byteOffset,
        weights.length,
        1 / rows,
        params.momentum,
        rate,
        params.nesterovsMomentum,
      );
      return sum / 2;
    }
    const { beta1, beta2, epsilon } = params;
    const corrected = (rate * Math.sqrt(1 - beta2 ** this.steps)) / (1 - beta1 ** this.steps);
    const sum = elementwise.adam(
      weights.byteOffset,
      gradient.byteOffset,
      penalties.byteOffset,
      first.byteOffset,
      second.byteOffset,
      weights.length,
      1 / rows,
      beta1,
      beta2,
      corrected,
      epsilon,
    );
    return sum / 2;
  }

  state(): OptimizerState {
    const { solver, steps, first, second } = this;
    return {
      solver,
      steps,
      first: first.slice(),
      second: second.slice(0, solver === "adam" ? undefined : 0),
    };
  }
}
