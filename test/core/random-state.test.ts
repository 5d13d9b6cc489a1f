import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkRandomState } from "../../src/core/check-random-state";
import { ParameterError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";
import { RandomState } from "../../src/core/random-state";

type Call = [name: string, ...args: unknown[]];
interface Program {
  seed: number | number[];
  calls: Call[];
  results: unknown[];
}
const reference = JSON.parse(readFileSync(join(__dirname, "reference/random-state.json"), "utf8")) as {
  exact: Program[];
  libm: Program[];
  multivariate: Program & { rounding: number[] };
  longRun: { seed: number; at: Record<string, number> };
};

function call(rng: RandomState, [name, ...args]: Call): unknown {
  if (name === "shuffle") {
    const items = [...(args[0] as number[])];
    rng.shuffle(items);
    return items;
  }
  const method = (rng as unknown as Record<string, (...a: unknown[]) => unknown>)[name];
  return plain(
    method.apply(
      rng,
      args.map((arg) => (arg === null ? undefined : arg)),
    ),
  );
}

function plain(value: unknown): unknown {
  if (value instanceof Matrix) return value.toArray();
  return typeof value === "number" ? value : Array.from(value as number[]);
}

function expectClose(actual: unknown, expected: unknown, relative: number, absolute: number, where: string) {
  const a = [actual].flat(2) as number[];
  const b = [expected].flat(2) as number[];
  expect(a.length, where).toBe(b.length);
  for (let i = 0; i < a.length; i++) {
    const error = Math.abs(a[i] - b[i]);
    if (!(error <= relative * Math.abs(b[i]) + absolute)) {
      expect.fail(`${where}, value ${i}: ${a[i]} instead of ${b[i]} (relative ${error / Math.abs(b[i])})`);
    }
  }
}

describe("RandomState against NumPy", () => {
  it.each(reference.exact.map((p) => [JSON.stringify(p.seed).slice(0, 30), p] as const))(
    "repeats uniform deviates, integers, permutations and choices to the last bit, seed %s",
    (_, { seed, calls, results }) => {
      const rng = new RandomState(seed);
      for (let k = 0; k < calls.length; k++) {
        expect(call(rng, calls[k]), `call ${k}: ${JSON.stringify(calls[k])}`).toEqual(results[k]);
      }
    },
  );

  it.each(reference.libm.map((p) => [JSON.stringify(p.seed), p] as const))(
    "repeats the distributions through interleaved calls, seed %s",
    (_, { seed, calls, results }) => {
      const rng = new RandomState(seed);
      for (let k = 0; k < calls.length; k++) {
        const where = `call ${k}: ${JSON.stringify(calls[k])}`;
        // The mathematical libraries differ in the last bit of log, exp and pow.
        expectClose(call(rng, calls[k]), results[k], 1e-15, 0, where);
      }
    },
  );

  it("repeats multivariate normals, with the signs of LAPACK's decomposition, as far as rounding lets it", () => {
    const { seed, calls, results, rounding } = reference.multivariate;
    const rng = new RandomState(seed);
    for (let k = 0; k < calls.length; k++) {
      const where = `call ${k}: ${JSON.stringify(calls[k])}`;
      expectClose(call(rng, calls[k]), results[k], 1e-14, 20 * rounding[k], where);
    }
  });

  it("keeps in step over many refills of its state", () => {
    const { seed, at } = reference.longRun;
    const values = new RandomState(seed).randomSample(20000);
    for (const [i, expected] of Object.entries(at)) expect(values[Number(i)]).toBe(expected);
  });
});

describe("RandomState", () => {
  it("goes on from a saved state, the waiting normal deviate included", () => {
    const rng = new RandomState(11);
    rng.standardNormal(3);
    const saved = JSON.parse(JSON.stringify(rng.getState()));
    const next = rng.normal(0, 1, 5);
    const other = new RandomState(99);
    other.setState(saved);
    expect(other.normal(0, 1, 5)).toEqual(next);
    expect(() => other.setState({ ...saved, key: [1] })).toThrow(ParameterError);
  });

  it("starts afresh each time without a seed", () => {
    expect(new RandomState().randomSample(2)).not.toEqual(new RandomState(null).randomSample(2));
  });

  it("gives an Int32Array where the integers fit and doubles where they do not", () => {
    const rng = new RandomState(0);
    expect(rng.randint(-(2 ** 31), 2 ** 31, 1)).toBeInstanceOf(Int32Array);
    expect(rng.randint(0, 2 ** 31 + 1, 1)).toBeInstanceOf(Float64Array);
    expect(rng.choice(["a", "b"], { size: 3 }).every((item) => item === "a" || item === "b")).toBe(true);
  });

  it.each<[string, (rng: RandomState) => unknown, RegExp]>([
    ["an empty range", (rng) => rng.randint(5, 5), /no whole number/],
    ["a range too wide", (rng) => rng.randint(-(2 ** 53) + 1, 2 ** 53 - 1), /wider/],
    ["a fractional bound", (rng) => rng.randint(2.5), /whole numbers/],
    ["a negative scale", (rng) => rng.normal(0, -1), /scale must be finite and ≥ 0/],
    ["a negative entry of an array", (rng) => rng.poisson([1, -1]), /lam/],
    ["a negative size", (rng) => rng.randomSample(-1), /size/],
    ["arrays of different length", (rng) => rng.normal([1, 2], [1, 2, 3]), /lengths differ/],
    ["an array that does not fit the size", (rng) => rng.normal([1, 2], 1, 3), /do not fit/],
    [
      "too many without replacement",
      (rng) => rng.choice(3, { size: 4, replace: false }),
      /without replacement/,
    ],
    ["no population", (rng) => rng.choice(0, { size: 1 }), /nothing to choose/],
    ["p of wrong length", (rng) => rng.choice(3, { p: [0.5, 0.5] }), /p has 2/],
    ["p that sums to 2", (rng) => rng.choice(2, { p: [1, 1] }), /sum to 2/],
    ["negative p", (rng) => rng.choice(2, { p: [-1, 2] }), /no probability/],
    ["too few possible", (rng) => rng.choice(3, { size: 2, replace: false, p: [1, 0, 0] }), /above zero/],
    [
      "a covariance that is not PSD",
      (rng) =>
        rng.multivariateNormal(
          [0, 0],
          [
            [1, 2],
            [2, 1],
          ],
        ),
      /semidefinite/,
    ],
    [
      "an asymmetric covariance",
      (rng) =>
        rng.multivariateNormal(
          [0, 0],
          [
            [1, 0.5],
            [0, 1],
          ],
        ),
      /symmetric/,
    ],
    [
      "a covariance of wrong shape",
      (rng) =>
        rng.multivariateNormal(
          [0, 0, 0],
          [
            [1, 0],
            [0, 1],
          ],
        ),
      /3 x 3/,
    ],
    ["a probability above 1", (rng) => rng.binomial(3, 1.5), /from 0 to 1/],
  ])("refuses %s", (_, draw, message) => {
    const rng = new RandomState(0);
    expect(() => draw(rng)).toThrow(ParameterError);
    expect(() => draw(rng)).toThrow(message);
  });

  it.each([-1, 1.5, 2 ** 32, Number.NaN, []])("refuses the seed %s", (seed) => {
    expect(() => new RandomState(seed as number)).toThrow(ParameterError);
  });

  it("draws integers inside any range, and permutations of what was given", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 2 ** 40 }), fc.nat(), (low, width, seed) => {
        const values = Array.from(new RandomState(seed).randint(low, low + width, 20));
        return values.every((v) => Number.isInteger(v) && v >= low && v < low + width);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.nat(), (items, seed) => {
        const shuffled = new RandomState(seed).permutation(items);
        expect([...shuffled].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      }),
    );
  });
});

describe("checkRandomState", () => {
  it("seeds, passes on, or shares", () => {
    const rng = new RandomState(4);
    expect(checkRandomState(rng)).toBe(rng);
    expect(checkRandomState(4).randomSample()).toBe(new RandomState(4).randomSample());
    expect(checkRandomState(null)).toBe(checkRandomState(undefined));
    expect(() => checkRandomState("4" as unknown as number)).toThrow(ParameterError);
  });
});
