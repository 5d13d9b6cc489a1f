import type { ClassWeight } from "../core/class-weight";
import { Classifier, type SampleWeightOptions } from "../core/classifier";
import { registerEstimator } from "../core/estimator";
import { decodeLabels, type Label, type LabelsLike, type LabelVector } from "../core/labels";
import { Matrix } from "../core/matrix";
import type { TableLike } from "../core/table-like";
import { toSampleWeight } from "../core/targets";
import { resolveSplitSizes, stratifiedSplit } from "../model-selection/shuffle-indices";
import { dense } from "./layer-specs";
import { type NetworkParams, networkDefaults, networkOutputs, trainNetwork } from "./network-params";
import { largest } from "./training-data";

export interface NetworkClassifierParams extends NetworkParams {
  /** Weight of each class in the loss; default `null`: all alike. */
  classWeight: ClassWeight;
}

/**
 * A network of any layers as an estimator, for cross-validation, pipelines and reports: it learns classes by the
 * cross-entropy, with a "softmax" output for each class that it adds to `layers` by itself. What Python's `KerasClassifier`
 * is to scikit-learn.
 *
 * A fitted one is saved by `toJSON` with its layers and weights, unless a callback is a function. After `fromJSON` in a
 * new process call `await useBackend()` before `predict`.
 *
 * @example
 * ```ts
 * const model = new NetworkClassifier({
 *   layers: [conv2d({ filters: 16, kernelSize: 3, activation: "relu" }), maxPooling2d(), flatten()],
 *   inputShape: [28, 28, 1],
 *   randomState: 0,
 * });
 * await crossValScore(model, images.toMatrix(), labels, { cv: 3 });
 * ```
 */
export class NetworkClassifier extends Classifier<NetworkClassifierParams> {
  /** All weights, layer by layer. */
  declare weights: Float32Array[];
  /** (epochs) mean loss of the training rows while the weights changed. */
  declare lossCurve: Float64Array;
  /** (epochs) mean loss of the rows kept aside; `null` without such rows. */
  declare validationLossCurve: Float64Array | null;
  declare learningRateCurve: Float64Array;
  /** Epochs trained. */
  declare nIter: number;

  constructor(params: Partial<NetworkClassifierParams> = {}) {
    super({ ...networkDefaults(), classWeight: null }, params);
  }

  /**
   * @param X - (n x features) finite numbers, best scaled to a spread of about 1.
   * @param y - (n) labels.
   * @throws ValidationError if X or y is unusable, y has one class, or training diverges.
   * @throws ParameterError if a parameter is.
   */
  async fit(X: TableLike, y: LabelsLike, options: SampleWeightOptions = {}): Promise<this> {
    const { params } = this;
    const { X: matrix, classes, codes } = this.checkFitLabels(X, y, { needTwo: true });
    const weight = toSampleWeight(options.sampleWeight, matrix.rows);
    const trained = await trainNetwork(
      this.blueprint(classes, matrix.cols),
      { X: matrix, y: Float64Array.from(codes), sampleWeight: weight },
      (fraction, rng) => {
        const { nTrain, nTest } = resolveSplitSizes(codes.length, fraction, null, 0.1);
        return stratifiedSplit(codes, classes, nTrain, nTest, rng);
      },
      { classes: classes.map((_, k) => k), classWeight: byCode(params.classWeight, classes) },
    );
    Object.assign(this, trained, { classes });
    return this;
  }

  /** (n) the most probable label of each row. */
  predict(X: TableLike): LabelVector {
    const { data, rows, cols } = this.predictProba(X);
    return decodeLabels(this.classes, largest({ data, count: rows, size: cols }));
  }

  /** (n x classes) probability of each class, in the order of `classes`. */
  predictProba(X: TableLike): Matrix {
    const matrix = this.checkTable(X, "predictProba");
    const out = networkOutputs(this.blueprint(this.classes, this.nFeaturesIn), this.weights, matrix);
    // the network computes in single precision
    for (let i = 0; i < out.rows; i++) {
      const row = out.row(i);
      const sum = row.reduce((total, p) => total + p, 0);
      for (let k = 0; k < row.length; k++) row[k] /= sum;
    }
    return out;
  }

  /** (n x classes) natural logarithm of the probability of each class. */
  predictLogProba(X: TableLike): Matrix {
    const { data, rows, cols } = this.predictProba(X);
    return new Matrix(data.map(Math.log), rows, cols);
  }

  private blueprint(classes: readonly Label[], nFeatures: number) {
    return {
      params: this.params,
      output: dense({ units: classes.length, activation: "softmax" }),
      nFeatures,
    };
  }
}

/** Weights named by label, for a training that knows the labels by their numbers. */
function byCode(classWeight: ClassWeight, classes: readonly Label[]): ClassWeight {
  if (classWeight === null || typeof classWeight !== "object") return classWeight;
  const named = classWeight instanceof Map ? [...classWeight] : Object.entries(classWeight);
  const codes = new Map(classes.map((label, k) => [String(label), k]));
  return new Map(named.map(([label, weight]) => [codes.get(String(label)) ?? label, weight]));
}

registerEstimator(NetworkClassifier);
