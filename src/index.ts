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
export type { RandomStateSnapshot } from "./core/random/legacy-stream";
export type { Drawn, Param, Size } from "./core/random/size";
export {
  type ChoiceOptions,
  checkRandomState,
  type DrawnIntegers,
  RandomState,
  type RandomStateLike,
} from "./core/random-state";
export { Regressor } from "./core/regressor";
export type { TableLike } from "./core/table-like";
export type { VectorLike } from "./core/targets";
export { Transformer } from "./core/transformer";
export {
  type SplitLabels,
  type TrainTestSplit,
  type TrainTestSplitOptions,
  trainTestSplit,
} from "./model-selection/train-test-split";
export { GaussianNB, type GaussianNBParams, type PartialFitOptions } from "./naive-bayes/gaussian-nb";
export { StandardScaler, type StandardScalerParams } from "./preprocessing/standard-scaler";
