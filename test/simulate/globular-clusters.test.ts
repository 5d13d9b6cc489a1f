import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { CLUSTER_FEATURES, relaxationTimeOf } from "../../src/simulate/cluster-observables";
import { simulateGlobularClusters } from "../../src/simulate/globular-clusters";

const median = (values: ArrayLike<number>) => Float64Array.from(values).sort()[values.length >> 1];

describe("simulateGlobularClusters", () => {
  it("has as many clusters as Harris, gaps where not measured, and says that it is simulated", async () => {
    const data = await simulateGlobularClusters();
    expect(data.X.shape).toEqual([157, 6]);
    expect(data.featureNames).toEqual([...CLUSTER_FEATURES]);
    expect(data.provenance).toBe("simulated");
    expect(data.y.every((name) => name.startsWith("sim "))).toBe(true);
    expect(new Set(data.y).size).toBe(157);
    const holes = CLUSTER_FEATURES.map((_, j) => data.X.column(j).filter(Number.isNaN).length);
    expect(holes[3]).toBeGreaterThan(60);
    expect(holes[0]).toBe(holes[2]);
    expect([holes[1], holes[4], holes[5]]).toEqual([0, 0, 0]);
    const whole = await simulateGlobularClusters({ gaps: false });
    expect(whole.X.data.every((value) => value > 0)).toBe(true);
    // the same clusters, measured more completely
    expect(whole.X.column(4)).toEqual(data.X.column(4));
  });

  it("follows the distributions that it cites", async () => {
    const { table, X } = await simulateGlobularClusters({ nSamples: 4000, gaps: false, randomState: 2 });
    const column = (name: string) => table.array(name) as Float64Array;
    const [M_V, R_gc, rc, rh] = ["M_V", "R_gc", "coreRadius", "halfLightRadius"].map(column);
    const mean = M_V.reduce((a, b) => a + b) / M_V.length;
    expect(Math.abs(mean + 7.4)).toBeLessThan((4 * 1.15) / Math.sqrt(4000));
    const inner = median(rh.filter((_, i) => R_gc[i] < 4));
    expect(median(rh.filter((_, i) => R_gc[i] > 10)) / inner).toBeGreaterThan(2);
    const collapsed = Array.from(table.array("postCoreCollapse") as boolean[]);
    expect(Math.abs(collapsed.filter(Boolean).length / 4000 - 0.2)).toBeLessThan(0.03);
    // a collapsed core: 10^(0.486 x 2.5) x 0.547 is 9.0
    expect(rh.every((radius, i) => !collapsed[i] || Math.abs(radius / rc[i] - 8.98) < 0.01)).toBe(true);
    expect(X.get(0, 5)).toBe(relaxationTimeOf(X.get(0, 4), X.get(0, 1)));
  });

  it("is reproducible and refuses what it cannot make", async () => {
    const make = (randomState: number) => simulateGlobularClusters({ nSamples: 30, randomState });
    const [a, b, c] = await Promise.all([make(1), make(1), make(2)]);
    expect(a.X.data).toEqual(b.X.data);
    expect(a.X.data).not.toEqual(c.X.data);
    for (const options of [{ nSamples: 0 }, { clusters: 3 }]) {
      await expect(simulateGlobularClusters(options as object)).rejects.toThrow(ParameterError);
    }
  });
});
