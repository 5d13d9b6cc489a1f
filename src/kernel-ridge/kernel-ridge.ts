import type { SampleWeightOptions } from "../core/classifier";
import { ParameterError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import { cholesky, solveCholesky } from "../core/linalg/cholesky";
import { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import { Regressor } from "../core/regressor";
import type { TableLike } from "../core/table-like";
import { toSampleWeight, type VectorLike } from "../core/targets";
import type { SvmKernel } from "../svm/kernel";
import { forEachKernelRow } from "../svm/kernel-block";

export interface KernelRidgeParams {
  /** Strength of the penalty, not negative; default 1. Noise of variance s² calls for about s². */
  alpha: number;
  /** Default `"linear"`: x·z; `"rbf"`: exp(-gamma |x - z|²); `"poly"`: (gamma x·z + coef0)^degree. */
  kernel: "linear" | "rbf" | "poly";
  /** Of `"rbf"` and `"poly"`; default `null`: 1 / features. */
  gamma: number | null;
  /** Of `"poly"`; default 3. */
  degree: number;
  /** Of `"poly"`; default 1. */
  coef0: number;
}

/**
 * Ridge regression in the space of a kernel: each prediction is a sum over the training rows, weighted by how alike they
 * are to the query. Equal to `sklearn.kernel_ridge.KernelRidge` of scikit-learn 1.2 for one target (Murphy 2012, Machine
 * Learning: A Probabilistic Perspective, section 14.4.3). There is no intercept: far from all training rows `"rbf"`
 * predicts 0. Time grows as the cube of the training rows, memory as their square.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.kernel_ridge.KernelRidge.html
 */
export class KernelRidge extends Regressor<KernelRidgeParams> {
  /** (n) weight of each training row in a prediction. */
  declare dualCoef: Float64Array;
  /** (n x features) the training rows. */
  declare fitX: Matrix;
  /** The kernel with its numbers filled in. */
  declare fittedKernel: SvmKernel;

  constructor(params: Partial<KernelRidgeParams> = {}) {
    super({ alpha: 1, kernel: "linear", gamma: null, degree: 3, coef0: 1 }, params);
  }

  /**
   * @param X - (n x features) finite numbers; scale features to like spread first.
   * @param y - (n) targets; centre them first, unless they are about 0.
   * @throws ValidationError if X or y is unusable or their lengths differ.
   * @throws ParameterError if an option is, or alpha is too small for rows that depend on one another.
   */
  async fit(X: TableLike, y: VectorLike, options: SampleWeightOptions = {}): Promise<this> {
    this.checkOptions();
    const { alpha, kernel, gamma, degree, coef0 } = this.params;
    const { X: matrix, y: targets } = this.checkFitTargets(X, y);
    const weight = toSampleWeight(options.sampleWeight, matrix.rows);
    const root = weight?.map(Math.sqrt);
    const fitX = matrix.copy();
    const fittedKernel = { name: kernel, gamma: gamma ?? 1 / matrix.cols, degree, coef0 };
    const n = matrix.rows;
    const K = Matrix.zeros(n, n);
    forEachKernelRow(fitX, fitX, fittedKernel, new Float64Array(fitX.cols), (i, values, from) => {
      for (let j = 0; j < n; j++) K.data[i * n + j] = values[from + j] * (root ? root[i] * root[j] : 1);
      K.data[i * n + i] += alpha;
    });
    const L = cholesky(K);
    if (L === null) {
      throw new ParameterError(
        `KernelRidge: with alpha ${alpha} the equations have no single solution; make alpha larger.`,
      );
    }
    const dualCoef = solveCholesky(L, root ? targets.map((value, i) => value * root[i]) : targets);
    this.dualCoef = root ? dualCoef.map((value, i) => value * root[i]) : dualCoef;
    this.fitX = fitX;
    this.fittedKernel = fittedKernel;
    return this;
  }

  /** (n) the predicted value of each row. */
  predict(X: TableLike): Float64Array {
    const queries = this.checkTable(X, "predict");
    const { dualCoef, fitX } = this;
    const out = new Float64Array(queries.rows);
    forEachKernelRow(queries, fitX, this.fittedKernel, new Float64Array(fitX.cols), (i, values, from) => {
      let sum = 0;
      for (let j = 0; j < dualCoef.length; j++) sum += values[from + j] * dualCoef[j];
      out[i] = sum;
    });
    return out;
  }

  private checkOptions(): void {
    const { alpha, kernel, gamma, degree, coef0 } = this.params;
    checkNumber("alpha", alpha, { min: 0 });
    checkOneOf("kernel", kernel, ["linear", "rbf", "poly"]);
    if (gamma !== null) checkNumber("gamma", gamma, { min: 0 });
    checkNumber("degree", degree, { min: 1, integer: true });
    checkNumber("coef0", coef0);
  }
}

registerEstimator(KernelRidge);
