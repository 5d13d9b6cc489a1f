import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { simulateOpenClusterAbundances } from "../../src/simulate/open-cluster-abundances";

const std = (values: number[]) => {
  const mean = values.reduce((a, b) => a + b) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

describe("simulateOpenClusterAbundances", () => {
  it("has the stars, clusters and elements of the talk, and says that it is simulated", async () => {
    const data = await simulateOpenClusterAbundances();
    expect(data.X.shape).toEqual([330, 12]);
    expect(new Set(data.y).size).toBe(11);
    expect(data.provenance).toBe("simulated");
    expect(data.y.every((name) => name.startsWith("sim"))).toBe(true);
    expect(data.X.data.every((value) => Math.abs(value) < 1)).toBe(true);
  });

  it("scatters within a cluster as errors and homogeneity say, and follows the trends between clusters", async () => {
    const data = await simulateOpenClusterAbundances({ nSamples: 20_000, nClusters: 40, randomState: 3 });
    const column = (name: string) => data.table.array(name) as Float64Array;
    const [nickel, barium, age] = [column("[Ni/Fe]"), column("[Ba/Fe]"), column("age")];
    const iron = column("[Fe/H]");
    const radius = column("galactocentricRadius");
    const clusters = [...new Set(data.y)].map((name) => {
      const rows = Array.from(data.y.keys()).filter((i) => data.y[i] === name);
      const mean = (values: Float64Array) => rows.reduce((sum, i) => sum + values[i], 0) / rows.length;
      return {
        within: std(rows.map((i) => nickel[i])),
        size: rows.length,
        ...{ barium: mean(barium), age: mean(age), iron: mean(iron), radius: mean(radius) },
      };
    });
    // 0.03 dex of error and 0.02 dex of scatter.
    for (const { within, size } of clusters) {
      expect(Math.abs(within / Math.hypot(0.03, 0.02) - 1)).toBeLessThan(4 / Math.sqrt(2 * size));
    }
    const meanOf = (wanted: (cluster: (typeof clusters)[number]) => boolean, key: "barium" | "iron") => {
      const found = clusters.filter(wanted).map((cluster) => cluster[key]);
      return found.reduce((a, b) => a + b) / found.length;
    };
    expect(meanOf(({ age }) => age < 0.3, "barium")).toBeGreaterThan(
      meanOf(({ age }) => age > 1, "barium") + 0.15,
    );
    expect(meanOf(({ radius }) => radius < 7.5, "iron")).toBeGreaterThan(
      meanOf(({ radius }) => radius > 9.5, "iron"),
    );
  });

  it("puts a cluster's stars in one point without scatter and errors, where it is too young for diffusion", async () => {
    const data = await simulateOpenClusterAbundances({
      ...{ nSamples: 30, nClusters: 1, intraClusterScatter: 0, errorScale: 0, randomState: 5 },
    });
    // Nothing but diffusion is left, which moves no element heavier than silicon but iron.
    for (const name of ["[Ni/Fe]", "[Ca/Fe]"]) {
      const values = data.table.array(name) as Float64Array;
      expect(new Set(values).size).toBe(1);
    }
  });

  it("has the elements asked for, of the same stars", async () => {
    const all = await simulateOpenClusterAbundances();
    const two = await simulateOpenClusterAbundances({ elements: ["Ba", "Fe"] });
    expect(two.featureNames).toEqual(["[Ba/Fe]", "[Fe/H]"]);
    expect(two.X.data).toEqual(all.X.takeColumns([8, 4]).data);
    expect(two.y).toEqual(all.y);
    expect(two.table.columnNames()).toEqual([
      "cluster",
      "[Ba/Fe]",
      "e_[Ba/Fe]",
      "[Fe/H]",
      "e_[Fe/H]",
      "age",
      "galactocentricRadius",
    ]);
    const unknown = simulateOpenClusterAbundances({ elements: ["Fe", "Eu"] });
    await expect(unknown).rejects.toThrow(/no simulated star has "Eu". There are Si, Ti/);
  });

  it("is reproducible and refuses what it cannot make", async () => {
    const make = (randomState: number) => simulateOpenClusterAbundances({ randomState });
    const [a, b, c] = await Promise.all([make(1), make(1), make(2)]);
    expect(a.X.data).toEqual(b.X.data);
    expect(a.X.data).not.toEqual(c.X.data);
    for (const options of [
      ...[{ nSamples: 0 }, { nSamples: 20, nClusters: 11 }, { errorScale: -1 }, { stars: 5 }],
      ...[{ elements: [] }, { elements: ["Fe", "Fe"] }],
    ]) {
      await expect(simulateOpenClusterAbundances(options as object)).rejects.toThrow(ParameterError);
    }
  });
});
