import { registerEstimator } from "../core/estimator";
import { treeDefaults } from "../tree/tree-params";
import { ForestRegressor, type ForestRegressorParams } from "./forest-regressor";

/**
 * A random forest (Breiman 2001, Machine Learning 45, 5) for numbers: trees on bootstrap samples, whose predictions
 * are averaged. It works as `sklearn.ensemble.RandomForestRegressor` of scikit-learn 1.2, on the same samples and
 * features with the same `randomState`; splits that are equally good up to rounding may fall out differently.
 *
 * `maxFeatures: null`, the default, considers all features at each split (Python's `1.0`).
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.ensemble.RandomForestRegressor.html
 */
export class RandomForestRegressor extends ForestRegressor {
  protected get splitter(): "best" {
    return "best";
  }

  constructor(params: Partial<ForestRegressorParams> = {}) {
    super(
      {
        nEstimators: 100,
        criterion: "squared_error",
        ...treeDefaults,
        bootstrap: true,
        oobScore: false,
        nJobs: null,
        maxSamples: null,
      },
      params,
    );
  }
}

registerEstimator(RandomForestRegressor);
