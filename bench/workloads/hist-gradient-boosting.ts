import { HistGradientBoostingClassifier } from "skylearn";
import { supervised, threeClasses } from "../supervised";

export const workload = supervised(
  {
    name: "hist-gradient-boosting",
    title: "HistGradientBoostingClassifier, 100 rounds, 40,000 x 44, 3 classes",
    peer: "XGBoost hist, 2 threads",
    tolerance: 0.01,
  },
  (scale) => threeClasses(50_000 * scale),
  () => new HistGradientBoostingClassifier({ maxIter: 100 }),
);
