import { columnMeans } from "../core/column-means";
import { ParameterError, ValidationError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import { type TableLike, toMatrix } from "../core/table-like";
import { Transformer } from "../core/transformer";
import { projectRows } from "../kernels/projection";
import { principalAxes } from "./principal-axes";

export interface PCAParams {
  /**
   * Components to keep: a whole number; a fraction between 0 and 1 for as many as explain more than this share of the
   * variance; default `null`: min(rows, features).
   */
  nComponents: number | null;
  /** Give each component unit variance in `transform`; default `false`. */
  whiten: boolean;
  /** Both find all components exactly; default `"auto"`. */
  svdSolver: "auto" | "full";
}

/**
 * Principal component analysis: the orthogonal directions along which a table varies most, and the table's
 * coordinates along them. Equal to `sklearn.decomposition.PCA(svd_solver="full")` of scikit-learn 1.2, signs
 * included; its randomized solver and `n_components="mle"` are not here.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.decomposition.PCA.html
 */
export class PCA extends Transformer<PCAParams> {
  /** (components x features) the directions, one a row, in order of falling variance. */
  declare components: Matrix;
  /** (components) variance along each direction (divided by n - 1). */
  declare explainedVariance: Float64Array;
  /** (components) its share of the whole variance; NaN where nothing varies. */
  declare explainedVarianceRatio: Float64Array;
  /** (components) length of the centred table along each direction. */
  declare singularValues: Float64Array;
  /** (features) mean of each feature. */
  declare mean: Float64Array;
  /** How many components were kept. */
  declare nComponents: number;
  /** Mean variance along the directions that were left out (Tipping & Bishop 1999). */
  declare noiseVariance: number;
  /** Rows seen by `fit`. */
  declare nSamples: number;

  constructor(params: Partial<PCAParams> = {}) {
    super({ nComponents: null, whiten: false, svdSolver: "auto" }, params);
  }

  /**
   * @param X - (n x features) finite numbers, at least two rows.
   * @throws ValidationError if X is unusable.
   * @throws ParameterError if an option is, or more components are asked for than there can be.
   */
  async fit(X: TableLike, _y?: LabelsLike | null): Promise<this> {
    const { nComponents, whiten, svdSolver } = this.params;
    checkOneOf("whiten", whiten, [true, false]);
    checkOneOf("svdSolver", svdSolver, ["auto", "full"]);
    if (nComponents !== null) checkNumber("nComponents", nComponents, { exclusiveMin: 0 });
    const matrix = toMatrix(X);
    if (matrix.rows < 2)
      throw new ValidationError("X has one row: PCA needs at least two to see a variance.");
    const most = Math.min(matrix.rows, matrix.cols);
    if (nComponents !== null && nComponents >= 1 && !(Number.isInteger(nComponents) && nComponents <= most)) {
      throw new ParameterError(
        `nComponents must be a fraction below 1 or a whole number of at most min(rows, features) = ${most}; got ${nComponents}.`,
      );
    }
    const mean = columnMeans(matrix);
    const { singularValues, components } = await principalAxes(matrix, mean);
    const variance = singularValues.map((value) => (value * value) / (matrix.rows - 1));
    const total = variance.reduce((sum, value) => sum + value, 0);
    const ratio = variance.map((value) => value / total);
    const kept = howMany(nComponents, ratio, most);

    this.rememberFeatures(X, matrix);
    this.mean = mean;
    this.nSamples = matrix.rows;
    this.nComponents = kept;
    this.components = new Matrix(components.data.slice(0, kept * matrix.cols), kept, matrix.cols);
    this.explainedVariance = variance.slice(0, kept);
    this.explainedVarianceRatio = ratio.slice(0, kept);
    this.singularValues = singularValues.slice(0, kept);
    const rest = variance.slice(kept);
    this.noiseVariance = rest.length === 0 ? 0 : rest.reduce((sum, value) => sum + value, 0) / rest.length;
    return this;
  }

  /** (n x components) coordinates of the rows along the components. */
  transform(X: TableLike): Matrix {
    const matrix = this.checkTable(X, "transform", { unchecked: true });
    const axes = this.components.transpose();
    if (this.params.whiten) scaleColumns(axes, (k) => 1 / Math.sqrt(this.explainedVariance[k]));
    const out = projectRows(matrix, this.mean, axes);
    // Each coordinate is a sum over all features: one that is not finite shows in the first.
    let check = 0;
    for (let at = 0; at < out.data.length; at += out.cols) check += 0 * out.data[at];
    if (check !== 0) this.checkTable(X, "transform");
    return out;
  }

  /**
   * (n x features) rows that have the given coordinates along the components.
   *
   * @param X - (n x components).
   */
  inverseTransform(X: TableLike): Matrix {
    this.checkFitted("inverseTransform");
    const coordinates = toMatrix(X);
    const k = this.nComponents;
    if (coordinates.cols !== k) {
      throw new ValidationError(`X has ${coordinates.cols} columns, but this PCA keeps ${k} components.`);
    }
    const axes = this.components.copy();
    if (this.params.whiten) {
      for (let c = 0; c < k; c++) {
        const size = Math.sqrt(this.explainedVariance[c]);
        for (let j = 0; j < axes.cols; j++) axes.data[c * axes.cols + j] *= size;
      }
    }
    const out = projectRows(coordinates, new Float64Array(k), axes);
    for (let at = 0; at < out.data.length; at++) out.data[at] += this.mean[at % out.cols];
    return out;
  }

  /** (features x features) covariance by the probabilistic model: the components, and equal noise in the rest. */
  getCovariance(): Matrix {
    this.checkFitted("getCovariance");
    const d = this.nFeaturesIn;
    const out = Matrix.zeros(d, d);
    for (let c = 0; c < this.nComponents; c++) {
      const v = this.components.row(c);
      const excess = Math.max(0, this.explainedVariance[c] - this.noiseVariance);
      for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) out.data[i * d + j] += excess * v[i] * v[j];
    }
    for (let i = 0; i < d; i++) out.data[i * d + i] += this.noiseVariance;
    return out;
  }
}

registerEstimator(PCA);

function howMany(nComponents: number | null, ratio: Float64Array, most: number): number {
  if (nComponents === null) return most;
  if (nComponents >= 1) return nComponents;
  let sum = 0;
  let count = 1;
  for (const share of ratio) {
    sum += share;
    if (sum > nComponents) return count;
    count++;
  }
  return most;
}

function scaleColumns({ data, cols }: Matrix, factor: (column: number) => number): void {
  const factors = Float64Array.from({ length: cols }, (_, k) => factor(k));
  for (let at = 0; at < data.length; at++) data[at] *= factors[at % cols];
}
