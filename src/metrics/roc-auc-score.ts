import { ParameterError, ValidationError } from "../core/errors";
import { encodeLabels, encodeLabelsWith, type Label, type LabelsLike, sortLabels } from "../core/labels";
import type { Matrix } from "../core/matrix";
import { type TableLike, toMatrix } from "../core/table-like";
import { checkSameLength, toSampleWeight, type VectorLike } from "../core/targets";
import { rocArea } from "./roc";
import { isScoreTable } from "./score-table";
import { countByThreshold, requireBothClasses } from "./threshold-counts";

/** How the areas of several classes become one; `null` keeps one per class. */
export type RocAverage = "micro" | "macro" | "weighted" | null;

/** Options of {@link rocAucScore}. */
export interface RocAucScoreOptions<A extends RocAverage = RocAverage> {
  /**
   * For several classes. `"macro"` (default): the mean; `"weighted"`: weighted by the number of rows;
   * `"micro"` (one-vs-rest only): of all rows and classes together; `null` (one-vs-rest only): one per class.
   */
  average?: A;
  /** One weight ≥ 0 a row; not with `"ovo"`. */
  sampleWeight?: VectorLike | null;
  /** Two classes only: standardised partial area up to this false positive rate; default the whole. */
  maxFpr?: number | null;
  /** Several classes only, and needed there: each class against the rest, or each pair (Hand & Till 2001). */
  multiClass?: "ovr" | "ovo";
  /** Several classes only: the classes of the columns of yScore, sorted; default those in yTrue. */
  labels?: ArrayLike<Label>;
}

/**
 * The area under the ROC curve: the probability that a positive row scores above a negative one.
 *
 * For two classes the positive one is the later in sorted order (1, `true`, "STAR" over "GALAXY"), as in
 * scikit-learn.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.roc_auc_score.html
 *
 * @param yScore for two classes the score of the positive one; for more, a table with one column of
 * probabilities per class.
 * @throws ValidationError if yTrue holds one class only, the shapes do not fit, or the probabilities of a row
 * do not sum to 1.
 * @throws ParameterError if `multiClass` is missing for several classes, or options do not go together.
 */
export function rocAucScore<A extends RocAverage = "macro">(
  yTrue: LabelsLike,
  yScore: VectorLike | TableLike,
  options: RocAucScoreOptions<A> = {},
): [A] extends [null] ? Float64Array : number {
  type Result = [A] extends [null] ? Float64Array : number;
  const { classes, codes } = encodeLabels(yTrue, "yTrue");
  const { average = "macro", sampleWeight, maxFpr } = options;
  if (!isScoreTable(yScore)) {
    if (classes.length > 2) {
      throw new ValidationError(
        `yTrue holds ${classes.length} classes: yScore must then be a table with one column per class.`,
      );
    }
    const positive = Uint8Array.from(codes, (code) => (classes.length === 2 ? code : 0));
    const counts = countByThreshold(positive, yScore as VectorLike, sampleWeight);
    requireBothClasses(counts, "the area under the ROC curve");
    return rocArea(counts, maxFpr) as Result;
  }
  const scores = toMatrix(yScore as TableLike, { name: "yScore" });
  if (scores.cols <= 2) {
    throw new ValidationError(
      `yScore has ${scores.cols} columns: for two classes pass the positive one's alone, e.g. proba.column(1).`,
    );
  }
  return multiclassArea(yTrue, classes, scores, average, options) as Result;
}

function multiclassArea(
  yTrue: LabelsLike,
  present: Label[],
  scores: Matrix,
  average: RocAverage,
  options: RocAucScoreOptions,
): number | Float64Array {
  const { multiClass, sampleWeight, maxFpr } = options;
  if (multiClass !== "ovr" && multiClass !== "ovo") {
    throw new ParameterError(
      'For several classes pass multiClass: "ovr" (one-vs-rest) or "ovo" (one-vs-one).',
    );
  }
  if (maxFpr !== undefined && maxFpr !== null && maxFpr !== 1) {
    throw new ParameterError("maxFpr is for two classes only.");
  }
  const allowed = multiClass === "ovr" ? ["micro", "macro", "weighted", null] : ["macro", "weighted"];
  if (!allowed.includes(average)) {
    throw new ParameterError(
      `average ${JSON.stringify(average)} does not go with multiClass "${multiClass}".`,
    );
  }
  const classes = options.labels === undefined ? present : sortedLabels(options.labels);
  if (classes.length !== scores.cols) {
    throw new ValidationError(
      `yScore has ${scores.cols} columns for ${classes.length} classes: there must be one column per class. ` +
        "Pass labels where yTrue lacks a class.",
    );
  }
  const codes = encodeLabelsWith(classes, yTrue, { name: "yTrue" });
  checkSameLength(scores.rows, codes.length, "yScore", "yTrue");
  checkProbabilities(scores);
  if (multiClass === "ovr") return oneVersusRest(codes, scores, average, sampleWeight);
  if (sampleWeight !== undefined && sampleWeight !== null) {
    throw new ParameterError('sampleWeight does not go with multiClass: "ovo".');
  }
  return oneVersusOne(codes, scores, average === "weighted");
}

function sortedLabels(labels: ArrayLike<Label>): Label[] {
  const given = Array.from(labels);
  const sorted = sortLabels([...new Set(given)]);
  if (sorted.length !== given.length || sorted.some((label, k) => label !== given[k])) {
    throw new ParameterError("labels must be distinct and sorted, in the order of the columns of yScore.");
  }
  return given;
}

function checkProbabilities(scores: Matrix): void {
  for (let i = 0; i < scores.rows; i++) {
    const sum = scores.row(i).reduce((total, value) => total + value, 0);
    if (Math.abs(1 - sum) <= 1e-8 + 1e-5 * Math.abs(sum)) continue;
    throw new ValidationError(
      `yScore row ${i} sums to ${sum}: for several classes it must hold probabilities.`,
    );
  }
}

function area(positive: Uint8Array, scores: VectorLike, weights: VectorLike | null | undefined): number {
  const counts = countByThreshold(positive, scores, weights);
  requireBothClasses(counts, "the area under the ROC curve");
  return rocArea(counts, undefined);
}

function oneVersusRest(
  codes: Int32Array,
  scores: Matrix,
  average: RocAverage,
  sampleWeight: VectorLike | null | undefined,
): number | Float64Array {
  const k = scores.cols;
  const weights = toSampleWeight(sampleWeight, codes.length);
  if (average === "micro") {
    const positive = Uint8Array.from(scores.data, (_, i) => (codes[Math.floor(i / k)] === i % k ? 1 : 0));
    const repeated = weights && Float64Array.from(scores.data, (_, i) => weights[Math.floor(i / k)]);
    return area(positive, scores.data, repeated);
  }
  const areas = Float64Array.from({ length: k }, (_, c) =>
    area(
      Uint8Array.from(codes, (code) => (code === c ? 1 : 0)),
      scores.column(c),
      weights,
    ),
  );
  if (average === null) return areas;
  const shares = new Float64Array(k);
  if (average === "macro") shares.fill(1);
  else for (let i = 0; i < codes.length; i++) shares[codes[i]] += weights === undefined ? 1 : weights[i];
  return weightedMean(areas, shares);
}

function oneVersusOne(codes: Int32Array, scores: Matrix, weighted: boolean): number {
  const present = [...new Set(codes)].sort((a, b) => a - b);
  const areas: number[] = [];
  const shares: number[] = [];
  for (const a of present) {
    for (const b of present.filter((other) => other > a)) {
      const rows = Int32Array.from(codes.keys()).filter((i) => codes[i] === a || codes[i] === b);
      const pairScores = scores.takeRows(rows);
      const isA = Uint8Array.from(rows, (i) => (codes[i] === a ? 1 : 0));
      const isB = isA.map((bit) => 1 - bit);
      areas.push((area(isA, pairScores.column(a), null) + area(isB, pairScores.column(b), null)) / 2);
      shares.push(weighted ? rows.length : 1);
    }
  }
  return weightedMean(areas, shares);
}

function weightedMean(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i] * weights[i];
    total += weights[i];
  }
  return sum / total;
}
