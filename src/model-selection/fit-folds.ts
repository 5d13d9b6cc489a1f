import { SerializationError, ValidationError } from "../core/errors";
import { type Estimator, type EstimatorJSON, estimatorFromJSON } from "../core/estimator";
import { type LabelsLike, toLabels } from "../core/labels";
import { Matrix } from "../core/matrix";
import { estimatorTypeOf } from "../core/model";
import { type TableLike, toMatrix } from "../core/table-like";
import { checkSameLength } from "../core/targets";
import { defineTask, runJobs } from "../core/worker-pool";
import { type CvLike, resolveFolds } from "./check-cv";
import { type FoldData, type FoldJob, type FoldOutcome, type FoldWork, fitFold } from "./fit-fold";
import { copyLabels } from "./rows";
import { scorerOfToken, scorerToken } from "./scoring";

/** A job with its estimator, not fitted yet. */
export interface EstimatorJob extends FoldJob {
  estimator: Estimator<object>;
}

/** An outcome, with the fitted estimator where it was to be kept. */
export interface EstimatorOutcome extends FoldOutcome {
  estimator: Estimator<object> | null;
}

/** {@link FoldData} and {@link FoldWork} as data that another thread can read. */
interface SharedFolds extends Omit<FoldData, "X"> {
  X: { data: Float64Array; rows: number; cols: number };
  work: Omit<FoldWork, "scorers"> & { scorers: readonly (string | null)[] };
}

interface TravellingJob extends FoldJob {
  estimator: EstimatorJSON;
}

interface TravellingOutcome extends FoldOutcome {
  estimator: EstimatorJSON | null;
}

/** As many numbers to learn from as make any estimator worth a thread. */
const MANY_NUMBERS = 1e6;

/** Reads table and labels once, for all folds. */
export function readFoldData(
  estimator: Estimator<object>,
  X: TableLike,
  y: LabelsLike | null | undefined,
  cv: CvLike,
): FoldData {
  const matrix = toMatrix(X, { allowNaN: true });
  const labels = y === undefined || y === null ? undefined : toLabels(y);
  if (labels !== undefined) checkSameLength(labels.length, matrix.rows, "y", "X");
  const folds = resolveFolds(cv, matrix, labels, estimatorTypeOf(estimator) === "classifier");
  return {
    X: matrix,
    y: labels && copyLabels(labels),
    folds,
  };
}

/**
 * Does all jobs, on several threads where that pays and the estimators can travel; the same outcomes either way.
 *
 * @param nJobs - threads: `null` decides by the work, -1 takes all cores, 1 stays on this thread.
 * @throws what the first failing job throws, its name before the message.
 */
export async function fitFolds(
  table: TableLike,
  data: FoldData,
  work: FoldWork,
  jobs: readonly EstimatorJob[],
  nJobs: number | null,
): Promise<EstimatorOutcome[]> {
  try {
    const travelling = nJobs === 1 || jobs.length === 1 ? undefined : pack(data, work, jobs);
    if (travelling === undefined) return await fitHere(data, work, jobs);
    const numbers = data.X.data.length * jobs.length;
    if (nJobs !== null || numbers >= MANY_NUMBERS) {
      return await fitAnywhere(data, work, jobs, travelling, { nJobs });
    }
    const began = performance.now();
    const first = await fitHere(data, work, jobs.slice(0, 1));
    const milliseconds = (performance.now() - began) * (jobs.length - 1);
    const { shared, jobs: packed } = travelling;
    const rest = { shared, jobs: packed.slice(1) };
    return [...first, ...(await fitAnywhere(data, work, jobs.slice(1), rest, { milliseconds }))];
  } catch (error) {
    // The row that a fold names is one of its own: name the row of the table instead.
    if (error instanceof ValidationError && error.message.includes("NaN at row")) toMatrix(table);
    throw error;
  }
}

/** On this thread, with the estimators as they are. */
function fitHere(data: FoldData, work: FoldWork, jobs: readonly EstimatorJob[]): Promise<EstimatorOutcome[]> {
  const task = {
    name: "fitFoldHere",
    start: () => async (job: EstimatorJob) => {
      const outcome = await fitFold(data, work, job.estimator, job);
      return { ...outcome, estimator: work.keepEstimator ? job.estimator : null };
    },
  };
  return runJobs(task, null, jobs, { nJobs: 1 });
}

async function fitAnywhere(
  data: FoldData,
  work: FoldWork,
  jobs: readonly EstimatorJob[],
  travelling: { shared: SharedFolds; jobs: TravellingJob[] },
  options: { nJobs?: number | null; milliseconds?: number },
): Promise<EstimatorOutcome[]> {
  try {
    const outcomes = await runJobs(fitFoldTask, travelling.shared, travelling.jobs, options);
    return outcomes.map((outcome) => ({
      ...outcome,
      estimator: outcome.estimator && estimatorFromJSON(outcome.estimator),
    }));
  } catch (error) {
    // An estimator of the caller's own is not known to other threads.
    if (error instanceof SerializationError) return fitHere(data, work, jobs);
    throw error;
  }
}

/** The work as data, or `undefined` where an estimator or scorer is none. */
function pack(
  { X, y, folds }: FoldData,
  work: FoldWork,
  jobs: readonly EstimatorJob[],
): { shared: SharedFolds; jobs: TravellingJob[] } | undefined {
  const tokens = work.scorers.map(scorerToken);
  const scorers = tokens.filter((token): token is string | null => token !== undefined);
  if (scorers.length < tokens.length) return undefined;
  try {
    const packed = jobs.map((job) => ({ ...job, estimator: job.estimator.toJSON() }));
    estimatorFromJSON(packed[0].estimator);
    const { data, rows, cols } = X;
    return { shared: { X: { data, rows, cols }, y, folds, work: { ...work, scorers } }, jobs: packed };
  } catch (error) {
    if (error instanceof SerializationError) return undefined;
    throw error;
  }
}

const fitFoldTask = defineTask({
  name: "fitFold",
  start: ({ X, y, folds, work }: SharedFolds) => {
    const data: FoldData = { X: new Matrix(X.data, X.rows, X.cols), y, folds };
    const live: FoldWork = { ...work, scorers: work.scorers.map(scorerOfToken) };
    return async (job: TravellingJob): Promise<TravellingOutcome> => {
      const estimator = estimatorFromJSON(job.estimator);
      const outcome = await fitFold(data, live, estimator, job);
      return { ...outcome, estimator: work.keepEstimator ? estimator.toJSON() : null };
    };
  },
});
