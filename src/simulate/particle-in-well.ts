import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ValidationError } from "../core/errors";
import { checkKnown, checkNumber } from "../core/parameters";
import { type TableLike, toMatrix } from "../core/table-like";

export interface ParticleInWellOptions {
  /** k of the potential k x²/2 + a x⁴/4 for a particle of mass 1; default 1. */
  stiffness?: number;
  /** a of the potential; default 1. With 0 the well is a parabola, and each period the same. */
  anharmonicity?: number;
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
 * @throws ValidationError if X is unusable or a time is negative.
 * @throws ParameterError if an option is unusable.
 */
export function simulateParticleInWell(X: TableLike, options: ParticleInWellOptions = {}): Float64Array {
  checkKnown("simulateParticleInWell", options, [
    "stiffness",
    "anharmonicity",
    "noise",
    "timeStep",
    "randomState",
  ]);
  const { stiffness = 1, anharmonicity = 1, noise = 0, timeStep = 0.01 } = options;
  checkNumber("stiffness", stiffness, { min: 0 });
  checkNumber("anharmonicity", anharmonicity, { min: 0 });
  checkNumber("noise", noise, { min: 0 });
  checkNumber("timeStep", timeStep, { exclusiveMin: 0 });
  const random = checkRandomState(options.randomState);
  const { data, rows, cols } = toMatrix(X);
  if (cols !== 3) throw new ValidationError(`X must have 3 columns (position, velocity, time), not ${cols}.`);
  const force = (x: number) => -(stiffness + anharmonicity * x * x) * x;
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
    ends[i] = x;
  }
  return ends;
}
