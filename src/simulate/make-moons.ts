import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError } from "../core/errors";
import { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import { resolveOptions } from "./resolve-options";
import { shuffledRows } from "./shuffled-rows";

/** Options of {@link makeMoons}. */
export interface MakeMoonsOptions {
  /** Rows in all (an odd one goes to the inner moon), or rows of [outer, inner]; default 100. */
  nSamples?: number | readonly [number, number];
  /** Shuffle the rows; default `true`. */
  shuffle?: boolean;
  /** Standard deviation of normal noise added to both coordinates; default `null`: none. */
  noise?: number | null;
  /** Seed or generator; default unseeded. */
  randomState?: RandomStateLike;
}

const defaults: Required<MakeMoonsOptions> = {
  nSamples: 100,
  shuffle: true,
  noise: null,
  randomState: null,
};

/**
 * Two half circles that reach into one another: classes that no straight line separates. For a given `randomState`
 * the same draws as scikit-learn 1.2's `make_moons`.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.datasets.make_moons.html
 *
 * @returns X (n x 2), and y: 0 on the outer (upper) moon, 1 on the inner (lower) one.
 * @throws ParameterError if an option is unknown or unusable.
 */
export function makeMoons(options: MakeMoonsOptions = {}): { X: Matrix; y: Float64Array } {
  const { nSamples, shuffle, noise, randomState } = resolveOptions("makeMoons", options, defaults);
  checkOneOf("shuffle", shuffle, [true, false]);
  if (noise !== null) checkNumber("noise", noise, { min: 0 });
  const [outer, inner] = moonSizes(nSamples);
  const rng = checkRandomState(randomState);
  const plain = { X: Matrix.zeros(outer + inner, 2), y: new Float64Array(outer + inner).fill(1, outer) };
  for (let i = 0; i < outer; i++) {
    const angle = angleAt(i, outer);
    plain.X.set(i, 0, Math.cos(angle));
    plain.X.set(i, 1, Math.sin(angle));
  }
  for (let i = 0; i < inner; i++) {
    const angle = angleAt(i, inner);
    plain.X.set(outer + i, 0, 1 - Math.cos(angle));
    plain.X.set(outer + i, 1, 1 - Math.sin(angle) - 0.5);
  }
  const { X, y } = shuffle ? shuffledRows(plain.X, plain.y, rng) : plain;
  if (noise !== null) {
    const deviates = rng.standardNormal(X.data.length);
    for (let m = 0; m < deviates.length; m++) X.data[m] += noise * deviates[m];
  }
  return { X, y };
}

function moonSizes(nSamples: number | readonly [number, number]): readonly [number, number] {
  if (typeof nSamples === "number") {
    checkNumber("nSamples", nSamples, { min: 1, integer: true });
    const outer = Math.floor(nSamples / 2);
    return [outer, nSamples - outer];
  }
  if (nSamples.length !== 2) throw new ParameterError("nSamples must be a number or [outer, inner].");
  for (const k of [0, 1]) checkNumber(`nSamples[${k}]`, nSamples[k], { min: 0, integer: true });
  if (nSamples[0] + nSamples[1] === 0) throw new ParameterError("nSamples must ask for at least one row.");
  return nSamples;
}

/** The i-th of n angles from 0 to π, both ends among them. */
const angleAt = (i: number, n: number): number => (n < 2 ? 0 : (i * Math.PI) / (n - 1));
