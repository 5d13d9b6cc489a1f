import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";
import { simulateParticleInWell } from "../../src/simulate/particle-in-well";

const harmonic = { force: (x: number) => -4 * x };

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
    const free = { force: () => 0, noise: 0.5, timeStep: 0.05, randomState: 0 };
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

  it("keeps the energy of a pendulum, and turns it over above the separatrix only", () => {
    const pendulum = { force: (x: number) => -Math.sin(x), timeStep: 0.002 };
    const velocity = (x: number, v: number) => {
      const [before, after] = simulateParticleInWell(
        Matrix.from([
          [x, v, 10 - 1e-3],
          [x, v, 10 + 1e-3],
        ]),
        pendulum,
      );
      return (after - before) / 2e-3;
    };
    const energy = (x: number, v: number) => (v * v) / 2 - Math.cos(x);
    for (const [x, v] of [
      [0.5, 1],
      [-2, 0.3],
      [0, 2.4],
    ]) {
      const end = simulateParticleInWell(Matrix.from([[x, v, 10]]), pendulum)[0];
      expect(Math.abs(energy(end, velocity(x, v)) - energy(x, v))).toBeLessThan(1e-4);
      expect(Math.abs(end) > Math.PI).toBe(energy(x, v) > 1);
    }
  });

  it("is a map of the plane that keeps areas, as each step of the leapfrog does", () => {
    // Far from small steps: only a symplectic integrator keeps areas then. The position after twice the step follows
    // from the last two, so that (x after n steps, x after n + 1) is the state.
    const [step, h] = [0.4, 1e-5];
    const state = (x: number, v: number) =>
      simulateParticleInWell(
        Matrix.from([
          [x, v, 20 * step],
          [x, v, 21 * step],
        ]),
        { timeStep: step * (1 + 1e-12) },
      );
    const area = (state: (x: number, v: number) => ArrayLike<number>) => {
      const column = (dx: number, dv: number) => {
        const [plus, minus] = [state(0.6 + dx, 0.3 + dv), state(0.6 - dx, 0.3 - dv)];
        return [0, 1].map((k) => (plus[k] - minus[k]) / (2 * h));
      };
      const [[a, c], [b, d]] = [column(h, 0), column(0, h)];
      return a * d - b * c;
    };
    const start = (x: number, v: number) =>
      simulateParticleInWell(
        Matrix.from([
          [x, v, 0],
          [x, v, step],
        ]),
        { timeStep: step * (1 + 1e-12) },
      );
    expect(area(state)).toBeCloseTo(area(start), 6);
  });

  it("refuses a wrong number of columns, negative times and unusable options", () => {
    expect(() => simulateParticleInWell(Matrix.zeros(1, 2))).toThrow(ValidationError);
    expect(() => simulateParticleInWell(Matrix.from([[0, 0, -1]]))).toThrow(/row 0/);
    expect(() => simulateParticleInWell(Matrix.zeros(1, 3), { noise: -1 })).toThrow(ParameterError);
    expect(() => simulateParticleInWell(Matrix.zeros(1, 3), { timeStep: 0 })).toThrow(/timeStep/);
    expect(() => simulateParticleInWell(Matrix.zeros(1, 3), { force: 1 as never })).toThrow(/force/);
    const runaway = { force: (x: number) => x ** 9 };
    expect(() => simulateParticleInWell(Matrix.from([[2, 0, 50]]), runaway)).toThrow(/row 0 ran away/);
  });
});
