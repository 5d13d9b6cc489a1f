import { describe, expect, it } from "vitest";
import { type GasScheme, IsothermalGas } from "../../../src/simulate/turbulence/isothermal-gas";

type Shape = [number, number, number];

const lax1: GasScheme = { solver: "laxFriedrichs", order: 1, cfl: 0.4 };
const lax2: GasScheme = { solver: "laxFriedrichs", order: 2, cfl: 0.4 };
const hllc1: GasScheme = { solver: "hllc", order: 1, cfl: 0.4 };
const hllc2: GasScheme = { solver: "hllc", order: 2, cfl: 0.4 };
const schemes: [string, GasScheme][] = [
  ["Lax-Friedrichs, order 1", lax1],
  ["Lax-Friedrichs, order 2", lax2],
  ["HLLC, order 1", hllc1],
  ["HLLC, order 2", hllc2],
];

/** Takes all time steps; returns how many. */
const run = (gas: IsothermalGas, duration: number): number => [...gas.evolve(duration)].length;

/** A gas along one axis, in a box of length 1 with a speed of sound of 1: density, speed along, two speeds across. */
function along(
  axis: number,
  n: number,
  scheme: GasScheme,
  at: (x: number) => [density: number, u: number, v: number, w: number],
): { gas: IsothermalGas; profile: (quantity: number) => number[] } {
  // Two cells across, since along x there must be an even number of them.
  const shape: Shape = axis === 0 ? [n, 2, 1] : axis === 1 ? [2, n, 1] : [2, 1, n];
  const gas = new IsothermalGas(shape, 1 / n, 1, scheme);
  const parts = [0, 1, 2].map((k) => gas.velocity[(axis + k) % 3]);
  for (let i = 0; i < 2 * n; i++) {
    const values = at(((axis === 0 ? i % n : Math.floor(i / 2)) + 0.5) / n);
    gas.density[i] = values[0];
    parts.forEach((part, k) => {
      part[i] = values[k + 1];
    });
  }
  const profile = (quantity: number) =>
    Array.from({ length: n }, (_, i) => [gas.density, ...parts][quantity][axis === 0 ? i : 2 * i]);
  return { gas, profile };
}

const meanError = (
  found: number[],
  exact: (x: number) => number,
  near: (x: number) => boolean = () => true,
) => {
  const errors = found.flatMap((value, i) => {
    const x = (i + 0.5) / found.length;
    return near(x) ? [Math.abs(value - exact(x))] : [];
  });
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
};

describe("a shear wave carried along", () => {
  const turn = 2 * Math.PI;
  const exact = (x: number) => Math.sin(turn * (x - 0.25));
  /** Away from its crests, where the slopes are cut to nothing. */
  const flank = (x: number) => Math.abs(Math.cos(turn * (x - 0.25))) > 0.5;
  const error = (n: number, scheme: GasScheme, axis = 0) => {
    const { gas, profile } = along(axis, n, scheme, (x) => [1, 0.5, Math.sin(turn * x), 0]);
    run(gas, 0.5);
    return meanError(profile(2), exact, flank);
  };
  const order = (n: number, scheme: GasScheme) => Math.log2(error(n, scheme) / error(2 * n, scheme));

  it.each(["Lax-Friedrichs, order 1", "HLLC, order 1"])("is followed at first order by %s", (name) => {
    const scheme = schemes.find((row) => row[0] === name)?.[1] ?? lax1;
    expect(order(256, scheme)).toBeGreaterThan(0.9);
    expect(order(256, scheme)).toBeLessThan(1.1);
  });

  it.each(["Lax-Friedrichs, order 2", "HLLC, order 2"])("is followed at second order by %s", (name) => {
    const scheme = schemes.find((row) => row[0] === name)?.[1] ?? lax2;
    expect(order(128, scheme)).toBeGreaterThan(1.9);
    expect(order(128, scheme)).toBeLessThan(2.4);
  });

  it.each(schemes)("is the same along every axis (%s)", (_, scheme) => {
    expect(error(32, scheme, 1)).toBeCloseTo(error(32, scheme, 0), 13);
    expect(error(32, scheme, 2)).toBeCloseTo(error(32, scheme, 0), 13);
  });

  it("is blurred less by HLLC, which knows the contact", () => {
    expect(error(64, hllc1)).toBeLessThan(0.6 * error(64, lax1));
    expect(error(64, hllc2)).toBeLessThan(error(64, lax2));
  });
});

describe("a sound wave that steepens", () => {
  const amplitude = 0.1;
  const start = (x: number) => amplitude * Math.sin(2 * Math.PI * x);
  const time = 0.5;
  /** A simple wave: u is carried at u + c, and the density is e^u. */
  const exact = (x: number) => {
    let u = 0;
    for (let k = 0; k < 200; k++) u = start(x - (u + 1) * time);
    return Math.exp(u);
  };
  const error = (n: number, scheme: GasScheme) => {
    const { gas, profile } = along(0, n, scheme, (x) => [Math.exp(start(x)), start(x), 0, 0]);
    run(gas, time);
    return meanError(profile(0), exact);
  };

  it.each(schemes)("is followed at the order of the scheme (%s)", (_, scheme) => {
    const order = Math.log2(error(128, scheme) / error(256, scheme));
    expect(order).toBeGreaterThan(scheme.order === 1 ? 0.85 : 1.8);
    expect(order).toBeLessThan(scheme.order === 1 ? 1.1 : 2.4);
  });
});

/** Density and speed at x / t of the shock tube with `left` and `right` at rest, of a speed of sound of 1. */
function shockTube(left: number, right: number): (xi: number) => [density: number, speed: number] {
  // Between the waves: u = -ln(d / left) behind the rarefaction, u = (d - right) / sqrt(d right) behind the shock.
  let [low, high] = [right, left];
  for (let k = 0; k < 200; k++) {
    const d = (low + high) / 2;
    if (-Math.log(d / left) > (d - right) / Math.sqrt(d * right)) low = d;
    else high = d;
  }
  const between = (low + high) / 2;
  const speed = -Math.log(between / left);
  const shock = Math.sqrt(between / right);
  return (xi) => {
    if (xi < -1) return [left, 0];
    if (xi < speed - 1) return [left * Math.exp(-(xi + 1)), xi + 1];
    return xi < shock ? [between, speed] : [right, 0];
  };
}

describe("the shock tube", () => {
  const [left, right, time] = [4, 1, 0.1];
  const tube = shockTube(left, right);
  const error = (n: number, scheme: GasScheme, quantity: number) => {
    // The box is periodic: a second tube, the other way round, stands at its edge.
    const { gas, profile } = along(0, n, scheme, (x) => [Math.abs(x - 0.25) < 0.25 ? left : right, 0, 0, 0]);
    run(gas, time);
    const exact = (x: number) => tube((x - 0.5) / time)[quantity];
    return meanError(profile(quantity), exact, (x) => x > 0.25 && x < 0.75);
  };

  it("has Rankine and Hugoniot's shock", () => {
    const [density, speed] = tube(1);
    const shock = Math.sqrt(density / right);
    expect(shock * (density - right)).toBeCloseTo(density * speed, 10);
    expect(shock * density * speed).toBeCloseTo(density * speed ** 2 + density - right, 10);
  });

  it.each(schemes)("comes out right, and better with smaller cells (%s)", (_, scheme) => {
    for (const quantity of [0, 1]) {
      const errors = [100, 200, 400].map((n) => error(n, scheme, quantity));
      expect(errors[2]).toBeLessThan(scheme.order === 1 ? 0.06 : 0.012);
      const orders = [Math.log2(errors[0] / errors[1]), Math.log2(errors[1] / errors[2])];
      // A jump in a cell keeps every scheme at first order, and one without slopes below it.
      for (const order of orders) {
        expect(order).toBeGreaterThan(scheme.order === 1 ? 0.55 : 0.8);
        expect(order).toBeLessThan(1.3);
      }
    }
  });

  it.each(schemes)("makes no new extrema (%s)", (_, scheme) => {
    const { gas, profile } = along(0, 200, scheme, (x) => [
      Math.abs(x - 0.25) < 0.25 ? left : right,
      0,
      0,
      0,
    ]);
    run(gas, time);
    for (const density of profile(0)) {
      expect(density).toBeGreaterThan(right * (1 - 1e-3));
      expect(density).toBeLessThan(left * (1 + 1e-3));
    }
  });
});

describe("a gas in three dimensions", () => {
  const shape: Shape = [6, 5, 4];
  const stirred = (scheme: GasScheme) => {
    const gas = new IsothermalGas(shape, 0.1, 1, scheme);
    const wave = (i: number, k: number) => Math.sin(1.7 * i + 2.3 * k + 0.31 * i * k);
    for (let i = 0; i < gas.density.length; i++) {
      gas.density[i] = 1 + 0.8 * wave(i, 0);
      gas.velocity.forEach((component, d) => {
        component[i] = 3 * wave(i, d + 1);
      });
    }
    return gas;
  };
  const totals = ({ density, velocity }: IsothermalGas) => [
    density.reduce((sum, d) => sum + d, 0),
    ...velocity.map((component) => component.reduce((sum, v, i) => sum + v * density[i], 0)),
  ];

  it.each(schemes)("keeps its mass and momentum to rounding (%s)", (_, scheme) => {
    const gas = stirred(scheme);
    const before = totals(gas);
    expect(run(gas, 1)).toBeGreaterThan(50);
    totals(gas).forEach((total, k) => {
      expect(Math.abs(total - before[k])).toBeLessThan(1e-12 * before[0]);
    });
  });

  it.each(schemes)("stays positive at Mach 3 and more (%s)", (_, scheme) => {
    const gas = stirred(scheme);
    run(gas, 1);
    expect(Math.min(...gas.density)).toBeGreaterThan(0);
  });

  it.each(schemes)("does the same with its axes exchanged (%s)", (_, scheme) => {
    const [a, b] = [8, 8];
    const density = (i: number, j: number, k: number) => 1.5 + Math.sin(i + 2 * j * j - k) / 2;
    const first = new IsothermalGas([a, a, b], 0.1, 1, scheme);
    const second = new IsothermalGas([a, a, b], 0.1, 1, scheme);
    const at = (x: number, y: number, z: number) => (z * a + y) * a + x;
    for (let x = 0; x < a; x++) {
      for (let y = 0; y < a; y++) {
        for (let z = 0; z < b; z++) {
          first.density[at(x, y, z)] = density(x, y, z);
          second.density[at(z, x, y)] = density(x, y, z);
        }
      }
    }
    run(first, 0.1);
    run(second, 0.1);
    for (let i = 0; i < a ** 3; i++) {
      const [x, y, z] = [i % a, Math.floor(i / a) % a, Math.floor(i / a / a)];
      expect(second.density[at(z, x, y)]).toBeCloseTo(first.density[i], 12);
      expect(second.velocity[0][at(z, x, y)]).toBeCloseTo(first.velocity[2][i], 12);
    }
  });

  it("takes steps of the Courant number, the last no sliver", () => {
    const gas = new IsothermalGas([4, 4, 4], 0.1, 1, lax1);
    gas.density.fill(1);
    // At rest: 0.4 * 0.1 / (1 + 1 + 1) a step.
    expect(run(gas, 0.1)).toBe(8);
    expect([...gas.density]).toEqual(new Array(64).fill(1));
  });

  it("says what is wrong with a gas that cannot be", () => {
    const gas = new IsothermalGas([2, 2, 2], 0.1, 1, lax1);
    expect(() => run(gas, 1)).toThrow("The density of cell 0 is 0: it must stay positive");
    gas.density.fill(1);
    gas.velocity[1][3] = Number.NaN;
    expect(() => run(gas, 1)).toThrow("A velocity along y is no number");
  });
});
