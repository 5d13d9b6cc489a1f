import { ParameterError } from "../core/errors";
import type { Label, LabelsLike } from "../core/labels";
import { toSampleWeight, type VectorLike } from "../core/targets";
import { averageScores, checkZeroDivision, classScores, countClasses } from "./class-counts";
import { encodeLabelPair, positiveLabel } from "./label-pair";

/** How scores of several classes become one; `null` keeps one score per class. */
export type Average = "binary" | "micro" | "macro" | "weighted" | null;

/** Options of precision, recall and F scores. */
export interface PrecisionRecallOptions<A extends Average = Average> {
  /**
   * `"binary"`: the score of `posLabel` (two classes only); `"micro"`: from the summed counts; `"macro"`: the
   * mean over classes; `"weighted"`: the mean weighted by support; `null`: one score per class, in the order of
   * `labels`. Default `"binary"`, for `precisionRecallFscoreSupport` `null`.
   */
  average?: A;
  /** The classes to score, and their order; default all that occur, sorted. */
  labels?: ArrayLike<Label>;
  /** The positive class for `average: "binary"`; default 1, or `true` where labels are booleans. */
  posLabel?: Label;
  /** What an undefined ratio (0/0) becomes; default `"warn"`, which is 0 (nothing is printed). */
  zeroDivision?: "warn" | 0 | 1;
  /** One weight ≥ 0 a row. */
  sampleWeight?: VectorLike | null;
}

/** Options of {@link fbetaScore} and {@link precisionRecallFscoreSupport}. */
export interface FbetaOptions<A extends Average = Average> extends PrecisionRecallOptions<A> {
  /** How many times as much recall matters as precision; ≥ 0. */
  beta: number;
}

/** One number, or with `average: null` one for each class. */
export type Score<A extends Average> = [A] extends [null] ? Float64Array : number;

/** What {@link precisionRecallFscoreSupport} returns. */
export interface PrecisionRecallFscoreSupport<A extends Average> {
  precision: Score<A>;
  recall: Score<A>;
  fscore: Score<A>;
  /** With `average: null` the number (or summed weight) of true rows of each class, else `null`. */
  support: [A] extends [null] ? Float64Array : null;
}

/**
 * Precision: of the rows predicted to be of a class, the fraction that are.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.precision_score.html
 *
 * @throws ParameterError if there are more than two classes under `average: "binary"`, or `posLabel` does not
 * occur.
 * @throws ValidationError if the labels' lengths or kinds differ.
 */
export function precisionScore<A extends Average = "binary">(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: PrecisionRecallOptions<A> = {},
): Score<A> {
  return scores(yTrue, yPred, { average: "binary" as A, ...options, beta: 1 }).precision;
}

/**
 * Recall: of the rows of a class, the fraction that are predicted to be.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.recall_score.html
 *
 * @throws ParameterError, ValidationError as {@link precisionScore}.
 */
export function recallScore<A extends Average = "binary">(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: PrecisionRecallOptions<A> = {},
): Score<A> {
  return scores(yTrue, yPred, { average: "binary" as A, ...options, beta: 1 }).recall;
}

/**
 * F1: the harmonic mean of precision and recall.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.f1_score.html
 *
 * @throws ParameterError, ValidationError as {@link precisionScore}.
 */
export function f1Score<A extends Average = "binary">(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: PrecisionRecallOptions<A> = {},
): Score<A> {
  return scores(yTrue, yPred, { average: "binary" as A, ...options, beta: 1 }).fscore;
}

/**
 * F-beta: the weighted harmonic mean of precision and recall, (1 + β²)·P·R / (β²·P + R).
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.fbeta_score.html
 *
 * @throws ParameterError, ValidationError as {@link precisionScore}; ParameterError if beta is negative.
 */
export function fbetaScore<A extends Average = "binary">(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: FbetaOptions<A>,
): Score<A> {
  return scores(yTrue, yPred, { average: "binary" as A, ...options }).fscore;
}

/**
 * Precision, recall, F-beta (default F1) and support in one pass; by default of each class.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.precision_recall_fscore_support.html
 *
 * @throws ParameterError, ValidationError as {@link fbetaScore}.
 */
export function precisionRecallFscoreSupport<A extends Average = null>(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: Partial<FbetaOptions<A>> = {},
): PrecisionRecallFscoreSupport<A> {
  return scores(yTrue, yPred, { average: null as A, beta: 1, ...options });
}

function scores<A extends Average>(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: FbetaOptions<A> & { average?: A },
): PrecisionRecallFscoreSupport<A> {
  const { average = null, beta, labels, posLabel, zeroDivision, sampleWeight } = options;
  checkOptions(average, beta);
  const ifUndefined = checkZeroDivision(zeroDivision);
  const pair = encodeLabelPair(yTrue, yPred);
  let wanted = labels === undefined ? pair.classes : Array.from(labels);
  if (average === "binary") {
    if (pair.classes.length > 2) {
      throw new ParameterError(
        `There are ${pair.classes.length} classes, but average is "binary". ` +
          'Choose average: "micro", "macro", "weighted" or null.',
      );
    }
    wanted = [positiveLabel(pair.classes, posLabel)];
  }
  const counts = countClasses(pair, wanted, toSampleWeight(sampleWeight, pair.trueCodes.length));
  const result =
    average === null
      ? { ...classScores(counts, beta, ifUndefined), support: counts.actual }
      : { ...averageScores(counts, average, beta, ifUndefined), support: null };
  return result as PrecisionRecallFscoreSupport<A>;
}

function checkOptions(average: unknown, beta: number): void {
  if (average === "samples") {
    throw new ParameterError('average: "samples" is for multilabel targets, which are not supported.');
  }
  if (![null, "binary", "micro", "macro", "weighted"].includes(average as string | null)) {
    throw new ParameterError(
      `average is ${JSON.stringify(average)}, but must be "binary", "micro", "macro", "weighted" or null.`,
    );
  }
  if (!(beta >= 0)) throw new ParameterError(`beta is ${beta}, but must be ≥ 0.`);
}
