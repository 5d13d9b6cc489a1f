export type { ActiveLearningOptions, ActiveLearningStep } from "./active-learning/learn-actively";
export { learnActively } from "./active-learning/learn-actively";
export { nearestToBoundary } from "./active-learning/nearest-to-boundary";
export { predictionSpread } from "./active-learning/prediction-spread";
export type { Oracle, QueryContext, QueryStrategy } from "./active-learning/query-strategy";
export {
  type QuestionCurve,
  type QuestionsNeededOptions,
  questionsNeeded,
} from "./active-learning/questions-needed";
export { randomSampling } from "./active-learning/random-sampling";
export { type UncertaintySamplingOptions, uncertaintySampling } from "./active-learning/uncertainty-sampling";
export { voteEntropy } from "./active-learning/vote-entropy";
export {
  AgglomerativeClustering,
  type AgglomerativeClusteringParams,
} from "./cluster/agglomerative-clustering";
export { DBSCAN, type DBSCANParams } from "./cluster/dbscan";
export {
  getGraphSegments,
  HierarchicalClustering,
  type HierarchicalClusteringParams,
  type TreeClusters,
} from "./cluster/hierarchical-clustering";
export { KMeans, type KMeansParams } from "./cluster/kmeans";
export { type KMeansStep, type KMeansStepsOptions, kMeans } from "./cluster/kmeans-demo";
export type { Linkage } from "./cluster/linkage";
export type { TreeEdges } from "./cluster/spanning-tree";
export { checkRandomState, type RandomStateLike } from "./core/check-random-state";
export type { ClassWeight } from "./core/class-weight";
export { Classifier, type DecisionScores, type SampleWeightOptions } from "./core/classifier";
export { Clusterer } from "./core/clusterer";
export { correlationMatrix } from "./core/correlation";
export {
  NotFittedError,
  ParameterError,
  SerializationError,
  SkylearnError,
  ValidationError,
} from "./core/errors";
export { Estimator, type EstimatorJSON, estimatorFromJSON } from "./core/estimator";
export { type ImageShape, ImageStack } from "./core/image-stack";
export type { Label, LabelsLike, LabelVector } from "./core/labels";
export { madStd } from "./core/mad-std";
export { Matrix } from "./core/matrix";
export { OutlierDetector } from "./core/outlier-detector";
export type { RandomStateSnapshot } from "./core/random/legacy-stream";
export type { Drawn, Param, Size } from "./core/random/size";
export { type ChoiceOptions, type DrawnIntegers, RandomState } from "./core/random-state";
export { Regressor } from "./core/regressor";
export { type Resampled, Sampler } from "./core/sampler";
export type { TableLike } from "./core/table-like";
export type { VectorLike } from "./core/targets";
export { Transformer } from "./core/transformer";
export { type BrightStarsOptions, fetchBrightStars } from "./datasets/bright-stars";
export { dataHome } from "./datasets/cache/data-home";
export type { DownloadProgress } from "./datasets/cache/download";
export { type FetchOptions, fetchFile } from "./datasets/cache/fetch-file";
export { type ClusterModelsOptions, fetchClusterModels } from "./datasets/cluster-models";
export {
  type CrtsLightCurveImagesOptions,
  fetchCrtsLightCurveImages,
} from "./datasets/crts-light-curve-images";
export {
  type CrtsLightCurves,
  type CrtsOptions,
  crtsLightCurves,
  fetchCrtsVariables,
} from "./datasets/crts-variables";
export { Dataset, type DatasetParts } from "./datasets/dataset";
export { type DeepSkyObjectsOptions, fetchDeepSkyObjects } from "./datasets/deep-sky-objects";
export { fetchDelgadoMena } from "./datasets/delgado-mena";
export { DatasetDescription, type Provenance, type SourceParts } from "./datasets/description";
export {
  CacheError,
  ChecksumError,
  DatasetNotFoundError,
  DatasetUnavailableError,
  DownloadError,
  type FetchAttempt,
} from "./datasets/errors";
export { fetchGalaxyImages, type GalaxyImagesOptions } from "./datasets/galaxy-images";
export { fetchGalaxyZooDecals } from "./datasets/galaxy-zoo-decals";
export { fetchGlobularClusters, type GlobularClustersOptions } from "./datasets/globular-clusters";
export { fetchHTRU2 } from "./datasets/htru2";
export { fetchHyades } from "./datasets/hyades";
export { ImageDataset, type ImageDatasetParts } from "./datasets/image-dataset";
export { fetchLamostSpectra } from "./datasets/lamost-spectra";
export { fetchLamostStars } from "./datasets/lamost-stars";
export { fetchLaSerenaBinaries } from "./datasets/laserena-binaries";
export { fetchLinearVariables } from "./datasets/linear-variables";
export {
  fetchOpenClusterAbundances,
  type OpenClusterAbundancesOptions,
} from "./datasets/open-cluster-abundances";
export type { OrSimulateOptions } from "./datasets/or-simulate";
export { fetchPointSources } from "./datasets/point-sources";
export {
  RADIO_SOURCE_CLASSES,
  RADIO_SOURCE_COLUMNS,
  RadioField,
  type RadioFieldParts,
  type RadioSource,
} from "./datasets/radio-field";
export { fetchRadioGalaxies, type RadioGalaxiesOptions } from "./datasets/radio-galaxies";
export { findDataset, listDatasets, type RegistryEntry } from "./datasets/registry";
export {
  fetchRRLyraeCombined,
  type RRLyraeBackground,
  type RRLyraeCombinedOptions,
} from "./datasets/rr-lyrae-combined";
export { fetchRRLyraeMags } from "./datasets/rr-lyrae-mags";
export { fetchSdssSpecgals, type SdssSpecgalsOptions } from "./datasets/sdss-specgals";
export { fetchShapley } from "./datasets/shapley";
export { type LoadSimulatedZtfOptions, loadSimulatedZtfVariables } from "./datasets/simulated-ztf";
export { fetchSkaSdc1 } from "./datasets/ska-sdc1";
export { fetchSkaSdc1Image } from "./datasets/ska-sdc1-image";
export { SkyImage, type SkyImageParts } from "./datasets/sky-image";
export { SpectraDataset, type SpectraDatasetParts } from "./datasets/spectra-dataset";
export {
  fetchStellarClassification,
  type StellarClassificationOptions,
} from "./datasets/stellar-classification";
export {
  type LoadSimulatedTurbulenceMapsOptions,
  loadSimulatedTurbulenceMaps,
} from "./datasets/turbulence-maps";
export { PCA, type PCAParams } from "./decomposition/pca";
export type { Shrinkage } from "./discriminant-analysis/covariance";
export {
  LinearDiscriminantAnalysis,
  type LinearDiscriminantAnalysisParams,
} from "./discriminant-analysis/linear-discriminant-analysis";
export {
  QuadraticDiscriminantAnalysis,
  type QuadraticDiscriminantAnalysisParams,
} from "./discriminant-analysis/quadratic-discriminant-analysis";
export { DummyClassifier, type DummyClassifierParams } from "./dummy/dummy-classifier";
export { DummyRegressor, type DummyRegressorParams } from "./dummy/dummy-regressor";
export { AdaBoostClassifier, type AdaBoostClassifierParams } from "./ensemble/ada-boost-classifier";
export { ExtraTreesClassifier } from "./ensemble/extra-trees-classifier";
export { ExtraTreesRegressor } from "./ensemble/extra-trees-regressor";
export type { ForestParams } from "./ensemble/forest";
export type { ForestClassifierParams } from "./ensemble/forest-classifier";
export type { ForestRegressorParams } from "./ensemble/forest-regressor";
export type { GradientBoostingParams } from "./ensemble/gradient-boosting";
export {
  GradientBoostingClassifier,
  type GradientBoostingClassifierParams,
} from "./ensemble/gradient-boosting-classifier";
export {
  GradientBoostingRegressor,
  type GradientBoostingRegressorParams,
} from "./ensemble/gradient-boosting-regressor";
export type { HistGradientBoostingParams } from "./ensemble/hist-boosting";
export {
  HistGradientBoostingClassifier,
  type HistGradientBoostingClassifierParams,
} from "./ensemble/hist-gradient-boosting-classifier";
export {
  HistGradientBoostingRegressor,
  type HistGradientBoostingRegressorParams,
} from "./ensemble/hist-gradient-boosting-regressor";
export type { HistogramTree } from "./ensemble/histogram/histogram-tree";
export { IsolationForest, type IsolationForestParams } from "./ensemble/isolation-forest";
export { RandomForestClassifier } from "./ensemble/random-forest-classifier";
export { RandomForestRegressor } from "./ensemble/random-forest-regressor";
export { type MutualInfoClassifOptions, mutualInfoClassif } from "./feature-selection/mutual-info-classif";
export { RFE, type RFEParams } from "./feature-selection/rfe";
export { RFECV, type RFECVParams, type RFECVResults } from "./feature-selection/rfecv";
export { type FeatureScore, SelectKBest, type SelectKBestParams } from "./feature-selection/select-k-best";
export { fClassif, fRegression } from "./feature-selection/univariate-scores";
export { type CdsTable, readCdsTable } from "./formats/cds-table";
export { type DelimitedOptions, DelimitedTable } from "./formats/delimited";
export type { AsciiTableHdu, FitsAsciiColumn } from "./formats/fits/ascii-table";
export type { BinaryTableHdu, FitsBinaryColumn } from "./formats/fits/binary-table";
export type { FitsCard, FitsComplex, FitsHeaderValue } from "./formats/fits/card";
export { CelestialProjection, type CelestialProjectionParts } from "./formats/fits/celestial-projection";
export type { FitsNumbers, FitsValues } from "./formats/fits/elements";
export { FitsError, type FitsPlace } from "./formats/fits/fits-error";
export { type FitsAnyHdu, type FitsFile, type ReadFitsOptions, readFits } from "./formats/fits/fits-file";
export type { FitsHdu, UnknownHdu } from "./formats/fits/hdu";
export type { FitsHeader } from "./formats/fits/header";
export type { ImageHdu } from "./formats/fits/image";
export type { FitsImageSpec } from "./formats/fits/image-writer";
export type { FitsColumn, FitsColumnData, FitsFixedColumn, FitsTable } from "./formats/fits/table";
export type { FitsColumnSpec, FitsTableSpec } from "./formats/fits/table-writer";
export { type FitsCardSpec, type FitsHduSpec, writeFits } from "./formats/fits/writer";
export { JpegError, type JpegImage, type ReadJpegOptions, readJpeg } from "./formats/jpeg";
export { type NpyArray, type NpyData, NpyError, readNpy } from "./formats/npy";
export { PngError, type PngImage, type ReadPngOptions, readPng } from "./formats/png";
export { type ReadZipOptions, readZip, type ZipEntry, ZipError } from "./formats/zip";
export { type Augmentation, type AugmentOptions, augmentImages } from "./image/augment";
export {
  type AugmentedBatch,
  type AugmentedBatchesOptions,
  augmentedBatches,
} from "./image/augmented-batches";
export { type BackgroundMap, type BackgroundMapOptions, backgroundMap } from "./image/background-map";
export { type CutoutsOptions, cutouts } from "./image/cutouts";
export {
  type DetectedSource,
  type Detection,
  type DetectSourcesOptions,
  detectSources,
} from "./image/detect-sources";
export { type DetectionRate, detectionRates } from "./image/detection-rates";
export {
  type GalaxyMorphology,
  type GalaxyMorphologyOptions,
  galaxyMorphology,
} from "./image/galaxy-morphology";
export { type BlockNorm, type HogOptions, hog } from "./image/hog";
export { type LightCurveImageOptions, lightCurveImage } from "./image/light-curve-image";
export { type LightCurveImagesOptions, lightCurveImages } from "./image/light-curve-images";
export {
  type MatchSourcesOptions,
  matchSources,
  type PlacedSource,
  type SourceMatch,
} from "./image/match-sources";
export { type RadialProfilesOptions, radialProfiles } from "./image/radial-profiles";
export { cropImages, resizeImages } from "./image/resize";
export {
  type SkaSdc1Property,
  type SkaSdc1Score,
  type SkaSdc1Source,
  skaSdc1Score,
} from "./image/ska-sdc1-score";
export { type SkaSdc1SubmissionOptions, skaSdc1Submission } from "./image/ska-sdc1-submission";
export { type SourceShape, type SourceShapeOptions, sourceShape } from "./image/source-shape";
export { RandomOverSampler, type RandomOverSamplerParams } from "./imbalance/random-over-sampler";
export { RandomUnderSampler, type RandomUnderSamplerParams } from "./imbalance/random-under-sampler";
export type { SamplingStrategy } from "./imbalance/sampling-strategy";
export { SMOTE, type SMOTEParams } from "./imbalance/smote";
export {
  type PermutationImportance,
  type PermutationImportanceOptions,
  permutationImportance,
} from "./inspection/permutation-importance";
export { KernelRidge, type KernelRidgeParams } from "./kernel-ridge/kernel-ridge";
export {
  type CostSurface,
  costSurface,
  type GradientDescentOptions,
  type GradientDescentStep,
  gradientDescent,
} from "./linear-model/gradient-descent";
export { LinearRegression, type LinearRegressionParams } from "./linear-model/linear-regression";
export { LogisticRegression, type LogisticRegressionParams } from "./linear-model/logistic-regression";
export { Ridge, type RidgeParams } from "./linear-model/ridge";
export { type TrustworthinessOptions, trustworthiness } from "./manifold/trustworthiness";
export { TSNE, type TSNEFitOptions, type TSNEParams, type TSNEStep } from "./manifold/tsne";
export { type AccuracyScoreOptions, accuracyScore } from "./metrics/accuracy-score";
export { type BalancedAccuracyScoreOptions, balancedAccuracyScore } from "./metrics/balanced-accuracy-score";
export {
  type ClassificationReportDict,
  type ClassificationReportDictOptions,
  type ClassificationReportOptions,
  type ClassificationReportRow,
  classificationReport,
  classificationReportDict,
} from "./metrics/classification-report";
export {
  type CompletenessContamination,
  completenessContamination,
} from "./metrics/completeness-contamination";
export { type ConfusionMatrixOptions, confusionMatrix } from "./metrics/confusion-matrix";
export { contingencyMatrix } from "./metrics/contingency-matrix";
export { ksDistance } from "./metrics/ks-distance";
export { type LogLossOptions, logLoss } from "./metrics/log-loss";
export {
  adjustedMutualInfoScore,
  completenessScore,
  homogeneityCompletenessVMeasure,
  homogeneityScore,
  type MutualInfoOptions,
  mutualInfoScore,
  normalizedMutualInfoScore,
  type VMeasureOptions,
  vMeasureScore,
} from "./metrics/mutual-info-score";
export {
  type PhotometricRedshiftScores,
  photometricRedshiftScores,
} from "./metrics/photometric-redshift-scores";
export {
  averagePrecisionScore,
  type PrecisionRecallCurve,
  type PrecisionRecallCurveOptions,
  precisionRecallCurve,
} from "./metrics/precision-recall-curve";
export {
  type Average,
  type FbetaOptions,
  f1Score,
  fbetaScore,
  type PrecisionRecallFscoreSupport,
  type PrecisionRecallOptions,
  precisionRecallFscoreSupport,
  precisionScore,
  recallScore,
  type Score,
} from "./metrics/precision-recall-fscore";
export { adjustedRandScore, randScore } from "./metrics/rand-score";
export {
  meanAbsoluteError,
  meanSquaredError,
  type RegressionMetricOptions,
  r2Score,
  rootMeanSquaredError,
} from "./metrics/regression";
export { auc, type RocCurve, type RocCurveOptions, rocCurve } from "./metrics/roc";
export { type RocAucScoreOptions, type RocAverage, rocAucScore } from "./metrics/roc-auc-score";
export {
  getScorer,
  getScorerNames,
  type MakeScorerOptions,
  makeScorer,
  type ScoreContext,
  type ScoreFunction,
  type Scorer,
} from "./metrics/scorers";
export {
  type SilhouetteScoreOptions,
  silhouetteSamples,
  silhouetteScore,
} from "./metrics/silhouette-score";
export type { CovarianceType } from "./mixture/components";
export { GaussianMixture, type GaussianMixtureParams } from "./mixture/gaussian-mixture";
export { GMMBayes, type GMMBayesParams } from "./mixture/gmm-bayes";
export type { CvLike } from "./model-selection/check-cv";
export {
  type CrossValPrediction,
  type CrossValPredictOptions,
  crossValPredict,
} from "./model-selection/cross-val-predict";
export {
  type CrossValidateOptions,
  type CrossValidation,
  type CrossValScoreOptions,
  crossValidate,
  crossValScore,
} from "./model-selection/cross-validate";
export type { CrossValidator, Fold } from "./model-selection/cross-validator";
export {
  type LearningCurve,
  type LearningCurveOptions,
  learningCurve,
  type ScoreCurve,
  type ValidationCurveOptions,
  validationCurve,
} from "./model-selection/curves";
export { GridSearchCV, type GridSearchCVParams } from "./model-selection/grid-search-cv";
export { KFold, type KFoldOptions, LeaveOneOut } from "./model-selection/k-fold";
export { type Candidate, ParameterGrid, type ParamGrid } from "./model-selection/parameter-grid";
export {
  RepeatedKFold,
  type RepeatedKFoldOptions,
  RepeatedStratifiedKFold,
} from "./model-selection/repeated-k-fold";
export type { Scoring } from "./model-selection/scoring";
export type { SearchResults } from "./model-selection/search-results";
export {
  ShuffleSplit,
  type ShuffleSplitOptions,
  StratifiedShuffleSplit,
} from "./model-selection/shuffle-split";
export { StratifiedKFold } from "./model-selection/stratified-k-fold";
export {
  type SplitLabels,
  type TrainTestSplit,
  type TrainTestSplitOptions,
  trainTestSplit,
} from "./model-selection/train-test-split";
export { GaussianNB, type GaussianNBParams, type PartialFitOptions } from "./naive-bayes/gaussian-nb";
export type { MetricName } from "./neighbors/distance";
export { KNeighborsClassifier, type KNeighborsParams } from "./neighbors/k-neighbors-classifier";
export { KNeighborsRegressor } from "./neighbors/k-neighbors-regressor";
export { LocalOutlierFactor, type LocalOutlierFactorParams } from "./neighbors/local-outlier-factor";
export { NearestNeighbors, type NearestNeighborsParams } from "./neighbors/nearest-neighbors";
export type { NeighborSearchParams, Neighbors } from "./neighbors/neighbor-search";
export type { NeighborWeights } from "./neighbors/neighbor-weights";
export { MLPClassifier } from "./neural-network/mlp-classifier";
export type {
  HiddenActivation,
  LearningRateSchedule,
  MLPFitOptions,
  MLPParams,
} from "./neural-network/mlp-params";
export { MLPRegressor } from "./neural-network/mlp-regressor";
export type { OptimizerState } from "./neural-network/optimizer";
export type { OutActivation } from "./neural-network/output";
export type { ScheduleState } from "./neural-network/schedule";
export type { TrainingState } from "./neural-network/training-state";
export { type Progress, type ProgressOptions, progress } from "./notebook/progress";
export { type HasProvenance, type RecordSource, record } from "./notebook/record";
export { type ShowTableOptions, showTable, type TableRow } from "./notebook/show-table";
export { bySize, type NotebookSize, notebookSize } from "./notebook/size";
export { makePipeline, Pipeline, type PipelineParams, type PipelineStep } from "./pipeline/pipeline";
export {
  type CompletenessContaminationFigureOptions,
  type CompletenessContaminationSeries,
  completenessContaminationFigure,
} from "./plot/completeness-contamination-figure";
export { type ConfusionMatrixFigureOptions, confusionMatrixFigure } from "./plot/confusion-matrix-figure";
export { type ContourFigureOptions, type ContourPath, contourFigure } from "./plot/contour-figure";
export {
  type CorrelationMatrixFigureOptions,
  correlationMatrixFigure,
} from "./plot/correlation-matrix-figure";
export { type CountPlotFigureOptions, countPlotFigure } from "./plot/count-plot-figure";
export { precisionRecallCurveFigure, rocCurveFigure } from "./plot/curve-figures";
export {
  type BoundaryModel,
  type DecisionBoundaryFigureOptions,
  decisionBoundaryFigure,
} from "./plot/decision-boundary-figure";
export {
  type FeatureImportanceFigureOptions,
  featureImportanceFigure,
} from "./plot/feature-importance-figure";
export type { Axis, Figure, Layout, Trace } from "./plot/figure";
export { type FigureOptions, withProvenance } from "./plot/figure-options";
export { type HistogramFigureOptions, histogramFigure } from "./plot/histogram-figure";
export type { ImageColors } from "./plot/image-colors";
export { type ImageFigureOptions, type ImageOptions, imageFigure } from "./plot/image-figure";
export { type ImageGridFigureOptions, imageGridFigure, type NamedImage } from "./plot/image-grid-figure";
export { lightCurveFigure, periodogramFigure, phasedLightCurveFigure } from "./plot/light-curve-figure";
export { type LineFigureOptions, type LineSeries, lineFigure } from "./plot/line-figure";
export { type LossCurveOptions, lossCurveFigure, type TrainingCurves } from "./plot/loss-curve-figure";
export { BrowserUnavailableError, openInBrowser } from "./plot/open-in-browser";
export { type PairPlotFigureOptions, pairPlotFigure } from "./plot/pair-plot-figure";
export {
  type ParallelCoordinatesFigureOptions,
  parallelCoordinatesFigure,
} from "./plot/parallel-coordinates-figure";
export { type PolarBarFigureOptions, polarBarFigure } from "./plot/polar-bar-figure";
export { type PredictionErrorFigureOptions, predictionErrorFigure } from "./plot/prediction-error-figure";
export { renderPng, renderSvg } from "./plot/render/renderer";
export { type ScatterFigureOptions, scatterFigure } from "./plot/scatter-figure";
export {
  type FoldScores,
  type ScoreComparisonFigureOptions,
  scoreComparisonFigure,
} from "./plot/score-comparison-figure";
export { enableInteractivity, type ShowOptions, savePng, saveSvg, show } from "./plot/show";
export { type SkyMapFigureOptions, skyMapFigure } from "./plot/sky-map-figure";
export type { SkyProjection } from "./plot/sky-projection";
export {
  type SourceEllipse,
  type SourceGroup,
  type SourceMapFigureOptions,
  sourceMapFigure,
} from "./plot/source-map-figure";
export { type NamedSpectrum, type SpectraFigureOptions, spectraFigure } from "./plot/spectra-figure";
export { escapeText } from "./plot/text";
export { type TreeFigureOptions, type TreeModel, treeFigure } from "./plot/tree-figure";
export type { TreeArrays } from "./plot/tree-layout";
export { LabelEncoder } from "./preprocessing/label-encoder";
export { MinMaxScaler, type MinMaxScalerParams } from "./preprocessing/min-max-scaler";
export { type CategoryTable, OneHotEncoder, type OneHotEncoderParams } from "./preprocessing/one-hot-encoder";
export { PolynomialFeatures, type PolynomialFeaturesParams } from "./preprocessing/polynomial-features";
export { RobustScaler, type RobustScalerParams } from "./preprocessing/robust-scaler";
export { SimpleImputer, type SimpleImputerParams } from "./preprocessing/simple-imputer";
export { StandardScaler, type StandardScalerParams } from "./preprocessing/standard-scaler";
export { type SimulateClusterModelsOptions, simulateClusterModels } from "./simulate/cluster-models";
export { type ColorBox, type ColorName, RR_LYRAE_COLOR_BOX } from "./simulate/color-box";
export {
  type CrtsLightCurve,
  type SimulateCrtsOptions,
  simulateCrtsLightCurves,
} from "./simulate/crts-variables";
export {
  type SimulateEclipsingBinariesOptions,
  simulateEclipsingBinaries,
} from "./simulate/eclipsing-binaries";
export { type SimulateGalaxyImagesOptions, simulateGalaxyImages } from "./simulate/galaxy-images";
export { type SimulateGalaxyZooDecalsOptions, simulateGalaxyZooDecals } from "./simulate/galaxy-zoo-decals";
export { type SimulateGlobularClustersOptions, simulateGlobularClusters } from "./simulate/globular-clusters";
export { type SimulateHTRU2Options, simulateHTRU2 } from "./simulate/htru2";
export { type SimulateHyadesOptions, simulateHyades } from "./simulate/hyades";
export { type SimulateLamostStarsOptions, simulateLamostStars } from "./simulate/lamost-stars";
export { type SimulateLinearVariablesOptions, simulateLinearVariables } from "./simulate/linear-variables";
export { type MakeBlobsOptions, makeBlobs } from "./simulate/make-blobs";
export { type MakeClassificationOptions, makeClassification } from "./simulate/make-classification";
export { type MakeMoonsOptions, makeMoons } from "./simulate/make-moons";
export { type MakeRegressionOptions, makeRegression } from "./simulate/make-regression";
export {
  type SimulateOpenClusterAbundancesOptions,
  simulateOpenClusterAbundances,
} from "./simulate/open-cluster-abundances";
export { type ParticleInWellOptions, simulateParticleInWell } from "./simulate/particle-in-well";
export { type SimulatePointSourcesOptions, simulatePointSources } from "./simulate/point-sources";
export { type SimulateRadioFieldOptions, simulateRadioField } from "./simulate/radio-field";
export {
  type RadioGalaxyImageOptions,
  type SimulateRadioGalaxiesOptions,
  simulateRadioGalaxies,
} from "./simulate/radio-galaxies";
export { type SimulateRadioSkyOptions, simulateRadioSky } from "./simulate/radio-sky";
export { type SimulateRRLyraeOptions, simulateRRLyraeCombined } from "./simulate/rr-lyrae";
export { sersicProfile } from "./simulate/sersic";
export { type SimulateShapleyOptions, simulateShapley } from "./simulate/shapley";
export { type SimulateSpecgalsOptions, simulateSpecgals } from "./simulate/specgals";
export type { StarParameters } from "./simulate/stellar-atmosphere";
export {
  type SimulateStellarClassificationOptions,
  simulateStellarClassification,
} from "./simulate/stellar-classification";
export {
  type SimulateStellarSpectraOptions,
  simulateStellarSpectra,
  stellarSpectrum,
} from "./simulate/stellar-spectra";
export {
  type SimulateSupernovaRemnantsOptions,
  simulateSupernovaRemnants,
} from "./simulate/supernova-remnants";
export { columnDensity } from "./simulate/turbulence/column-density";
export type { TurbulenceIndex } from "./simulate/turbulence/map-boxes";
export {
  type SimulateTurbulenceOptions,
  simulateTurbulence,
  type TurbulenceBox,
} from "./simulate/turbulence/simulate-turbulence";
export { type VelocitySpectrum, velocitySpectrum } from "./simulate/turbulence/velocity-spectrum";
export { ZTF_CLASSES, type ZtfClass } from "./simulate/ztf/classes";
export {
  type SimulateZtfLightCurveImagesOptions,
  simulateZtfLightCurveImages,
} from "./simulate/ztf/light-curve-images";
export { type SimulateZtfLightCurvesOptions, simulateZtfLightCurves } from "./simulate/ztf/light-curves";
export type { ZtfLightCurve } from "./simulate/ztf/photometry";
export type { ZtfStar } from "./simulate/ztf/simulate-star";
export { ZTF_FEATURES } from "./simulate/ztf/star-features";
export { type SimulateZtfVariablesOptions, simulateZtfVariables } from "./simulate/ztf/variables";
export { type NormalizeContinuumOptions, normalizeContinuum } from "./spectra/normalize-continuum";
export { type ObservedSpectrum, resampleSpectrum } from "./spectra/resample-spectrum";
export { type WavelengthGrid, wavelengthGrid, wavelengthsOf } from "./spectra/wavelength-grid";
export { SVC, type SVCParams } from "./svm/svc";
export {
  type ExtractedFeatures,
  type ExtractFeaturesOptions,
  extractFeatures,
} from "./time-series/extract-features";
export type { FalseAlarmMethod } from "./time-series/false-alarm";
export { LIGHT_CURVE_FEATURES, type LightCurveFeature } from "./time-series/feature-catalog";
export type { AutofrequencyOptions } from "./time-series/frequency-grid";
export type { LightCurve } from "./time-series/light-curve";
export {
  type LightCurveFeatureOptions,
  lightCurveFeatureNames,
  lightCurveFeatures,
  lightCurveFeatureUnits,
} from "./time-series/light-curve-features";
export {
  type FalseAlarmOptions,
  LombScargle,
  type LombScargleMethod,
  type LombScargleOptions,
  type Periodogram,
  type PowerOptions,
} from "./time-series/lomb-scargle";
export {
  LombScargleMultiband,
  type LombScargleMultibandOptions,
  type MultibandPowerOptions,
} from "./time-series/lomb-scargle-multiband";
export type { PeriodogramNormalization } from "./time-series/normalize-power";
export { type FoldedCurve, phaseFold } from "./time-series/phase-fold";
export type { ClassificationCriterionName, RegressionCriterionName } from "./tree/build-tree";
export { DecisionTreeClassifier, type DecisionTreeClassifierParams } from "./tree/decision-tree-classifier";
export { DecisionTreeRegressor, type DecisionTreeRegressorParams } from "./tree/decision-tree-regressor";
export { type ExportTextOptions, exportText } from "./tree/export-text";
export type { PruningPath } from "./tree/prune";
export type { MaxFeatures, TreeParams } from "./tree/tree-params";
export type { DecisionPath } from "./tree/tree-queries";
export type { TreeStructure } from "./tree/tree-structure";
export { NodeWorkerPool } from "./workers/node-worker-pool";
