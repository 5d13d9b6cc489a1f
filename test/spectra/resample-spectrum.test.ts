import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { resampleSpectrum } from "../../src/spectra/resample-spectrum";
import { wavelengthGrid, wavelengthsOf } from "../../src/spectra/wavelength-grid";
import { expectClose } from "../close";

const grid = { first: 3.6, step: 1e-4, length: 1000 };

describe("wavelengthGrid", () => {
  it("begins and ends where it is told", () => {
    const wavelengths = wavelengthsOf(wavelengthGrid(1000, 10_000, 0.25));
    expectClose(wavelengths, [1000, 10 ** 3.25, 10 ** 3.5, 10 ** 3.75, 10_000], 1e-12);
    expect(wavelengthsOf(wavelengthGrid(1000, 9999, 0.25))).toHaveLength(4);
    for (const [from, to, step] of [
      [0, 1, 1],
      [2, 2, 1],
      [1, 2, 0],
    ]) {
      expect(() => wavelengthGrid(from, to, step)).toThrow(ParameterError);
    }
  });
});

describe("resampleSpectrum", () => {
  it("gives the same spectrum on the same grid", () => {
    const flux = Float64Array.from({ length: 1000 }, (_, k) => Math.sin(k));
    expectClose(resampleSpectrum({ flux, grid }, grid), flux, 1e-9);
  });

  it("keeps the light: a pixel holds the mean of the old pixels that it covers", () => {
    const flux = Float64Array.from({ length: 1000 }, (_, k) => k);
    const pairs = { first: 3.6 + 0.5e-4, step: 2e-4, length: 500 };
    expectClose(
      resampleSpectrum({ flux, grid }, pairs),
      Float64Array.from({ length: 500 }, (_, k) => 2 * k + 0.5),
      1e-9,
    );
    // half of the first, all of the second
    const off = { first: 3.6 + 0.75e-4, step: 1.5e-4, length: 2 };
    expectClose([resampleSpectrum({ flux, grid }, off)[0]], [(0.5 * 0 + 1 * 1) / 1.5], 1e-9);
  });

  it("brings a shifted line back to where it belongs", () => {
    const redshift = 10 ** 3e-3 - 1; // 30 pixels
    const flux = new Float64Array(1000).fill(1);
    flux[530] = 0;
    const rest = resampleSpectrum({ flux, grid, redshift }, grid);
    expect(rest.indexOf(Math.min(...rest))).toBe(500);
    expect(rest[500]).toBeCloseTo(0, 6);
  });

  it("draws lines over what is bad, and goes on beyond the ends", () => {
    const flux = Float64Array.from({ length: 1000 }, (_, k) => (k === 10 ? 1e9 : k));
    const inverseVariance = flux.map((_, k) => (k === 10 || k < 3 || k > 990 ? 0 : 1));
    const out = resampleSpectrum({ flux, grid, inverseVariance }, grid);
    expectClose(out.subarray(0, 13), [3, 3, 3, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 1e-6);
    expectClose(out.subarray(989, 992), [989, 990, 990], 1e-6);
  });

  it("refuses what it cannot use", () => {
    const flux = new Float64Array(1000);
    expect(() => resampleSpectrum({ flux: flux.subarray(1), grid }, grid)).toThrow(ValidationError);
    expect(() => resampleSpectrum({ flux, grid, inverseVariance: [1] }, grid)).toThrow(/inverseVariance/);
    expect(() => resampleSpectrum({ flux, grid, inverseVariance: flux }, grid)).toThrow(/No good pixel/);
    expect(() => resampleSpectrum({ flux, grid, redshift: -1 }, grid)).toThrow(ParameterError);
    expect(() => resampleSpectrum({ flux: flux.fill(Number.NaN), grid }, grid)).toThrow(/Pixel 0 .* NaN/);
    expect(() => resampleSpectrum({ flux, grid }, { ...grid, first: 5 })).toThrow(/No good pixel/);
  });
});
