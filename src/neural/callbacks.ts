import { ParameterError } from "../core/errors";
import type { RandomStateSnapshot } from "../core/random/legacy-stream";
import type { EncodedValue } from "../core/serialization";
import { describe } from "../core/table-like";
import type { Network } from "./network";
import type { OptimizerState } from "./optimizer-options";
import type { Monitor, TrainingHistory } from "./training-history";

/** A running training, as its callbacks see it. */
export interface Training {
  readonly network: Network;
  /** What was measured so far. */
  readonly history: TrainingHistory;
  /** Epochs at most. */
  readonly epochs: number;
  /** Of the next step; may be set. */
  learningRate: number;
  /** Ends the training after this epoch. */
  stop(reason: string): void;
  /** Copies of all weights. */
  weights(): Float32Array[];
  setWeights(weights: readonly Float32Array[]): void;
  /** Everything that a later training needs to go on exactly as this one. */
  snapshot(): TrainingSnapshot;
}

/** A training between two epochs; plain data, with typed arrays. */
export interface TrainingSnapshot {
  /** What must be the same in the training that goes on. */
  task: { [name: string]: string | number | null };
  history: TrainingHistory;
  weights: Float32Array[];
  optimizer: OptimizerState;
  shuffle: RandomStateSnapshot;
  dropout: number[][];
  /** What each callback remembers. */
  callbacks: unknown[];
}

/** What a callback does during one training. */
export interface TrainingHandlers {
  /** After each epoch, when its figures are in the history. */
  epochEnd?(training: Training): void | Promise<void>;
  /** After the {@link epochEnd} of all callbacks. */
  epochDone?(training: Training): void | Promise<void>;
  /** After the last epoch, also where training was ended early, but not where it failed. */
  trainingEnd?(training: Training): void | Promise<void>;
  /** Before the first epoch: a training to go on from. */
  resumeFrom?(): Promise<TrainingSnapshot | undefined>;
  /** What the callback remembers from epoch to epoch, for a checkpoint; plain data and typed arrays. */
  state?(): unknown;
  restore?(state: never): void;
}

/**
 * Something that looks on after each epoch and may step in: data that names one of this package's
 * ({@link earlyStopping}, …), or a function of your own that is called when a training begins and returns its handlers.
 */
export type TrainingCallback = CallbackSpec | ((training: Training) => TrainingHandlers);

/** One of the package's callbacks, described as data, so that an estimator that has it can be copied and saved. */
export interface CallbackSpec {
  readonly callback: string;
  readonly [option: string]: EncodedValue | undefined;
}

type Start = (spec: CallbackSpec, training: Training) => TrainingHandlers | Promise<TrainingHandlers>;

const kinds = new Map<string, Start>();

/** Makes a callback known by its name. */
export function defineCallback(name: string, start: Start): void {
  kinds.set(name, start);
}

/** @throws ParameterError if it is no callback. */
export async function startCallback(
  callback: TrainingCallback,
  training: Training,
): Promise<TrainingHandlers> {
  if (typeof callback === "function") return callback(training);
  const start = kinds.get(callback?.callback);
  if (start === undefined) {
    throw new ParameterError(
      `callbacks takes earlyStopping(…), reduceLROnPlateau(…) and the like, or functions; got ${describe(callback)}.`,
    );
  }
  return start(callback, training);
}

/**
 * The last figure of what a callback watches.
 *
 * @throws ParameterError where the training does not measure it.
 */
export function watched(history: TrainingHistory, monitor: Monitor, owner: string): number {
  const figures = history[monitor];
  if (figures === null) {
    const why = monitor.startsWith("val")
      ? "there are no validation rows (validationData; for an estimator validationFraction)"
      : "no classes are learnt";
    throw new ParameterError(`${owner} cannot watch ${monitor}: ${why}.`);
  }
  return figures[figures.length - 1];
}

export const monitors: readonly Monitor[] = ["loss", "valLoss", "accuracy", "valAccuracy"];

/** Whether more of it is better. */
export const isScore = (monitor: Monitor): boolean => monitor === "accuracy" || monitor === "valAccuracy";
