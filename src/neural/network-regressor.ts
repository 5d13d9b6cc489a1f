import type { SampleWeightOptions } from "../core/classifier";
import { registerEstimator } from "../core/estimator";
import { Regressor } from "../core/regressor";
import type { TableLike } from "../core/table-like";
import { toSampleWeight, type VectorLike } from "../core/targets";
import { resolveSplitSizes, shuffledSplit } from "../model-selection/shuffle-indices";
import { dense } from "./layer-specs";
import { type NetworkParams, networkDefaults, networkOutputs, trainNetwork } from "./network-params";

/**
 * A network of any layers as an estimator that learns one number a row by the mean squared error, with one output that
 * it adds to `layers` by itself; otherwise as {@link NetworkClassifier}.
 *
 * @example
 * ```ts
 * const model = new NetworkRegressor({ layers: [dense({ units: 64, activation: "relu" })], epochs: 50, randomState: 0 });
 * await crossValScore(new Pipeline([["scaler", new StandardScaler()], ["net", model]]), X, z);
 * ```
 */
export class NetworkRegressor extends Regressor<NetworkParams> {
  /** All weights, layer by layer. */
  declare weights: Float32Array[];
  /** (epochs) mean squared error of the training rows while the weights changed. */
  declare lossCurve: Float64Array;
  /** (epochs) mean squared error of the rows kept aside; `null` without such rows. */
  declare validationLossCurve: Float64Array | null;
  declare learningRateCurve: Float64Array;
  /** Epochs trained. */
  declare nIter: number;

  constructor(params: Partial<NetworkParams> = {}) {
    super(networkDefaults(), params);
  }

  /**
   * @param X - (n x features) finite numbers, best scaled to a spread of about 1.
   * @param y - (n) targets, best of a spread of about 1 too.
   * @throws ValidationError if X or y is unusable, or training diverges.
   * @throws ParameterError if a parameter is.
   */
  async fit(X: TableLike, y: VectorLike, options: SampleWeightOptions = {}): Promise<this> {
    const { X: matrix, y: targets } = this.checkFitTargets(X, y);
    const trained = await trainNetwork(
      this.blueprint(matrix.cols),
      { X: matrix, y: targets, sampleWeight: toSampleWeight(options.sampleWeight, matrix.rows) },
      (fraction, rng) => {
        const { nTrain, nTest } = resolveSplitSizes(matrix.rows, fraction, null, 0.1);
        return shuffledSplit(matrix.rows, nTrain, nTest, rng);
      },
      {},
    );
    Object.assign(this, trained);
    return this;
  }

  /** (n) the predicted value of each row. */
  predict(X: TableLike): Float64Array {
    const matrix = this.checkTable(X, "predict");
    return networkOutputs(this.blueprint(this.nFeaturesIn), this.weights, matrix).data;
  }

  private blueprint(nFeatures: number) {
    return { params: this.params, output: dense({ units: 1 }), nFeatures };
  }
}

registerEstimator(NetworkRegressor);
