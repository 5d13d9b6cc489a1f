import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { LAMOST_MAGNITUDES, simulateLamostStars } from "../../src/simulate/lamost-stars";

describe("simulateLamostStars", () => {
  it("has the stars asked for with flaws in their magnitudes, and says that it is simulated", async () => {
    const data = await simulateLamostStars({ nSamples: 2000, randomState: 3 });
    expect(data.X.shape).toEqual([2000, 7]);
    expect(data.provenance).toBe("simulated");
    expect(data.X.data.every(Number.isFinite)).toBe(true);
    const share = (j: number, wanted: number) =>
      data.X.column(j).filter((value) => value === wanted).length / data.X.rows;
    // 36 per cent of the stars have no u, 5 per cent no g; binomial errors are 0.011 and 0.005.
    expect(Math.abs(share(0, 99) - 0.41)).toBeLessThan(0.035);
    expect(Math.abs(share(1, 99) - 0.05)).toBeLessThan(0.02);
    expect(share(3, 0)).toBeGreaterThan(0);
    expect(share(0, 0)).toBe(0);
  });

  it("loses the signal-to-noise ratio of the brightest stars and the light of saturated bands", async () => {
    const { table } = await simulateLamostStars({ nSamples: 3000 });
    const column = (name: string) => table.array(name) as Float64Array;
    const [r, i, ratio] = ["mag3", "mag4", "snri"].map(column);
    const measured = [...r.keys()].filter((k) => r[k] < 90 && i[k] < 90 && i[k] > 0);
    const mean = (rows: number[], values: Float64Array) =>
      rows.reduce((sum, k) => sum + values[k], 0) / rows.length;
    const bright = measured.filter((k) => ratio[k] === -9999);
    expect(bright.length).toBeGreaterThan(100);
    expect(mean(bright, r)).toBeLessThan(mean(measured, r) - 1);
    const faint = measured.filter((k) => r[k] > 15.5);
    const tooBlue = (rows: number[]) => rows.filter((k) => r[k] - i[k] < -0.3).length / rows.length;
    expect(tooBlue(faint)).toBeLessThan(0.01);
    expect(tooBlue(bright)).toBeGreaterThan(0.05);
  });

  it("gives hotter stars bluer colours and giants low gravities", async () => {
    const { table, y } = await simulateLamostStars({ nSamples: 3000, randomState: 1 });
    const column = (name: string) => table.array(name) as Float64Array;
    const [r, i] = [column("mag3"), column("mag4")];
    const good = [...y.keys()].filter((k) => r[k] > 15 && r[k] < 90 && i[k] > 15 && i[k] < 90);
    const median = (rows: number[]) => rows.map((k) => r[k] - i[k]).sort((a, b) => a - b)[rows.length >> 1];
    expect(median(good.filter((k) => y[k] < 5000))).toBeGreaterThan(
      median(good.filter((k) => y[k] > 5800)) + 0.15,
    );
    const giants = column("logg").filter((g) => g < 3.5).length / y.length;
    expect(Math.abs(giants - 0.1)).toBeLessThan(0.03);
  });

  it("is reproducible and refuses what it cannot make", async () => {
    const make = (randomState: number) => simulateLamostStars({ nSamples: 50, randomState });
    const [a, b, c] = await Promise.all([make(1), make(1), make(2)]);
    expect(a.X.data).toEqual(b.X.data);
    expect(a.X.data).not.toEqual(c.X.data);
    expect(a.featureNames).toEqual(LAMOST_MAGNITUDES);
    for (const options of [{ nSamples: 0 }, { nSamples: 1.5 }, { stars: 3 }]) {
      await expect(simulateLamostStars(options as object)).rejects.toThrow(ParameterError);
    }
  });
});
