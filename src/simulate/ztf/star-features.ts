import { quantile } from "../../core/quantile";
import { distributionFeatures } from "../../time-series/distribution-features";
import { harmonicFit } from "../../time-series/harmonic-fit";
import { sequenceFeatures } from "../../time-series/sequence-features";
import { findPeriod } from "./find-period";
import { foldedShape } from "./folded-shape";
import type { ZtfLightCurve } from "./photometry";
import type { ZtfStar } from "./simulate-star";

/** Those of `lightCurveFeatures` that need no search for a period. */
const WITHOUT_PERIOD = [
  ...[
    "Mean",
    "Std",
    "Meanvariance",
    "Amplitude",
    "Skew",
    "SmallKurtosis",
    "Gskew",
    "MedianAbsDev",
    "MedianBRP",
  ],
  ...["PercentAmplitude", "PercentDifferenceFluxPercentile", "FluxPercentileRatioMid20"],
  ...["FluxPercentileRatioMid35", "FluxPercentileRatioMid50", "FluxPercentileRatioMid65"],
  ...["FluxPercentileRatioMid80", "Q31", "AndersonDarling", "Beyond1Std", "StetsonK", "Rcs", "Con"],
  ...["Autocor_length", "SlottedA_length", "LinearTrend", "MaxSlope", "PairSlopeTrend", "Eta_e"],
  ...["StructureFunction_index_21", "StructureFunction_index_31", "StructureFunction_index_32"],
] as const;

/** The features of a simulated ZTF star, 44 as in the talk's table, measured on its light curve in r unless the name has a g. */
export const ZTF_FEATURES: readonly string[] = [
  ...WITHOUT_PERIOD,
  ...[
    "PeriodLS",
    "PeriodLS_power",
    "Psi_CS",
    "Psi_eta",
    "Harmonic_amplitude",
    "R21",
    "R31",
    "phi21",
    "phi31",
  ],
  ...["Min_depth_ratio", "Faint_fraction", "g_minus_r", "g_amplitude_ratio"],
];

/** Units of the columns that have one. */
export const ZTF_UNITS: Readonly<{ [column: string]: string }> = {
  ...{ Mean: "mag", Std: "mag", Amplitude: "mag", Gskew: "mag", MedianAbsDev: "mag", Q31: "mag" },
  ...{
    SlottedA_length: "d",
    LinearTrend: "mag/d",
    MaxSlope: "mag/d",
    PeriodLS: "d",
    Harmonic_amplitude: "mag",
  },
  ...{ phi21: "rad", phi31: "rad", g_minus_r: "mag", ra: "deg", dec: "deg", truePeriod: "d" },
};

/** Points in g below which a star has no colour; it then gets those of a star that g barely reaches. */
const FEWEST_IN_G = 5;
const TOO_RED = { color: 3, ratio: 1 };

/**
 * The row of {@link ZTF_FEATURES} of a star. The features without a period, and `Psi_CS` and `Psi_eta`, are those that
 * `lightCurveFeatures` has by the same names. `PeriodLS` is found by {@link findPeriod} in the light curve alone;
 * amplitude, R21 … phi31 (cosine series, 0 to 2 pi) are of a fit with three harmonics of it (Simon & Lee 1981, ApJ 248, 291);
 * `Min_depth_ratio` and `Faint_fraction` describe the light curve folded at twice it, in which a binary shows both eclipses.
 * What a light curve does not determine is 0.
 */
export function starFeatures({ g, r }: Pick<ZtfStar, "g" | "r">): Float64Array {
  const curve = { time: r.time, mag: r.mag, magError: r.error };
  const plain: { [name: string]: number } = { ...distributionFeatures(curve), ...sequenceFeatures(curve) };
  const { period, power } = findPeriod(r);
  const shape = foldedShape(r, period);
  const hasColor = g.mag.length >= FEWEST_IN_G;
  const row = [
    ...WITHOUT_PERIOD.map((name) => plain[name]),
    ...[period, power, shape.range, shape.eta, ...fourierParameters(r, period)],
    ...[shape.depthRatio, shape.faintFraction],
    hasColor ? median(g) - median(r) : TOO_RED.color,
    hasColor ? Math.min(range(g) / Math.max(range(r), 0.005), 10) : TOO_RED.ratio,
  ];
  return Float64Array.from(row, (value) => (Number.isFinite(value) ? value : 0));
}

/** Half amplitude of the first harmonic, R21, R31, phi21, phi31. */
function fourierParameters({ time, mag, error }: ZtfLightCurve, period: number): number[] {
  const origin = time[0];
  const fit = harmonicFit(
    time.map((t) => t - origin),
    mag,
    error.map((e) => e ** -2),
    1 / period,
    3,
  );
  const amplitudes = [0, 1, 2].map((k) => Math.hypot(fit.sin[k], fit.cos[k]));
  const angles = [0, 1, 2].map((k) => Math.atan2(-fit.sin[k], fit.cos[k]));
  const turn = 2 * Math.PI;
  const ratios = [1, 2].map((k) => Math.min(amplitudes[k] / Math.max(amplitudes[0], 1e-4), 5));
  const phases = [1, 2].map((k) => (((angles[k] - (k + 1) * angles[0]) % turn) + turn) % turn);
  return [amplitudes[0], ...ratios, ...phases];
}

const median = ({ mag }: ZtfLightCurve): number => quantile(mag.slice().sort(), 0.5);

function range({ mag }: ZtfLightCurve): number {
  const sorted = mag.slice().sort();
  return quantile(sorted, 0.95) - quantile(sorted, 0.05);
}
