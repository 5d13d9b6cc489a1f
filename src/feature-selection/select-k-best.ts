import { ParameterError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import { checkNumber, checkOneOf } from "../core/parameters";
import { type TableLike, toMatrix } from "../core/table-like";
import type { VectorLike } from "../core/targets";
import { mutualInfoClassif } from "./mutual-info-classif";
import { FeatureSelector } from "./selector";
import { fClassif, fRegression } from "./univariate-scores";

/** Scores each feature by itself; a larger score is better. */
export type FeatureScore = (X: TableLike, y: LabelsLike) => ArrayLike<number>;

const known = {
  f_classif: fClassif,
  f_regression: (X: TableLike, y: LabelsLike) => fRegression(X, y as VectorLike),
  mutual_info_classif: (X: TableLike, y: LabelsLike) => mutualInfoClassif(X, y, { randomState: 0 }),
};

export interface SelectKBestParams {
  /**
   * What features are scored by: a name (`"mutual_info_classif"` takes the seed 0), or a function, with which a model
   * cannot be saved. Default `"f_classif"`.
   */
  scoreFunc: keyof typeof known | FeatureScore;
  /** Features to keep; default 10. */
  k: number | "all";
}

/**
 * Keeps the features that score best, each by itself. Equal to `sklearn.feature_selection.SelectKBest` of
 * scikit-learn 1.2; of equal scores the last features are kept.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.feature_selection.SelectKBest.html
 */
export class SelectKBest extends FeatureSelector<SelectKBestParams> {
  /** (features) score of each. */
  declare scores: Float64Array;

  constructor(params: Partial<SelectKBestParams> = {}) {
    super({ scoreFunc: "f_classif", k: 10 }, params);
  }

  /**
   * @param X - (n x features) finite numbers.
   * @param y - (n) labels or targets.
   * @throws ValidationError if X or y is unusable.
   * @throws ParameterError if an option is, or k exceeds the number of features.
   */
  async fit(X: TableLike, y?: LabelsLike): Promise<this> {
    const { scoreFunc, k } = this.params;
    if (typeof scoreFunc !== "function") checkOneOf("scoreFunc", scoreFunc, Object.keys(known));
    const matrix = toMatrix(X);
    if (k !== "all") checkNumber("k", k, { min: 0, integer: true });
    if (k !== "all" && k > matrix.cols) {
      throw new ParameterError(
        `k is ${k}, but X has ${matrix.cols} features: give at most as many, or "all".`,
      );
    }
    if (y === undefined || y === null) throw new ParameterError("SelectKBest needs y: call fit(X, y).");
    const score = typeof scoreFunc === "function" ? scoreFunc : known[scoreFunc as keyof typeof known];
    const scores = Float64Array.from(score(matrix, y));
    const ranked = scores.map((value) => (Number.isNaN(value) ? -Number.MAX_VALUE : value));
    const order = Array.from(ranked, (_, j) => j).sort((a, b) => ranked[a] - ranked[b] || a - b);
    const kept = new Set(k === "all" ? order : order.slice(order.length - k));
    this.rememberFeatures(X, matrix);
    this.scores = scores;
    this.support = Array.from(scores, (_, j) => kept.has(j));
    return this;
  }
}

registerEstimator(SelectKBest);
