import { RandomForestClassifier } from "skylearn";
import { supervised, threeClasses } from "../supervised";

export const workload = supervised(
  {
    name: "random-forest",
    title: "RandomForestClassifier(100), 40,000 x 44, 3 classes",
    peer: "scikit-learn, n_jobs=2",
    tolerance: 0.01,
  },
  (scale) => threeClasses(50_000 * scale),
  () => new RandomForestClassifier({ randomState: 0 }),
);
