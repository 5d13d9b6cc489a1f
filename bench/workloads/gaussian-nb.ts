import { GaussianNB, Matrix, RandomState } from "skylearn";
import type { Workload } from "../workload";

/** The twin of gaussian-nb.py: the same numbers from the same seed. */
export const workload: Workload = {
  name: "gaussian-nb",
  title: "GaussianNB, 100,000 x 17, 3 classes",
  peer: "scikit-learn",
  tolerance: 0,
  prepare(scale) {
    const n = 100_000 * scale;
    const features = 17;
    const y = Int32Array.from({ length: n }, (_, i) => i % 3);
    const X = new Matrix(new RandomState(0).normal(0, 1, n * features), n, features);
    for (let i = 0, k = 0; i < n; i++) for (let j = 0; j < features; j++, k++) X.data[k] += 0.5 * y[i];
    return async () => {
      const start = performance.now();
      const model = await new GaussianNB().fit(X, y);
      const fitted = performance.now();
      const predicted = model.predict(X);
      const end = performance.now();
      let right = 0;
      for (let i = 0; i < n; i++) if (predicted[i] === y[i]) right++;
      return { fit: (fitted - start) / 1000, predict: (end - fitted) / 1000, check: right / n };
    };
  },
};
