import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { checkKnown, checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";

/**
 * The options of a generator with defaults filled in.
 *
 * @throws ParameterError if an option does not exist.
 */
export function resolveOptions<T extends object>(owner: string, options: Partial<T>, defaults: T): T {
  checkKnown(owner, options, Object.keys(defaults));
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) };
}

/**
 * How many samples to make, and from what random numbers, of a generator that takes no other options; the seed is 0 if
 * none is given.
 *
 * @throws ParameterError if an option does not exist, or `nSamples` is not a whole number above 0.
 */
export function sampleOptions(
  owner: string,
  options: { nSamples?: number; randomState?: RandomStateLike },
  count: number,
): { nSamples: number; random: RandomState } {
  const { nSamples, randomState } = resolveOptions<Required<typeof options>>(owner, options, {
    nSamples: count,
    randomState: 0,
  });
  checkNumber("nSamples", nSamples, { min: 1, integer: true });
  return { nSamples, random: checkRandomState(randomState) };
}
