import { breather } from "../core/breather";
import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import type { ClassWeight } from "../core/class-weight";
import { ParameterError, ValidationError } from "../core/errors";
import type { Label } from "../core/labels";
import { checkKnown, checkNumber } from "../core/parameters";
import type { TrainingCallback } from "./callbacks";
import { inputShapeOf, layersModel, outputShapeOf } from "./layers-model";
import type { LossName } from "./loss-name";
import { resolveLoss } from "./losses";
import type { Network } from "./network";
import type { OptimizerLike } from "./optimizer-options";
import { refuseUnseeded } from "./seeded-dropout";
import { startSession } from "./session";
import { cut, readBatches, rowReader } from "./training-batches";
import { targetReader } from "./training-data";
import { startHistory, type TrainingHistory } from "./training-history";
import { progressLine, trainingCurves } from "./training-progress";
import type { BatchSource, TrainingRows } from "./training-rows";
import { TrainingRun, type WeightedBatch } from "./training-run";

export interface FitNetworkOptions {
  /** Times that all rows are gone through, at most; default 10. */
  epochs?: number;
  /** Rows a step; default 32. Batches from a source have the size that they come in. */
  batchSize?: number;
  /** Default "auto": by the last layer, cross-entropy for "softmax" and "sigmoid", else the mean squared error. */
  loss?: LossName | "auto";
  /** Default "adam". */
  optimizer?: OptimizerLike;
  /** Default 0.001. */
  learningRate?: number;
  /** Rows to measure after each epoch. */
  validationData?: Omit<TrainingRows, "sampleWeight"> | null;
  /** Weight of each class in the loss; default: all alike. */
  classWeight?: ClassWeight;
  /** The labels that the outputs stand for, in their order; default: those of `y`, sorted, or of the validation rows where batches come from a source. */
  classes?: readonly Label[];
  /** Mixes the rows anew in each epoch; default `true`. */
  shuffle?: boolean;
  /** Seed of shuffles and dropout. With seeded first weights, a training repeats to the last bit. */
  randomState?: RandomStateLike;
  /** Early stopping, schedules, checkpoints, a live curve. */
  callbacks?: readonly TrainingCallback[];
  /** Ends training with an error when it is aborted. */
  signal?: AbortSignal;
  /** Shows the epoch, its figures and the time left in a notebook or terminal; default `true`. */
  progress?: boolean;
}

const optionNames: readonly (keyof FitNetworkOptions)[] = [
  "epochs",
  "batchSize",
  "loss",
  "optimizer",
  "learningRate",
  "validationData",
  "classWeight",
  "classes",
  "shuffle",
  "randomState",
  "callbacks",
  "signal",
  "progress",
];

/**
 * Trains a network by mini-batches, from the weights that it has. Timers and input get their turn while it runs.
 *
 * @returns what was measured in each epoch.
 * @throws ValidationError if the data do not fit the network or hold values that are not finite, or training diverges.
 * @throws ParameterError if an option is unknown or out of range.
 *
 * @example
 * ```ts
 * const history = await fitNetwork(network, { x: train.images, y: train.labels }, {
 *   epochs: 30,
 *   validationData: { x: valid.images, y: valid.labels },
 *   callbacks: [earlyStopping({ patience: 5 })],
 *   randomState: 42,
 * });
 * ```
 */
export async function fitNetwork(
  network: Network,
  data: TrainingRows | BatchSource,
  options: FitNetworkOptions = {},
): Promise<TrainingHistory> {
  checkKnown("fitNetwork", options, optionNames);
  const { epochs = 10, signal } = options;
  const training = await planTraining(network, data, options);
  const { run, held } = training;
  const { history } = run;
  const show = await progressLine(epochs, options.progress ?? true, trainingCurves);
  const breathe = breather();
  try {
    await run.begin(options.callbacks ?? []);
    while (history.epochs < epochs && history.stopReason === null) {
      const began = performance.now();
      history.learningRate.push(run.learningRate);
      const sums = { rows: 0, loss: 0, right: 0 };
      for await (const batch of training.batches(history.epochs)) {
        signal?.throwIfAborted();
        const step = await run.step(batch);
        if (!Number.isFinite(step.loss)) throw diverged(history.epochs);
        sums.rows += batch.x.count;
        sums.loss += step.loss * batch.x.count;
        sums.right += step.right;
        show.batch(history, sums.rows, training.rows);
        await breathe();
      }
      if (sums.rows === 0)
        throw new ValidationError(`Epoch ${history.epochs + 1} has no batch to learn from.`);
      history.loss.push(sums.loss / sums.rows);
      history.accuracy?.push(sums.right / sums.rows);
      if (held) {
        const measured = await run.measure(held);
        history.valLoss!.push(measured.loss);
        history.valAccuracy?.push(measured.accuracy!);
      }
      history.seconds.push((performance.now() - began) / 1000);
      history.epochs++;
      await run.endEpoch();
      show.epoch(history);
    }
    await run.end();
    return history;
  } finally {
    show.end();
    run.dispose();
  }
}

interface PlannedTraining {
  run: TrainingRun;
  /** The mini-batches of an epoch, counted from 0. */
  batches(epoch: number): Iterable<WeightedBatch> | AsyncIterable<WeightedBatch>;
  /** Rows in an epoch, where that is known beforehand. */
  rows: number | undefined;
  /** The validation rows. */
  held: WeightedBatch | undefined;
}

/** Reads and checks everything before the first step. */
async function planTraining(
  network: Network,
  data: TrainingRows | BatchSource,
  options: FitNetworkOptions,
): Promise<PlannedTraining> {
  const { epochs = 10, batchSize = 32, optimizer = "adam", classWeight = null } = options;
  checkNumber("epochs", epochs, { min: 1, integer: true });
  checkNumber("batchSize", batchSize, { min: 1, integer: true });
  const isSource = typeof data === "function";
  if (isSource && classWeight === "balanced") {
    throw new ParameterError(
      'classWeight "balanced" needs all labels at once: name the weights, as { galaxy: 1, quasar: 5 }.',
    );
  }
  const session = await startSession();
  const model = layersModel(network);
  const rng = checkRandomState(options.randomState);
  if (options.randomState !== undefined && options.randomState !== null) refuseUnseeded(model);
  const inputShape = inputShapeOf(model);
  const [units, ...more] = outputShapeOf(model);
  if (more.length > 0) throw new ParameterError("The network's last layer must give one row an input.");
  const loss = resolveLoss(options.loss ?? "auto", model, units);
  const { y } = isSource ? (options.validationData ?? {}) : data;
  const reader = targetReader(loss, units, y, options.classes);
  const read = rowReader(reader, inputShape, classWeight);
  const held = options.validationData ? read(options.validationData, "validationData.") : undefined;
  const whole = isSource ? undefined : read(data, "");
  const run = new TrainingRun({
    session,
    model,
    inputShape,
    loss,
    isClass: reader.isClass,
    optimizer,
    learningRate: options.learningRate ?? 0.001,
    epochs,
    rng,
    history: startHistory(reader.classes, held !== undefined, reader.isClass),
    identity: {
      "network's weights": model.weights.map(({ shape }) => shape.join("x")).join(),
      loss,
      optimizer: JSON.stringify(optimizer),
      batchSize,
      "number of rows": whole?.x.count ?? null,
    },
  });
  const shuffled = options.shuffle === false ? undefined : rng;
  return {
    run,
    held,
    rows: whole?.x.count,
    batches: (epoch) => (isSource ? readBatches(data(epoch), read) : cut(whole!, batchSize, shuffled)),
  };
}

const diverged = (epochs: number) =>
  new ValidationError(
    `Training diverged in epoch ${epochs + 1}: the loss is no longer finite. Scale the inputs to a spread of about 1, or lower learningRate.`,
  );
