import { registerEstimator } from "../core/estimator";
import { treeDefaults } from "../tree/tree-params";
import { ForestClassifier, type ForestClassifierParams } from "./forest-classifier";

/**
 * Extremely randomised trees (Geurts, Ernst & Wehenkel 2006, Machine Learning 63, 3): a forest whose thresholds are
 * drawn at random, on all rows. Equal to `sklearn.ensemble.ExtraTreesClassifier` of scikit-learn 1.2, tree by tree
 * with the same `randomState`.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.ensemble.ExtraTreesClassifier.html
 */
export class ExtraTreesClassifier extends ForestClassifier {
  protected get splitter(): "random" {
    return "random";
  }

  constructor(params: Partial<ForestClassifierParams> = {}) {
    super(
      {
        nEstimators: 100,
        criterion: "gini",
        ...treeDefaults,
        maxFeatures: "sqrt",
        bootstrap: false,
        oobScore: false,
        nJobs: null,
        classWeight: null,
        maxSamples: null,
      },
      params,
    );
  }
}

registerEstimator(ExtraTreesClassifier);
