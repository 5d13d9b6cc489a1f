import { ParameterError } from "../core/errors";
import type { Label } from "../core/labels";
import type { LabelPair } from "./label-pair";

/** Per class: rows predicted rightly, rows predicted, rows there are (or their summed weights). */
export interface ClassCounts {
  correct: Float64Array;
  predicted: Float64Array;
  actual: Float64Array;
}

/** @throws ParameterError unless the option is "warn", 0, 1 or left out; returns the score of 0/0. */
export function checkZeroDivision(zeroDivision: unknown = "warn"): number {
  if (zeroDivision === "warn" || zeroDivision === 0) return 0;
  if (zeroDivision === 1) return 1;
  throw new ParameterError(`zeroDivision is ${String(zeroDivision)}, but must be "warn", 0 or 1.`);
}

/** Counts the classes in `wanted`, in that order; one that does not occur counts 0. */
export function countClasses(
  pair: LabelPair,
  wanted: readonly Label[],
  weights: Float64Array | undefined,
): ClassCounts {
  const { classes, trueCodes, predCodes } = pair;
  const correct = new Float64Array(classes.length);
  const predicted = new Float64Array(classes.length);
  const actual = new Float64Array(classes.length);
  for (let i = 0; i < trueCodes.length; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    const code = trueCodes[i];
    actual[code] += weight;
    predicted[predCodes[i]] += weight;
    if (code === predCodes[i]) correct[code] += weight;
  }
  const place = new Map(classes.map((label, k) => [label, k]));
  const select = (all: Float64Array) =>
    Float64Array.from(wanted, (label) => {
      const k = place.get(label);
      return k === undefined ? 0 : all[k];
    });
  return { correct: select(correct), predicted: select(predicted), actual: select(actual) };
}

/** Precision, recall and F-beta of each class. */
export function classScores(
  { correct, predicted, actual }: ClassCounts,
  beta: number,
  ifUndefined: number,
): { precision: Float64Array; recall: Float64Array; fscore: Float64Array } {
  const precision = correct.map((c, k) => (predicted[k] === 0 ? ifUndefined : c / predicted[k]));
  const recall = correct.map((c, k) => (actual[k] === 0 ? ifUndefined : c / actual[k]));
  const fscore = precision.map((p, k) => fbeta(p, recall[k], beta));
  return { precision, recall, fscore };
}

/** Precision, recall and F-beta of all classes together. */
export function averageScores(
  counts: ClassCounts,
  average: "binary" | "micro" | "macro" | "weighted",
  beta: number,
  ifUndefined: number,
): { precision: number; recall: number; fscore: number } {
  const { precision, recall, fscore } = classScores(
    average === "micro" ? summed(counts) : counts,
    beta,
    ifUndefined,
  );
  if (average === "weighted" && total(counts.actual) === 0) {
    // Nothing to weight by: scikit-learn's convention where no class scored has a true row.
    const p = total(counts.predicted) === 0 ? ifUndefined : 0;
    return { precision: p, recall: ifUndefined, fscore: p };
  }
  const weights = average === "weighted" ? counts.actual : precision.map(() => 1);
  const mean = (values: Float64Array) => total(values.map((v, k) => v * weights[k])) / total(weights);
  return { precision: mean(precision), recall: mean(recall), fscore: mean(fscore) };
}

function summed({ correct, predicted, actual }: ClassCounts): ClassCounts {
  return {
    correct: Float64Array.of(total(correct)),
    predicted: Float64Array.of(total(predicted)),
    actual: Float64Array.of(total(actual)),
  };
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

function fbeta(precision: number, recall: number, beta: number): number {
  if (beta === Infinity) return recall;
  const denominator = beta * beta * precision + recall;
  return denominator === 0 ? 0 : ((1 + beta * beta) * precision * recall) / denominator;
}
