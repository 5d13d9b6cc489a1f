import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { atmosphereOf, ELEMENTS, stagesOf } from "../../src/simulate/stellar-atmosphere";
import { starLines } from "../../src/simulate/stellar-lines";
import { LAMOST_GRID, simulateStellarSpectra, stellarSpectrum } from "../../src/simulate/stellar-spectra";
import { normalizeContinuum } from "../../src/spectra/normalize-continuum";
import { wavelengthsOf } from "../../src/spectra/wavelength-grid";

const wavelength = wavelengthsOf(LAMOST_GRID);
const sun = { teff: 5777, logg: 4.44, feh: 0 };

/** Mean depth below the continuum between two wavelengths. */
function depth(star: { teff: number; logg: number; feh: number }, from: number, to: number): number {
  const X = normalizeContinuum([stellarSpectrum(star)]).row(0);
  const inside = [...wavelength.keys()].filter((k) => wavelength[k] >= from && wavelength[k] <= to);
  return 1 - inside.reduce((sum, k) => sum + X[k], 0) / inside.length;
}

describe("atmosphereOf", () => {
  it("has the Sun's pressures within a factor of two, and its hydrogen neutral", () => {
    const { electronPressure, gasPressure, neutralHydrogen } = atmosphereOf(sun);
    // Gray 2005, table 9.2: at the optical depth 2/3 log P = 5.0 and log Pe = 1.3 to 1.6
    expect(gasPressure).toBeGreaterThan(5e4);
    expect(gasPressure).toBeLessThan(2e5);
    expect(electronPressure).toBeGreaterThan(8);
    expect(electronPressure).toBeLessThan(40);
    expect(neutralHydrogen).toBeGreaterThan(0.999);
  });

  it("ionises more in hot stars and in giants, and conserves atoms", () => {
    const [neutral, once, twice] = stagesOf(ELEMENTS.calcium, atmosphereOf(sun));
    expect(neutral + once + twice).toBeCloseTo(1, 12);
    expect(once).toBeGreaterThan(0.9);
    const iron = (teff: number, logg: number) =>
      stagesOf(ELEMENTS.iron, atmosphereOf({ teff, logg, feh: 0 }))[0];
    expect(iron(4500, 4.5)).toBeGreaterThan(iron(6500, 4.5) * 10);
    expect(iron(4800, 4.5)).toBeGreaterThan(iron(4800, 2.5));
  });
});

describe("stellarSpectrum", () => {
  const hot = { teff: 9000, logg: 4, feh: 0 };
  const cool = { teff: 4500, logg: 4.6, feh: 0 };

  it("shows hydrogen in hot stars and metals in cool ones", () => {
    expect(depth(hot, 4850, 4875)).toBeGreaterThan(depth(sun, 4850, 4875) + 0.2);
    expect(depth(cool, 5886, 5903)).toBeGreaterThan(depth(sun, 5886, 5903) + 0.1);
    expect(depth(sun, 5160, 5190)).toBeGreaterThan(depth(hot, 5160, 5190) + 0.05);
    expect(depth(sun, 3925, 3945)).toBeGreaterThan(0.4);
  });

  it("shows fewer metals where there are fewer, MgH in dwarfs rather than in giants, TiO in M stars", () => {
    expect(depth({ ...sun, feh: -1 }, 5160, 5190)).toBeLessThan(depth(sun, 5160, 5190) - 0.05);
    expect(depth(cool, 5100, 5212)).toBeGreaterThan(depth({ ...cool, logg: 2 }, 5100, 5212) + 0.02);
    expect(depth({ teff: 3600, logg: 4.7, feh: 0 }, 6165, 6200)).toBeGreaterThan(
      depth(cool, 6165, 6200) + 0.1,
    );
  });

  it("gives the Sun's lines the equivalent widths that were measured", () => {
    const lines = starLines(atmosphereOf(sun));
    for (const [wavelength, measured] of [
      [3934.8, 20.2],
      [4384.8, 1.01],
      [5185, 1.58],
      [5891.6, 0.75],
    ]) {
      const { depth, width, most } = lines.find((line) => line.wavelength === wavelength)!;
      // the integral over all wavelengths, in steps of a hundredth of the line's width
      let area = 0;
      for (let x = -5000; x <= 5000; x += 0.01) {
        const own = depth / (1 + x * x);
        area += 0.01 * width * (1 - 1 / (1 + own / (1 + own / most)));
      }
      // what lies farther out: the wings fall as the square of the distance
      area += (2 * width * depth) / 5000;
      expect(Math.abs(area / measured - 1)).toBeLessThan(1e-3);
    }
  });
});

describe("simulateStellarSpectra", () => {
  it("has the shape of the real set, parameters for some stars, and says that it is simulated", async () => {
    const data = await simulateStellarSpectra({ nSamples: 60, randomState: 2 });
    expect(data.provenance).toBe("simulated");
    expect(data.X.shape).toEqual([60, LAMOST_GRID.length]);
    expect(data.flux.shape).toEqual(data.X.shape);
    expect(data.wavelength).toEqual(wavelength);
    expect([...data.X.data, ...data.flux.data].every(Number.isFinite)).toBe(true);
    const column = (name: string) => Array.from(data.table.array(name) as Float64Array);
    const labelled = column("teff").map((value) => !Number.isNaN(value));
    const share = labelled.filter(Boolean).length / 60;
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(0.95);
    expect(column("logg").map((value) => !Number.isNaN(value))).toEqual(labelled);
    for (const [i, type] of data.y.entries()) if (type === "M0") expect(labelled[i]).toBe(false);
  });

  it("is reproducible and refuses what it cannot make", async () => {
    const make = (randomState: number) => simulateStellarSpectra({ nSamples: 4, randomState });
    const [a, b, c] = await Promise.all([make(1), make(1), make(2)]);
    expect(a.X.data).toEqual(b.X.data);
    expect(a.X.data).not.toEqual(c.X.data);
    for (const options of [{ nSamples: 0 }, { nSamples: 1.5 }, { stars: 3 }]) {
      await expect(simulateStellarSpectra(options as object)).rejects.toThrow(ParameterError);
    }
  });
});
