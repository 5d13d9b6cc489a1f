/** How the power of a periodogram is scaled; see {@link LombScargle}. */
export type PeriodogramNormalization = "standard" | "model" | "log" | "psd";

export const NORMALIZATIONS = ["standard", "model", "log", "psd"] as const;

/**
 * Scales the drops of chi squared that models bring.
 *
 * @param drops - at each frequency.
 * @param total - chi squared without a model.
 */
export function normalizePower(
  drops: Float64Array,
  total: number,
  normalization: PeriodogramNormalization,
): Float64Array {
  if (normalization === "psd") return drops.map((drop) => 0.5 * drop);
  // A constant series has no power to explain.
  if (total === 0) return drops.fill(0);
  if (normalization === "standard") return drops.map((drop) => drop / total);
  if (normalization === "model") return drops.map((drop) => drop / (total - drop));
  return drops.map((drop) => -Math.log1p(-drop / total));
}
