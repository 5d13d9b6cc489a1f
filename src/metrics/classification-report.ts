import { ParameterError } from "../core/errors";
import type { Label, LabelsLike } from "../core/labels";
import { toSampleWeight, type VectorLike } from "../core/targets";
import { averageScores, checkZeroDivision, classScores, countClasses } from "./class-counts";
import { encodeLabelPair } from "./label-pair";
import { pythonFixed, pythonFloat } from "./python-format";

/** Options of {@link classificationReportDict}. */
export interface ClassificationReportDictOptions {
  /** The classes to report, and their order; default all that occur, sorted. */
  labels?: ArrayLike<Label>;
  /** What to call them; default the labels themselves. */
  targetNames?: ArrayLike<string>;
  /** One weight ≥ 0 a row. */
  sampleWeight?: VectorLike | null;
  /** What an undefined ratio (0/0) becomes; default `"warn"`, which is 0 (nothing is printed). */
  zeroDivision?: "warn" | 0 | 1;
}

/** Options of {@link classificationReport}. */
export interface ClassificationReportOptions extends ClassificationReportDictOptions {
  /** Digits after the point; default 2. */
  digits?: number;
}

/** One line of the report. */
export interface ClassificationReportRow {
  precision: number;
  recall: number;
  "f1-score": number;
  support: number;
}

/** The report as data, under scikit-learn's keys: one row per class name, then the averages. */
export interface ClassificationReportDict {
  /** In the place of "micro avg" where the classes reported are those that occur. */
  accuracy?: number;
  [name: string]: ClassificationReportRow | number | undefined;
}

interface Report {
  classes: [name: string, row: ClassificationReportRow][];
  micro: ClassificationReportRow;
  macro: ClassificationReportRow;
  weighted: ClassificationReportRow;
  /** All classes are reported, so that the micro average of each score is the accuracy. */
  microIsAccuracy: boolean;
}

/**
 * A table of precision, recall, F1 and support per class, equal to scikit-learn's text to the character
 * (boolean labels are written as in TypeScript, `true` and `false`).
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.classification_report.html
 *
 * @throws ParameterError if the number of `targetNames` is not that of the classes.
 * @throws ValidationError if the labels' lengths or kinds differ.
 */
export function classificationReport(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: ClassificationReportOptions = {},
): string {
  const { digits = 2 } = options;
  if (!Number.isInteger(digits) || digits < 0 || digits > 70) {
    throw new ParameterError(`digits is ${digits}, but must be a whole number from 0 to 70.`);
  }
  const { classes, micro, macro, weighted, microIsAccuracy } = buildReport(yTrue, yPred, options);
  const width = Math.max(...classes.map(([name]) => [...name].length), "weighted avg".length, digits);
  // Python counts in integers without weights, in floats with them.
  const weightsGiven = options.sampleWeight !== undefined && options.sampleWeight !== null;
  const support = (row: ClassificationReportRow): string =>
    weightsGiven ? pythonFloat(row.support) : String(row.support);
  const line = (name: string, cells: string[]): string =>
    `${" ".repeat(width - [...name].length)}${name} ${cells.map((cell) => ` ${cell.padStart(9)}`).join("")}\n`;
  const scoresLine = (name: string, row: ClassificationReportRow): string => {
    const scores = [row.precision, row.recall, row["f1-score"]];
    return line(name, [...scores.map((score) => pythonFixed(score, digits)), support(row)]);
  };
  return [
    line("", ["precision", "recall", "f1-score", "support"]),
    "\n",
    ...classes.map(([name, row]) => scoresLine(name, row)),
    "\n",
    microIsAccuracy
      ? line("accuracy", ["", "", pythonFixed(micro["f1-score"], digits), support(micro)])
      : scoresLine("micro avg", micro),
    scoresLine("macro avg", macro),
    scoresLine("weighted avg", weighted),
  ].join("");
}

/**
 * The figures of {@link classificationReport} as data, what scikit-learn returns for `output_dict=True`.
 *
 * @throws ParameterError, ValidationError as {@link classificationReport}.
 */
export function classificationReportDict(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: ClassificationReportDictOptions = {},
): ClassificationReportDict {
  const { classes, micro, macro, weighted, microIsAccuracy } = buildReport(yTrue, yPred, options);
  return {
    ...Object.fromEntries(classes),
    ...(microIsAccuracy ? { accuracy: micro.precision } : { "micro avg": micro }),
    "macro avg": macro,
    "weighted avg": weighted,
  };
}

function buildReport(yTrue: LabelsLike, yPred: LabelsLike, options: ClassificationReportDictOptions): Report {
  const { labels, targetNames, sampleWeight, zeroDivision } = options;
  const ifUndefined = checkZeroDivision(zeroDivision);
  const pair = encodeLabelPair(yTrue, yPred);
  const wanted = labels === undefined ? pair.classes : Array.from(labels);
  const names = targetNames === undefined ? wanted.map(String) : Array.from(targetNames);
  if (names.length !== wanted.length || names.length === 0) {
    throw new ParameterError(
      `targetNames has ${names.length} names for ${wanted.length} classes [${wanted.join(", ")}]: ` +
        "there must be as many, and at least one.",
    );
  }
  const counts = countClasses(pair, wanted, toSampleWeight(sampleWeight, pair.trueCodes.length));
  const { precision, recall, fscore } = classScores(counts, 1, ifUndefined);
  const total = counts.actual.reduce((sum, value) => sum + value, 0);
  const averaged = (average: "micro" | "macro" | "weighted"): ClassificationReportRow => {
    const row = averageScores(counts, average, 1, ifUndefined);
    return { precision: row.precision, recall: row.recall, "f1-score": row.fscore, support: total };
  };
  const reported = new Set(wanted);
  return {
    classes: names.map((name, k) => [
      name,
      { precision: precision[k], recall: recall[k], "f1-score": fscore[k], support: counts.actual[k] },
    ]),
    micro: averaged("micro"),
    macro: averaged("macro"),
    weighted: averaged("weighted"),
    microIsAccuracy:
      reported.size === pair.classes.length && pair.classes.every((label) => reported.has(label)),
  };
}
