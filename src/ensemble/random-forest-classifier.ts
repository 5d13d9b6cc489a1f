import { registerEstimator } from "../core/estimator";
import { treeDefaults } from "../tree/tree-params";
import { ForestClassifier, type ForestClassifierParams } from "./forest-classifier";

/**
 * A random forest (Breiman 2001, Machine Learning 45, 5): trees on bootstrap samples, with a random choice of
 * features at each split, whose probabilities are averaged. Equal to `sklearn.ensemble.RandomForestClassifier` of
 * scikit-learn 1.2, tree by tree with the same `randomState` (splits that differ by rounding alone, as with weights
 * that are no whole numbers, may fall out differently).
 *
 * Trees grow on worker threads, so that the calling thread stays free; the forest is the same on any number of them.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.ensemble.RandomForestClassifier.html
 *
 * @example
 * ```ts
 * const model = await new RandomForestClassifier({ oobScore: true, randomState: 0 }).fit(X, y);
 * model.oobScore; // accuracy on rows that the trees did not see
 * ```
 */
export class RandomForestClassifier extends ForestClassifier {
  protected get splitter(): "best" {
    return "best";
  }

  constructor(params: Partial<ForestClassifierParams> = {}) {
    super(
      {
        nEstimators: 100,
        criterion: "gini",
        ...treeDefaults,
        maxFeatures: "sqrt",
        bootstrap: true,
        oobScore: false,
        nJobs: null,
        classWeight: null,
        maxSamples: null,
      },
      params,
    );
  }
}

registerEstimator(RandomForestClassifier);
