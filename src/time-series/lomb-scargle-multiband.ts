import { ParameterError } from "../core/errors";
import { encodeLabels, type Label, type LabelsLike } from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkKnown, checkNumber, checkOneOf } from "../core/parameters";
import { checkSameLength, toVector, type VectorLike } from "../core/targets";
import { type AutofrequencyOptions, automaticGrid, frequenciesOf } from "./frequency-grid";
import { checkLightCurve } from "./light-curve";
import { LombScargle, type LombScargleMethod, type Periodogram, sumsFor } from "./lomb-scargle";
import { type MultibandModel, multibandFits } from "./multiband-power";
import { NORMALIZATIONS, normalizePower, type PeriodogramNormalization } from "./normalize-power";
import { exactSums, type WeightedSeries } from "./periodogram-power";

export interface LombScargleMultibandOptions {
  /** How the power is scaled, as for {@link LombScargle}; default "standard". */
  normalization?: PeriodogramNormalization;
  /** Harmonics of the series common to all bands; default 1. The method "fast" gives each band so many. */
  ntermsBase?: number;
  /** Harmonics of the series by which each band departs from the common one; default 1. */
  ntermsBand?: number;
  /** Ridge on the coefficients of the common series; default `null`, none. */
  regBase?: number | null;
  /** Ridge on the coefficients of the bands' own series; default 1e-6. `null`: none. */
  regBand?: number | null;
  /** Whether ridges are in units of the trace of the normal matrix; default `true`. */
  regularizeByTrace?: boolean;
  /** Whether each band's weighted mean is taken away first; default `true`. */
  centerData?: boolean;
  /** Whether each band's model has a constant, for the method "fast"; "flexible" always has. Default `true`. */
  fitMean?: boolean;
}

export interface MultibandPowerOptions {
  /**
   * "flexible" (default): a series common to all bands, and one for each band's departure from it, kept small by a
   * ridge. "fast": each band by itself, powers added by the weighted squares of the bands.
   */
  method?: "flexible" | "fast";
  /** How the sums over the points are taken, as for {@link LombScargle}; default "auto". */
  sbMethod?: LombScargleMethod;
  /** In place of the constructor's. */
  normalization?: PeriodogramNormalization;
}

/** A light curve in one band, and its errors. */
interface Band extends WeightedSeries {
  mean: number;
  mag: Float64Array;
  error: Float64Array;
}

/**
 * The Lomb-Scargle periodogram of observations in several bands, of which none need be at the same time as another
 * (VanderPlas & Ivezić 2015, ApJ 812, 18). Names and defaults are those of astropy 6's `LombScargleMultiband`, and so
 * is the power of the method "flexible"; "fast" weighs the bands by their chi squared, as the paper does, and not by
 * their powers.
 *
 * @throws ValidationError if arrays are empty, differ in length or hold a value that is no finite number.
 * @throws ParameterError if an option does not exist or has no allowed value.
 *
 * @example
 * ```ts
 * const { frequency, power } = new LombScargleMultiband(t, mag, bands, magError).autopower({ maximumFrequency: 5 });
 * ```
 */
export class LombScargleMultiband {
  /** The bands, sorted. */
  readonly bands: readonly Label[];
  private readonly options: Required<LombScargleMultibandOptions>;
  private readonly time: Float64Array;
  private readonly parts: Band[];

  /**
   * @param bands The band of each observation.
   * @param dy One standard deviation of each `y`; without it all weigh the same.
   */
  constructor(
    time: ArrayLike<number>,
    y: ArrayLike<number>,
    bands: LabelsLike,
    dy?: ArrayLike<number>,
    options: LombScargleMultibandOptions = {},
  ) {
    this.options = checkOptions(options);
    const curve = checkLightCurve({ time, mag: y, magError: dy }, "time series");
    const { classes, codes } = encodeLabels(bands, "bands");
    checkSameLength(codes.length, curve.time.length, "bands", "time");
    this.bands = classes;
    this.time = curve.time.slice();
    this.parts = classes.map((_, code) => {
      const pick = (values: Float64Array) => values.filter((_value, i) => codes[i] === code);
      return bandOf(pick(curve.time), pick(curve.mag), pick(curve.magError), this.options.centerData);
    });
  }

  /**
   * Frequencies that sample every peak, equally spaced.
   *
   * @throws ParameterError for an option that does not exist or bounds in the wrong order.
   */
  autofrequency(options: AutofrequencyOptions = {}): Float64Array {
    return frequenciesOf(automaticGrid(this.time, options));
  }

  /** The periodogram at {@link LombScargleMultiband.autofrequency}. */
  autopower(options: AutofrequencyOptions & MultibandPowerOptions = {}): Periodogram {
    const { method, sbMethod, normalization, ...rest } = options;
    const frequency = this.autofrequency(rest);
    return { frequency, power: this.power(frequency, { method, sbMethod, normalization }) };
  }

  /**
   * Power at each frequency.
   *
   * @param frequency In one over the unit of time, any order; equally spaced for the `sbMethod` "fast".
   * @throws ParameterError for an option that does not exist, the `sbMethod` "fast" with frequencies that are not
   * equally spaced, or the method "fast" without harmonics.
   */
  power(frequency: VectorLike, options: MultibandPowerOptions = {}): Float64Array {
    checkKnown("power", options, ["method", "sbMethod", "normalization"]);
    const { method = "flexible", sbMethod = "auto", normalization = this.options.normalization } = options;
    checkOneOf("method", method, ["flexible", "fast"]);
    checkOneOf("sbMethod", sbMethod, ["auto", "fast", "slow"]);
    checkOneOf("normalization", normalization, NORMALIZATIONS);
    const f = toVector(frequency, "frequency");
    return method === "fast"
      ? this.fastPower(f, sbMethod, normalization)
      : this.flexiblePower(f, sbMethod, normalization);
  }

  /**
   * The best model of a frequency by the method "flexible", in the unit of `y`.
   *
   * @param time (n) any times.
   * @param bands The bands to give it for; default all.
   * @returns (bands x n)
   * @throws ParameterError for a band without an observation.
   */
  model(time: VectorLike, frequency: number, bands: readonly Label[] = this.bands): Matrix {
    checkNumber("frequency", frequency);
    const numbers = bands.map((band) => {
      const at = this.bands.indexOf(band);
      if (at >= 0) return at;
      throw new ParameterError(
        `No observation is in band ${String(band)}: give one of [${this.bands.join(", ")}].`,
      );
    });
    const times = toVector(time, "time");
    const { ntermsBase, ntermsBand } = this.options;
    const origin = this.time[0];
    const sums = this.parts.map((part) => exactSums(part.time, new Float64Array([frequency]), origin));
    const [fit] = multibandFits(this.parts, sums, 1, this.multibandModel());
    const own = 1 + 2 * ntermsBand;
    const common = fit.coefficients.subarray(this.parts.length * own);
    const out = Matrix.zeros(bands.length, times.length);
    numbers.forEach((b, row) => {
      const theta = fit.coefficients.subarray(b * own, (b + 1) * own);
      times.forEach((t, i) => {
        const turns = frequency * (t - origin);
        const values = harmonicValue(common, ntermsBase, turns) + harmonicValue(theta, ntermsBand, turns);
        out.set(row, i, values + this.parts[b].mean);
      });
    });
    return out;
  }

  private multibandModel(): MultibandModel {
    const { ntermsBase, ntermsBand, regBase, regBand, regularizeByTrace } = this.options;
    return {
      ...{ ntermsBase, ntermsBand, isRelative: regularizeByTrace },
      ridgeBase: regBase ?? 0,
      ridgeBand: regBand ?? 0,
    };
  }

  private flexiblePower(
    f: Float64Array,
    sbMethod: LombScargleMethod,
    normalization: PeriodogramNormalization,
  ): Float64Array {
    const sums = this.parts.map((part) => sumsFor(part.time, f, sbMethod, this.time[0]));
    const drops = new Float64Array(f.length);
    let k = 0;
    for (const { drop } of multibandFits(this.parts, sums, f.length, this.multibandModel()))
      drops[k++] = drop;
    const total = this.parts.reduce((sum, part) => sum + squaresOf(part), 0);
    return normalizePower(drops, total, normalization);
  }

  private fastPower(
    f: Float64Array,
    sbMethod: LombScargleMethod,
    normalization: PeriodogramNormalization,
  ): Float64Array {
    const { ntermsBase: nTerms, fitMean, centerData } = this.options;
    if (nTerms === 0) throw new ParameterError('The method "fast" needs a ntermsBase of at least 1.');
    const drops = new Float64Array(f.length);
    let total = 0;
    for (const { time, mag, error } of this.parts) {
      const single = new LombScargle(time, mag, error, { nTerms, fitMean, centerData, normalization: "psd" });
      single.power(f, { method: sbMethod }).forEach((power, k) => {
        drops[k] += 2 * power;
      });
      total += squaresOf(bandOf(time, mag, error, centerData || fitMean));
    }
    return normalizePower(drops, total, normalization);
  }
}

function checkOptions(options: LombScargleMultibandOptions): Required<LombScargleMultibandOptions> {
  const defaults: Required<LombScargleMultibandOptions> = {
    normalization: "standard",
    ntermsBase: 1,
    ntermsBand: 1,
    regBase: null,
    regBand: 1e-6,
    regularizeByTrace: true,
    centerData: true,
    fitMean: true,
  };
  checkKnown("LombScargleMultiband", options, Object.keys(defaults));
  const all = { ...defaults, ...options };
  checkOneOf("normalization", all.normalization, NORMALIZATIONS);
  checkNumber("ntermsBase", all.ntermsBase, { min: 0, integer: true });
  checkNumber("ntermsBand", all.ntermsBand, { min: 0, integer: true });
  if (all.ntermsBase + all.ntermsBand === 0) {
    throw new ParameterError("Of ntermsBase and ntermsBand at least one must be above 0.");
  }
  for (const name of ["regBase", "regBand"] as const) {
    const value = all[name];
    if (value !== null) checkNumber(name, value, { min: 0 });
  }
  for (const name of ["regularizeByTrace", "centerData", "fitMean"] as const) {
    checkOneOf(name, all[name], [true, false]);
  }
  return all;
}

function bandOf(time: Float64Array, mag: Float64Array, error: Float64Array, centre: boolean): Band {
  const weights = error.map((value) => value ** -2);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const mean = centre ? mag.reduce((sum, value, i) => sum + weights[i] * value, 0) / total : 0;
  return { time, mag, error, weights, mean, values: mag.map((value) => value - mean) };
}

const squaresOf = ({ values, weights }: WeightedSeries): number =>
  values.reduce((sum, value, i) => sum + weights[i] * value * value, 0);

/** A series with coefficients of 1, sin, cos, sin 2, cos 2, …, at a phase. */
function harmonicValue(coefficients: Float64Array, nTerms: number, turns: number): number {
  let value = coefficients[0];
  for (let m = 1; m <= nTerms; m++) {
    const angle = 2 * Math.PI * m * (turns - Math.floor(turns));
    value += coefficients[2 * m - 1] * Math.sin(angle) + coefficients[2 * m] * Math.cos(angle);
  }
  return value;
}
