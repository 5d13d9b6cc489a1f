import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { RandomState } from "../../src/core/random-state";
import { galaxySpectrum, quasarSpectrum } from "../../src/simulate/galaxy-and-quasar-spectra";
import { magnitudesOf, measuredMagnitudes } from "../../src/simulate/sdss-photometry";
import { simulateStellarClassification } from "../../src/simulate/stellar-classification";
import { stellarLocus } from "../../src/simulate/stellar-locus";

describe("simulateStellarClassification", () => {
  it("has the rows asked for, every class, finite features, and says that it is simulated", async () => {
    const data = await simulateStellarClassification({ nSamples: 3000 });
    expect(data.X.shape).toEqual([3000, 8]);
    expect(data.X.data.every(Number.isFinite)).toBe(true);
    expect(data.provenance).toBe("simulated");
    expect(data.describe().text).toContain("these are not observations");
    const share = (name: string) => data.y.filter((kind) => kind === name).length / 3000;
    // Four standard deviations of the draw.
    for (const [name, p] of [
      ["GALAXY", 0.59445],
      ["QSO", 0.18961],
      ["STAR", 0.21594],
    ] as const) {
      expect(Math.abs(share(name) - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 3000));
    }
  });

  it("is the same for the same seed and another for another", async () => {
    const [a, b, c] = await Promise.all(
      [3, 3, 4].map((randomState) => simulateStellarClassification({ nSamples: 50, randomState })),
    );
    expect(a.X.data).toEqual(b.X.data);
    expect(a.y).toEqual(b.y);
    expect(a.X.data).not.toEqual(c.X.data);
  });

  it("has stars at rest, galaxies nearer than quasars, and positions off the Galactic plane", async () => {
    const { X, y } = await simulateStellarClassification({ nSamples: 3000 });
    const redshifts = (name: string) =>
      X.column(7)
        .filter((_, i) => y[i] === name)
        .sort();
    const median = (values: Float64Array) => values[Math.floor(values.length / 2)];
    expect(Math.max(...redshifts("STAR").map(Math.abs))).toBeLessThan(0.003);
    expect(median(redshifts("GALAXY"))).toBeGreaterThan(0.2);
    expect(median(redshifts("QSO"))).toBeGreaterThan(1.2);
    // Not in the direction of the Galactic centre.
    for (let i = 0; i < X.rows; i++)
      expect(Math.hypot(X.get(i, 0) - 266.4, X.get(i, 1) + 28.9)).toBeGreaterThan(15);
  });

  it("refuses what it cannot make", async () => {
    for (const options of [{ nSamples: 0 }, { nSamples: 1.5 }, { seed: 1 }, { randomState: -1 }]) {
      await expect(simulateStellarClassification(options)).rejects.toThrow(ParameterError);
    }
  });
});

describe("the relations it stands on", () => {
  it("the stellar locus keeps g-r + r-i = g-i, and reddens from F to M stars", () => {
    for (const gi of [0.3, 0.5, 1, 2, 3]) {
      const [, gr, ri] = stellarLocus(gi);
      expect(Math.abs(gr + ri - gi)).toBeLessThan(0.03);
    }
    // Covey et al. 2007, figure 3: u-g about 1.1 at g-i = 0.5; r-i about 1 at g-i = 2.5.
    expect(stellarLocus(0.5)[0]).toBeCloseTo(1.1, 1);
    expect(stellarLocus(2.5)[2]).toBeCloseTo(1.1, 0);
  });

  it("galaxies of old stars are redder than the u-r of 2.22 that parts the peaks, galaxies of young ones bluer", () => {
    const ur = (young: number, z: number) => {
      const m = magnitudesOf(galaxySpectrum(young), z);
      return m[0] - m[2];
    };
    expect(ur(0, 0.1)).toBeGreaterThan(2.22);
    expect(ur(0.3, 0.1)).toBeLessThan(2.22);
    const gr = (z: number) => {
      const m = magnitudesOf(galaxySpectrum(0), z);
      return m[1] - m[2];
    };
    // The 4000 Å break moves through g.
    expect(gr(0.35)).toBeGreaterThan(gr(0.1) + 0.3);
  });

  it("a quasar drops out of u and then g as hydrogen absorbs its light", () => {
    const colors = (z: number) => {
      const m = magnitudesOf(quasarSpectrum(-0.44, z), z);
      return m.slice(1).map((value, j) => m[j] - value);
    };
    expect(colors(1.5)[0]).toBeLessThan(0.4);
    expect(colors(3.5)[0]).toBeGreaterThan(1.5);
    expect(colors(4.5)[1]).toBeGreaterThan(1);
  });

  it("asinh magnitudes are the usual ones for bright objects, and finite for none", () => {
    const bright = Array.from({ length: 200 }, (_, i) =>
      measuredMagnitudes(new RandomState(i), [16, 16, 16, 16, 16]),
    );
    for (let band = 0; band < 5; band++) {
      const mean = bright.reduce((sum, row) => sum + row[band], 0) / bright.length;
      expect(mean).toBeCloseTo(16, 1);
    }
    const none = measuredMagnitudes(new RandomState(0), [99, 99, 99, 99, 99]);
    expect(none.every((m) => m > 20 && m < 32)).toBe(true);
  });
});
