import { HistGradientBoostingClassifier } from "skylearn";
import { supervised, threeClasses } from "../supervised";

/** XGBoost's defaults, so that both sides grow the same kind of trees. */
const settings = {
  maxIter: 100,
  learningRate: 0.3,
  maxDepth: 6,
  maxLeafNodes: null,
  minSamplesLeaf: 1,
  minChildWeight: 1,
  l2Regularization: 1,
  earlyStopping: false,
};

export const workload = supervised(
  {
    name: "hist-gradient-boosting",
    title: "HistGradientBoostingClassifier, 100 rounds, 40,000 x 44, 3 classes",
    peer: "XGBoost hist, 2 threads",
    tolerance: 0.01,
  },
  (scale) => threeClasses(50_000 * scale),
  () => new HistGradientBoostingClassifier(settings),
);
