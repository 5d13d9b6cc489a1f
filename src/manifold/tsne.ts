import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError, ValidationError } from "../core/errors";
import { Estimator, registerEstimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import { type TableLike, toMatrix } from "../core/table-like";
import { makeBreath } from "../core/worker-pool";
import { PCA } from "../decomposition/pca";
import { CHECK, descentStart, EXPLORATION } from "./descent";
import { descend, mapPlan } from "./map-run";
import { jointProbabilities } from "./similarities";

export interface TSNEParams {
  /** Dimensions of the embedding; default 2, which only `"exact"` can do without. */
  nComponents: number;
  /** About how many neighbours each row looks at, below the number of rows; default 30. */
  perplexity: number;
  /** What similarities are multiplied with in the first 250 iterations, at least 1; default 12. */
  earlyExaggeration: number;
  /** Default `"auto"`: max(rows / earlyExaggeration / 4, 50). */
  learningRate: "auto" | number;
  /** Most iterations, at least 250; default 1000. */
  nIter: number;
  /** Iterations without progress before it stops, after the first 250; default 300. */
  nIterWithoutProgress: number;
  /** Norm of the gradient below which it stops; default 1e-7. */
  minGradNorm: number;
  /** Start: the first principal components, small (default, `"pca"`), `"random"`, or an (n x components) table. */
  init: "pca" | "random" | Matrix | number[][];
  /**
   * How points repel one another: `"barnes_hut"` (default) takes far points together; `"interpolation"` goes by a grid
   * and Fourier transforms (Linderman et al. 2019, Nature Methods 16, 243), whose cost grows with the area of the map
   * rather than with the rows, and pays from tens of thousands of rows on; `"exact"` takes every pair, at a cost of n²
   * an iteration on one thread.
   */
  method: "barnes_hut" | "interpolation" | "exact";
  /** Of `"barnes_hut"`: size over distance below which points are taken together, 0 to 1; default 0.5. */
  angle: number;
  /** Of `init: "random"`. */
  randomState: RandomStateLike;
}

/** How far a fit is. */
export interface TSNEStep {
  /** Iterations done. */
  iteration: number;
  /** At the last check, every 50 iterations; NaN before. */
  klDivergence: number;
  /** (n x components) a copy of the map so far. */
  embedding: Matrix;
}

export interface TSNEFitOptions {
  /** Called every 50 iterations. */
  onProgress?: (step: Omit<TSNEStep, "embedding">) => void;
  /** Stops the fit within 50 iterations; it then throws the signal's reason. */
  signal?: AbortSignal;
}

/**
 * t-distributed stochastic neighbour embedding: a map on which rows that are neighbours stay neighbours (van der
 * Maaten & Hinton 2008, JMLR 9, 2579; 2014, JMLR 15, 3221). Names, defaults, schedule and stopping are those of
 * `sklearn.manifold.TSNE` of scikit-learn 1.2, which lacks `method: "interpolation"`; a map's coordinates differ from
 * its, the divergence is as low. Large tables are worked on by all cores, to the same map as by one.
 *
 * Distances between groups on a map, and the groups' sizes, mean little; who is whose neighbour does.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.manifold.TSNE.html
 */
export class TSNE extends Estimator<TSNEParams> {
  /** (n x components) the map. */
  declare embedding: Matrix;
  /**
   * Kullback-Leibler divergence of the map's similarities from those of the rows. What all similarities on the map add
   * up to is the sum that the method finds: by groups of points right to a thousandth, by interpolation to 1e-4.
   */
  declare klDivergence: number;
  /** Iterations done. */
  declare nIterations: number;
  /** What `learningRate` came to. */
  declare fittedLearningRate: number;

  constructor(params: Partial<TSNEParams> = {}) {
    super(
      {
        nComponents: 2,
        perplexity: 30,
        earlyExaggeration: 12,
        learningRate: "auto",
        nIter: 1000,
        nIterWithoutProgress: 300,
        minGradNorm: 1e-7,
        init: "pca",
        method: "barnes_hut",
        angle: 0.5,
        randomState: null,
      },
      params,
    );
  }

  /**
   * @param X - (n x features) finite numbers; scale features to like spread first.
   * @throws ValidationError if X is unusable.
   * @throws ParameterError if an option is.
   */
  async fit(X: TableLike, _y?: LabelsLike | null, options: TSNEFitOptions = {}): Promise<this> {
    const { matrix, plan } = await this.prepare(X, false);
    const breath = makeBreath();
    let last = descentStart;
    options.signal?.throwIfAborted();
    for await (const state of descend(plan)) {
      last = state;
      const { iteration, klDivergence } = state;
      if (iteration % CHECK === 0) options.onProgress?.({ iteration, klDivergence });
      await breath();
      options.signal?.throwIfAborted();
    }
    this.rememberFeatures(X, matrix);
    this.embedding = asTable(plan.descent.points, matrix.rows);
    this.klDivergence = last.klDivergence;
    this.nIterations = last.iteration;
    this.fittedLearningRate = plan.options.learningRate;
    return this;
  }

  /** Fits to `X` and returns the map; there is none for other rows. */
  async fitTransform(X: TableLike, y?: LabelsLike | null, options: TSNEFitOptions = {}): Promise<Matrix> {
    await this.fit(X, y, options);
    return this.embedding;
  }

  /** The map after each iteration, for watching it form; leaves this estimator as it is. */
  async *steps(X: TableLike): AsyncGenerator<TSNEStep> {
    const { matrix, plan } = await this.prepare(X, true);
    for await (const { iteration, klDivergence } of descend(plan)) {
      yield { iteration, klDivergence, embedding: asTable(plan.descent.points, matrix.rows) };
    }
  }

  private async prepare(X: TableLike, alone: boolean) {
    this.checkOptions();
    const { nComponents, perplexity, earlyExaggeration, learningRate: rate, method, angle } = this.params;
    const matrix = toMatrix(X);
    const n = matrix.rows;
    if (perplexity >= n) {
      throw new ValidationError(
        `perplexity (${perplexity}) must be below the number of rows (${n}): lower it or give more rows.`,
      );
    }
    const start = await this.start(matrix);
    const neighbors = method === "exact" ? n - 1 : Math.min(n - 1, Math.floor(3 * perplexity + 1));
    const similarities = await jointProbabilities(matrix, perplexity, neighbors);
    const { nIter, nIterWithoutProgress, minGradNorm } = this.params;
    const options = {
      components: nComponents,
      earlyExaggeration,
      learningRate: rate === "auto" ? Math.max(n / earlyExaggeration / 4, 50) : rate,
      nIter,
      nIterWithoutProgress,
      minGradNorm,
    };
    const plan = mapPlan(start, similarities, { method, angle }, options, alone);
    return { matrix, plan };
  }

  private checkOptions(): void {
    const { params } = this;
    checkNumber("nComponents", params.nComponents, { min: 1, integer: true });
    checkNumber("perplexity", params.perplexity, { exclusiveMin: 0 });
    checkNumber("earlyExaggeration", params.earlyExaggeration, { min: 1 });
    if (params.learningRate !== "auto") checkNumber("learningRate", params.learningRate, { exclusiveMin: 0 });
    checkNumber("nIter", params.nIter, { min: EXPLORATION, integer: true });
    checkNumber("nIterWithoutProgress", params.nIterWithoutProgress, { min: -1, integer: true });
    checkNumber("minGradNorm", params.minGradNorm, { min: 0 });
    checkOneOf("method", params.method, ["barnes_hut", "interpolation", "exact"]);
    checkNumber("angle", params.angle, { min: 0, max: 1 });
    if (params.method !== "exact" && params.nComponents !== 2) {
      throw new ParameterError(
        `method "${params.method}" makes maps of 2 components, not of ${params.nComponents}: use "exact" for others.`,
      );
    }
    if (typeof params.init === "string") checkOneOf("init", params.init, ["pca", "random"]);
  }

  private async start(X: Matrix): Promise<Float64Array> {
    const { init, nComponents, randomState } = this.params;
    const length = X.rows * nComponents;
    if (init === "random") {
      return checkRandomState(randomState).normal(0, 1e-4, length);
    }
    if (init !== "pca") {
      const given = toMatrix(init, { name: "init" });
      if (given.rows === X.rows && given.cols === nComponents) return given.data;
      throw new ValidationError(
        `init is ${given.rows} x ${given.cols}, but must be ${X.rows} x ${nComponents} (rows of X x nComponents).`,
      );
    }
    if (nComponents > Math.min(X.rows, X.cols)) {
      // Fewer principal components than dimensions: chance fills the rest.
      return checkRandomState(randomState).normal(0, 1e-4, length);
    }
    const first = await new PCA({ nComponents }).fitTransform(X);
    const spread = Math.sqrt(first.column(0).reduce((sum, value) => sum + value * value, 0) / X.rows);
    return first.data.map((value) => (spread > 0 ? (1e-4 * value) / spread : 0));
  }
}

registerEstimator(TSNE);

function asTable(points: Float32Array, rows: number): Matrix {
  return new Matrix(Float64Array.from(points), rows, points.length / rows);
}
