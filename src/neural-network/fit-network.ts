import { breather } from "../core/breather";
import { checkRandomState } from "../core/check-random-state";
import { ValidationError } from "../core/errors";
import type { Matrix } from "../core/matrix";
import type { RandomState } from "../core/random-state";
import { evaluate, type Rows } from "./evaluate";
import { History } from "./history";
import type { MLPParams } from "./mlp-params";
import { type Architecture, Network } from "./network";
import { Optimizer, startOptimizer } from "./optimizer";
import { endEpoch, startSchedule } from "./schedule";
import type { FittedNetwork } from "./training-state";
import { TrainingTable } from "./training-table";

/** Rows that go through the network at a time: they stay in the cache. */
const BLOCK = 256;

export interface FitTask {
  params: MLPParams;
  data: Rows;
  /** Rows to measure loss and score on after each epoch. */
  validation?: Rows;
  /** Sets rows of `data` aside to validate on. */
  split?: (rng: RandomState) => { trainIndices: Int32Array; testIndices: Int32Array };
  /** Epochs at most. */
  epochs: number;
  /** A fitted network to go on from. */
  previous?: FittedNetwork;
}

/**
 * Trains a network by stochastic gradient descent, with scikit-learn's draws and steps in their order.
 *
 * @throws ValidationError if the weights grow beyond all bounds.
 */
export async function fitNetwork(architecture: Architecture, task: FitTask): Promise<FittedNetwork> {
  const { params, data, previous } = task;
  const rng = checkRandomState(params.randomState);
  const { coefs, intercepts } = previous ?? firstWeights(architecture, rng);
  const parts = task.split?.(rng);
  const validation = parts === undefined ? task.validation : { ...data, order: parts.testIndices };
  let order = parts?.trainIndices ?? Int32Array.from({ length: data.X.rows }, (_, i) => i);
  const batch = Math.min(params.batchSize === "auto" ? 200 : params.batchSize, order.length);
  const network = new Network(architecture, Math.min(batch, BLOCK), data.X.rows);
  network.load(coefs, intercepts);
  const table = new TrainingTable(network, data);
  const before = previous?.trainingState;
  const optimizer = new Optimizer(
    network,
    params,
    before?.optimizer ?? startOptimizer(params, network.weights.length),
  );
  const schedule = { ...(before?.schedule ?? startSchedule(params)) };
  const history = new History(params.earlyStopping && validation !== undefined, previous);
  const breathe = breather();
  for (let epoch = 0; epoch < task.epochs; epoch++) {
    if (params.shuffle) order = rng.permutation(order);
    table.arrange(order);
    const { rate } = schedule;
    let sum = 0;
    for (let from = 0; from < order.length; from += batch) {
      const to = Math.min(order.length, from + batch);
      const loss = batchLoss(network, table, from, to);
      sum += loss + optimizer.step(to - from, rate);
      const pause = breathe();
      if (pause !== undefined) await pause;
    }
    const loss = sum / order.length;
    if (!Number.isFinite(loss)) throw diverged(history.epochs);
    const measured = validation === undefined ? undefined : evaluate(network, validation);
    const gained = history.add(params.tol, network, rate, loss, measured);
    const watched = measured?.loss ?? loss;
    if (endEpoch(schedule, params, { rows: order.length, gained, byScore: history.byScore, watched })) break;
  }
  if (history.bestWeights !== undefined) network.weights.set(history.bestWeights);
  return {
    ...network.unload(),
    ...history.attributes(),
    ...shapeOf(architecture),
    trainingState: { optimizer: optimizer.state(), schedule },
  };
}

/** Leaves the gradient of a batch in the network; returns its loss, summed over rows. */
function batchLoss(network: Network, table: TrainingTable, from: number, to: number): number {
  let loss = 0;
  network.gradient.fill(0);
  for (let at = from; at < to; at += network.capacity) {
    const end = Math.min(to, at + network.capacity);
    table.read(at, end);
    network.forward(end - at);
    loss += network.loss(end - at);
    network.backward(end - at);
  }
  return loss;
}

/** Uniform within the bounds of Glorot & Bengio (2010, AISTATS). */
function firstWeights(
  { units, activation }: Architecture,
  rng: RandomState,
): Pick<FittedNetwork, "coefs" | "intercepts"> {
  const coefs: Matrix[] = [];
  const intercepts: Float64Array[] = [];
  for (let l = 1; l < units.length; l++) {
    const bound = Math.sqrt((activation === "logistic" ? 2 : 6) / (units[l - 1] + units[l]));
    coefs.push(rng.uniform(-bound, bound, [units[l - 1], units[l]]));
    intercepts.push(rng.uniform(-bound, bound, units[l]));
  }
  return { coefs, intercepts };
}

const shapeOf = ({ units, outActivation }: Architecture) => ({
  nLayers: units.length,
  nOutputs: units[units.length - 1],
  outActivation,
});

const diverged = (epoch: number): ValidationError =>
  new ValidationError(
    `Training diverged in epoch ${epoch + 1}: the loss is no longer a finite number. Scale the features (and the ` +
      "targets), for instance with StandardScaler, or lower learningRateInit.",
  );
