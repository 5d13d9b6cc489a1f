import { checkRandomState, type RandomStateLike } from "../../core/check-random-state";
import { ParameterError } from "../../core/errors";
import { checkNumber, checkOneOf } from "../../core/parameters";
import type { RandomState } from "../../core/random-state";
import { makeBreath } from "../../core/worker-pool";
import { resolveOptions } from "../resolve-options";
import { PARSEC } from "./column-density";
import { type GasScheme, IsothermalGas } from "./isothermal-gas";
import { randomVelocity } from "./random-velocity";

export interface SimulateTurbulenceOptions extends Partial<GasScheme> {
  /** Cells along each side, a power of two from 8 to 256; default 64. */
  size?: number;
  /**
   * n of the power |v(k)|² ∝ k^-n of a single wave, at the start; default 11/3 (Kolmogorov), 4 is Burgers. All waves of one
   * |k| together have k² times as much: k^-5/3 and k^-2. From 0 to 8.
   */
  index?: number;
  /** Root mean square of the speed at the start, in speeds of sound; default 1.41. */
  mach?: number;
  /** Side of the box in pc; default 10. */
  boxSize?: number;
  /** Density at the start in g/cm³, the same everywhere; default 6.77e-22. It only sets the unit: nothing else depends on it. */
  density?: number;
  /** Temperature in K, kept; default 10. */
  temperature?: number;
  /** Mean mass of a particle in hydrogen atoms; default 2.33, molecular hydrogen with helium. */
  meanMolecularWeight?: number;
  /** How long the gas is followed, in Myr; default 0.5. */
  duration?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/** The gas in a periodic box at one time; cubes of size³ cells, x fastest, then y. */
export interface TurbulenceBox {
  size: number;
  /** Side in pc. */
  boxSize: number;
  /** In g/cm³. */
  density: Float64Array;
  /** Along x, y and z, in km/s. */
  velocity: readonly [Float64Array, Float64Array, Float64Array];
  /** In km/s. */
  soundSpeed: number;
  /** In Myr since the start. */
  time: number;
  /** Time steps that were taken. */
  steps: number;
}

/** Boltzmann's constant over the mass of a hydrogen atom, in (km/s)² / K (CODATA 2018). */
const GAS_CONSTANT = (1.380649e-16 / 1.6735328e-24) * 1e-10;
/** km in a pc over seconds in a Myr: the speed of 1 pc/Myr in km/s. */
const PC_PER_MYR = PARSEC / 1e5 / (1e6 * 365.25 * 86_400);

/**
 * Turbulent gas of one temperature in a periodic box: a uniform density, a random velocity field without divergence of a
 * given power spectrum, and then Euler's equations without gravity or magnetic fields. The defaults are those of the talk
 * "Supervised and unsupervised machine learning for astronomy", but for the mean molecular weight, which it does not tell:
 * with ours the speed of sound is 0.188 km/s.
 *
 * By default fluxes are Lax's and Friedrichs', as in the talk, between linear cells (`order: 2`), as its code RAMSES has them
 * (Teyssier 2002, A&A 385, 337); `order: 1` is the method without slopes, which blurs more. `solver: "hllc"` blurs less
 * (Toro, Spruce & Speares 1994, Shock Waves 4, 25, for a gas of one temperature as in Mignone 2007, J. Comput. Phys. 225, 1427).
 * Time steps have a Courant number `cfl` (default 0.5) for the speeds along the three axes together.
 *
 * The same seed gives the same large eddies at any `size`. Memory: 128 bytes a cell at most (34 MB at 64, 2.1 GB at 256).
 *
 * @throws ParameterError if a number is out of range, or an option does not exist.
 * @throws ValidationError if the gas becomes too thin or too fast to follow.
 */
export async function simulateTurbulence(options: SimulateTurbulenceOptions = {}): Promise<TurbulenceBox> {
  const settings = checkTurbulence("simulateTurbulence", options);
  const { size, boxSize, duration } = settings;
  const gas = makeGas(settings);
  const breath = makeBreath();
  let steps = 0;
  for (steps of stirGas(gas, settings, settings.index, checkRandomState(settings.randomState)))
    await breath();
  return {
    size,
    boxSize,
    density: gas.density,
    velocity: gas.velocity,
    soundSpeed: gas.soundSpeed,
    time: duration,
    steps,
  };
}

/** All options but those that differ from box to box. */
export type TurbulenceSettings = Omit<Required<SimulateTurbulenceOptions>, "index" | "randomState">;

/** The gas of a box, at rest; it can be stirred again and again. */
export function makeGas(settings: TurbulenceSettings): IsothermalGas {
  const { size, boxSize, temperature, meanMolecularWeight, solver, order, cfl } = settings;
  const soundSpeed = Math.sqrt((GAS_CONSTANT * temperature) / meanMolecularWeight);
  return new IsothermalGas([size, size, size], boxSize / size, soundSpeed, { solver, order, cfl });
}

/** Gives the gas a uniform density and a random velocity; then each step of the generator is one of time. */
export function stirGas(
  gas: IsothermalGas,
  { size, density, mach, duration }: TurbulenceSettings,
  index: number,
  random: RandomState,
): Generator<number, void> {
  gas.density.fill(density);
  randomVelocity(size, index, mach * gas.soundSpeed, random, gas.velocity);
  return gas.evolve(duration / PC_PER_MYR);
}

/**
 * The options with defaults filled in.
 *
 * @throws ParameterError if a number is out of range, or an option does not exist.
 */
export function checkTurbulence(
  owner: string,
  options: SimulateTurbulenceOptions,
): Required<SimulateTurbulenceOptions> {
  const settings = resolveOptions<Required<SimulateTurbulenceOptions>>(owner, options, {
    size: 64,
    index: 11 / 3,
    mach: 1.41,
    boxSize: 10,
    density: 6.77e-22,
    temperature: 10,
    meanMolecularWeight: 2.33,
    duration: 0.5,
    solver: "laxFriedrichs",
    order: 2,
    cfl: 0.5,
    randomState: 0,
  });
  checkNumber("size", settings.size, { min: 8, max: 256, integer: true });
  if (!Number.isInteger(Math.log2(settings.size))) {
    throw new ParameterError(`size must be a power of two; got ${settings.size}.`);
  }
  checkNumber("index", settings.index, { min: 0, max: 8 });
  checkNumber("mach", settings.mach, { min: 0, max: 100 });
  for (const name of ["boxSize", "density", "temperature", "meanMolecularWeight"] as const) {
    checkNumber(name, settings[name], { exclusiveMin: 0 });
  }
  checkNumber("duration", settings.duration, { min: 0 });
  checkOneOf("solver", settings.solver, ["laxFriedrichs", "hllc"]);
  checkOneOf("order", settings.order, [1, 2]);
  checkNumber("cfl", settings.cfl, { exclusiveMin: 0, max: 1 });
  return settings;
}
