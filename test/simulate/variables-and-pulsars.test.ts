import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { dedispersionLoss, simulateHTRU2 } from "../../src/simulate/htru2";
import { LINEAR_CLASSES, simulateLinearVariables } from "../../src/simulate/linear-variables";
import { moments } from "../../src/simulate/moments";
import { contact, detached, nearSine, sawtooth } from "../../src/simulate/variable-light-curves";

const median = (values: Float64Array) => Float64Array.from(values).sort()[Math.floor(values.length / 2)];

describe("simulateHTRU2", () => {
  it("has noise, then pulsars, in the numbers asked for, and says that it is simulated", async () => {
    const data = await simulateHTRU2({ nNoise: 400, nPulsars: 300 });
    expect(data.X.shape).toEqual([700, 8]);
    expect(data.y.indexOf(1)).toBe(400);
    expect(data.X.data.every(Number.isFinite)).toBe(true);
    expect(data.provenance).toBe("simulated");
    // A pulse fills little of the period, so most bins are low; noise fills the range evenly.
    const mean = data.X.column(0);
    expect(median(mean.subarray(400))).toBeLessThan(90);
    expect(median(mean.subarray(0, 400))).toBeGreaterThan(110);
  });

  it("is reproducible and refuses what it cannot make", async () => {
    const make = (randomState: number) => simulateHTRU2({ nNoise: 20, nPulsars: 10, randomState });
    const [a, b, c] = await Promise.all([make(1), make(1), make(2)]);
    expect(a.X.data).toEqual(b.X.data);
    expect(a.X.data).not.toEqual(c.X.data);
    for (const options of [{ nNoise: 0 }, { nPulsars: 0.5 }, { nSamples: 10 }]) {
      await expect(simulateHTRU2(options as object)).rejects.toThrow(ParameterError);
    }
  });

  it("loses signal off the true DM, the more the narrower the pulse", () => {
    expect(dedispersionLoss(0, 10)).toBe(1);
    // sqrt(pi) / 2 erf(1) = 0.7468241 where zeta is 1.
    const milliseconds = (6.91e-3 * 10 * 340) / 1.352 ** 3;
    expect(dedispersionLoss(10, milliseconds)).toBeCloseTo(0.7468241, 4);
    expect(dedispersionLoss(10, 1)).toBeLessThan(dedispersionLoss(10, 30));
  });
});

describe("simulateLinearVariables", () => {
  it("has the stars asked for, in the shares of the catalogue, and says that it is simulated", async () => {
    const data = await simulateLinearVariables({ nSamples: 2000 });
    expect(data.X.shape).toEqual([2000, 8]);
    expect(data.X.data.every(Number.isFinite)).toBe(true);
    expect(data.provenance).toBe("simulated");
    for (const { code, count } of LINEAR_CLASSES) {
      const p = count / 6146;
      const got = data.y.filter((label) => label === code).length / 2000;
      expect(Math.abs(got - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 2000));
    }
    const logP = data.X.column(4);
    const of = (code: number) => median(logP.filter((_, i) => data.y[i] === code));
    expect(of(6)).toBeLessThan(of(5));
    expect(of(5)).toBeLessThan(of(2));
    expect(of(2)).toBeLessThan(of(1));
    expect(of(1)).toBeLessThan(of(4));
  });

  it("names only the classes that were drawn, is reproducible, and refuses what it cannot make", async () => {
    const few = await simulateLinearVariables({ nSamples: 2 });
    expect(few.targetNames).toHaveLength(new Set(few.y).size);
    const make = (randomState: number) => simulateLinearVariables({ nSamples: 20, randomState });
    const [a, b, c] = await Promise.all([make(1), make(1), make(2)]);
    expect(a.X.data).toEqual(b.X.data);
    expect(a.X.data).not.toEqual(c.X.data);
    for (const options of [{ nSamples: 0 }, { nStars: 5 }]) {
      await expect(simulateLinearVariables(options as object)).rejects.toThrow(ParameterError);
    }
  });
});

describe("light curves", () => {
  const sample = (curve: (phase: number) => number) =>
    Float64Array.from({ length: 2000 }, (_, i) => curve(i / 2000));

  it("span their amplitude", () => {
    for (const curve of [sawtooth(0.8, 0.15), nearSine(0.8), contact(0.8, 0.7), detached(0.8, 0.3, 0.1)]) {
      const light = sample(curve);
      expect(Math.max(...light) - Math.min(...light)).toBeCloseTo(0.8, 1);
    }
  });

  it("are skewed as their class is: long faint for a sawtooth, short faint for eclipses", () => {
    expect(moments(sample(sawtooth(1, 0.15))).skewness).toBeLessThan(-0.2);
    expect(Math.abs(moments(sample(nearSine(1))).skewness)).toBeLessThan(0.1);
    expect(moments(sample(detached(1, 0.3, 0.1))).skewness).toBeGreaterThan(1);
    expect(moments(sample(contact(1, 0.9))).skewness).toBeGreaterThan(0);
  });
});

describe("moments", () => {
  it("are those of SciPy", () => {
    // scipy.stats.skew and kurtosis of [0, 1, 1, 5].
    const { mean, std, skewness, kurtosis } = moments([0, 1, 1, 5]);
    expect(mean).toBe(1.75);
    expect(std).toBeCloseTo(1.920286436967152, 14);
    expect(skewness).toBeCloseTo(0.9929662701927244, 12);
    expect(kurtosis).toBeCloseTo(-0.764722780810112, 12);
    expect(moments([2, 2])).toEqual({ mean: 2, std: 0, skewness: 0, kurtosis: 0 });
  });
});
