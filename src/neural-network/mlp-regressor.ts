import { ParameterError, ValidationError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import { Matrix } from "../core/matrix";
import { Regressor } from "../core/regressor";
import { type TableLike, toMatrix } from "../core/table-like";
import { checkSameLength, toVector, type VectorLike } from "../core/targets";
import { resolveSplitSizes, shuffledSplit } from "../model-selection/shuffle-indices";
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
 * A multilayer perceptron that learns one number per row: layers of weighted sums and a nonlinear function, trained
 * by stochastic gradient descent on half the mean squared error. For a given `randomState` the first weights,
 * shuffles and validation rows are those of `sklearn.neural_network.MLPRegressor` of scikit-learn 1.2, so that the
 * loss curves agree to rounding.
 *
 * Other than there: the solver "lbfgs", `warmStart` and several targets are missing; `learningRate: "plateau"`,
 * `validation` rows, `validationLossCurve` and `learningRateCurve` are new; training that diverges ends at once.
 *
 * The gradient is that of half the mean squared error of a batch. Where a recipe sums squared errors over a batch
 * of B rows instead (PyTorch's `MSELoss(reduction="sum")`), `learningRateInit` is 2 B times its learning rate.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.neural_network.MLPRegressor.html
 *
 * @example
 * ```ts
 * const model = new MLPRegressor({ hiddenLayerSizes: [4], solver: "sgd", learningRate: "plateau", randomState: 0 });
 * await model.fit(XTrain, yTrain, { validation: { X: XValidation, y: yValidation } });
 * model.predict(XTest);
 * ```
 */
export class MLPRegressor extends Regressor<MLPParams> {
  /** Weights of each layer, (inputs x outputs). */
  declare coefs: Matrix[];
  /** Biases of each layer. */
  declare intercepts: Float64Array[];
  /** Loss of the last epoch, with the penalty. */
  declare loss: number;
  /** Least loss of an epoch; `null` with `earlyStopping`. */
  declare bestLoss: number | null;
  /** (epochs) half the mean squared error and the penalty, averaged over the batches while the weights changed. */
  declare lossCurve: Float64Array;
  /** (epochs) R² of the validation rows; `null` without `earlyStopping`. */
  declare validationScores: Float64Array | null;
  declare bestValidationScore: number | null;
  /** (epochs) half the mean squared error of the validation rows, without the penalty; `null` without such rows. */
  declare validationLossCurve: Float64Array | null;
  /** (epochs) learning rate at the start of each. */
  declare learningRateCurve: Float64Array;
  /** Epochs trained. */
  declare nIter: number;
  /** Layers, the features' and the output's among them. */
  declare nLayers: number;
  /** Always 1. */
  declare nOutputs: number;
  declare outActivation: OutActivation;
  /** What {@link MLPRegressor.partialFit} goes on from. */
  declare trainingState: TrainingState;

  constructor(params: Partial<MLPParams> = {}) {
    super(mlpDefaults(), params);
  }

  /**
   * @param X - (n x features) finite numbers, best scaled to a spread of about 1.
   * @param y - (n) targets.
   * @throws ValidationError if X, y or the validation rows are unusable, y has several columns, or training diverges.
   * @throws ParameterError if a parameter is, or weights are given.
   */
  async fit(X: TableLike, y: VectorLike, options: MLPFitOptions<VectorLike> = {}): Promise<this> {
    const { params } = this;
    checkMlpParams(params);
    refuseSampleWeight("MLPRegressor", options);
    refuseSeveralTargets(y);
    const { X: matrix, y: targets } = this.checkFitTargets(X, y);
    const { validation } = options;
    const held = validation && targetRows(validationTable(validation.X, matrix), validation.y, "validation.");
    const fitted = await fitNetwork(architectureFor(params, matrix.cols), {
      params,
      epochs: params.maxIter,
      data: { X: matrix, targets },
      validation: held,
      split:
        params.earlyStopping && held === undefined
          ? (rng) => {
              const { nTrain, nTest } = resolveSplitSizes(matrix.rows, params.validationFraction, null, 0.1);
              return shuffledSplit(matrix.rows, nTrain, nTest, rng);
            }
          : undefined,
    });
    Object.assign(this, fitted);
    return this;
  }

  /**
   * Trains for one epoch on one piece of the data; what was learnt before is kept. As in scikit-learn, a seed given
   * as a number shuffles each piece alike.
   *
   * @throws ParameterError with `earlyStopping`, which needs whole epochs.
   */
  async partialFit(X: TableLike, y: VectorLike): Promise<this> {
    const { params } = this;
    checkMlpParams(params);
    if (params.earlyStopping)
      throw new ParameterError("partialFit cannot stop early: set earlyStopping: false.");
    refuseSeveralTargets(y);
    const first = !this.isFitted;
    const matrix = first ? toMatrix(X) : this.checkTable(X, "partialFit");
    const fitted = await fitNetwork(
      first ? architectureFor(params, matrix.cols) : fittedArchitecture(this, params.activation),
      { params, epochs: 1, data: targetRows(matrix, y, ""), previous: first ? undefined : this },
    );
    Object.assign(this, fitted);
    if (first) this.rememberFeatures(X, matrix);
    return this;
  }

  /** (n) the network's output at each row. */
  predict(X: TableLike): Float64Array {
    const matrix = this.checkTable(X, "predict");
    const network = fittedNetwork(this, this.params.activation, matrix.rows);
    const { output, outputStride } = network;
    const out = new Float64Array(matrix.rows);
    forEachOutput(network, matrix, (row, i) => {
      out[row] = output[i * outputStride];
    });
    return out;
  }
}

registerEstimator(MLPRegressor);

const architectureFor = (params: MLPParams, features: number): Architecture => ({
  units: [features, ...hiddenLayers(params), 1],
  activation: params.activation,
  outActivation: "identity",
});

function targetRows(X: Matrix, y: VectorLike, prefix: string): Rows {
  const targets = toVector(y, `${prefix}y`);
  checkSameLength(targets.length, X.rows, `${prefix}y`, `${prefix}X`);
  return { X, targets };
}

function refuseSeveralTargets(y: unknown): void {
  const first = Array.isArray(y) ? y[0] : undefined;
  if (y instanceof Matrix || Array.isArray(first) || ArrayBuffer.isView(first)) {
    throw new ValidationError(
      "y has several columns: MLPRegressor learns one target; fit one model for each.",
    );
  }
}
