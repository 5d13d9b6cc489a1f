import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import type { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import { resolveOptions } from "./resolve-options";
import { shuffledRows } from "./shuffled-rows";

/** Options of {@link makeRegression}. */
export interface MakeRegressionOptions {
  /** Rows; default 100. */
  nSamples?: number;
  /** Features; default 100. */
  nFeatures?: number;
  /** Features that the target depends on (at most all); default 10. */
  nInformative?: number;
  /** Intercept of the linear model; default 0. */
  bias?: number;
  /** Standard deviation of normal noise added to the target; default 0. */
  noise?: number;
  /** Shuffle rows and features; default `true`. Else the informative features come first. */
  shuffle?: boolean;
  /** Seed or generator; default unseeded. */
  randomState?: RandomStateLike;
}

const defaults: Required<MakeRegressionOptions> = {
  nSamples: 100,
  nFeatures: 100,
  nInformative: 10,
  bias: 0,
  noise: 0,
  shuffle: true,
  randomState: null,
};

/**
 * A linear regression problem with standard normal features. For a given `randomState` the same draws as
 * scikit-learn 1.2's `make_regression` with one target and a well-conditioned X.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.datasets.make_regression.html
 *
 * @returns X (nSamples x nFeatures), the targets y, and the true coefficient of each feature.
 * @throws ParameterError if an option is unknown or unusable.
 */
export function makeRegression(options: MakeRegressionOptions = {}): {
  X: Matrix;
  y: Float64Array;
  coef: Float64Array;
} {
  const { nSamples, nFeatures, nInformative, bias, noise, shuffle, randomState } = resolveOptions(
    "makeRegression",
    options,
    defaults,
  );
  checkNumber("nSamples", nSamples, { min: 1, integer: true });
  checkNumber("nFeatures", nFeatures, { min: 1, integer: true });
  checkNumber("nInformative", nInformative, { min: 0, integer: true });
  checkNumber("bias", bias);
  checkNumber("noise", noise, { min: 0 });
  checkOneOf("shuffle", shuffle, [true, false]);
  const rng = checkRandomState(randomState);
  const X = rng.standardNormal([nSamples, nFeatures]);
  const coef = new Float64Array(nFeatures);
  const informative = Math.min(nInformative, nFeatures);
  coef.set(rng.uniform(0, 1, informative).map((u) => 100 * u));
  const y = new Float64Array(nSamples);
  for (let i = 0, at = 0; i < nSamples; i++, at += nFeatures) {
    for (let j = 0; j < informative; j++) y[i] += X.data[at + j] * coef[j];
    y[i] += bias;
  }
  if (noise > 0) {
    const deviates = rng.standardNormal(nSamples);
    for (let i = 0; i < nSamples; i++) y[i] += noise * deviates[i];
  }
  if (!shuffle) return { X, y, coef };
  const rows = shuffledRows(X, y, rng);
  const order = rng.permutation(nFeatures);
  return { X: rows.X.takeColumns(order), y: rows.y, coef: Float64Array.from(order, (j) => coef[j]) };
}
