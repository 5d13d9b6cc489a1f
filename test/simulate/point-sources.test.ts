import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { simulatePointSources } from "../../src/simulate/point-sources";

describe("simulatePointSources", () => {
  it("has three classes in the real table's shares, in four colours, and says that it is simulated", async () => {
    const { X, y, provenance, targetNames } = await simulatePointSources();
    expect(X.shape).toEqual([9000, 4]);
    expect(X.data.every(Number.isFinite)).toBe(true);
    expect(provenance).toBe("simulated");
    expect(targetNames).toHaveLength(3);
    for (const [code, count] of [
      [1, 2000],
      [2, 5000],
      [3, 2000],
    ]) {
      // four standard deviations of a binomial draw
      const deviation = Math.sqrt(count * (1 - count / 9000));
      expect(Math.abs(y.filter((c) => c === code).length - count)).toBeLessThan(4 * deviation);
    }
  });

  it("puts each class where the literature has it: quasars blue in u-g, most stars beyond 0.8, white dwarfs blue in g-r", async () => {
    const { X, y } = await simulatePointSources({ nSamples: 3000, randomState: 1 });
    const share = (code: number, is: (row: Float64Array) => boolean) => {
      const rows = [...y.keys()].filter((i) => y[i] === code);
      return rows.filter((i) => is(X.row(i))).length / rows.length;
    };
    // The cut of Richards et al. 2002 for quasars below z = 2.2.
    expect(share(1, ([ug]) => ug < 0.6)).toBeGreaterThan(0.8);
    expect(share(2, ([ug]) => ug > 0.8)).toBeGreaterThan(0.97);
    expect(share(3, ([, gr]) => gr < 0.2)).toBeGreaterThan(0.8);
    expect(share(3, ([, , ri]) => ri > 0.3)).toBeGreaterThan(0.01);
  });

  it("is reproducible, names only the classes that it has, and refuses what it cannot make", async () => {
    const make = (randomState: number) => simulatePointSources({ nSamples: 40, randomState });
    const [a, b, c] = await Promise.all([make(1), make(1), make(2)]);
    expect(a.X.data).toEqual(b.X.data);
    expect(a.X.data).not.toEqual(c.X.data);
    expect((await simulatePointSources({ nSamples: 1 })).targetNames).toHaveLength(1);
    for (const options of [{ nSamples: 0 }, { nSamples: 2.5 }, { sources: 3 }]) {
      await expect(simulatePointSources(options as object)).rejects.toThrow(ParameterError);
    }
  });
});
