import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError, SerializationError } from "../core/errors";
import { type Estimator, type EstimatorJSON, estimatorFromJSON } from "../core/estimator";
import { type LabelsLike, toLabels } from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkKnown, checkNumber } from "../core/parameters";
import { RandomState } from "../core/random-state";
import { type TableLike, toMatrix } from "../core/table-like";
import { checkSameLength, toSampleWeight, type VectorLike } from "../core/targets";
import { defineTask, runJobs } from "../core/worker-pool";
import type { Scorer } from "../metrics/scorers";
import { copyLabels } from "../model-selection/rows";
import { resolveScoring, scorerOfToken, scorerToken } from "../model-selection/scoring";

/** Options of {@link permutationImportance}. */
export interface PermutationImportanceOptions {
  /** A scorer's name or a scorer; default the estimator's own `score` (accuracy, R²). */
  scoring?: string | Scorer | null;
  /** How often each feature is shuffled; default 5. */
  nRepeats?: number;
  /** Seed or generator of the shuffles; default unseeded. */
  randomState?: RandomStateLike;
  /** One weight ≥ 0 a row, for the score; default: all equal. */
  sampleWeight?: VectorLike | null;
  /** Threads: `null` (default) decides by the work, -1 takes all cores, 1 stays on this one. */
  nJobs?: number | null;
}

/** What {@link permutationImportance} returns: by how much the score falls. */
export interface PermutationImportance {
  /** (features) mean over the shuffles. */
  importancesMean: Float64Array;
  /** (features) standard deviation over the shuffles. */
  importancesStd: Float64Array;
  /** (features x shuffles). */
  importances: Matrix;
}

/** The rows on which columns are shuffled. */
interface Sample {
  X: Matrix;
  y: Float64Array | ReturnType<typeof copyLabels> | undefined;
  sampleWeight: Float64Array | undefined;
  seed: number;
  nRepeats: number;
}

interface SharedSample extends Omit<Sample, "X"> {
  X: { data: Float64Array; rows: number; cols: number };
  estimator: EstimatorJSON;
  scorer: string | null;
}

/**
 * How much a fitted model relies on each feature: by how much its score falls when that feature's values are shuffled
 * among the rows (Breiman 2001, https://doi.org/10.1023/A:1010933404324). The same shuffles as scikit-learn's, seed
 * for seed.
 *
 * Features that say the same stand in for each other: each then seems to matter less than it does.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.inspection.permutation_importance.html
 *
 * @param estimator is fitted.
 * @param X n rows, of the training set or, better, held out.
 * @param y n labels or targets.
 * @throws ParameterError if an option is unusable.
 * @throws ValidationError if X and y are.
 * @throws NotFittedError if the estimator is not fitted.
 */
export async function permutationImportance(
  estimator: Estimator<object>,
  X: TableLike,
  y?: LabelsLike | null,
  options: PermutationImportanceOptions = {},
): Promise<PermutationImportance> {
  checkKnown("permutationImportance", options, [
    "scoring",
    "nRepeats",
    "randomState",
    "sampleWeight",
    "nJobs",
  ]);
  const { nRepeats = 5, nJobs = null } = options;
  checkNumber("nRepeats", nRepeats, { min: 1, integer: true });
  const { scorers, single } = resolveScoring(options.scoring);
  if (!single) throw new ParameterError("permutationImportance takes one scorer.");
  const [scorer] = scorers;
  const matrix = toMatrix(X, { allowNaN: true });
  const labels = y === undefined || y === null ? undefined : copyLabels(toLabels(y));
  if (labels !== undefined) checkSameLength(labels.length, matrix.rows, "y", "X");
  const sampleWeight = toSampleWeight(options.sampleWeight, matrix.rows);
  const seed = checkRandomState(options.randomState).randint(0x80000000);
  const sample: Sample = { X: matrix, y: labels, sampleWeight, seed, nRepeats };

  const began = performance.now();
  const baseline = scorer(estimator, matrix, labels, { sampleWeight });
  const milliseconds = (performance.now() - began) * nRepeats * matrix.cols;
  const columns = Array.from({ length: matrix.cols }, (_, j) => j);
  const shared = pack(estimator, scorer, sample);
  const here = {
    name: "shuffleColumnHere",
    start: () => (column: number) => shuffledScores(estimator, scorer, sample, column),
  };
  const scores =
    shared === undefined
      ? await runJobs(here, null, columns, { nJobs: 1 })
      : await runJobs(shuffleColumnTask, shared, columns, nJobs === null ? { milliseconds } : { nJobs });
  return summarise(baseline, scores);
}

/** The score after each shuffle of one column; each column is shuffled in the same orders. */
function shuffledScores(
  estimator: Estimator<object>,
  scorer: Scorer,
  sample: Sample,
  column: number,
): Float64Array {
  const { y, sampleWeight, seed, nRepeats } = sample;
  const rng = new RandomState(seed);
  const { data, rows, cols } = sample.X.copy();
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  const scores = new Float64Array(nRepeats);
  for (let r = 0; r < nRepeats; r++) {
    rng.shuffle(order);
    const values = new Float64Array(rows);
    for (let i = 0; i < rows; i++) values[i] = data[order[i] * cols + column];
    for (let i = 0; i < rows; i++) data[i * cols + column] = values[i];
    scores[r] = scorer(estimator, new Matrix(data, rows, cols), y, { sampleWeight });
  }
  return scores;
}

/** The work as data, or `undefined` where the estimator or the scorer is none. */
function pack(estimator: Estimator<object>, scorer: Scorer, sample: Sample): SharedSample | undefined {
  const token = scorerToken(scorer);
  if (token === undefined) return undefined;
  try {
    const json = estimator.toJSON();
    estimatorFromJSON(json);
    const { data, rows, cols } = sample.X;
    return { ...sample, X: { data, rows, cols }, estimator: json, scorer: token };
  } catch (error) {
    if (error instanceof SerializationError) return undefined;
    throw error;
  }
}

const shuffleColumnTask = defineTask({
  name: "shuffleColumn",
  start: (shared: SharedSample) => {
    const { data, rows, cols } = shared.X;
    const sample: Sample = { ...shared, X: new Matrix(data, rows, cols) };
    const estimator = estimatorFromJSON(shared.estimator);
    const scorer = scorerOfToken(shared.scorer);
    return (column: number) => shuffledScores(estimator, scorer, sample, column);
  },
});

function summarise(baseline: number, scores: readonly Float64Array[]): PermutationImportance {
  const falls = scores.map((row) => row.map((score) => baseline - score));
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const importancesMean = Float64Array.from(falls, mean);
  const importancesStd = Float64Array.from(falls, (row, j) =>
    Math.sqrt(mean(row.map((fall) => (fall - importancesMean[j]) ** 2))),
  );
  return { importancesMean, importancesStd, importances: Matrix.from(falls) };
}
