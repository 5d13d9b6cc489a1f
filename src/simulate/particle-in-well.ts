import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError, ValidationError } from "../core/errors";
import { checkKnown, checkNumber } from "../core/parameters";
import { type TableLike, toMatrix } from "../core/table-like";

export interface ParticleInWellOptions {
  /**
   * Force on the particle, whose mass is 1, at a position; default -x - x³, that of the well x²/2 + x⁴/4. With
   * `(x) => -Math.sin(x)` it is a pendulum, or an atom on the rows of a crystal.
   */
  force?: (x: number) => number;
  /** Strength σ of the random force: the velocity gains a variance of σ² a unit of time; default 0, no noise. */
  noise?: number;
  /** Longest time step; default 0.01. */
  timeStep?: number;
  /** Seed or generator of the random force; default unseeded. */
  randomState?: RandomStateLike;
}

/**
 * Where particles end that move in a one-dimensional well, pushed about by a random force: each row is one simulation.
 * Integrated by the leapfrog (kick, drift, kick), which is symplectic and of second order, with the random kicks in the
 * middle of the step.
 *
 * @param X - (n x 3) position and velocity at the start, and how long to follow the particle (not negative).
 * @returns (n) positions at the end.
 * @throws ValidationError if X is unusable, a time is negative, or a particle ends nowhere.
 * @throws ParameterError if an option is unusable.
 */
export function simulateParticleInWell(X: TableLike, options: ParticleInWellOptions = {}): Float64Array {
  checkKnown("simulateParticleInWell", options, ["force", "noise", "timeStep", "randomState"]);
  const { force = (x: number) => -x - x * x * x, noise = 0, timeStep = 0.01 } = options;
  if (typeof force !== "function") throw new ParameterError("force must be a function of the position.");
  checkNumber("noise", noise, { min: 0 });
  checkNumber("timeStep", timeStep, { exclusiveMin: 0 });
  const random = checkRandomState(options.randomState);
  const { data, rows, cols } = toMatrix(X);
  if (cols !== 3) throw new ValidationError(`X must have 3 columns (position, velocity, time), not ${cols}.`);
  const ends = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let x = data[3 * i];
    let v = data[3 * i + 1];
    const time = data[3 * i + 2];
    if (time < 0) throw new ValidationError(`The time of row ${i} is ${time}: it must not be negative.`);
    const steps = Math.ceil(time / timeStep);
    const dt = steps === 0 ? 0 : time / steps;
    const kick = noise * Math.sqrt(dt);
    for (let step = 0; step < steps; step++) {
      v += 0.5 * dt * force(x);
      x += 0.5 * dt * v;
      if (kick > 0) v += kick * random.standardNormal();
      x += 0.5 * dt * v;
      v += 0.5 * dt * force(x);
    }
    if (!Number.isFinite(x)) {
      throw new ValidationError(
        `The particle of row ${i} ran away: is the force finite, and the time step short?`,
      );
    }
    ends[i] = x;
  }
  return ends;
}
