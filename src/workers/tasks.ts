/** Where each task is defined: a worker loads the module when it is first asked for the task. */
export const taskModules: { readonly [task: string]: () => unknown } = {
  augmentImages: () => require("../image/augment"),
  boost: () => require("../ensemble/histogram/boost"),
  descend: () => require("../manifold/map-run"),
  drawZtfLightCurves: () => require("../simulate/ztf/light-curve-images"),
  extractFeatures: () => require("../time-series/extract-features"),
  // These may be given any estimator, so a worker loads all of them.
  fitFold: () => [require("../index"), require("../neural/index")],
  shuffleColumn: () => require("../index"),
  similarRows: () => require("../manifold/similarities"),
  simulateZtf: () => require("../simulate/ztf/variables"),
  growTrees: () => require("../ensemble/grow-trees"),
  kmeans: () => require("../cluster/kmeans-run"),
  mapTurbulenceBox: () => require("../simulate/turbulence/map-boxes"),
  mixture: () => require("../mixture/mixture-run"),
  readGalaxyZooPictures: () => require("../datasets/galaxy-zoo-pictures"),
  takeGalaxyPictures: () => require("../simulate/galaxy-images"),
  trainPair: () => require("../svm/train-pairs"),
};
