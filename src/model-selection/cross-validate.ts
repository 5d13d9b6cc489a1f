import { ParameterError } from "../core/errors";
import type { Estimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import { checkKnown } from "../core/parameters";
import type { TableLike } from "../core/table-like";
import type { Scorer } from "../metrics/scorers";
import type { CvLike } from "./check-cv";
import { fitFolds, readFoldData } from "./fit-folds";
import type { Scoring } from "./scoring";
import { resolveScoring, scoreColumn } from "./scoring";

/** Options of {@link crossValScore}. */
export interface CrossValScoreOptions {
  /** A scorer's name or a scorer; default the estimator's own `score` (accuracy, R²). */
  scoring?: string | Scorer | null;
  /** Number of folds (stratified for classifiers), a splitter or the folds; default 5. */
  cv?: CvLike;
  /** Threads: `null` (default) decides by the work, -1 takes all cores, 1 stays on this one. */
  nJobs?: number | null;
}

/** Options of {@link crossValidate}. */
export interface CrossValidateOptions extends Omit<CrossValScoreOptions, "scoring"> {
  /** As for {@link crossValScore}, or several: an array of names, or an object of names and scorers. */
  scoring?: Scoring;
  /** Score the training rows too; default `false`. */
  returnTrainScore?: boolean;
  /** Return the fitted estimators; default `false`. */
  returnEstimator?: boolean;
}

/**
 * What {@link crossValidate} returns, one value a fold. Scores are named `testScore`; where several scorers were
 * asked for, after them: `"f1_macro"` gives `testF1Macro`. So with `train`, where training rows were scored.
 */
export interface CrossValidation<E> {
  /** Seconds. */
  fitTime: Float64Array;
  /** Seconds, for the test rows. */
  scoreTime: Float64Array;
  /** The fitted estimators, where they were asked for. */
  estimator?: E[];
  [testScore: `test${string}`]: Float64Array;
  [trainScore: `train${string}`]: Float64Array;
}

/**
 * Fits a copy of the estimator on each fold's training rows and scores it on the test rows.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.model_selection.cross_validate.html
 *
 * @param estimator is not fitted itself.
 * @param X n rows.
 * @param y n labels or targets; left out for estimators that need none.
 * @throws ParameterError if an option is unusable.
 * @throws ValidationError if X and y are; and what a fold throws, its number before the message.
 */
export async function crossValidate<E extends Estimator<object>>(
  estimator: E,
  X: TableLike,
  y?: LabelsLike | null,
  options: CrossValidateOptions = {},
): Promise<CrossValidation<E>> {
  checkKnown("crossValidate", options, ["scoring", "cv", "nJobs", "returnTrainScore", "returnEstimator"]);
  const { scoring, cv, nJobs = null, returnTrainScore = false, returnEstimator = false } = options;
  const { names, scorers } = resolveScoring(scoring);
  const data = readFoldData(estimator, X, y, cv);
  const jobs = data.folds.map((_, fold) => ({
    estimator: estimator.clone(),
    fold,
    trainCount: null,
    name: `fold ${fold + 1} of ${data.folds.length}`,
  }));
  const work = { scorers, trainScores: returnTrainScore, keepEstimator: returnEstimator, method: null };
  const outcomes = await fitFolds(X, data, work, jobs, nJobs);
  const result: CrossValidation<E> = {
    fitTime: Float64Array.from(outcomes, (outcome) => outcome.fitTime),
    scoreTime: Float64Array.from(outcomes, (outcome) => outcome.scoreTime),
  };
  if (returnEstimator) result.estimator = outcomes.map((outcome) => outcome.estimator as E);
  for (const [k, name] of names.entries()) {
    result[scoreColumn("test", name)] = Float64Array.from(outcomes, ({ testScores }) => testScores[k]);
    if (!returnTrainScore) continue;
    result[scoreColumn("train", name)] = Float64Array.from(outcomes, ({ trainScores }) => trainScores[k]);
  }
  return result;
}

/**
 * The score of the estimator on each fold's test rows, after it was fitted on the training rows.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.model_selection.cross_val_score.html
 *
 * @example
 * ```ts
 * const cv = new StratifiedKFold({ nSplits: 10, shuffle: true, randomState: 0 });
 * await crossValScore(new GaussianNB(), X, y, { cv, scoring: "f1_macro" });
 * ```
 * @throws as {@link crossValidate}.
 */
export async function crossValScore(
  estimator: Estimator<object>,
  X: TableLike,
  y?: LabelsLike | null,
  options: CrossValScoreOptions = {},
): Promise<Float64Array> {
  checkKnown("crossValScore", options, ["scoring", "cv", "nJobs"]);
  const { single } = resolveScoring(options.scoring);
  if (!single) throw new ParameterError("crossValScore takes one scorer: for several use crossValidate.");
  return (await crossValidate(estimator, X, y, options)).testScore;
}
