export { Classifier, type SampleWeightOptions } from "./core/classifier";
export {
  NotFittedError,
  ParameterError,
  SerializationError,
  SkylearnError,
  ValidationError,
} from "./core/errors";
export { Estimator, type EstimatorJSON, estimatorFromJSON } from "./core/estimator";
export type { Label, LabelsLike, LabelVector } from "./core/labels";
export { Matrix } from "./core/matrix";
export { Regressor } from "./core/regressor";
export type { TableLike } from "./core/table-like";
export type { VectorLike } from "./core/targets";
export { Transformer } from "./core/transformer";
export { GaussianNB, type GaussianNBParams, type PartialFitOptions } from "./naive-bayes/gaussian-nb";
export { StandardScaler, type StandardScalerParams } from "./preprocessing/standard-scaler";
