import type { PeriodogramNormalization } from "./normalize-power";

export type FalseAlarmMethod = "baluev" | "davies" | "naive";

/** What a false-alarm probability depends on, besides the power. */
export interface FalseAlarmSetting {
  points: number;
  normalization: PeriodogramNormalization;
  /** Highest frequency searched, times the length of the light curve. */
  independent: number;
  /** Highest frequency searched, times `sqrt(4 π var(t))` with the variance weighted as the points are. */
  width: number;
}

/** Probability that noise alone gives one frequency so much power (Baluev 2008, MNRAS 385, 1279, table 1). */
function single(z: number, points: number, normalization: PeriodogramNormalization): number {
  const nk = points - 3;
  if (normalization === "psd") return Math.exp(-z);
  if (normalization === "standard") return (1 - z) ** (0.5 * nk);
  if (normalization === "model") return (1 + z) ** (-0.5 * nk);
  return Math.exp(-0.5 * nk * z);
}

function inverseSingle(p: number, points: number, normalization: PeriodogramNormalization): number {
  const nk = points - 3;
  if (normalization === "psd") return -Math.log(p);
  if (normalization === "standard") return 1 - p ** (2 / nk);
  if (normalization === "model") return p ** (-2 / nk) - 1;
  return (-2 / nk) * Math.log(p);
}

/** Expected number of upward crossings of the level `z` (Baluev 2008, table 1). */
function crossings(z: number, { points, normalization, width }: FalseAlarmSetting): number {
  const nh = points - 1;
  const nk = points - 3;
  if (normalization === "psd") return width * Math.exp(-z) * Math.sqrt(z);
  if (normalization === "standard") {
    return gammaRatio(nh) * width * (1 - z) ** (0.5 * (nk - 1)) * Math.sqrt(0.5 * nh * z);
  }
  if (normalization === "model") {
    return gammaRatio(nk) * width * (1 + z) ** (-0.5 * nk) * Math.sqrt(0.5 * nk * z);
  }
  return gammaRatio(nk) * width * Math.exp(-0.5 * z * (nk - 0.5)) * Math.sqrt(nk * Math.sinh(0.5 * z));
}

/** sqrt(2/n) Γ(n/2) / Γ((n-1)/2) */
const gammaRatio = (n: number): number =>
  Math.sqrt(2 / n) * Math.exp(logGamma(n / 2) - logGamma((n - 1) / 2));

/** log Γ(x) by Stirling's series, after steps up to where it is exact to rounding. */
function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 12; z++) shift -= Math.log(z);
  const r = 1 / (z * z);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / z;
  return shift + (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series;
}

/** Probability that noise alone gives any frequency searched so much power. */
export function falseAlarmProbability(
  z: number,
  setting: FalseAlarmSetting,
  method: FalseAlarmMethod,
): number {
  const one = single(z, setting.points, setting.normalization);
  if (method === "naive") return -Math.expm1(setting.independent * Math.log1p(-one));
  const tau = crossings(z, setting);
  return method === "davies" ? one + tau : -Math.expm1(-tau) + one * Math.exp(-tau);
}

/** The power that noise alone exceeds with probability `p`: the inverse of {@link falseAlarmProbability}. */
export function falseAlarmLevel(p: number, setting: FalseAlarmSetting, method: FalseAlarmMethod): number {
  const { points, normalization, independent } = setting;
  const naive = inverseSingle(-Math.expm1(Math.log1p(-p) / independent), points, normalization);
  if (method === "naive") return naive;
  // The probability falls with the power beyond its maximum; the naive level is near the root.
  const limit = normalization === "standard" ? 1 : Number.POSITIVE_INFINITY;
  let low = naive / 4;
  let high = naive;
  while (falseAlarmProbability(high, setting, method) > p) high = Math.min(2 * high, (high + limit) / 2);
  for (let k = 0; k < 200 && high - low > 1e-15 * high; k++) {
    const middle = (low + high) / 2;
    if (falseAlarmProbability(middle, setting, method) > p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
