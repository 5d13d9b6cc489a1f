import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect } from "vitest";
import type { Label } from "../../src/core/labels";
import type { RocAverage } from "../../src/metrics/roc-auc-score";

type Curve = [(number | null)[], (number | null)[], (number | null)[]];

export interface RankingCase {
  name: string;
  title: string;
  yTrue: Label[];
  yScore: number[];
  sampleWeight: number[] | null;
  posLabel: Label | undefined;
  roc: Curve;
  rocAll: Curve;
  pr: Curve;
  areas?: [number | null, number][];
  averagePrecision?: number;
}

export interface MulticlassCase {
  labels: Label[];
  yTrue: Label[];
  yScore: number[][];
  sampleWeight: number[];
  results: ["ovr" | "ovo", RocAverage, boolean, number | number[]][];
  withoutFirstClass: number | null;
}

const reference = JSON.parse(readFileSync(join(__dirname, "reference/ranking.json"), "utf8")) as {
  cases: RankingCase[];
  multiclass: MulticlassCase[];
};

export const rankingCases = reference.cases.map((c) => ({
  ...c,
  title: c.sampleWeight === null ? c.name : `${c.name}, weighted`,
  posLabel: c.name === "strings" ? "star" : undefined,
}));

export const multiclassCases = reference.multiclass;

/** Expects equality to 1e-12; null stands for NaN. */
export function expectValues(actual: ArrayLike<number>, expected: (number | null)[]): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, k) => {
    if (value === null) expect(actual[k]).toBeNaN();
    else expect(actual[k]).toBeCloseTo(value, 12);
  });
}

/** Rows of both classes with scores that often tie, whole weights ≥ 1 and keys to reorder by. */
export const scoredRows = () =>
  fc
    .array(
      fc.tuple(fc.nat(1), fc.integer({ min: -4, max: 4 }), fc.integer({ min: 1, max: 3 }), fc.nat(999)),
      {
        minLength: 2,
        maxLength: 30,
      },
    )
    .map((rows) => ({
      yTrue: rows.map((row, i) => (i < 2 ? i : row[0])),
      yScore: rows.map((row) => row[1] / 4),
      weights: rows.map((row) => row[2]),
      keys: rows.map((row) => row[3]),
    }));
