import { KNeighborsClassifier } from "skylearn";
import { supervised, threeClasses } from "../supervised";

export const workload = supervised(
  {
    name: "k-neighbors",
    title: "KNeighborsClassifier(5), 40,000 x 44, 10,000 queries",
    peer: "scikit-learn",
    tolerance: 0,
  },
  (scale) => threeClasses(50_000 * scale),
  () => new KNeighborsClassifier(),
);
