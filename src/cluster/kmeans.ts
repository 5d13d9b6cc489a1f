import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import type { SampleWeightOptions } from "../core/classifier";
import { Clusterer } from "../core/clusterer";
import { columnMeans } from "../core/column-means";
import { ParameterError, ValidationError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { type TableLike, toMatrix } from "../core/table-like";
import { toSampleWeight } from "../core/targets";
import { runJobs, threadCount } from "../core/worker-pool";
import { GROUP } from "../kernels/kmeans";
import { SingleKMeansRows } from "../kernels/kmeans-single";
import { type KMeansFit, type KMeansPlan, type KMeansStarts, kmeansTask, kmeansWork } from "./kmeans-run";

export interface KMeansParams {
  /** Number of clusters; default 8. */
  nClusters: number;
  /**
   * Where to start: `"k-means++"` (default) spreads the seeds, `"random"` draws rows, a (clusters x features) table
   * names the centres.
   */
  init: "k-means++" | "random" | TableLike;
  /** Starts, of which the one of least inertia is kept; default 10. `"auto"`: 1 for k-means++, 10 for random. */
  nInit: number | "auto";
  /** Most iterations of a run; default 300. */
  maxIter: number;
  /** A run ends when the centres' summed squared shift is below this share of the mean variance; default 1e-4. */
  tol: number;
  /** Seed or generator; default unseeded. */
  randomState: RandomStateLike;
  /**
   * Two ways to the same result, to the last digit: `"lloyd"` (default) compares all rows with all centres in each
   * iteration; `"elkan"` only those rows that bounds by the triangle inequality leave in doubt, which pays with some tens of
   * clusters and more.
   */
  algorithm: "lloyd" | "elkan";
}

/** Rows that `predict` takes at a time. */
const BLOCK = 4096;

/**
 * k-means: groups of rows around centres, so that the summed squared distance from the nearest centre is small. Seed
 * for seed equal to `sklearn.cluster.KMeans` of scikit-learn 1.2 (Lloyd 1982, IEEE Trans. Inf. Theory 28, 129; seeds by
 * Arthur & Vassilvitskii 2007, k-means++). Where several clusters become empty in the same iteration, rows as far as
 * each other may be given to them in another order.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.cluster.KMeans.html
 */
export class KMeans extends Clusterer<KMeansParams> {
  /** (clusters x features) */
  declare clusterCenters: Matrix;
  /** Summed squared distance of the rows from their centres, by weight. */
  declare inertia: number;
  /** Iterations of the run that was kept. */
  declare nIter: number;

  constructor(params: Partial<KMeansParams> = {}) {
    super(
      {
        nClusters: 8,
        init: "k-means++",
        nInit: 10,
        maxIter: 300,
        tol: 1e-4,
        randomState: null,
        algorithm: "lloyd",
      },
      params,
    );
  }

  /**
   * @param X - (n x features) finite numbers.
   * @param _y - not looked at.
   * @throws ValidationError if X is unusable or has fewer rows than clusters, or `init` has another shape.
   * @throws ParameterError if an option is unusable.
   */
  async fit(X: TableLike, _y?: LabelsLike | null, options: SampleWeightOptions = {}): Promise<this> {
    const { nClusters: k, maxIter, tol, randomState, algorithm } = this.params;
    const runs = this.checkParams();
    const matrix = toMatrix(X);
    const { rows: n, cols: d } = matrix;
    if (n < k) {
      throw new ValidationError(
        `X has ${n} rows, but nClusters is ${k}: ask for fewer clusters or give more rows.`,
      );
    }
    const weights = toSampleWeight(options.sampleWeight, n) ?? null;
    const { data, mean, variance } = centre(matrix);
    const starts = this.starts(checkRandomState(randomState), runs, matrix, data, mean);
    const trials = starts.kind === "k-means++" ? starts.trials : 0;
    const milliseconds = runs * n * k * d * 2e-5;
    const teamSize = threadCount({ milliseconds }, Math.ceil(n / 1000));
    const plan: KMeansPlan = {
      data,
      n,
      d,
      k,
      weights,
      runs,
      starts,
      algorithm,
      maxIter,
      tol: tol * variance,
      teamSize,
      work: kmeansWork(n, d, k, trials),
    };
    const ranks = Array.from({ length: teamSize }, (_, rank) => rank);
    const fits = await runJobs(kmeansTask, plan, ranks, { nJobs: teamSize, milliseconds });
    const { centers, labels, inertia, nIter } = fits[0] as KMeansFit;
    for (let m = 0; m < centers.length; m++) centers[m] += mean[m % d];
    this.rememberFeatures(X, matrix);
    this.clusterCenters = new Matrix(centers, k, d);
    this.labels = labels;
    this.inertia = inertia;
    this.nIter = nIter;
    return this;
  }

  /** Checks the options and returns the number of runs. */
  private checkParams(): number {
    const { nClusters, init, nInit, maxIter, tol, algorithm } = this.params;
    checkNumber("nClusters", nClusters, { min: 1, integer: true });
    checkNumber("maxIter", maxIter, { min: 1, integer: true });
    checkNumber("tol", tol, { min: 0 });
    checkOneOf("algorithm", algorithm, ["lloyd", "elkan"]);
    if (typeof init === "string") checkOneOf("init", init, ["k-means++", "random"]);
    else if (typeof init !== "object" || init === null) {
      throw new ParameterError('init must be "k-means++", "random" or a table of centres.');
    }
    if (nInit !== "auto") checkNumber("nInit", nInit, { min: 1, integer: true });
    if (typeof init !== "string") return 1;
    return nInit === "auto" ? (init === "k-means++" ? 1 : 10) : nInit;
  }

  /** Draws what the runs need. Each takes the same number of draws whatever it finds, so all are drawn before. */
  private starts(
    rng: RandomState,
    runs: number,
    X: Matrix,
    data: Float64Array,
    mean: Float64Array,
  ): KMeansStarts {
    const { nClusters: k, init } = this.params;
    const { rows: n, cols: d } = X;
    if (typeof init !== "string") {
      const given = toMatrix(init, { name: "init" });
      if (given.rows !== k || given.cols !== d) {
        throw new ValidationError(
          `init is ${given.rows} x ${given.cols}, but must be nClusters x features: ${k} x ${d}.`,
        );
      }
      return { kind: "centers", centers: given.data.map((value, m) => value - mean[m % d]) };
    }
    if (init === "random") {
      const centers = new Float64Array(runs * k * d);
      for (let run = 0; run < runs; run++) {
        const drawn = rng.permutation(n);
        for (let c = 0; c < k; c++) {
          centers.set(data.subarray(drawn[c] * d, (drawn[c] + 1) * d), (run * k + c) * d);
        }
      }
      return { kind: "centers", centers };
    }
    const trials = localTrials(k);
    const first = new Int32Array(runs);
    const uniforms = new Float64Array(runs * (k - 1) * trials);
    for (let run = 0; run < runs; run++) {
      first[run] = rng.randint(n);
      if (k > 1) uniforms.set(rng.uniform(0, 1, (k - 1) * trials), run * (k - 1) * trials);
    }
    return { kind: "k-means++", trials, first, uniforms };
  }

  /** (n) the nearest cluster of each row. */
  predict(X: TableLike): Int32Array {
    return this.nearest(this.checkTable(X, "predict")).labels;
  }

  /** (n x clusters) Euclidean distance from each centre. */
  transform(X: TableLike): Matrix {
    const { data, rows, cols } = this.checkTable(X, "transform");
    const { data: centers, rows: k } = this.clusterCenters;
    const out = Matrix.zeros(rows, k);
    for (let i = 0, at = 0; i < rows; i++) {
      for (let c = 0; c < k; c++, at++) {
        let sum = 0;
        for (let j = 0; j < cols; j++) sum += (data[i * cols + j] - centers[c * cols + j]) ** 2;
        out.data[at] = Math.sqrt(sum);
      }
    }
    return out;
  }

  /** Minus the inertia of X: the summed squared distance of its rows from the nearest centres, by weight. */
  score(X: TableLike, _y?: LabelsLike | null, options: SampleWeightOptions = {}): number {
    const matrix = this.checkTable(X, "score");
    const weights = toSampleWeight(options.sampleWeight, matrix.rows);
    const { distances } = this.nearest(matrix, true);
    return -distances.reduce((sum, value, i) => sum + (weights === undefined ? 1 : weights[i]) * value, 0);
  }

  /** The nearest cluster of each row and, if asked for, the squared distance from it. */
  private nearest(
    { data, rows, cols }: Matrix,
    measure = false,
  ): { labels: Int32Array; distances: Float64Array } {
    const { data: centers, rows: k } = this.clusterCenters;
    // About their own mean the centres lie where the digits are.
    const mean = columnMeans(this.clusterCenters);
    const labels = new Int32Array(rows);
    const distances = new Float64Array(measure ? rows : 0);
    const part = new SingleKMeansRows(data, Math.min(BLOCK, rows), cols, null, k, 0);
    part.setCenters(centers.map((value, m) => value - mean[m % cols]));
    for (let from = 0; from < rows; from += BLOCK) {
      const count = Math.min(BLOCK, rows - from);
      part.load(data.subarray(from * cols, (from + count) * cols), count, mean);
      const groups = Math.ceil(count / GROUP);
      part.assign(0, groups);
      labels.set(part.labels.subarray(0, count), from);
      if (!measure) continue;
      part.measure(0, groups);
      distances.set(part.distances.subarray(0, count), from);
    }
    return { labels, distances };
  }
}

registerEstimator(KMeans);

/** Candidates for each seed, as scikit-learn's k-means++ tries. */
export const localTrials = (k: number): number => 2 + Math.floor(Math.log(k));

/** The rows about their mean, and the mean over the features of their variances. */
export function centre(X: Matrix): { data: Float64Array; mean: Float64Array; variance: number } {
  const { rows, cols } = X;
  const mean = columnMeans(X);
  const data = new Float64Array(rows * cols);
  let squares = 0;
  for (let i = 0, m = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, m++) {
      data[m] = X.data[m] - mean[j];
      squares += data[m] * data[m];
    }
  }
  return { data, mean, variance: squares / (rows * cols) };
}
