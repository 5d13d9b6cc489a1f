import type { SampleWeightOptions } from "../core/classifier";
import { ParameterError } from "../core/errors";
import { Estimator } from "../core/estimator";
import type { Label, LabelsLike, LabelVector } from "../core/labels";
import type { Matrix } from "../core/matrix";
import {
  asModel,
  type DelegatingModel,
  type EstimatorType,
  estimatorTypeOf,
  type ModelMethod,
  supports,
} from "../core/model";
import type { TableLike } from "../core/table-like";
import { FeatureSelector } from "./selector";

/** Keeps some features and leaves the rest to an estimator fitted on them: what RFE and RFECV share. */
export abstract class SelectingModel<P extends { estimator: Estimator<object> | null }>
  extends FeatureSelector<P>
  implements DelegatingModel
{
  /** (features) 1 for the features kept, 2 for those that went last, and so on. */
  declare ranking: Int32Array;
  /** The estimator fitted on the features kept. */
  declare fittedEstimator: Estimator<object>;

  /** Number of features kept. */
  get nFeatures(): number {
    return this.getSupport().length;
  }

  /** The classes that the estimator was fitted on. */
  get classes(): Label[] | undefined {
    this.checkFitted("classes");
    return asModel(this.fittedEstimator).classes;
  }

  predict(X: TableLike): LabelVector {
    return this.ask("predict").predict(this.kept(X, "predict"));
  }

  predictProba(X: TableLike): Matrix {
    return this.ask("predictProba").predictProba(this.kept(X, "predictProba"));
  }

  predictLogProba(X: TableLike): Matrix {
    return this.ask("predictLogProba").predictLogProba(this.kept(X, "predictLogProba"));
  }

  decisionFunction(X: TableLike): Matrix | Float64Array {
    return this.ask("decisionFunction").decisionFunction(this.kept(X, "decisionFunction"));
  }

  /** The estimator's own score (accuracy, R²) on the features kept. */
  score(X: TableLike, y?: LabelsLike | null, options: SampleWeightOptions = {}): number {
    return this.ask("score").score(this.kept(X, "score"), y, options);
  }

  supports(method: ModelMethod): boolean {
    if (method === "fit" || method === "transform" || method === "inverseTransform") return true;
    const inner = this.isFitted ? this.fittedEstimator : this.params.estimator;
    return inner instanceof Estimator && supports(inner, method);
  }

  get estimatorType(): EstimatorType {
    const { estimator } = this.params;
    return estimator instanceof Estimator ? estimatorTypeOf(estimator) : "other";
  }

  private ask(method: ModelMethod): ReturnType<typeof asModel> {
    this.checkFitted(method);
    if (this.supports(method)) return asModel(this.fittedEstimator);
    throw new ParameterError(
      `${this.constructor.name} has no ${method}, because ${this.fittedEstimator} has none.`,
    );
  }
}
