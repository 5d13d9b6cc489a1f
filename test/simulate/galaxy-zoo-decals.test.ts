import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { countVotes, simulateGalaxyZooDecals } from "../../src/simulate/galaxy-zoo-decals";

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

describe("simulateGalaxyZooDecals", () => {
  it("has votes that add up, and shares near those of the real ones", async () => {
    const { X, y, table, provenance } = await simulateGalaxyZooDecals();
    const [smooth, featured, artifact, votes] = ["smooth", "featured", "artifact", "votes"].map(
      (name) => table.array(name) as Float64Array,
    );
    expect(votes.every((n, i) => n >= 37 && n <= 42 && n === smooth[i] + featured[i] + artifact[i])).toBe(
      true,
    );
    // the real ones: 0.523, 0.355, 0.122
    expect(mean(X.column(0))).toBeCloseTo(0.52, 1);
    expect(mean(X.column(1))).toBeCloseTo(0.36, 1);
    expect(mean(X.column(2))).toBeCloseTo(0.12, 1);
    expect(X.toArray().every((row) => Math.abs(row[0] + row[1] + row[2] - 1) < 1e-12)).toBe(true);
    expect(y[0]).toBe(["smooth", "featured", "artifact"][X.row(0).indexOf(Math.max(...X.row(0)))]);
    expect(provenance).toBe("simulated");
  });

  it("votes by the probabilities that it drew: shares differ from them by binomial noise", async () => {
    const { table } = await simulateGalaxyZooDecals({ nSamples: 3000, randomState: 4 });
    const column = (name: string) => table.array(name) as Float64Array;
    const [p, share, votes] = [column("trueArtifact"), column("artifactFraction"), column("votes")];
    const chi = p.map((value, i) => (share[i] - value) ** 2 / ((value * (1 - value)) / votes[i]));
    // The mean of 3,000 squared standard deviations is 1, with an error of about √(2 / 3000).
    expect(Math.abs(mean(chi) - 1)).toBeLessThan(5 * Math.sqrt(2 / 3000));
  });

  it("repeats for a seed", async () => {
    const votes = async (randomState: number) =>
      (await simulateGalaxyZooDecals({ nSamples: 50, randomState })).table.array("smooth");
    expect(await votes(1)).toEqual(await votes(1));
    expect(await votes(1)).not.toEqual(await votes(2));
  });

  it("refuses options that make no sense", async () => {
    await expect(simulateGalaxyZooDecals({ nSamples: 0 })).rejects.toThrow(ParameterError);
    await expect(simulateGalaxyZooDecals({ rows: 5 } as object)).rejects.toThrow(/rows/);
  });
});

describe("countVotes", () => {
  it("takes the answer that most gave, of equal numbers the first in sorted order", () => {
    const { answer, smoothFraction } = countVotes({ artifact: [1, 2], featured: [5, 1], smooth: [5, 5] });
    expect(answer).toEqual(["featured", "smooth"]);
    expect(Array.from(smoothFraction)).toEqual([5 / 11, 5 / 8]);
  });
});
