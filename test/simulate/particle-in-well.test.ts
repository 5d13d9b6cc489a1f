import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";
import { simulateParticleInWell } from "../../src/simulate/particle-in-well";

const harmonic = { stiffness: 4, anharmonicity: 0 };

describe("simulateParticleInWell", () => {
  it("follows the harmonic oscillator with an error of second order in the step", () => {
    const X = Matrix.from([[1, 0.5, 5]]);
    const exact = Math.cos(10) + 0.25 * Math.sin(10);
    const error = (timeStep: number) =>
      Math.abs(simulateParticleInWell(X, { ...harmonic, timeStep })[0] - exact);
    expect(error(0.01)).toBeLessThan(1e-3);
    expect(error(0.02) / error(0.01)).toBeCloseTo(4, 1);
  });

  it("neither gains nor loses energy over many periods: it never climbs higher than it started", () => {
    const times = Array.from({ length: 400 }, (_, i) => 200 + 0.05 * i);
    const ends = simulateParticleInWell(Matrix.from(times.map((t) => [1.2, 0, t])));
    const highest = Math.max(...ends.map(Math.abs));
    expect(Math.abs(highest - 1.2)).toBeLessThan(2e-3);
  });

  it("scatters a free particle by the variance of integrated white noise", () => {
    const n = 4000;
    const X = new Matrix(
      Float64Array.from({ length: 3 * n }, (_, i) => (i % 3 === 2 ? 2 : 0)),
      n,
      3,
    );
    const free = { stiffness: 0, anharmonicity: 0, noise: 0.5, timeStep: 0.05, randomState: 0 };
    const ends = simulateParticleInWell(X, free);
    const variance = ends.reduce((sum, x) => sum + x * x, 0) / n;
    // σ² t³ / 3; the sampling error of the variance is √(2 / n) of it.
    expect(Math.abs(variance / ((0.25 * 8) / 3) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  });

  it("stays at rest at the bottom of the well and stays put for no time", () => {
    const ends = simulateParticleInWell(
      Matrix.from([
        [0, 0, 7],
        [0.3, 2, 0],
      ]),
    );
    expect(Array.from(ends, Math.abs)).toEqual([0, 0.3]);
  });

  it("repeats for a seed", () => {
    const X = Matrix.from([[1, 0, 3]]);
    const run = (randomState: number) => simulateParticleInWell(X, { noise: 0.1, randomState })[0];
    expect(run(1)).toBe(run(1));
    expect(run(1)).not.toBe(run(2));
  });

  it("refuses a wrong number of columns, negative times and unusable options", () => {
    expect(() => simulateParticleInWell(Matrix.zeros(1, 2))).toThrow(ValidationError);
    expect(() => simulateParticleInWell(Matrix.from([[0, 0, -1]]))).toThrow(/row 0/);
    expect(() => simulateParticleInWell(Matrix.zeros(1, 3), { noise: -1 })).toThrow(ParameterError);
    expect(() => simulateParticleInWell(Matrix.zeros(1, 3), { timeStep: 0 })).toThrow(/timeStep/);
  });
});
