import { LogisticRegression } from "skylearn";
import { shiftedNormals, supervised } from "../supervised";

export const workload = supervised(
  {
    name: "logistic-regression",
    title: "LogisticRegression(lbfgs), 100,000 x 17, 3 classes",
    peer: "scikit-learn",
    tolerance: 0.0001,
  },
  (scale) => shiftedNormals(100_000 * scale, 17),
  () => new LogisticRegression(),
);
