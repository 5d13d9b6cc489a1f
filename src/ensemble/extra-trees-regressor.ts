import { registerEstimator } from "../core/estimator";
import { treeDefaults } from "../tree/tree-params";
import { ForestRegressor, type ForestRegressorParams } from "./forest-regressor";

/**
 * Extremely randomised trees (Geurts, Ernst & Wehenkel 2006, Machine Learning 63, 3) for numbers: a forest whose
 * thresholds are drawn at random, on all rows. Equal to `sklearn.ensemble.ExtraTreesRegressor` of scikit-learn 1.2,
 * tree by tree with the same `randomState`.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.ensemble.ExtraTreesRegressor.html
 */
export class ExtraTreesRegressor extends ForestRegressor {
  protected get splitter(): "random" {
    return "random";
  }

  constructor(params: Partial<ForestRegressorParams> = {}) {
    super(
      {
        nEstimators: 100,
        criterion: "squared_error",
        ...treeDefaults,
        bootstrap: false,
        oobScore: false,
        nJobs: null,
        maxSamples: null,
      },
      params,
    );
  }
}

registerEstimator(ExtraTreesRegressor);
