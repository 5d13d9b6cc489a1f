import { ValidationError } from "../core/errors";
import type { RandomState } from "../core/random-state";
import {
  startCallback,
  type Training,
  type TrainingCallback,
  type TrainingHandlers,
  type TrainingSnapshot,
} from "./callbacks";
import { countRight, measure } from "./evaluate";
import { asNetwork, type LayersModel, readWeights, writeWeights } from "./layers-model";
import type { LossName } from "./loss-name";
import { lossOfRows } from "./losses";
import type { Network } from "./network";
import { Optimizer } from "./optimizer";
import type { OptimizerLike } from "./optimizer-options";
import { dropoutLayers, type SeededDropout } from "./seeded-dropout";
import type { Session } from "./session";
import type { Rows } from "./training-data";
import type { Measured, TrainingHistory } from "./training-history";

/** One mini-batch; `weight` has a number a row, or is left out where all rows weigh 1. */
export interface WeightedBatch {
  x: Rows;
  y: Rows;
  weight?: Float32Array;
}

export interface RunTask {
  session: Session;
  model: LayersModel;
  inputShape: readonly number[];
  loss: LossName;
  isClass: boolean;
  optimizer: OptimizerLike;
  learningRate: number;
  epochs: number;
  rng: RandomState;
  history: TrainingHistory;
  /** What must be the same when the training is gone on with. */
  identity: TrainingSnapshot["task"];
}

/** A training in progress: the network, how it is changed, and all that must be remembered to go on. */
export class TrainingRun implements Training {
  readonly network: Network;
  readonly history: TrainingHistory;
  readonly epochs: number;
  private readonly optimizer: Optimizer;
  private readonly dropouts: SeededDropout[];
  private handlers: TrainingHandlers[] = [];

  constructor(private readonly task: RunTask) {
    const { session, model, optimizer, learningRate, rng } = task;
    this.network = asNetwork(model);
    this.history = task.history;
    this.epochs = task.epochs;
    const variables = model.trainableWeights.map((weight) => weight.read() as never);
    this.optimizer = new Optimizer(session.tf, variables, optimizer, learningRate);
    this.dropouts = dropoutLayers(model);
    for (const layer of this.dropouts) layer.reseed(rng.randint(2 ** 32));
  }

  get learningRate(): number {
    return this.optimizer.learningRate;
  }

  set learningRate(rate: number) {
    this.optimizer.learningRate = rate;
  }

  stop(reason: string): void {
    this.history.stopReason ??= reason;
  }

  /** Starts the callbacks, and goes on from where one of them says. */
  async begin(callbacks: readonly TrainingCallback[]): Promise<void> {
    for (const callback of callbacks) this.handlers.push(await startCallback(callback, this));
    for (const handler of this.handlers) {
      const snapshot = await handler.resumeFrom?.();
      if (snapshot !== undefined) this.restore(snapshot);
    }
  }

  async endEpoch(): Promise<void> {
    for (const handler of this.handlers) await handler.epochEnd?.(this);
    for (const handler of this.handlers) await handler.epochDone?.(this);
  }

  async end(): Promise<void> {
    for (const handler of this.handlers) await handler.trainingEnd?.(this);
  }

  /**
   * Changes the weights by one mini-batch.
   *
   * @returns the mean loss of its rows, and how many classes were right.
   */
  async step({ x, y, weight }: WeightedBatch): Promise<{ loss: number; right: number }> {
    const { session, model, inputShape, loss, isClass } = this.task;
    const { tf } = session;
    const input = tf.tensor(x.data, [x.count, ...inputShape]);
    const target = tf.tensor2d(y.data, [y.count, y.size]);
    const weights = weight && tf.tensor1d(weight);
    let output: import("@tensorflow/tfjs-core").Tensor | undefined;
    const { value, grads } = tf.variableGrads(
      () => {
        output = model.apply(input, { training: true }) as import("@tensorflow/tfjs-core").Tensor;
        tf.keep(output);
        const losses = lossOfRows(tf, loss, target, output);
        let total = tf.mean(weights === undefined ? losses : tf.mul(losses, weights));
        for (const penalty of model.calculateLosses()) total = tf.add(total, penalty);
        return total as import("@tensorflow/tfjs-core").Scalar;
      },
      model.trainableWeights.map((one) => one.read() as never),
    );
    this.optimizer.step(grads);
    const found = isClass ? ((await output!.data()) as Float32Array) : undefined;
    const [mean] = await value.data();
    tf.dispose([input, target, value, output!, ...Object.values(grads), ...(weights ? [weights] : [])]);
    return { loss: mean, right: found === undefined ? 0 : countRight(y, found) };
  }

  /** The mean loss of rows that are not learnt from, and the share whose class is right. */
  measure(rows: WeightedBatch): Promise<Measured> {
    return measure(this.task.session, this.task.model, rows, this.task);
  }

  weights(): Float32Array[] {
    return readWeights(this.task.model);
  }

  setWeights(weights: readonly Float32Array[]): void {
    writeWeights(this.task.session.tf, this.task.model, weights);
  }

  snapshot(): TrainingSnapshot {
    return {
      task: this.task.identity,
      history: structuredClone(this.history),
      weights: this.weights(),
      optimizer: this.optimizer.state(),
      shuffle: this.task.rng.getState(),
      dropout: this.dropouts.map((layer) => layer.streamState()),
      callbacks: this.handlers.map((handler) => structuredClone(handler.state?.() ?? null)),
    };
  }

  /** @throws ValidationError if the snapshot is that of another training. */
  private restore(snapshot: TrainingSnapshot): void {
    for (const [name, value] of Object.entries(this.task.identity)) {
      if (snapshot.task[name] === value) continue;
      throw new ValidationError(
        `The checkpoint is that of another training: its ${name} is ${snapshot.task[name]}, here it is ${value}. Remove it, or give another path.`,
      );
    }
    if (snapshot.callbacks.length !== this.handlers.length) {
      throw new ValidationError("The checkpoint is that of a training with other callbacks.");
    }
    Object.assign(this.history, structuredClone(snapshot.history));
    this.setWeights(snapshot.weights);
    this.optimizer.restore(snapshot.optimizer);
    this.task.rng.setState(snapshot.shuffle);
    for (const [k, layer] of this.dropouts.entries()) layer.restoreStream(snapshot.dropout[k]);
    for (const [k, handler] of this.handlers.entries()) {
      if (snapshot.callbacks[k] !== null) handler.restore?.(snapshot.callbacks[k] as never);
    }
  }

  dispose(): void {
    this.optimizer.dispose();
  }
}
