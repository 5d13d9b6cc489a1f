import { Classifier } from "../core/classifier";
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
import { type TableLike, toMatrix } from "../core/table-like";
import { checkSameLength } from "../core/targets";
import { resolveSplitSizes, shuffledSplit, stratifiedSplit } from "../model-selection/shuffle-indices";
import { forEachOutput, type Rows } from "./evaluate";
import { fitNetwork } from "./fit-network";
import { fittedArchitecture, fittedNetwork } from "./fitted-network";
import {
  checkMlpParams,
  hiddenLayers,
  type MLPFitOptions,
  type MLPParams,
  mlpDefaults,
  refuseSampleWeight,
  validationTable,
} from "./mlp-params";
import type { Architecture } from "./network";
import type { OutActivation } from "./output";
import type { TrainingState } from "./training-state";

/**
 * A multilayer perceptron that learns classes: layers of weighted sums and a nonlinear function, trained by
 * stochastic gradient descent on the cross-entropy. For a given `randomState` the first weights, shuffles and
 * validation rows are those of `sklearn.neural_network.MLPClassifier` of scikit-learn 1.2, so that the loss curves
 * agree to rounding.
 *
 * Other than there: the solver "lbfgs", `warmStart` and several labels per row are missing; `learningRate:
 * "plateau"`, `validation` rows, `validationLossCurve` and `learningRateCurve` are new; training that diverges ends
 * at once.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.neural_network.MLPClassifier.html
 *
 * @example
 * ```ts
 * const model = await new MLPClassifier({ hiddenLayerSizes: [20], randomState: 0 }).fit(XTrain, yTrain);
 * model.predictProba(XTest);
 * ```
 */
export class MLPClassifier extends Classifier<MLPParams> {
  /** Weights of each layer, (inputs x outputs). */
  declare coefs: Matrix[];
  /** Biases of each layer. */
  declare intercepts: Float64Array[];
  /** Loss of the last epoch, with the penalty. */
  declare loss: number;
  /** Least loss of an epoch; `null` with `earlyStopping`. */
  declare bestLoss: number | null;
  /** (epochs) loss with the penalty, averaged over the batches while the weights changed. */
  declare lossCurve: Float64Array;
  /** (epochs) accuracy on the validation rows; `null` without `earlyStopping`. */
  declare validationScores: Float64Array | null;
  declare bestValidationScore: number | null;
  /** (epochs) mean cross-entropy of the validation rows, without the penalty; `null` without such rows. */
  declare validationLossCurve: Float64Array | null;
  /** (epochs) learning rate at the start of each. */
  declare learningRateCurve: Float64Array;
  /** Epochs trained. */
  declare nIter: number;
  /** Layers, the features' and the output's among them. */
  declare nLayers: number;
  /** Outputs: 1 for two classes, else one for each. */
  declare nOutputs: number;
  declare outActivation: OutActivation;
  /** What {@link MLPClassifier.partialFit} goes on from. */
  declare trainingState: TrainingState;

  constructor(params: Partial<MLPParams> = {}) {
    super(mlpDefaults(), params);
  }

  /**
   * @param X - (n x features) finite numbers, best scaled to a spread of about 1.
   * @param y - (n) labels.
   * @throws ValidationError if X, y or the validation rows are unusable, y has one class, or training diverges.
   * @throws ParameterError if a parameter is, or weights are given.
   */
  async fit(X: TableLike, y: LabelsLike, options: MLPFitOptions<LabelsLike> = {}): Promise<this> {
    const { params } = this;
    checkMlpParams(params);
    refuseSampleWeight("MLPClassifier", options);
    const { X: matrix, classes, codes } = this.checkFitLabels(X, y, { needTwo: true });
    const { validation } = options;
    const held =
      validation && labelledRows(validationTable(validation.X, matrix), validation.y, classes, "validation.");
    const fitted = await fitNetwork(architectureFor(params, matrix.cols, classes.length), {
      params,
      epochs: params.maxIter,
      data: { X: matrix, targets: Float64Array.from(codes) },
      validation: held,
      split:
        params.earlyStopping && held === undefined
          ? (rng) => {
              const { nTrain, nTest } = resolveSplitSizes(codes.length, params.validationFraction, null, 0.1);
              return classes.length === 2
                ? stratifiedSplit(codes, classes, nTrain, nTest, rng)
                : shuffledSplit(codes.length, nTrain, nTest, rng);
            }
          : undefined,
    });
    Object.assign(this, fitted, { classes });
    return this;
  }

  /**
   * Trains for one epoch on one piece of the data; what was learnt before is kept. As in scikit-learn, a seed given
   * as a number shuffles each piece alike.
   *
   * @throws ValidationError if the first call names no `classes`, or a later one brings a label outside them.
   * @throws ParameterError with `earlyStopping`, which needs whole epochs.
   */
  async partialFit(X: TableLike, y: LabelsLike, options: { classes?: ArrayLike<Label> } = {}): Promise<this> {
    const { params } = this;
    checkMlpParams(params);
    if (params.earlyStopping)
      throw new ParameterError("partialFit cannot stop early: set earlyStopping: false.");
    const first = !this.isFitted;
    const named = options.classes && sortLabels([...new Set(Array.from(options.classes))]);
    if (first && named === undefined) {
      throw new ValidationError(
        "The first call of partialFit needs `classes`: all labels that will ever come.",
      );
    }
    if (first && named!.length < 2)
      throw new ValidationError("classes names one class only: two are needed.");
    if (!first && named && named.join() !== this.classes.join()) {
      throw new ValidationError(`classes must be those of the first call: [${this.classes.join(", ")}].`);
    }
    const classes = named ?? this.classes;
    const matrix = first ? toMatrix(X) : this.checkTable(X, "partialFit");
    const fitted = await fitNetwork(
      first
        ? architectureFor(params, matrix.cols, classes.length)
        : fittedArchitecture(this, params.activation),
      { params, epochs: 1, data: labelledRows(matrix, y, classes, ""), previous: first ? undefined : this },
    );
    Object.assign(this, fitted, { classes });
    if (first) this.rememberFeatures(X, matrix);
    return this;
  }

  /** (n) the most probable label of each row. */
  predict(X: TableLike): LabelVector {
    const matrix = this.checkTable(X, "predict");
    const network = fittedNetwork(this, this.params.activation, matrix.rows);
    const codes = new Int32Array(matrix.rows);
    forEachOutput(network, matrix, (row, i) => {
      codes[row] = network.classAt(i);
    });
    return decodeLabels(this.classes, codes);
  }

  /** (n x classes) probability of each class, in the order of `classes`. */
  predictProba(X: TableLike): Matrix {
    const matrix = this.checkTable(X, "predictProba");
    const network = fittedNetwork(this, this.params.activation, matrix.rows);
    const { output, outputStride } = network;
    const width = this.classes.length;
    const out = Matrix.zeros(matrix.rows, width);
    forEachOutput(network, matrix, (row, i) => {
      const at = i * outputStride;
      if (width === 2) {
        out.data[2 * row] = 1 - output[at];
        out.data[2 * row + 1] = output[at];
      } else for (let k = 0; k < width; k++) out.data[row * width + k] = output[at + k];
    });
    return out;
  }

  /** (n x classes) natural logarithm of the probability of each class. */
  predictLogProba(X: TableLike): Matrix {
    const out = this.predictProba(X);
    for (let k = 0; k < out.data.length; k++) out.data[k] = Math.log(out.data[k]);
    return out;
  }
}

registerEstimator(MLPClassifier);

const architectureFor = (params: MLPParams, features: number, classes: number): Architecture => ({
  units: [features, ...hiddenLayers(params), classes === 2 ? 1 : classes],
  activation: params.activation,
  outActivation: classes === 2 ? "logistic" : "softmax",
});

function labelledRows(X: Matrix, y: LabelsLike, classes: readonly Label[], prefix: string): Rows {
  const codes = encodeLabelsWith(classes, y, { name: `${prefix}y` });
  checkSameLength(codes.length, X.rows, `${prefix}y`, `${prefix}X`);
  return { X, targets: Float64Array.from(codes) };
}
