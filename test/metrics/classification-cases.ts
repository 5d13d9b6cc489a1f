import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Label } from "../../src/core/labels";
import type { ConfusionMatrixOptions } from "../../src/metrics/confusion-matrix";
import type { FbetaOptions } from "../../src/metrics/precision-recall-fscore";

export interface LabelCase {
  name: string;
  title: string;
  yTrue: Label[];
  yPred: Label[];
  sampleWeight: number[] | null;
}

export interface ScoresReference {
  precision: number | number[];
  recall: number | number[];
  fscore: number | number[];
  support: number[] | null;
}

export interface ClassificationCase extends LabelCase {
  accuracy: number;
  correct: number;
  balancedAccuracy: number[];
  scores: [FbetaOptions, ScoresReference][];
  confusion: [ConfusionMatrixOptions, number[][]][];
}

export function readCases<T extends LabelCase>(file: string): T[] {
  const cases = JSON.parse(readFileSync(join(__dirname, "reference", file), "utf8")) as T[];
  return cases.map((c) => ({ ...c, title: c.sampleWeight === null ? c.name : `${c.name}, weighted` }));
}

export const classificationCases = readCases<ClassificationCase>("classification.json");

/** Rows of true and predicted labels, with whole weights of which at least one is positive. */
export const labelledRows = () =>
  fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 40 }).map((rows) => ({
    yTrue: rows.map((row) => row[0]),
    yPred: rows.map((row) => row[1]),
    weights: rows.map((row, i) => (i === 0 ? row[2] + 1 : row[2])),
  }));

/** Each value as many times as its weight says. */
export const repeated = <T>(values: readonly T[], weights: readonly number[]): T[] =>
  values.flatMap((value, i) => new Array<T>(weights[i]).fill(value));

/** Rearranges rows by sorting keys. */
export const permuted = <T>(values: readonly T[], keys: readonly number[]): T[] =>
  [...values.keys()].sort((a, b) => keys[a] - keys[b] || a - b).map((i) => values[i]);
