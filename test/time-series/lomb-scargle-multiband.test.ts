import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { LombScargle } from "../../src/time-series/lomb-scargle";
import {
  LombScargleMultiband,
  type LombScargleMultibandOptions,
} from "../../src/time-series/lomb-scargle-multiband";
import { expectClose } from "../close";
import reference from "./reference/lomb-scargle-multiband.json";

const { t, y, dy, bands, frequency } = reference;
const multiband = (options: object, errors: number[] | undefined = dy) =>
  new LombScargleMultiband(t, y, bands, errors, options as LombScargleMultibandOptions);

describe("LombScargleMultiband", () => {
  it.each(reference.cases)(
    "fits the paper's model: $options, errors $errors",
    ({ options, errors, power }) => {
      const ls = new LombScargleMultiband(t, y, bands, errors ? dy : undefined, options as object);
      expectClose(ls.power(frequency), power);
    },
  );

  it.each(reference.fast)(
    "adds up the bands' own periodograms: $nTerms terms, mean $fitMean, centred $centerData",
    ({ nTerms, power, ...options }) => {
      expectClose(multiband({ ...options, ntermsBase: nTerms }).power(frequency, { method: "fast" }), power);
    },
  );

  it.each(reference.models)("gives the light curve of each band: $options", ({ options, values }) => {
    const ls = multiband(options);
    expect(ls.bands).toEqual(["g", "i", "r"]);
    expectClose(ls.model(reference.times, 1.6393), values);
    expectClose(ls.model(reference.times, 1.6393, ["r", "g"]), [values[2], values[0]]);
  });

  it("finds a period that no band shows by itself", () => {
    const [few, marks, errors] = [t, y, dy].map((values) => values.filter((_, i) => i % 5 === 0));
    const names = bands.filter((_, i) => i % 5 === 0);
    const peakOf = ({ frequency, power }: { frequency: Float64Array; power: Float64Array }) =>
      frequency[power.indexOf(Math.max(...power))];
    const options = { maximumFrequency: 4 };
    const all = new LombScargleMultiband(few, marks, names, errors, { ntermsBand: 0, regBand: null });
    expect(Math.abs(peakOf(all.autopower(options)) - 1 / 0.61)).toBeLessThan(0.01);
    for (const band of all.bands) {
      const own = (values: number[]) => values.filter((_, i) => names[i] === band);
      const single = new LombScargle(own(few), own(marks), own(errors));
      expect(Math.abs(peakOf(single.autopower(options)) - 1 / 0.61)).toBeGreaterThan(0.01);
    }
  });

  it("takes sums by Fourier transform to the same power", () => {
    const ls = multiband({ ntermsBase: 2 });
    const { frequency: grid, power } = ls.autopower({ maximumFrequency: 5 });
    expect(grid).toEqual(new LombScargle(t, y, dy).autofrequency({ maximumFrequency: 5 }));
    const slow = ls.power(grid, { sbMethod: "slow" });
    expect(Math.max(...slow.map((want, k) => Math.abs(power[k] - want)))).toBeLessThan(1e-8);
    expect(power).not.toEqual(slow);
  });

  it("is LombScargle's for one band", () => {
    const one = new LombScargleMultiband(t, y, new Array(t.length).fill(7), dy);
    expectClose(one.power(frequency, { method: "fast" }), new LombScargle(t, y, dy).power(frequency));
  });

  it("refuses bad input by name", () => {
    expect(() => new LombScargleMultiband(t, y, bands.slice(1))).toThrow(ValidationError);
    expect(() => new LombScargleMultiband([1, Number.NaN], [1, 2], ["g", "r"])).toThrow(/time\[1\]/);
    expect(() => multiband({ ntermsBase: 0, ntermsBand: 0 })).toThrow(/at least one/);
    expect(() => multiband({ regBand: -1 })).toThrow(ParameterError);
    expect(() => multiband({ nterms: 1 })).toThrow(ParameterError);
    expect(() => multiband({ ntermsBase: 0 }).power([1], { method: "fast" })).toThrow(/ntermsBase/);
    expect(() => multiband({}).power([1, 2, 4], { sbMethod: "fast" })).toThrow(/equally spaced/);
    expect(() => multiband({}).power([1], { method: "slow" } as object)).toThrow(ParameterError);
    expect(() => multiband({}).model([1], 1, ["u"])).toThrow(/band u: give one of \[g, i, r\]/);
  });
});
