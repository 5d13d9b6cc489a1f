import { ParameterError } from "../core/errors";
import type { Estimator } from "../core/estimator";
import type { Label, LabelVector } from "../core/labels";
import { Matrix } from "../core/matrix";
import { asModel, supports } from "../core/model";
import { Responses, type Scorer, scoreWith } from "../metrics/scorers";
import type { Fold } from "./cross-validator";
import { takeLabels } from "./rows";

/** What {@link fitFold} may be asked to predict with. */
export type PredictionMethod = "predict" | "predictProba" | "predictLogProba" | "decisionFunction";

/** The rows, and how they are split. */
export interface FoldData {
  X: Matrix;
  /** Labels or targets; `undefined` for estimators that need none. */
  y: Float64Array | Label[] | undefined;
  folds: readonly Fold[];
}

/** What to do with the estimator fitted on each fold. */
export interface FoldWork {
  scorers: readonly Scorer[];
  /** Score the training rows too. */
  trainScores: boolean;
  /** Keep the fitted estimator. */
  keepEstimator: boolean;
  /** Keep the predictions of the test rows by this method. */
  method: PredictionMethod | null;
}

/** One estimator to fit on one fold. */
export interface FoldJob {
  fold: number;
  /** Train on so many of the fold's first training rows only; `null`: on all. */
  trainCount: number | null;
  /** Names the job in an error, as "fold 2 of 5". */
  name: string;
}

/** Predictions of a fold's test rows. */
export interface FoldPrediction {
  /** The classes that the fold's training rows had. */
  classes: Label[] | undefined;
  values: LabelVector;
  /** Columns of `values`, row by row; `null` where it is a vector. */
  cols: number | null;
}

export interface FoldOutcome {
  /** Seconds. */
  fitTime: number;
  /** Seconds, of scoring the test rows. */
  scoreTime: number;
  testScores: number[];
  trainScores: number[];
  prediction: FoldPrediction | null;
}

/**
 * Fits the estimator on one fold's training rows and asks it about the test rows.
 *
 * @throws whatever `fit` or a scorer throws, with the job's name put before the message.
 */
export async function fitFold(
  { X, y, folds }: FoldData,
  work: FoldWork,
  estimator: Estimator<object>,
  job: FoldJob,
): Promise<FoldOutcome> {
  const fold = folds[job.fold];
  const train = job.trainCount === null ? fold.train : fold.train.subarray(0, job.trainCount);
  const XTrain = X.takeRows(train);
  const yTrain = y && takeLabels(y, train);
  const XTest = X.takeRows(fold.test);
  const yTest = y && takeLabels(y, fold.test);
  try {
    const began = performance.now();
    await asModel(estimator).fit(XTrain, yTrain);
    const fitted = performance.now();
    const testScores = score(work.scorers, estimator, XTest, yTest);
    const scored = performance.now();
    return {
      fitTime: (fitted - began) / 1000,
      scoreTime: (scored - fitted) / 1000,
      testScores,
      trainScores: work.trainScores ? score(work.scorers, estimator, XTrain, yTrain) : [],
      prediction: work.method === null ? null : predict(estimator, work.method, XTest),
    };
  } catch (error) {
    if (error instanceof Error) nameJob(error, job.name);
    throw error;
  }
}

/** The message is in the stack's first line too, which is what is printed. */
function nameJob(error: Error, name: string): void {
  const { message, stack } = error;
  error.message = `${name}: ${message}`;
  error.stack = stack?.replace(message, () => error.message);
}

function score(
  scorers: readonly Scorer[],
  estimator: Estimator<object>,
  X: Matrix,
  y: FoldData["y"],
): number[] {
  const responses = new Responses(estimator, X);
  return scorers.map((scorer) => scoreWith(scorer, responses, y));
}

function predict(estimator: Estimator<object>, method: PredictionMethod, X: Matrix): FoldPrediction {
  if (!supports(estimator, method)) throw new ParameterError(`${estimator} has no ${method}.`);
  const values = asModel(estimator)[method](X);
  const { classes } = asModel(estimator);
  return values instanceof Matrix
    ? { classes, values: values.data, cols: values.cols }
    : { classes, values, cols: null };
}
