import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";
import { LinearDiscriminantAnalysis } from "../../src/discriminant-analysis/linear-discriminant-analysis";
import { crossValScore } from "../../src/model-selection/cross-validate";
import { StratifiedKFold } from "../../src/model-selection/stratified-k-fold";
import { simulateClusterModels } from "../../src/simulate/cluster-models";

describe("simulateClusterModels", () => {
  it("has the clusters asked for, both classes, and says that it is simulated", async () => {
    const data = await simulateClusterModels({ nSamples: 300 });
    expect(data.X.shape).toEqual([300, 6]);
    expect(data.X.data.every((value) => Number.isFinite(value) && value > 0)).toBe(true);
    const hosts = data.y.filter((label) => label === 1).length;
    expect(hosts).toBeGreaterThan(30);
    expect(hosts).toBeLessThan(270);
    expect(data.provenance).toBe("simulated");
    expect(data.describe().text).toMatch(/these are not observations[\s\S]*10 black holes or more/);
  });

  it("labels by the number of black holes that is asked for, of the same clusters", async () => {
    const [ten, hundred] = await Promise.all(
      [10, 100].map((minBlackHoles) => simulateClusterModels({ nSamples: 200, minBlackHoles })),
    );
    expect(hundred.X.data).toEqual(ten.X.data);
    const holes = hundred.table.array("nBlackHoles") as Float64Array;
    expect(Array.from(hundred.y)).toEqual(Array.from(holes, (n) => (n >= 100 ? 1 : 0)));
    expect(hundred.y.every((label, i) => label <= ten.y[i])).toBe(true);
  });

  it("gives clusters with many black holes larger cores for their size, as Breen & Heggie 2013 find", async () => {
    const { X, table } = await simulateClusterModels({ nSamples: 500 });
    const holes = table.array("nBlackHoles") as Float64Array;
    const ratio = (keep: (n: number) => boolean) => {
      const values = [...holes.keys()].filter((i) => keep(holes[i])).map((i) => X.get(i, 0) / X.get(i, 1));
      return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
    };
    expect(ratio((n) => n > 200)).toBeGreaterThan(3 * ratio((n) => n === 0));
  });

  it("leaves a handful of black holes in some clusters, as the Monte Carlo models of Kremer et al. 2020 do in 24 per cent", async () => {
    const { table } = await simulateClusterModels({ nSamples: 1000 });
    const holes = table.array("nBlackHoles") as Float64Array;
    const share = (low: number, high: number) => holes.filter((n) => n >= low && n < high).length / 1000;
    expect(share(0, 1)).toBeGreaterThan(0.2);
    expect(share(1, 10)).toBeGreaterThan(0.05);
    expect(share(10, 100)).toBeGreaterThan(0.1);
  });

  it("parts the classes no more cleanly than the Monte Carlo models, where LDA reaches an F-score of 0.94", async () => {
    const { X, y } = await simulateClusterModels({ nSamples: 600, randomState: 3 });
    const logX = Matrix.from(
      X.toArray().map((row) => row.map((v, j) => (j === 2 || j === 3 ? v : Math.log10(v)))),
    );
    const cv = new StratifiedKFold({ nSplits: 5, shuffle: true, randomState: 0 });
    const scores = await crossValScore(new LinearDiscriminantAnalysis(), logX, y, { cv, scoring: "f1" });
    const mean = scores.reduce((a, b) => a + b) / scores.length;
    expect(mean).toBeGreaterThan(0.85);
    expect(mean).toBeLessThan(0.96);
  });

  it("is reproducible, names only the classes that it has, and refuses what it cannot make", async () => {
    const make = (randomState: number) => simulateClusterModels({ nSamples: 10, randomState });
    const [a, b, c] = await Promise.all([make(1), make(1), make(2)]);
    expect(a.X.data).toEqual(b.X.data);
    expect(a.X.data).not.toEqual(c.X.data);
    const none = await simulateClusterModels({ nSamples: 5, minBlackHoles: 100_000 });
    expect(none.targetNames).toEqual(["no black-hole subsystem"]);
    for (const options of [{ nSamples: 0 }, { minBlackHoles: 0 }, { models: 3 }]) {
      await expect(simulateClusterModels(options as object)).rejects.toThrow(ParameterError);
    }
  });
});
