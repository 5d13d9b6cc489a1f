import type { EstimatorOutcome } from "./fit-folds";
import type { Candidate } from "./parameter-grid";
import { scoreColumn } from "./scoring";

/**
 * The table of a search: one value a candidate in each column. Columns are scikit-learn's, camelCased:
 * `meanTestScore`, `stdTestScore`, `rankTestScore` (1 is best), `split0TestScore` …, `meanTrainScore` … where
 * training rows were scored; with several scorers, `meanTestF1Macro` for `"f1_macro"`. Parameters are columns too,
 * as `param_C`; where a candidate has no such parameter, `null`.
 */
export interface SearchResults {
  params: Candidate[];
  /** Seconds; left out of a saved search. */
  meanFitTime?: Float64Array;
  stdFitTime?: Float64Array;
  meanScoreTime?: Float64Array;
  stdScoreTime?: Float64Array;
  [parameter: `param_${string}`]: unknown[];
  [mean: `mean${string}`]: Float64Array | undefined;
  [std: `std${string}`]: Float64Array | undefined;
  [split: `split${string}`]: Float64Array | undefined;
  [rank: `rank${string}`]: Int32Array | undefined;
}

/** The columns that no two runs have in common. */
export const timeColumns = ["meanFitTime", "stdFitTime", "meanScoreTime", "stdScoreTime"] as const;

/** @param outcomes - candidate by candidate, all folds of each. */
export function searchResults(
  candidates: Candidate[],
  outcomes: readonly EstimatorOutcome[],
  names: readonly string[],
  withTrainScores: boolean,
): SearchResults {
  const n = candidates.length;
  const nSplits = outcomes.length / n;
  const results: SearchResults = { params: candidates };
  const store = (
    column: string,
    read: (outcome: EstimatorOutcome) => number,
    splits: boolean,
  ): Float64Array => {
    const capital = column[0].toUpperCase() + column.slice(1);
    const mean = new Float64Array(n);
    const std = new Float64Array(n);
    for (let c = 0; c < n; c++) {
      const values = outcomes.slice(c * nSplits, (c + 1) * nSplits).map(read);
      mean[c] = average(values);
      std[c] = Math.sqrt(average(values.map((value) => (value - mean[c]) ** 2)));
    }
    for (let s = 0; splits && s < nSplits; s++) {
      results[`split${s}${capital}`] = Float64Array.from({ length: n }, (_, c) =>
        read(outcomes[c * nSplits + s]),
      );
    }
    results[`mean${capital}`] = mean;
    results[`std${capital}`] = std;
    return mean;
  };
  store("fitTime", ({ fitTime }) => fitTime, false);
  store("scoreTime", ({ scoreTime }) => scoreTime, false);
  for (const name of new Set(candidates.flatMap((candidate) => Object.keys(candidate)))) {
    results[`param_${name}`] = candidates.map((candidate) => candidate[name] ?? null);
  }
  for (const [k, name] of names.entries()) {
    const test = scoreColumn("test", name);
    const mean = store(test, ({ testScores }) => testScores[k], true);
    results[`rank${test[0].toUpperCase()}${test.slice(1)}`] = rank(mean);
    if (withTrainScores) store(scoreColumn("train", name), ({ trainScores }) => trainScores[k], true);
  }
  return results;
}

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** 1 for the highest mean; equal means share the better rank; NaN ranks last. */
function rank(means: Float64Array): Int32Array {
  const value = (mean: number) => (Number.isNaN(mean) ? Number.NEGATIVE_INFINITY : mean);
  return Int32Array.from(means, (mean) => 1 + means.filter((other) => value(other) > value(mean)).length);
}
