import { Classifier, type SampleWeightOptions } from "../core/classifier";
import { ParameterError, ValidationError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import {
  decodeLabels,
  encodeLabelsWith,
  type Label,
  type LabelsLike,
  type LabelVector,
  sortLabels,
} from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkNumber } from "../core/parameters";
import { allFinite, type TableLike, toMatrix } from "../core/table-like";
import { checkSameLength, toSampleWeight } from "../core/targets";
import { type LogDensityTerms, logDensities, mostLikely } from "../kernels/gaussian";
import {
  type ClassMoments,
  emptyMoments,
  largestVariance,
  largestVarianceOf,
  updateMoments,
} from "./moments";

export interface GaussianNBParams {
  /** Prior probability of each class, in the order of `classes`; default `null`: the shares of the sample. */
  priors: ArrayLike<number> | null;
  /** Share of the largest feature variance that is added to every variance, for stability; default 1e-9. */
  varSmoothing: number;
}

export interface PartialFitOptions extends SampleWeightOptions {
  /** All labels that will ever come; needed on the first call. */
  classes?: ArrayLike<Label>;
}

/**
 * Gaussian naive Bayes: each feature of each class is a normal distribution of its own, independent of the other
 * features. Equal to `sklearn.naive_bayes.GaussianNB` of scikit-learn 1.2.
 *
 * Means and variances are updated as in Chan, Golub & LeVeque 1979 (Stanford STAN-CS-79-773), so that the model
 * can be trained piece by piece with {@link GaussianNB.partialFit}.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.naive_bayes.GaussianNB.html
 *
 * @example
 * ```ts
 * const model = await new GaussianNB().fit([[-1], [-2], [1], [2]], ["star", "star", "RR Lyrae", "RR Lyrae"]);
 * model.predict([[1.5]]); // ["RR Lyrae"]
 * ```
 */
export class GaussianNB extends Classifier<GaussianNBParams> {
  /** (classes) weight of each class seen in training. */
  declare classCount: Float64Array;
  /** (classes) probability of each class. */
  declare classPrior: Float64Array;
  /** (classes x features) mean of each feature. */
  declare theta: Matrix;
  /** (classes x features) variance of each feature, `epsilon` included. */
  declare var: Matrix;
  /** What was added to the variances. */
  declare epsilon: number;

  constructor(params: Partial<GaussianNBParams> = {}) {
    super({ priors: null, varSmoothing: 1e-9 }, params);
  }

  /**
   * @param X - (n x features) finite numbers.
   * @param y - (n) labels.
   * @throws ValidationError if X or y is unusable, their lengths differ, or a variance stays zero after smoothing.
   * @throws ParameterError if `priors` or `varSmoothing` is.
   */
  async fit(X: TableLike, y: LabelsLike, options: SampleWeightOptions = {}): Promise<this> {
    const weight = options.sampleWeight ?? undefined;
    // Without weights a value that is not finite shows in its class's variance.
    const { X: matrix, classes, codes } = this.checkFitLabels(X, y, { unchecked: weight === undefined });
    this.checkParams(classes.length);
    const moments = emptyMoments(classes.length, matrix.cols);
    updateMoments(matrix, codes, toSampleWeight(weight, matrix.rows), moments);
    if (!allFinite(moments.var.data)) toMatrix(X);
    this.learn(classes, moments, weight === undefined ? largestVarianceOf(moments) : largestVariance(matrix));
    return this;
  }

  /**
   * Trains on one more piece of the data; what was learnt before is kept.
   *
   * @throws ValidationError if the first call names no `classes`, or a later one brings a label outside them.
   */
  async partialFit(X: TableLike, y: LabelsLike, options: PartialFitOptions = {}): Promise<this> {
    const first = !this.isFitted;
    if (first && options.classes === undefined) {
      throw new ValidationError(
        "The first call of partialFit needs `classes`: all labels that will ever come.",
      );
    }
    const named = options.classes && sortLabels([...new Set(Array.from(options.classes))]);
    if (!first && named && !sameLabels(named, this.classes)) {
      throw new ValidationError(`classes must be those of the first call: [${this.classes.join(", ")}].`);
    }
    const classes = named ?? this.classes;
    const matrix = first ? toMatrix(X) : this.checkTable(X, "partialFit");
    const codes = encodeLabelsWith(classes, y);
    checkSameLength(codes.length, matrix.rows, "y", "X");
    const weight = toSampleWeight(options.sampleWeight, matrix.rows);
    this.checkParams(classes.length);
    const moments = first ? emptyMoments(classes.length, matrix.cols) : this.pastMoments();
    updateMoments(matrix, codes, weight, moments);
    this.learn(classes, moments, largestVariance(matrix));
    if (first) this.rememberFeatures(X, matrix);
    return this;
  }

  private pastMoments(): ClassMoments {
    // Each call's epsilon belongs to its own piece: the variances are kept without it.
    const variance = new Matrix(
      this.var.data.map((value) => value - this.epsilon),
      this.var.rows,
      this.var.cols,
    );
    return { classCount: this.classCount.slice(), theta: this.theta.copy(), var: variance };
  }

  /** Takes moments without epsilon for its own. */
  private learn(classes: Label[], moments: ClassMoments, largestVariance: number): void {
    const epsilon = this.params.varSmoothing * largestVariance;
    const { classCount, var: variance } = moments;
    for (let m = 0; m < variance.data.length; m++) variance.data[m] += epsilon;
    this.checkVariances(classes, moments);
    const total = classCount.reduce((sum, count) => sum + count, 0);
    const { priors } = this.params;
    Object.assign(this, moments, { classes, epsilon });
    this.classPrior = priors === null ? classCount.map((count) => count / total) : Float64Array.from(priors);
  }

  private checkVariances(classes: Label[], { classCount, var: variance }: ClassMoments): void {
    const { data, cols } = variance;
    const m = data.findIndex((value, at) => value <= 0 && classCount[Math.floor(at / cols)] > 0);
    if (m < 0) return;
    throw new ValidationError(
      `Feature ${m % cols} does not vary within class ${String(classes[Math.floor(m / cols)])}, and ` +
        `varSmoothing=${this.params.varSmoothing} leaves its variance zero: give a feature that varies, or a larger ` +
        "varSmoothing.",
    );
  }

  private checkParams(nClasses: number): void {
    const { priors, varSmoothing } = this.params;
    checkNumber("varSmoothing", varSmoothing, { min: 0 });
    if (priors === null) return;
    if (priors.length !== nClasses) {
      throw new ParameterError(`priors has ${priors.length} values, but there are ${nClasses} classes.`);
    }
    let sum = 0;
    for (let k = 0; k < nClasses; k++) {
      checkNumber(`priors[${k}]`, priors[k], { min: 0 });
      sum += priors[k];
    }
    if (Math.abs(sum - 1) > 1e-8) throw new ParameterError(`priors must add up to 1, but add up to ${sum}.`);
  }

  /** (n) the most probable label of each row. */
  predict(X: TableLike): LabelVector {
    const { data, rows, cols } = this.checkTable(X, "predict", { unchecked: true });
    const { codes, finite } = mostLikely(data, rows, cols, this.logDensityTerms());
    // A value that is not finite shows in its row; so does a prior of zero, which is no fault of X.
    if (!finite) toMatrix(X);
    return decodeLabels(this.classes, codes);
  }

  /** (n x classes) probability of each class, in the order of `classes`. */
  predictProba(X: TableLike): Matrix {
    const out = this.predictLogProba(X);
    for (let k = 0; k < out.data.length; k++) out.data[k] = Math.exp(out.data[k]);
    return out;
  }

  /** (n x classes) natural logarithm of the probability of each class. */
  predictLogProba(X: TableLike): Matrix {
    const out = this.predictJointLogProba(X);
    const { data, rows, cols } = out;
    for (let i = 0, at = 0; i < rows; i++, at += cols) {
      let max = data[at];
      for (let k = 1; k < cols; k++) if (data[at + k] > max) max = data[at + k];
      let sum = 0;
      for (let k = 0; k < cols; k++) sum += Math.exp(data[at + k] - max);
      const logSum = max + Math.log(sum);
      for (let k = 0; k < cols; k++) data[at + k] -= logSum;
    }
    return out;
  }

  /** (n x classes) log P(class) + log P(row | class), not normalised. */
  predictJointLogProba(X: TableLike): Matrix {
    const { data, rows, cols } = this.checkTable(X, "predict", { unchecked: true });
    const out = logDensities(data, rows, cols, this.logDensityTerms());
    if (!allFinite(out)) toMatrix(X);
    return new Matrix(out, rows, this.classes.length);
  }

  private logDensityTerms(): LogDensityTerms {
    const { rows: classes, cols } = this.theta;
    const constant = new Float64Array(classes);
    const scale = new Float64Array(classes * cols);
    for (let k = 0; k < classes; k++) {
      constant[k] = Math.log(this.classPrior[k]);
      for (let j = 0; j < cols; j++) {
        const variance = this.var.data[k * cols + j];
        constant[k] -= 0.5 * Math.log(2 * Math.PI * variance);
        scale[k * cols + j] = 0.5 / variance;
      }
    }
    return { theta: this.theta.data, scale, constant };
  }
}

registerEstimator(GaussianNB);

const sameLabels = (a: readonly Label[], b: readonly Label[]): boolean =>
  a.length === b.length && a.every((label, k) => label === b[k]);
