import { SVC } from "skylearn";
import { supervised, threeClasses } from "../supervised";

export const workload = supervised(
  { name: "svc", title: "SVC(rbf), 10,000 x 44, 3 classes", peer: "scikit-learn", tolerance: 0.001 },
  (scale) => threeClasses(12_500 * scale),
  () => new SVC(),
);
