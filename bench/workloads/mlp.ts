import { Matrix, MLPRegressor, RandomState, r2Score } from "skylearn";
import type { Workload } from "../workload";

/** Five magnitudes, scaled, and a redshift that they tell but for some noise. */
function galaxies(n: number, seed: number): { X: Matrix; y: Float64Array } {
  const rng = new RandomState(seed);
  const X = new Matrix(rng.normal(0, 1, n * 5), n, 5);
  const noise = rng.normal(0, 0.01, n);
  const y = noise.map((e, i) => {
    const [u, g, r, , z] = X.row(i);
    return e + 0.15 + 0.02 * u + 0.04 * g - 0.03 * r + 0.015 * z;
  });
  return { X, y };
}

export const workload: Workload = {
  name: "mlp",
  title:
    "MLP 5-4-1, 5,000 galaxies, 55 epochs of stochastic gradient descent, batch 64; predict: 5,000 galaxies",
  peer: "PyTorch",
  // How many of the four units stay in use depends on the first weights, which differ.
  tolerance: 0.2,
  prepare(scale) {
    const train = galaxies(Math.floor(5_000 * scale), 0);
    const test = galaxies(5_000, 1);
    return async () => {
      const start = performance.now();
      // A rate of 0.001 on the sum of squares is one of 2 x 64 x 0.001 on half their mean.
      const model = await new MLPRegressor({
        hiddenLayerSizes: [4],
        solver: "sgd",
        momentum: 0,
        nesterovsMomentum: false,
        alpha: 0,
        batchSize: 64,
        learningRateInit: 2 * 64 * 0.001,
        maxIter: 55,
        nIterNoChange: Number.POSITIVE_INFINITY,
        randomState: 0,
      }).fit(train.X, train.y);
      const fitted = performance.now();
      const predicted = model.predict(test.X);
      const end = performance.now();
      return {
        fit: (fitted - start) / 1000,
        predict: (end - fitted) / 1000,
        check: r2Score(test.y, predicted),
      };
    };
  },
};
