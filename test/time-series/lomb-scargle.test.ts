import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import type { FalseAlarmMethod } from "../../src/time-series/false-alarm";
import { LombScargle } from "../../src/time-series/lomb-scargle";
import type { PeriodogramNormalization } from "../../src/time-series/normalize-power";
import { expectClose } from "../close";
import reference from "./reference/lomb-scargle.json";

const { t, y, dy } = reference;

describe("LombScargle", () => {
  it.each(reference.cases)(
    "agrees with astropy: mean $fitMean, centred $centerData, $nTerms terms, $normalization, errors $errors",
    ({ errors, power, model, ...options }) => {
      const ls = new LombScargle(t, y, errors ? dy : undefined, {
        ...options,
        normalization: options.normalization as PeriodogramNormalization,
      });
      expectClose(ls.power(reference.frequency, { method: "slow" }), power);
      if (model !== null) expectClose(ls.model([0, 33.3], 1.6393), model);
    },
  );

  it("is nearer to the exact power by its fast method than astropy is by its own", () => {
    const ls = new LombScargle(t, y, dy);
    const { power, frequency } = ls.autopower({ maximumFrequency: 5, method: "fast" });
    const { every, exact, astropyFastError } = reference.grid;
    const errors = exact.map((want, k) => Math.abs(power[k * every] - want));
    expect(Math.max(...errors)).toBeLessThan(Math.min(astropyFastError, 1e-7));
    const slow = ls.power(frequency, { method: "slow" });
    expect(Math.max(...slow.map((want, k) => Math.abs(power[k] - want)))).toBeLessThan(1e-7);
  });

  it("gives the fast sums beyond one block of frequencies, for several harmonics too", () => {
    const ls = new LombScargle(t, y, dy, { nTerms: 2 });
    const frequency = Float64Array.from({ length: 7000 }, (_, k) => 0.01 + 0.002 * k);
    const fast = ls.power(frequency, { method: "fast" });
    const few = [0, 1, 3071, 3072, 6143, 6144, 6999];
    expectClose(
      few.map((k) => fast[k]),
      ls.power(
        few.map((k) => frequency[k]),
        { method: "slow" },
      ),
      1e-6,
      1e-8,
    );
  });

  it("keeps its digits where waves are longer than the series, for several harmonics too", () => {
    const ls = new LombScargle(t, y, dy, { nTerms: 3 });
    const { frequency, power } = ls.autopower({ maximumFrequency: 5, method: "fast" });
    const slow = ls.power(frequency, { method: "slow" });
    expect(Math.max(...slow.map((want, k) => Math.abs(power[k] - want)))).toBeLessThan(1e-8);
  });

  it.each(reference.autofrequency)(
    "chooses astropy's frequencies for $options",
    ({ options, ends, count }) => {
      const frequency = new LombScargle(t, y, dy).autofrequency(options);
      expect(frequency).toHaveLength(count);
      expectClose([frequency[0], frequency[count - 1]], ends);
    },
  );

  it.each(reference.alarms)(
    "knows the false-alarm probability and level: $normalization, $method",
    ({ normalization, method, peak, probability, level }) => {
      const ls = new LombScargle(t, y, dy, { normalization: normalization as PeriodogramNormalization });
      const options = { method: method as FalseAlarmMethod, maximumFrequency: 5 };
      expectClose([ls.falseAlarmProbability(peak, options)], [probability]);
      expectClose([ls.falseAlarmLevel(0.01, options)], [level], 1e-6);
    },
  );

  it("counts the resampled series that have a peak as high", () => {
    const { noise, power, probability, levels } = reference.bootstrap;
    const ls = new LombScargle(t, noise, dy);
    const options = { method: "bootstrap", nBootstraps: 99, maximumFrequency: 0.5, randomState: 7 } as const;
    expectClose([ls.falseAlarmProbability(power, options)], [probability], 1e-12);
    for (const [p, level] of Object.entries(levels)) {
      expectClose([ls.falseAlarmLevel(Number(p), options)], [level], 1e-6);
    }
    expect(() => ls.falseAlarmLevel(0.1, { ...options, nBootstraps: 0 })).toThrow(ParameterError);
    expect(() => ls.falseAlarmLevel(0.1, { nBootstraps: 9 })).toThrow(/bootstrap/);
  });

  it("finds no power in a constant", () => {
    const power = new LombScargle([0, 1, 3, 4], [2, 2, 2, 2]).power([0.1, 0.4]);
    expect(Array.from(power)).toEqual([0, 0]);
  });

  it("refuses bad input by name", () => {
    expect(() => new LombScargle([], [])).toThrow(ValidationError);
    expect(() => new LombScargle([1, 2], [1])).toThrow(/2 values of time but 1 of mag/);
    expect(() => new LombScargle([1, Number.NaN], [1, 2])).toThrow(/time\[1\]/);
    expect(() => new LombScargle([1, 2], [1, 2], [1, 0])).toThrow(/magError\[1\]/);
    expect(() => new LombScargle([1, 2], [1, 2], undefined, { nTerms: 0 })).toThrow(ParameterError);
    expect(() => new LombScargle([1, 2], [1, 2], undefined, { mean: true } as object)).toThrow(
      ParameterError,
    );
    const ls = new LombScargle(t, y);
    expect(() => ls.power([1, 2, 4], { method: "fast" })).toThrow(/equally spaced/);
    expect(() => ls.power([Number.NaN])).toThrow(/frequency holds NaN/);
    expect(() => ls.autofrequency({ maximumFrequency: -1 })).toThrow(ParameterError);
    expect(() => new LombScargle([5, 5], [1, 2]).autofrequency()).toThrow(/same time/);
    expect(() => new LombScargle(t, y, dy, { nTerms: 2 }).falseAlarmProbability(0.5)).toThrow(/nTerms 1/);
  });
});
