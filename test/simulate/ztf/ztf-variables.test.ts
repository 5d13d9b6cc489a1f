import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ParameterError } from "../../../src/core/errors";
import { RandomState } from "../../../src/core/random-state";
import { useWorkerPool } from "../../../src/core/worker-pool";
import { loadSimulatedZtfVariables } from "../../../src/datasets/simulated-ztf";
import { BINARY_BANDS, binaryFlux, rocheRadius } from "../../../src/simulate/ztf/binary-model";
import { classCounts, ZTF_CLASSES } from "../../../src/simulate/ztf/classes";
import { findPeriod } from "../../../src/simulate/ztf/find-period";
import { fourierTable } from "../../../src/simulate/ztf/fourier-shape";
import { simulateZtfLightCurves } from "../../../src/simulate/ztf/light-curves";
import { photometricError } from "../../../src/simulate/ztf/photometry";
import type { ZtfStar } from "../../../src/simulate/ztf/simulate-star";
import { starFeatures } from "../../../src/simulate/ztf/star-features";
import { makeSurveyLog, visitsOf } from "../../../src/simulate/ztf/survey";
import { simulateZtfVariables, ZTF_GENERATOR_VERSION } from "../../../src/simulate/ztf/variables";
import { NodeWorkerPool } from "../../../src/workers/node-worker-pool";

const median = (values: Iterable<number>) => {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(sorted.length / 2)];
};

describe("the classes", () => {
  it("have the talk's counts at the talk's size, and ten stars each in a small table", () => {
    expect(classCounts(40_000)).toEqual(ZTF_CLASSES.map(({ share }) => share));
    for (const n of [500, 1999, 2000]) {
      const counts = classCounts(n);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(n);
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(10);
    }
    expect(classCounts(3).reduce((sum, count) => sum + count, 0)).toBe(3);
  });
});

describe("the survey", () => {
  const log = makeSurveyLog(new RandomState(1));
  const visits = [20, 100, 200, 300].flatMap((ra, k) => visitsOf(log, ra, 10 + 15 * k, new RandomState(k)));

  it("reaches 20.8 in g and 20.5 in r in the median", () => {
    for (const [band, depth] of [20.8, 20.5].entries()) {
      const limits = visits.filter((visit) => visit.band === band).map(({ limit }) => limit);
      expect(Math.abs(median(limits) - depth)).toBeLessThan(0.12);
    }
  });

  it("comes back after three days, later two, and not while the sun is near", () => {
    const star = visitsOf(log, 150, 20, new RandomState(3)).filter(({ band }) => band === 1);
    const gaps = star.slice(1).map(({ time }, k) => time - star[k].time);
    expect(Math.min(...gaps)).toBeGreaterThan(1.4);
    expect(Math.max(...gaps)).toBeGreaterThan(50);
    expect(star.length).toBeGreaterThan(150);
    expect(star.length).toBeLessThan(500);
  });

  it("has a fifth of a magnitude of noise at the limit, and little at bright stars", () => {
    expect(photometricError(20.5, 20.5)).toBeCloseTo(0.2, 10);
    expect(photometricError(15, 20.5)).toBeLessThan(0.01);
  });
});

describe("light-curve models", () => {
  const system = (radius: number, inclination: number) => ({
    massRatio: 1,
    radii: [radius, radius] as const,
    inclination,
    temperatures: [6000, 6000] as const,
  });

  it("halve the light of equal stars that hide each other, and keep that of stars seen from above", () => {
    const flux = binaryFlux(system(0.1, Math.PI / 2), BINARY_BANDS[1]);
    expect(flux[0]).toBeCloseTo(0.5, 2);
    expect(flux[80]).toBeCloseTo(flux[0], 6);
    expect(Math.min(...binaryFlux(system(0.1, 0), BINARY_BANDS[1]))).toBeGreaterThan(0.999);
  });

  it("vary all the time where stars touch, and by 0.5 to 1.2 mag seen edge-on", () => {
    const radius = rocheRadius(1);
    expect(radius).toBeCloseTo(0.379, 3);
    const flux = binaryFlux(system(radius, Math.PI / 2), BINARY_BANDS[1]);
    const depth = -2.5 * Math.log10(Math.min(...flux));
    expect(depth).toBeGreaterThan(0.7);
    expect(depth).toBeLessThan(1.2);
    expect(flux.filter((f) => f > 0.999).length).toBeLessThan(20);
  });

  it("rise fast and fall slowly for an RRab", () => {
    const table = fourierTable({
      ratios: [0.49, 0.34, 0.23, 0.15, 0.1],
      phases: [3.97, 1.95, -0.12, -2.2, -4.3],
    });
    const brightest = table.indexOf(Math.min(...table));
    const faintest = table.indexOf(Math.max(...table));
    const rise = ((brightest - faintest + table.length) % table.length) / table.length;
    expect(Math.max(...table) - Math.min(...table)).toBeCloseTo(1, 12);
    expect(rise).toBeGreaterThan(0.05);
    expect(rise).toBeLessThan(0.3);
  });
});

describe("simulateZtfLightCurves", () => {
  it("has each class's periods, within the survey's reach", async () => {
    const ranges: { [name: string]: [number, number] } = {
      "W UMa": [0.215, 1],
      RRab: [0.38, 0.95],
      RRc: [0.2, 0.45],
      "delta Scuti": [0.04, 0.25],
      Mira: [100, 600],
      EA: [0.3, 100],
    };
    const classes = Object.fromEntries(Object.keys(ranges).map((name) => [name, 8]));
    const stars: ZtfStar[] = [];
    for await (const star of simulateZtfLightCurves({ classes, randomState: 4 })) stars.push(star);
    expect(stars).toHaveLength(48);
    for (const star of stars) {
      const [low, high] = ranges[star.className];
      if (star.trueClass === star.className) {
        expect(star.period).toBeGreaterThan(low);
        expect(star.period).toBeLessThan(high);
      }
      expect(star.r.time.length).toBeGreaterThanOrEqual(40);
      expect(Math.min(...star.r.mag)).toBeGreaterThan(12.5);
      expect(Math.max(...star.r.mag)).toBeLessThan(21.6);
      expect(star.r.error.every((error) => error >= 0.01 && error < 0.3)).toBe(true);
    }
  });

  it("refuses what it cannot make", async () => {
    for (const options of [{ n: 0 }, { classes: { Nova: 3 } }, { classes: { EA: 0.5 } }, { stars: 3 }]) {
      await expect(simulateZtfLightCurves(options as object).next()).rejects.toThrow(ParameterError);
    }
  });
});

describe("the search for a period", () => {
  /** Stars of each class of which the period was found, or half of it, to within two peaks' widths. */
  const recovered = async (classes: { [name: string]: number }) => {
    const found: { [name: string]: { period: number; half: number } } = {};
    for await (const { r, period, className, trueClass } of simulateZtfLightCurves({ classes })) {
      found[className] ??= { period: 0, half: 0 };
      if (trueClass !== className) continue;
      const frequency = 1 / findPeriod(r).period;
      const near = (wanted: number) => Math.abs(frequency - wanted) < 2 / 1385;
      if (near(1 / period)) found[className].period++;
      else if (near(2 / period)) found[className].half++;
    }
    return found;
  };

  it("finds the periods of pulsators and of spots, and half those of binaries", async () => {
    const least = {
      ...{ RRab: { period: 38 }, RRc: { period: 38 }, Cepheid: { period: 38 }, Mira: { period: 36 } },
      ...{ "delta Scuti": { period: 36 }, "RS CVn": { period: 30 }, "W UMa": { half: 33 } },
      // Narrow eclipses are no sine, and a quarter of the labels of beta Lyrae stars are wrong.
      ...{ EA: { half: 20 }, "beta Lyr": { half: 20 } },
    };
    const found = await recovered(Object.fromEntries(Object.keys(least).map((name) => [name, 40])));
    for (const [name, share] of Object.entries(least)) {
      for (const [at, count] of Object.entries(share)) {
        expect(found[name][at as "period" | "half"], `${name}, ${at}`).toBeGreaterThanOrEqual(count);
      }
    }
  });

  it("knows the light curves only: a star that says another period, class and place has the same features", async () => {
    for await (const star of simulateZtfLightCurves({ classes: { "W UMa": 3, RRab: 3 }, randomState: 2 })) {
      const disguised = {
        ...star,
        period: 17,
        className: "Mira",
        trueClass: "Mira",
        ra: 0,
        dec: 0,
        index: 9,
      };
      expect(starFeatures(disguised)).toEqual(starFeatures(star));
    }
  });

  it("tries the same frequencies for all: of noise alone it finds periods all over the range", () => {
    const time = Float64Array.from({ length: 200 }, (_, i) => 58200 + 6.9 * i + 0.3 * Math.sin(i));
    const error = new Float64Array(200).fill(0.05);
    const periods = Array.from({ length: 30 }, (_, seed) => {
      const mag = Float64Array.from(new RandomState(seed).normal(16, 0.05, 200));
      return findPeriod({ time, mag, error }).period;
    });
    expect(Math.min(...periods)).toBeGreaterThanOrEqual(0.04);
    expect(median(periods.map((period) => 1 / period))).toBeGreaterThan(8);
    expect(median(periods.map((period) => 1 / period))).toBeLessThan(17);
  });
});

describe("simulateZtfVariables", () => {
  it("is the same on one thread and on several, and another with another seed", async () => {
    const make = (randomState: number) => simulateZtfVariables({ n: 250, randomState });
    useWorkerPool(undefined);
    const one = await make(5);
    const pool = new NodeWorkerPool(3);
    useWorkerPool(pool);
    try {
      expect((await make(5)).X.data).toEqual(one.X.data);
      expect((await make(6)).X.data).not.toEqual(one.X.data);
    } finally {
      useWorkerPool(undefined);
      await pool.close();
    }
    expect(one.X.shape).toEqual([250, 44]);
    expect(one.provenance).toBe("simulated");
    expect(one.X.data.every(Number.isFinite)).toBe(true);
  });

  it("gives one kind alone and counts progress", async () => {
    const seen: number[] = [];
    const data = await simulateZtfVariables({
      n: 300,
      kind: "binary",
      onProgress: (done) => seen.push(done),
    });
    expect(seen).toEqual([300]);
    expect(new Set(data.y)).toEqual(new Set([0, 1, 2]));
    expect(data.targetNames).toEqual(["W UMa", "RS CVn", "beta Lyr"]);
  });

  it("refuses a kind, an option or a number that does not exist", async () => {
    for (const options of [{ kind: "novae" }, { n: 1.5 }, { nSamples: 3 }, { classes: {} }]) {
      await expect(simulateZtfVariables(options as object)).rejects.toThrow(ParameterError);
    }
  });

  it("still makes what its version made: raise ZTF_GENERATOR_VERSION where this changes", async () => {
    const { X } = await simulateZtfVariables({ n: 12, randomState: 1 });
    const sums = [0, 1, 2].map((i) => X.row(i).reduce((sum, value) => sum + Math.log1p(Math.abs(value)), 0));
    expect({
      version: ZTF_GENERATOR_VERSION,
      sums: sums.map((sum) => sum.toFixed(6)),
    }).toMatchInlineSnapshot(`
      {
        "sums": [
          "20.571879",
          "21.875026",
          "23.903354",
        ],
        "version": 2,
      }
    `);
  });
});

describe("loadSimulatedZtfVariables", () => {
  let home: string;
  const before = process.env.SKYLEARN_DATA_HOME;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "skylearn-ztf-"));
    process.env.SKYLEARN_DATA_HOME = home;
  });
  afterEach(async () => {
    if (before === undefined) delete process.env.SKYLEARN_DATA_HOME;
    else process.env.SKYLEARN_DATA_HOME = before;
    await rm(home, { recursive: true, force: true });
  });

  const load = async (options: object = {}) => {
    let computed = false;
    const onProgress = () => {
      computed = true;
    };
    const data = await loadSimulatedZtfVariables({ n: 60, ...options, onProgress });
    return { computed, values: data.X.data };
  };

  it("computes a table once, and again where its file was damaged", async () => {
    const first = await load();
    const second = await load();
    expect([first.computed, second.computed]).toEqual([true, false]);
    expect(second.values).toEqual(first.values);
    const folder = join(home, "simulated");
    const names = (await readdir(folder)).filter((name) => name.endsWith(".bin"));
    expect(names).toHaveLength(1);
    for (const damage of [(b: Buffer) => b.fill(7, 100, 108), (b: Buffer) => b.subarray(0, 320)]) {
      const path = join(folder, names[0]);
      await writeFile(path, damage(await readFile(path)));
      const again = await load();
      expect(again.computed).toBe(true);
      expect(again.values).toEqual(first.values);
    }
    expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("keeps tables of other parameters apart", async () => {
    await load();
    expect((await load({ randomState: 1 })).computed).toBe(true);
    await expect(loadSimulatedZtfVariables({ randomState: new RandomState(0) } as object)).rejects.toThrow(
      ParameterError,
    );
  });
});
