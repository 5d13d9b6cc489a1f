import { describe, expect, it } from "vitest";
import { correlationMatrix } from "../../src/core/correlation";
import { ParameterError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";
import { quantile } from "../../src/core/quantile";
import { RandomForestRegressor } from "../../src/ensemble/random-forest-regressor";
import { photometricRedshiftScores } from "../../src/metrics/photometric-redshift-scores";
import { simulateSpecgals } from "../../src/simulate/specgals";
import { colorOf } from "../../src/simulate/specgals-templates";

describe("simulateSpecgals", () => {
  it("has the galaxies asked for, brighter than the limit, and says that it is simulated", async () => {
    const data = await simulateSpecgals({ nSamples: 1000 });
    expect(data.X.shape).toEqual([1000, 5]);
    // The limit is on the true magnitude; the measured one has an error of 0.02.
    expect(Math.max(...data.X.column(2))).toBeLessThan(17.77 + 0.12);
    expect(Math.max(...data.y)).toBeLessThan(0.3);
    const median = Float64Array.from(data.y).sort()[500];
    expect(median).toBeGreaterThan(0.07);
    expect(median).toBeLessThan(0.15);
    const color = data.table.array("g-r") as Float64Array;
    expect(color[7]).toBeCloseTo(data.X.get(7, 1) - data.X.get(7, 2), 12);
    expect(data.provenance).toBe("simulated");
  });

  it("reddens g-r with redshift", async () => {
    const { table, y } = await simulateSpecgals({ nSamples: 1000 });
    const color = table.array("g-r") as Float64Array;
    const correlation = correlationMatrix(Array.from(y, (z, i) => [z, color[i]]));
    expect(correlation.get(0, 1)).toBeGreaterThan(0.2);
  });

  it("is reproducible and refuses what it cannot make", async () => {
    const make = (randomState: number) => simulateSpecgals({ nSamples: 20, randomState });
    const [a, b, c] = await Promise.all([make(1), make(1), make(2)]);
    expect(a.X.data).toEqual(b.X.data);
    expect(a.X.data).not.toEqual(c.X.data);
    for (const options of [{ nSamples: 0 }, { n: 5 }]) {
      await expect(simulateSpecgals(options as object)).rejects.toThrow(ParameterError);
    }
  });

  it("has errors that say how far a magnitude is off, apart from the calibration", async () => {
    const { table } = await simulateSpecgals({ nSamples: 2000 });
    const errors = ["e_u", "e_g", "e_r", "e_z"].map((name) => median(table.array(name) as Float64Array));
    // Medians of the 5,000 real galaxies to train on: 0.053, 0.007, 0.006, 0.013.
    for (const [j, [low, high]] of [
      [0.04, 0.07],
      [0.004, 0.009],
      [0.003, 0.008],
      [0.009, 0.018],
    ].entries()) {
      expect(errors[j]).toBeGreaterThan(low);
      expect(errors[j]).toBeLessThan(high);
    }
  });

  it("lets a random forest find redshifts about as well as from the real galaxies", async () => {
    const [train, test] = await Promise.all([0, 1].map((randomState) => simulateSpecgals({ randomState })));
    const features = ({ table }: typeof train) =>
      Matrix.fromColumns(["r", "u-g", "g-r", "r-i", "i-z"].map((name) => table.array(name) as Float64Array));
    const forest = new RandomForestRegressor({
      nEstimators: 30,
      minSamplesLeaf: 2,
      randomState: 0,
      nJobs: 1,
    });
    await forest.fit(features(train), train.y);
    const { nmad } = photometricRedshiftScores(test.y, forest.predict(features(test)));
    // 0.0131 from the real ones.
    expect(nmad).toBeGreaterThan(0.0115);
    expect(nmad).toBeLessThan(0.0145);
  });
});

describe("the templates", () => {
  const old = { young: 0, dust: 0, metals: 0 };

  it("give an old galaxy the colours of an elliptical (Fukugita et al. 1995, PASP 107, 945)", () => {
    const colors = [0, 1, 2].map((b) => colorOf(old, b, b + 1));
    for (const [j, published] of [1.77, 0.77, 0.39].entries()) {
      expect(Math.abs(colors[j] - published)).toBeLessThan(0.1);
    }
  });

  it("redden with dust and metals, turn blue with young stars, and redden in g-r with redshift", () => {
    const gr = (change: object, redshift = 0) => colorOf({ ...old, ...change }, 1, 2, redshift);
    expect(gr({ dust: 0.1 })).toBeGreaterThan(gr({}) + 0.05);
    expect(gr({ metals: 0.05 })).toBeGreaterThan(gr({}) + 0.02);
    expect(gr({ young: 0.5 })).toBeLessThan(gr({}) - 0.2);
    // From 0.1 to 0.3 the 4000 A break passes through g: about 2.5 mag per unit of redshift (Eisenstein et al. 2001).
    const slope = (gr({}, 0.3) - gr({}, 0.1)) / 0.2;
    expect(slope).toBeGreaterThan(2);
    expect(slope).toBeLessThan(4);
  });

  it("let an emission line into the band that it is redshifted into", () => {
    const young = { young: 1, dust: 0, metals: 0 };
    // Halpha leaves r for i; the continuum alone changes r-i by less than 0.05.
    expect(colorOf(young, 2, 3, 0.1)).toBeGreaterThan(colorOf(young, 2, 3, 0) + 0.1);
  });
});

function median(values: Float64Array): number {
  return quantile(Float64Array.from(values).sort(), 0.5);
}
