import { KMeans } from "../cluster/kmeans";
import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { columnMeans } from "../core/column-means";
import { ValidationError } from "../core/errors";
import { Estimator, registerEstimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { type TableLike, toMatrix } from "../core/table-like";
import { runJobs, threadCount } from "../core/worker-pool";
import { MixtureRows } from "../kernels/mixture";
import { type CovarianceType, isMatrix, termsOf } from "./components";
import { type MixtureFit, mixtureTask, mixtureWork } from "./mixture-run";
import { drawFromMixture } from "./sample";

export interface GaussianMixtureParams {
  /** Number of normal distributions; default 1. */
  nComponents: number;
  /**
   * `"full"` (default): each has a covariance matrix of its own; `"tied"`: all share one; `"diag"`: each has a variance
   * for each feature; `"spherical"`: each has one variance.
   */
  covarianceType: CovarianceType;
  /** The fit ends when the mean log likelihood of a row gains less than this; default 1e-3. */
  tol: number;
  /** What is added to every variance, so that none vanishes; default 1e-6. */
  regCovar: number;
  /** Most iterations; default 100. */
  maxIter: number;
  /** Starts, of which the likeliest is kept; default 1. */
  nInit: number;
  /**
   * The first guess: `"kmeans"` (default), `"random"` shares of each row, or rows drawn as means
   * (`"random_from_data"`).
   */
  initParams: "kmeans" | "random" | "random_from_data";
  /** Seed or generator; default unseeded. */
  randomState: RandomStateLike;
}

/** Rows that are scored at a time. */
const BLOCK = 4096;

/**
 * A mixture of normal distributions, fitted by expectation maximisation (Dempster, Laird & Rubin 1977, J. R. Stat. Soc.
 * B 39, 1). Seed for seed equal to `sklearn.mixture.GaussianMixture` of scikit-learn 1.2.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.mixture.GaussianMixture.html
 */
export class GaussianMixture extends Estimator<GaussianMixtureParams> {
  /** (components) */
  declare weights: Float64Array;
  /** (components x features) */
  declare means: Matrix;
  /**
   * full: for each component (features x features); tied: one such matrix; diag: (components x features) variances;
   * spherical: (components) variances.
   */
  declare covariances: Matrix[] | Matrix | Float64Array;
  /** Inverses of {@link covariances}. */
  declare precisions: Matrix[] | Matrix | Float64Array;
  /** Upper triangles P with precision P Pᵀ; square roots of the precisions where those are no matrices. */
  declare precisionsCholesky: Matrix[] | Matrix | Float64Array;
  /** Whether the fit that was kept ended before `maxIter`. */
  declare converged: boolean;
  /** Iterations of the fit that was kept. */
  declare nIter: number;
  /** Mean log likelihood of a training row in the last iteration. */
  declare lowerBound: number;

  constructor(params: Partial<GaussianMixtureParams> = {}) {
    super(
      {
        nComponents: 1,
        covarianceType: "full",
        tol: 1e-3,
        regCovar: 1e-6,
        maxIter: 100,
        nInit: 1,
        initParams: "kmeans",
        randomState: null,
      },
      params,
    );
  }

  /**
   * @param X - (n x features) finite numbers; at least two rows.
   * @param _y - not looked at.
   * @throws ValidationError if X is unusable, has fewer rows than components, or a covariance is not positive definite.
   * @throws ParameterError if an option is unusable.
   */
  async fit(X: TableLike, _y?: LabelsLike | null): Promise<this> {
    this.checkParams();
    const { nComponents: k, covarianceType: type, tol, regCovar, maxIter, nInit, randomState } = this.params;
    const matrix = toMatrix(X);
    const { rows: n, cols: d } = matrix;
    if (n < Math.max(2, k)) {
      throw new ValidationError(
        `X has ${n} ${n === 1 ? "row" : "rows"}, but a mixture of ${k} needs at least ${Math.max(2, k)}.`,
      );
    }
    const mean = columnMeans(matrix);
    const data = matrix.data.map((value, m) => value - mean[m % d]);
    const rng = checkRandomState(randomState);
    const milliseconds = n * k * d * (isMatrix(type) ? d : 1) * 1e-4;
    const teamSize = threadCount({ milliseconds }, Math.ceil(n / 1000));
    const ranks = Array.from({ length: teamSize }, (_, rank) => rank);
    let best: MixtureFit | undefined;
    for (let run = 0; run < nInit; run++) {
      const responsibilities = await this.start(matrix, rng);
      const work = mixtureWork(d, k, type);
      const plan = { data, n, d, k, type, regCovar, tol, maxIter, responsibilities, teamSize, work };
      const fits = await runJobs(mixtureTask, plan, ranks, { nJobs: teamSize, milliseconds });
      const found = fits[0] as MixtureFit;
      if (best === undefined || found.lowerBound > best.lowerBound) best = found;
    }
    this.rememberFeatures(X, matrix);
    this.learn(best!, mean);
    return this;
  }

  private checkParams(): void {
    const { nComponents, covarianceType, tol, regCovar, maxIter, nInit, initParams } = this.params;
    checkNumber("nComponents", nComponents, { min: 1, integer: true });
    checkOneOf("covarianceType", covarianceType, ["full", "tied", "diag", "spherical"]);
    checkNumber("tol", tol, { min: 0 });
    checkNumber("regCovar", regCovar, { min: 0 });
    checkNumber("maxIter", maxIter, { min: 0, integer: true });
    checkNumber("nInit", nInit, { min: 1, integer: true });
    checkOneOf("initParams", initParams, ["kmeans", "random", "random_from_data"]);
  }

  /** (n x k) the share that each component has of each row at the start. */
  private async start(X: Matrix, rng: RandomState): Promise<Float64Array> {
    const { nComponents: k, initParams } = this.params;
    const n = X.rows;
    const out = new Float64Array(n * k);
    if (initParams === "kmeans") {
      const { labels } = await new KMeans({ nClusters: k, nInit: 1, randomState: rng }).fit(X);
      for (let i = 0; i < n; i++) out[i * k + labels[i]] = 1;
    } else if (initParams === "random") {
      out.set(rng.uniform(0, 1, n * k));
      for (let i = 0; i < n; i++) {
        const row = out.subarray(i * k, (i + 1) * k);
        const sum = row.reduce((a, b) => a + b, 0);
        for (let c = 0; c < k; c++) row[c] /= sum;
      }
    } else {
      const rows = rng.choice(n, { size: k, replace: false });
      for (let c = 0; c < k; c++) out[rows[c] * k + c] = 1;
    }
    return out;
  }

  private learn({ components, lowerBound, nIter, converged }: MixtureFit, mean: Float64Array): void {
    const { covarianceType: type, nComponents: k } = this.params;
    const d = mean.length;
    const { weights, covariances, factors } = components;
    const shaped = (values: Float64Array): Matrix[] | Matrix | Float64Array => {
      if (type === "spherical") return values;
      if (type !== "full") return new Matrix(values, type === "tied" ? d : k, d);
      return Array.from(weights, (_, c) => new Matrix(values.slice(c * d * d, (c + 1) * d * d), d, d));
    };
    this.weights = weights;
    this.means = new Matrix(
      components.means.map((value, m) => value + mean[m % d]),
      k,
      d,
    );
    this.covariances = shaped(covariances);
    this.precisionsCholesky = shaped(factors);
    this.precisions = shaped(isMatrix(type) ? squared(factors, d) : factors.map((value) => value * value));
    this.converged = converged;
    this.nIter = nIter;
    this.lowerBound = lowerBound;
  }

  /** Fits and returns the most probable component of each row. */
  async fitPredict(X: TableLike, y?: LabelsLike | null): Promise<Int32Array> {
    await this.fit(X, y);
    return this.predict(X);
  }

  /** (n) the most probable component of each row. */
  predict(X: TableLike): Int32Array {
    const { data, rows, cols: k } = this.logDensities(X, "predict");
    const out = new Int32Array(rows);
    for (let i = 0, at = 0; i < rows; i++, at += k) {
      let best = 0;
      for (let c = 1; c < k; c++) if (data[at + c] > data[at + best]) best = c;
      out[i] = best;
    }
    return out;
  }

  /** (n x components) probability that each row is of each component. */
  predictProba(X: TableLike): Matrix {
    const out = this.logDensities(X, "predictProba");
    const norms = logSums(out);
    for (let m = 0; m < out.data.length; m++)
      out.data[m] = Math.exp(out.data[m] - norms[Math.floor(m / out.cols)]);
    return out;
  }

  /** (n) natural logarithm of the density at each row. */
  scoreSamples(X: TableLike): Float64Array {
    return logSums(this.logDensities(X, "scoreSamples"));
  }

  /** Mean log likelihood of a row. */
  score(X: TableLike, _y?: LabelsLike | null): number {
    const scores = this.scoreSamples(X);
    return scores.reduce((sum, value) => sum + value, 0) / scores.length;
  }

  /** Bayesian information criterion on X: the lower, the better (Schwarz 1978, Ann. Stat. 6, 461). */
  bic(X: TableLike): number {
    const { score, n } = this.totalScore(X);
    return -2 * score + this.freeParameters() * Math.log(n);
  }

  /** Akaike information criterion on X: the lower, the better (Akaike 1974, IEEE Trans. Autom. Control 19, 716). */
  aic(X: TableLike): number {
    return -2 * this.totalScore(X).score + 2 * this.freeParameters();
  }

  /**
   * Draws rows from the mixture, component after component; with a seed as `randomState` the same at each call.
   *
   * @returns X (nSamples x features) and y, the component of each row.
   */
  sample(nSamples = 1): { X: Matrix; y: Int32Array } {
    this.checkFitted("sample");
    checkNumber("nSamples", nSamples, { min: 1, integer: true });
    const { weights, means, covariances } = this;
    return drawFromMixture(
      checkRandomState(this.params.randomState),
      nSamples,
      weights,
      means,
      covariances,
      this.params.covarianceType,
    );
  }

  private totalScore(X: TableLike): { score: number; n: number } {
    const scores = this.scoreSamples(X);
    return { score: scores.reduce((sum, value) => sum + value, 0), n: scores.length };
  }

  private freeParameters(): number {
    const { rows: k, cols: d } = this.means;
    const triangle = (d * (d + 1)) / 2;
    const covariance = { full: k * triangle, tied: triangle, diag: k * d, spherical: k };
    return covariance[this.params.covarianceType] + k * d + k - 1;
  }

  /** (n x components) logarithm of weight times density. */
  private logDensities(X: TableLike, method: string): Matrix {
    const { data, rows, cols } = this.checkTable(X, method);
    const { weights, means } = this;
    const k = weights.length;
    const type = this.params.covarianceType;
    const factors = flattened(this.precisionsCholesky);
    const terms = termsOf({ weights, means: means.data, covariances: factors, factors }, cols, type);
    const out = new Float64Array(rows * k);
    const block = new MixtureRows(
      data.subarray(0, Math.min(BLOCK, rows) * cols),
      Math.min(BLOCK, rows),
      cols,
      k,
      isMatrix(type),
    );
    block.setTerms(terms);
    for (let from = 0; from < rows; from += BLOCK) {
      const count = Math.min(BLOCK, rows - from);
      if (from > 0) block.load(data.subarray(from * cols, (from + count) * cols), count);
      block.logDensities(out.subarray(from * k, (from + count) * k));
    }
    return new Matrix(out, rows, k);
  }
}

registerEstimator(GaussianMixture);

function flattened(values: Matrix[] | Matrix | Float64Array): Float64Array {
  if (values instanceof Float64Array) return values;
  return values instanceof Matrix ? values.data : Matrix.vstack(values).data;
}

/** P Pᵀ of each (d x d) matrix. */
function squared(factors: Float64Array, d: number): Float64Array {
  const out = new Float64Array(factors.length);
  for (let from = 0; from < out.length; from += d * d) {
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) {
        for (let m = Math.max(i, j); m < d; m++) {
          out[from + i * d + j] += factors[from + i * d + m] * factors[from + j * d + m];
        }
      }
    }
  }
  return out;
}

/** Logarithm of the summed exponentials of each row. */
function logSums({ data, rows, cols }: Matrix): Float64Array {
  const out = new Float64Array(rows);
  for (let i = 0, at = 0; i < rows; i++, at += cols) {
    let most = data[at];
    for (let c = 1; c < cols; c++) if (data[at + c] > most) most = data[at + c];
    let sum = 0;
    for (let c = 0; c < cols; c++) sum += Math.exp(data[at + c] - most);
    out[i] = most + Math.log(sum);
  }
  return out;
}
