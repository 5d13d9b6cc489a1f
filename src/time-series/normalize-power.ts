/** How the power of a periodogram is scaled; see {@link LombScargle}. */
export type PeriodogramNormalization = "standard" | "model" | "log" | "psd";

export const NORMALIZATIONS = ["standard", "model", "log", "psd"] as const;

/**
 * Scales the drops of chi squared that models bring, in place.
 *
 * @param drops - at each frequency, in some unit.
 * @param total - chi squared without a model, in the same unit.
 * @param unit - the unit, where it is not 1.
 */
export function normalizePower(
  drops: Float64Array,
  total: number,
  normalization: PeriodogramNormalization,
  unit = 1,
): Float64Array {
  if (normalization === "psd") {
    for (let k = 0; k < drops.length; k++) drops[k] *= 0.5 * unit;
  } else if (total === 0) {
    // A constant series has no power to explain.
    drops.fill(0);
  } else if (normalization === "standard") {
    for (let k = 0; k < drops.length; k++) drops[k] /= total;
  } else if (normalization === "model") {
    for (let k = 0; k < drops.length; k++) drops[k] /= total - drops[k];
  } else {
    for (let k = 0; k < drops.length; k++) drops[k] = -Math.log1p(-drops[k] / total);
  }
  return drops;
}
