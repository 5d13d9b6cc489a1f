import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError } from "../core/errors";
import { checkKnown, checkNumber, checkOneOf } from "../core/parameters";
import { toVector, type VectorLike } from "../core/targets";
import {
  type FalseAlarmMethod,
  type FalseAlarmSetting,
  falseAlarmLevel,
  falseAlarmProbability,
} from "./false-alarm";
import {
  type AutofrequencyOptions,
  automaticGrid,
  frequenciesOf,
  regularGrid,
  timeSpan,
} from "./frequency-grid";
import { harmonicFit, harmonicValues } from "./harmonic-fit";
import { checkLightCurve, type LightCurve } from "./light-curve";
import { NORMALIZATIONS, normalizePower, type PeriodogramNormalization } from "./normalize-power";
import {
  exactSums,
  fastSums,
  harmonicPower,
  type Sums,
  sinePower,
  type WeightedSeries,
} from "./periodogram-power";

export interface LombScargleOptions {
  /** Whether the model has a constant term of its own at each frequency ("floating mean"); default `true`. */
  fitMean?: boolean;
  /** Whether the weighted mean is taken away first; default `true`. */
  centerData?: boolean;
  /** Harmonics of the model; default 1, a sine. */
  nTerms?: number;
  /**
   * "standard" (default): the share of the weighted sum of squares that the model explains, 0 to 1. "model": explained
   * over unexplained. "log": -log(1 - standard). "psd": half the drop of chi squared.
   */
  normalization?: PeriodogramNormalization;
}

/**
 * "fast": a nonuniform fast Fourier transform, for equally spaced frequencies only, within 1e-7 of the exact power.
 * "slow": every term of every sum. "auto" (default) is "fast" where frequencies are equally spaced and at least 200.
 */
export type LombScargleMethod = "auto" | "fast" | "slow";

export interface PowerOptions {
  method?: LombScargleMethod;
  /** In place of the constructor's. */
  normalization?: PeriodogramNormalization;
}

export interface FalseAlarmOptions extends AutofrequencyOptions {
  /**
   * "baluev" (default; Baluev 2008, MNRAS 385, 1279, equation 6), "davies" (its equation 5, an upper bound), "naive" (as
   * if frequencies a peak's width apart were independent), or "bootstrap": the share of resampled series with such a
   * peak, each on the frequencies that {@link LombScargle.autofrequency} chooses for the same highest one.
   */
  method?: FalseAlarmMethod | "bootstrap";
  /** Resampled series, each with values drawn with replacement; default 1000. */
  nBootstraps?: number;
  /** Seed or generator of the draws; default `null`, other draws each time. */
  randomState?: RandomStateLike;
}

export interface Periodogram {
  /** Cycles a day (or in one over the unit of time). */
  frequency: Float64Array;
  power: Float64Array;
}

/**
 * The Lomb-Scargle periodogram of unevenly spaced observations, generalised by errors and a floating mean (Lomb 1976,
 * Ap&SS 39, 447; Scargle 1982, ApJ 263, 835; Zechmeister & Kürster 2009, A&A 496, 577; VanderPlas 2018, ApJS 236, 16).
 * Names, defaults and figures are those of astropy's `LombScargle`.
 *
 * @throws ValidationError if arrays are empty, differ in length or hold a value that is no finite number.
 * @throws ParameterError if an option does not exist or has no allowed value.
 */
export class LombScargle {
  readonly fitMean: boolean;
  readonly centerData: boolean;
  readonly nTerms: number;
  readonly normalization: PeriodogramNormalization;
  private readonly time: Float64Array;
  private readonly y: Float64Array;
  /** One over the square of each error. */
  private readonly inverseVariance: Float64Array;

  /** @param dy One standard deviation of each `y`; without it all weigh the same. */
  constructor(
    time: ArrayLike<number>,
    y: ArrayLike<number>,
    dy?: ArrayLike<number>,
    options: LombScargleOptions = {},
  ) {
    checkKnown("LombScargle", options, ["fitMean", "centerData", "nTerms", "normalization"]);
    const { fitMean = true, centerData = true, nTerms = 1, normalization = "standard" } = options;
    checkOneOf("fitMean", fitMean, [true, false]);
    checkOneOf("centerData", centerData, [true, false]);
    checkNumber("nTerms", nTerms, { min: 1, integer: true });
    checkOneOf("normalization", normalization, NORMALIZATIONS);
    const curve = checkLightCurve({ time, mag: y, magError: dy }, "time series");
    this.fitMean = fitMean;
    this.centerData = centerData;
    this.nTerms = nTerms;
    this.normalization = normalization;
    this.time = curve.time.slice();
    this.y = curve.mag.slice();
    this.inverseVariance = curve.magError.map((error) => error ** -2);
  }

  /** The periodogram's input as a light curve; errors as given. */
  static fromLightCurve(curve: LightCurve, options: LombScargleOptions = {}): LombScargle {
    return new LombScargle(curve.time, curve.mag, curve.magError, options);
  }

  /**
   * Frequencies that sample every peak, equally spaced.
   *
   * @throws ParameterError for an option that does not exist or bounds in the wrong order.
   */
  autofrequency(options: AutofrequencyOptions = {}): Float64Array {
    return frequenciesOf(automaticGrid(this.time, options));
  }

  /** The periodogram at {@link LombScargle.autofrequency}. */
  autopower(options: AutofrequencyOptions & PowerOptions = {}): Periodogram {
    const { method, normalization, ...rest } = options;
    const frequency = this.autofrequency(rest);
    return { frequency, power: this.power(frequency, { method, normalization }) };
  }

  /**
   * Power at each frequency.
   *
   * @param frequency In one over the unit of time, any order; equally spaced for the method "fast".
   * @throws ParameterError for "fast" with frequencies that are not equally spaced.
   */
  power(frequency: VectorLike, options: PowerOptions = {}): Float64Array {
    checkKnown("power", options, ["method", "normalization"]);
    const { method = "auto", normalization = this.normalization } = options;
    checkOneOf("method", method, ["auto", "fast", "slow"]);
    checkOneOf("normalization", normalization, NORMALIZATIONS);
    const f = toVector(frequency, "frequency");
    const sums = sumsFor(this.time, f, method);
    const series = this.series();
    const raw =
      this.nTerms === 1
        ? sinePower(series, sums, f.length, this.fitMean)
        : harmonicPower(series, sums, f.length, this.nTerms, this.fitMean);
    const squares = series.values.reduce((sum, value, i) => sum + series.weights[i] * value * value, 0);
    return normalizePower(raw, squares, normalization, this.totalWeight());
  }

  /** The best model of a frequency, at any times, in the unit of `y`. */
  model(time: VectorLike, frequency: number): Float64Array {
    checkNumber("frequency", frequency);
    const { values, weights } = this.series(false);
    const origin = this.time[0];
    const at = (t: Float64Array) => t.map((value) => value - origin);
    const fit = harmonicFit(at(this.time), values, weights, frequency, this.nTerms, this.fitMean);
    fit.offset += this.centerData ? this.meanOfY() : 0;
    return harmonicValues(fit, at(toVector(time, "time")));
  }

  /**
   * Probability that a series of noise has a peak as high as `power` anywhere up to the highest frequency.
   *
   * @throws ParameterError if `nTerms` is not 1, or neither `fitMean` nor `centerData` is set: no formula is known.
   */
  falseAlarmProbability(power: number, options: FalseAlarmOptions = {}): number {
    checkNumber("power", power, { min: 0 });
    const { method, setting, peaks } = this.falseAlarms(options);
    if (method !== "bootstrap") return falseAlarmProbability(power, setting, method);
    return peaks.filter((peak) => peak >= power).length / peaks.length;
  }

  /** The height that a peak of noise exceeds with this probability; options as for the probability. */
  falseAlarmLevel(probability: number, options: FalseAlarmOptions = {}): number {
    checkNumber("probability", probability, { exclusiveMin: 0, exclusiveMax: 1 });
    const { method, setting, peaks } = this.falseAlarms(options);
    if (method !== "bootstrap") return falseAlarmLevel(probability, setting, method);
    return peaks[Math.min(peaks.length - 1, Math.floor((1 - probability) * peaks.length))];
  }

  /** What a formula needs to know, or, for the bootstrap, the peaks of the resampled series in rising order. */
  private falseAlarms({ method = "baluev", nBootstraps, randomState, ...rest }: FalseAlarmOptions) {
    checkOneOf("method", method, ["baluev", "davies", "naive", "bootstrap"]);
    const setting = this.falseAlarmSetting(rest);
    if (method === "bootstrap") {
      return { method, setting, peaks: this.resampledPeaks(setting.highest, nBootstraps, randomState) };
    }
    if (nBootstraps !== undefined || randomState !== undefined) {
      throw new ParameterError(
        `nBootstraps and randomState are for the method "bootstrap", not for "${method}".`,
      );
    }
    return { method, setting, peaks: new Float64Array(0) };
  }

  /** Highest powers of series whose values and errors were drawn from those of this one, in rising order. */
  private resampledPeaks(
    maximumFrequency: number,
    nBootstraps = 1000,
    randomState: RandomStateLike = null,
  ): Float64Array {
    checkNumber("nBootstraps", nBootstraps, { min: 1, integer: true });
    const random = checkRandomState(randomState);
    const { time, y, inverseVariance, normalization } = this;
    return Float64Array.from({ length: nBootstraps }, () => {
      const drawn = random.randint(0, time.length, time.length);
      const errors = Float64Array.from(drawn, (i) => 1 / Math.sqrt(inverseVariance[i]));
      const values = Float64Array.from(drawn, (i) => y[i]);
      const { power } = new LombScargle(time, values, errors, { normalization }).autopower({
        maximumFrequency,
      });
      return power.reduce((a, b) => Math.max(a, b));
    }).sort();
  }

  private falseAlarmSetting(options: AutofrequencyOptions): FalseAlarmSetting & { highest: number } {
    if (this.nTerms !== 1 || !(this.fitMean || this.centerData)) {
      throw new ParameterError(
        "False-alarm probabilities are known for nTerms 1 with fitMean or centerData only.",
      );
    }
    const { start, step, count } = automaticGrid(this.time, options);
    const highest = start + step * (count - 1);
    const { weights } = this.series();
    const mean = this.time.reduce((sum, t, i) => sum + weights[i] * t, 0);
    const variance = this.time.reduce((sum, t, i) => sum + weights[i] * (t - mean) ** 2, 0);
    return {
      highest,
      points: this.time.length,
      normalization: this.normalization,
      independent: highest * timeSpan(this.time),
      width: highest * Math.sqrt(4 * Math.PI * variance),
    };
  }

  private meanOfY(): number {
    let [sum, weight] = [0, 0];
    for (let i = 0; i < this.y.length; i++) {
      sum += this.inverseVariance[i] * this.y[i];
      weight += this.inverseVariance[i];
    }
    return sum / weight;
  }

  private totalWeight(): number {
    return this.inverseVariance.reduce((sum, w) => sum + w, 0);
  }

  private series(centerForMean = this.fitMean): WeightedSeries {
    const total = this.totalWeight();
    const mean = this.centerData || centerForMean ? this.meanOfY() : 0;
    return {
      time: this.time,
      values: this.y.map((value) => value - mean),
      weights: this.inverseVariance.map((w) => w / total),
    };
  }
}

/**
 * The sums over the points, by the method asked for; phases are 0 at the time `origin`.
 *
 * @throws ParameterError for "fast" with frequencies that are not equally spaced.
 */
export function sumsFor(
  time: Float64Array,
  frequency: Float64Array,
  method: LombScargleMethod,
  origin = time[0],
): Sums {
  const grid = method === "slow" ? undefined : regularGrid(frequency);
  if (method === "fast" && grid === undefined) {
    throw new ParameterError(
      'The method "fast" needs equally spaced, rising frequencies; use "slow" or autofrequency().',
    );
  }
  if (grid === undefined || (method === "auto" && frequency.length < 200)) {
    return exactSums(time, frequency, origin);
  }
  const fast = fastSums(time, grid, origin);
  // Waves longer than the series are nearly constants: there a fit needs every digit.
  const span = timeSpan(time);
  let count = 0;
  while (count < frequency.length && frequency[count] * span < 1) count++;
  const low = exactSums(time, frequency.subarray(0, count), origin);
  return (coefficients, multiple) => {
    const all = fast(coefficients, multiple);
    const few = low(coefficients, multiple);
    all.cos.set(few.cos);
    all.sin.set(few.sin);
    return all;
  };
}
