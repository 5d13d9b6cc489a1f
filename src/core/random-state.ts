import { ParameterError } from "./errors";
import { Matrix } from "./matrix";
import { binomialSampler } from "./random/binomial";
import { drawIndices, permutedRange, shuffleInPlace } from "./random/choice";
import { drawBeta, drawGamma } from "./random/gamma";
import { LegacyStream, type RandomStateSnapshot } from "./random/legacy-stream";
import { drawMultivariateNormal } from "./random/multivariate-normal";
import { drawPoisson } from "./random/poisson";
import { countOf, type Drawn, drawMany, type Param, paramReader, type Size } from "./random/size";

/** Integers from `RandomState.randint`: `Int32Array` where the range fits 32 signed bits. */
export type DrawnIntegers<S> = [S] extends [undefined]
  ? number
  : S extends number
    ? Int32Array | Float64Array
    : Matrix;

/** Options of {@link RandomState.choice}. */
export interface ChoiceOptions<S extends Size | undefined = undefined> {
  /** How many to draw; left out, one. */
  size?: S;
  /** Whether one item may be drawn again; default `true`. */
  replace?: boolean;
  /** The probability of each item; they sum to 1. Default: all equal. */
  p?: ArrayLike<number>;
}

const isFiniteNumber = (value: number): boolean => Number.isFinite(value);
const isNotNegative = (value: number): boolean => value >= 0 && value < Infinity;
const isPositive = (value: number): boolean => value > 0 && value < Infinity;

/**
 * NumPy's legacy random generator `numpy.random.RandomState` (MT19937), draw for draw: the same seed and the
 * same calls in the same order give the same numbers as in Python, so that splits, shuffles and simulated
 * samples are those of a Python script.
 *
 * Uniform deviates, integers, permutations and choices agree to the last bit. Distributions that need a
 * logarithm, exponential or power agree to about 1e-15 relative, because the mathematical libraries differ
 * in the last bit; the sequence of draws is the same. `size` works as in NumPy: left out, one number; `n`, a
 * `Float64Array`; `[rows, cols]`, a {@link Matrix}. A parameter may be an array, with one value per draw.
 *
 * https://numpy.org/doc/1.24/reference/random/legacy.html
 */
export class RandomState {
  private readonly stream = new LegacyStream();

  /**
   * @param seed a whole number from 0 to 2³²−1, an array of such numbers (seeded as Python seeds from a
   * list), or nothing for a fresh, unpredictable start.
   * @throws ParameterError if the seed is anything else.
   */
  constructor(seed?: number | ArrayLike<number> | null) {
    if (seed === undefined || seed === null) {
      this.stream.reseed(crypto.getRandomValues(new Uint32Array(624)));
      return;
    }
    const words = typeof seed === "number" ? [seed] : seed;
    if (words.length === 0) throw new ParameterError("A seed array must not be empty.");
    for (let i = 0; i < words.length; i++) {
      if (Number.isInteger(words[i]) && words[i] >= 0 && words[i] <= 0xffffffff) continue;
      throw new ParameterError(
        `A seed must be a whole number from 0 to 4294967295, or an array of them; got ${String(words[i])}.`,
      );
    }
    this.stream.reseed(seed);
  }

  /** Uniform deviates in [0, 1). */
  randomSample<S extends Size | undefined = undefined>(size?: S): Drawn<S> {
    if (size === undefined) return this.stream.nextDouble() as Drawn<S>;
    const data = new Float64Array(countOf(size, "randomSample"));
    this.stream.fillDoubles(data);
    return (typeof size === "number" ? data : new Matrix(data, size[0], size[1])) as Drawn<S>;
  }

  /** Uniform deviates in [low, high). */
  uniform<S extends Size | undefined = undefined, P extends Param = number>(
    low: P | number = 0,
    high: P | number = 1,
    size?: S,
  ): Drawn<S, P> {
    const lowAt = paramReader("uniform: low", low, "finite", isFiniteNumber);
    const highAt = paramReader("uniform: high", high, "finite", isFiniteNumber);
    return drawMany(
      "uniform",
      [low, high],
      size,
      (i) => lowAt(i) + (highAt(i) - lowAt(i)) * this.stream.nextDouble(),
    ) as Drawn<S, P>;
  }

  /** Normal deviates of mean 0 and standard deviation 1. */
  standardNormal<S extends Size | undefined = undefined>(size?: S): Drawn<S> {
    return drawMany("standardNormal", [], size, () => this.stream.nextGauss()) as Drawn<S>;
  }

  /** Normal deviates of mean `loc` and standard deviation `scale` (≥ 0). */
  normal<S extends Size | undefined = undefined, P extends Param = number>(
    loc: P | number = 0,
    scale: P | number = 1,
    size?: S,
  ): Drawn<S, P> {
    const locAt = paramReader("normal: loc", loc, "finite", isFiniteNumber);
    const scaleAt = paramReader("normal: scale", scale, "finite and ≥ 0", isNotNegative);
    return drawMany(
      "normal",
      [loc, scale],
      size,
      (i) => locAt(i) + scaleAt(i) * this.stream.nextGauss(),
    ) as Drawn<S, P>;
  }

  /** Exponential deviates of mean `scale` (≥ 0). */
  exponential<S extends Size | undefined = undefined, P extends Param = number>(
    scale: P | number = 1,
    size?: S,
  ): Drawn<S, P> {
    const scaleAt = paramReader("exponential: scale", scale, "finite and ≥ 0", isNotNegative);
    return drawMany("exponential", [scale], size, (i) => scaleAt(i) * this.stream.nextExponential()) as Drawn<
      S,
      P
    >;
  }

  /** Gamma deviates of the given `shape` (≥ 0) and scale 1. */
  standardGamma<S extends Size | undefined = undefined, P extends Param = number>(
    shape: P | number,
    size?: S,
  ): Drawn<S, P> {
    const shapeAt = paramReader("standardGamma: shape", shape, "finite and ≥ 0", isNotNegative);
    return drawMany("standardGamma", [shape], size, (i) => drawGamma(this.stream, shapeAt(i))) as Drawn<S, P>;
  }

  /** Gamma deviates of mean `shape * scale`; both ≥ 0. */
  gamma<S extends Size | undefined = undefined, P extends Param = number>(
    shape: P | number,
    scale: P | number = 1,
    size?: S,
  ): Drawn<S, P> {
    const shapeAt = paramReader("gamma: shape", shape, "finite and ≥ 0", isNotNegative);
    const scaleAt = paramReader("gamma: scale", scale, "finite and ≥ 0", isNotNegative);
    return drawMany(
      "gamma",
      [shape, scale],
      size,
      (i) => scaleAt(i) * drawGamma(this.stream, shapeAt(i)),
    ) as Drawn<S, P>;
  }

  /** Beta deviates; `a` and `b` are > 0. */
  beta<S extends Size | undefined = undefined, P extends Param = number>(
    a: P | number,
    b: P | number,
    size?: S,
  ): Drawn<S, P> {
    const aAt = paramReader("beta: a", a, "finite and > 0", isPositive);
    const bAt = paramReader("beta: b", b, "finite and > 0", isPositive);
    return drawMany("beta", [a, b], size, (i) => drawBeta(this.stream, aAt(i), bAt(i))) as Drawn<S, P>;
  }

  /** Poisson counts of mean `lam` (≥ 0), as whole numbers in a `Float64Array`. */
  poisson<S extends Size | undefined = undefined, P extends Param = number>(
    lam: P | number = 1,
    size?: S,
  ): Drawn<S, P> {
    const lamAt = paramReader("poisson: lam", lam, "from 0 to 9e15", (value) => value >= 0 && value <= 9e15);
    return drawMany("poisson", [lam], size, (i) => drawPoisson(this.stream, lamAt(i))) as Drawn<S, P>;
  }

  /** Binomial counts: successes in `n` trials of probability `p` each, as whole numbers in a `Float64Array`. */
  binomial<S extends Size | undefined = undefined, P extends Param = number>(
    n: P | number,
    p: P | number,
    size?: S,
  ): Drawn<S, P> {
    const nAt = paramReader("binomial: n", n, "a whole number ≥ 0", (v) => Number.isSafeInteger(v) && v >= 0);
    const pAt = paramReader("binomial: p", p, "from 0 to 1", (value) => value >= 0 && value <= 1);
    const fixed =
      typeof n === "number" && typeof p === "number" ? binomialSampler(this.stream, n, p) : undefined;
    return drawMany("binomial", [n, p], size, (i) =>
      fixed === undefined ? binomialSampler(this.stream, nAt(i), pAt(i))() : fixed(),
    ) as Drawn<S, P>;
  }

  /**
   * Normal deviates in several dimensions: with `size` a row for each, without it one, of length d.
   *
   * As in NumPy the covariance is factorised by its singular value decomposition. The rows agree with NumPy's
   * to rounding where the covariance is diagonal, or has distinct eigenvalues and at most 25 dimensions.
   * Elsewhere the decomposition is not unique: the sample is as good but need not be the same.
   *
   * @param mean length d.
   * @param cov d x d, symmetric and positive semidefinite.
   * @throws ParameterError if the shapes differ or the covariance is not symmetric positive semidefinite.
   */
  multivariateNormal(mean: ArrayLike<number>, cov: Matrix | ArrayLike<ArrayLike<number>>): Float64Array;
  multivariateNormal(
    mean: ArrayLike<number>,
    cov: Matrix | ArrayLike<ArrayLike<number>>,
    size: number,
  ): Matrix;
  multivariateNormal(
    mean: ArrayLike<number>,
    cov: Matrix | ArrayLike<ArrayLike<number>>,
    size?: number,
  ): Float64Array | Matrix {
    const rows = drawMultivariateNormal(
      this.stream,
      mean,
      cov instanceof Matrix ? cov : Matrix.from(cov),
      size === undefined ? 1 : countOf(size, "multivariateNormal"),
    );
    return size === undefined ? rows.data : rows;
  }

  /**
   * Whole numbers from `low` to `high` − 1; with one argument, from 0 to `low` − 1.
   *
   * @throws ParameterError if a bound is no whole number, the range is empty or wider than 2⁵³.
   */
  randint<S extends Size | undefined = undefined>(
    low: number,
    high?: number | null,
    size?: S,
  ): DrawnIntegers<S> {
    const from = high === undefined || high === null ? 0 : low;
    const to = high === undefined || high === null ? low : high;
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) {
      throw new ParameterError(`randint: the bounds must be whole numbers, but are ${from} and ${to}.`);
    }
    const max = to - 1 - from;
    if (max < 0) throw new ParameterError(`randint: no whole number is ≥ ${from} and < ${to}.`);
    if (!Number.isSafeInteger(max)) throw new ParameterError("randint: the range is wider than 2**53.");
    if (size === undefined) return (from + this.stream.nextInteger(max)) as DrawnIntegers<S>;
    const count = countOf(size, "randint");
    const fits = typeof size === "number" && from >= -2147483648 && to <= 2147483648;
    const out = fits ? new Int32Array(count) : new Float64Array(count);
    this.stream.fillIntegers(out, from, max);
    if (typeof size === "number") return out as DrawnIntegers<S>;
    return new Matrix(out as Float64Array, size[0], size[1]) as DrawnIntegers<S>;
  }

  /** The whole numbers 0 … n−1 in random order, or a shuffled copy of an array. */
  permutation(n: number): Int32Array;
  permutation<T>(items: readonly T[]): T[];
  permutation(items: Float64Array): Float64Array;
  permutation(items: Int32Array): Int32Array;
  permutation<T>(items: number | readonly T[] | Float64Array | Int32Array): unknown {
    if (typeof items === "number") return permutedRange(this.stream, countOf(items, "permutation"));
    const copy = items.slice();
    shuffleInPlace<unknown>(this.stream, copy as { length: number; [index: number]: unknown });
    return copy;
  }

  /** Shuffles an array in place. */
  shuffle<T>(items: { length: number; [index: number]: T }): void {
    shuffleInPlace(this.stream, items);
  }

  /**
   * Draws from 0 … a−1, or from the items of an array.
   *
   * @throws ParameterError if `p` is no distribution over the items, or more is asked for than is there.
   */
  choice<S extends Size | undefined = undefined>(a: number, options?: ChoiceOptions<S>): DrawnIntegers<S>;
  choice(a: ArrayLike<number>, options: ChoiceOptions<readonly [number, number]>): Matrix;
  choice<T>(a: ArrayLike<T>, options: ChoiceOptions<number>): T[];
  choice<T>(a: ArrayLike<T>, options?: ChoiceOptions<undefined>): T;
  choice<T>(a: number | ArrayLike<T>, options: ChoiceOptions<Size | undefined> = {}): unknown {
    const { size, replace = true, p } = options;
    const count = size === undefined ? 1 : countOf(size, "choice");
    const population = typeof a === "number" ? countOf(a, "choice: a") : a.length;
    const indices = drawIndices(this.stream, population, count, replace, p);
    if (typeof size === "object") {
      const data = Float64Array.from(indices, (k) => (typeof a === "number" ? k : (a[k] as number)));
      return new Matrix(data, size[0], size[1]);
    }
    if (typeof a === "number") return size === undefined ? indices[0] : indices;
    return size === undefined ? a[indices[0]] : Array.from(indices, (k) => a[k]);
  }

  /** The generator's state, as plain JSON. */
  getState(): RandomStateSnapshot {
    return this.stream.snapshot();
  }

  /** @throws ParameterError if `state` is not one that {@link getState} gives. */
  setState(state: RandomStateSnapshot): void {
    const valid =
      state.algorithm === "MT19937" &&
      state.key?.length === 624 &&
      state.key.every((word) => Number.isInteger(word) && word >= 0 && word <= 0xffffffff) &&
      Number.isInteger(state.pos) &&
      state.pos >= 0 &&
      state.pos <= 624 &&
      typeof state.hasGauss === "boolean" &&
      Number.isFinite(state.gauss);
    if (!valid) throw new ParameterError("setState: this is no state of an MT19937 generator.");
    this.stream.restore(state);
  }
}
