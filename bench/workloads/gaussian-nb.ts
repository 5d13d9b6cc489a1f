import { GaussianNB } from "skylearn";
import { shiftedNormals, supervised } from "../supervised";

export const workload = supervised(
  { name: "gaussian-nb", title: "GaussianNB, 100,000 x 17, 3 classes", peer: "scikit-learn", tolerance: 0 },
  (scale) => shiftedNormals(100_000 * scale, 17),
  () => new GaussianNB(),
);
