import { quantile } from "./quantile";
import { toVector, type VectorLike } from "./targets";

/** What a normal distribution's median absolute deviation is multiplied by to give its standard deviation. */
export const STD_OF_MAD = 1.482602218505602;

/**
 * Spread that a few wild values do not change: the median distance from the median, scaled so that it is the standard
 * deviation where the values are normal ("NMAD"). As `astropy.stats.mad_std`.
 *
 * @param values - finite numbers, in any order.
 * @throws ValidationError if there are none, or one is not finite.
 * @see https://docs.astropy.org/en/stable/api/astropy.stats.mad_std.html
 */
export function madStd(values: VectorLike): number {
  const numbers = toVector(values, "values");
  const middle = quantile(numbers.slice().sort(), 0.5);
  return STD_OF_MAD * quantile(numbers.map((value) => Math.abs(value - middle)).sort(), 0.5);
}
