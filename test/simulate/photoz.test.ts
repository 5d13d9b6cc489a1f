import { describe, expect, it } from "vitest";
import { correlationMatrix } from "../../src/core/correlation";
import { ParameterError } from "../../src/core/errors";
import { simulateSdssPhotoz } from "../../src/simulate/photoz";

describe("simulateSdssPhotoz", () => {
  it("has the galaxies asked for, brighter than the limit, and says that it is simulated", async () => {
    const data = await simulateSdssPhotoz({ nSamples: 1000 });
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
    const { table, y } = await simulateSdssPhotoz({ nSamples: 1000 });
    const color = table.array("g-r") as Float64Array;
    const correlation = correlationMatrix(Array.from(y, (z, i) => [z, color[i]]));
    expect(correlation.get(0, 1)).toBeGreaterThan(0.2);
  });

  it("is reproducible and refuses what it cannot make", async () => {
    const make = (randomState: number) => simulateSdssPhotoz({ nSamples: 20, randomState });
    const [a, b, c] = await Promise.all([make(1), make(1), make(2)]);
    expect(a.X.data).toEqual(b.X.data);
    expect(a.X.data).not.toEqual(c.X.data);
    for (const options of [{ nSamples: 0 }, { n: 5 }]) {
      await expect(simulateSdssPhotoz(options as object)).rejects.toThrow(ParameterError);
    }
  });
});
