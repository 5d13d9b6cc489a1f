import { ParameterError } from "./errors";
import { RandomState } from "./random-state";

/** What an option `randomState` takes: a seed, a generator, or nothing for the shared, unseeded one. */
export type RandomStateLike = number | RandomState | null | undefined;

let shared: RandomState | undefined;

/**
 * Turns the option `randomState` into a generator, as scikit-learn's `check_random_state`: a number seeds a
 * new one, a {@link RandomState} is used as it is (and moves on), nothing means one that all such calls share.
 *
 * @throws ParameterError if it is anything else.
 */
export function checkRandomState(seed: RandomStateLike): RandomState {
  if (seed === undefined || seed === null) {
    shared ??= new RandomState();
    return shared;
  }
  if (seed instanceof RandomState) return seed;
  if (typeof seed === "number") return new RandomState(seed);
  throw new ParameterError("randomState must be a whole number, a RandomState or null.");
}
