import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { fetchClusterModels, readClusterModels } from "../../src/datasets/cluster-models";
import { DatasetUnavailableError } from "../../src/datasets/errors";
import { fetchGlobularClusters } from "../../src/datasets/globular-clusters";
import { DecisionTreeClassifier } from "../../src/tree/decision-tree-classifier";
import { expectClose } from "../close";
import { mirror } from "../mirror";
import { useTemporaryHome } from "./cache/temporary-home";
import { readDamaged } from "./damage";
import reference from "./reference/cluster-models.json";

useTemporaryHome();

const sum = (values: Iterable<number>) => Array.from(values).reduce((a, b) => a + b, 0);

describe.skipIf(mirror === undefined)("with the real files", () => {
  it("has the 132 models with the figures that Python reads", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    const data = await fetchClusterModels();
    expect(data.X.shape).toEqual([132, 6]);
    expect(Array.from(data.X.row(0)).slice(0, 5)).toEqual(reference.first);
    expect(Array.from(data.X.row(131)).slice(0, 5)).toEqual(reference.last);
    expectClose(
      reference.sums.map((_, j) => sum(data.X.column(j))),
      reference.sums,
      1e-12,
    );
    const column = (name: string) => data.table.array(name) as Float64Array;
    expectClose([sum(column("nBlackHoles")), sum(column("blackHoleMass"))], reference.blackHoles, 1e-12);
    expectClose(
      [sum(column("relaxationTime")), sum(column("dynamicalRelaxationTime"))],
      [reference.relaxation, reference.dynamical],
      1e-12,
    );
    expect(data.table.get("model", 0)).toBe("N16-RV0.5-RG2-Z0.1");
    expect(data.table.get("snapshot", 0)).toBe("0911");
    expect(data.describe().text).toMatch(
      /68 black-hole subsystem \(1\)[\s\S]*coreRadius +pc[\s\S]*10 black holes or more/,
    );
  });

  it("splits as scikit-learn's tree of depth 3 does: on core radius first, on luminosity for 100 black holes", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    for (const [least, expected] of Object.entries(reference.trees)) {
      const { X, y } = await fetchClusterModels({ minBlackHoles: Number(least) });
      expect(sum(y)).toBe(expected.hosts);
      const tree = (
        await new DecisionTreeClassifier({ maxDepth: 3, randomState: 0 }).fit(
          X.takeColumns([0, 1, 2, 3, 4]),
          y,
        )
      ).tree;
      const right = tree.childrenRight[0];
      expect([tree.feature[0], tree.feature[1], tree.feature[right]]).toEqual(expected.features);
      expectClose([tree.threshold[0], tree.threshold[1], tree.threshold[right]], expected.thresholds, 1e-12);
      expect(tree.nodeCount).toBe(expected.nodes);
    }
    const [ten, hundred] = [reference.trees[10], reference.trees[100]];
    expect([ten.features[0], hundred.features[0]]).toEqual([0, 4]);
    expect(ten.thresholds[0]).toBeCloseTo(0.26, 2);
  });

  it("has all snapshots, NaN where a model has no black hole", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    const { X, table } = await fetchClusterModels({ snapshots: "all" });
    expect(X.rows).toBe(reference.snapshots.rows);
    expect(new Set(table.array("model") as string[]).size).toBe(reference.snapshots.models);
    expect(sum(table.array("nBlackHoles") as Float64Array)).toBe(reference.snapshots.blackHoles);
    const missing = Array.from(table.array("sig_14") as Float64Array).filter(Number.isNaN);
    expect(missing).toHaveLength(reference.snapshots.missing);
    expect(X.data.every(Number.isFinite)).toBe(true);
  });

  it("has the same features as the real clusters, in ranges that overlap", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    const [models, clusters] = await Promise.all([fetchClusterModels(), fetchGlobularClusters()]);
    expect(models.featureNames).toEqual(clusters.featureNames);
    for (const [j, name] of models.featureNames.entries()) {
      expect(models.units[name]).toBe(clusters.units[name]);
      const [a, b] = [models, clusters].map(({ X }) =>
        X.column(j)
          .filter((value) => !Number.isNaN(value))
          .sort(),
      );
      const middle = (values: Float64Array) => values[Math.floor(values.length / 2)];
      expect(middle(a)).toBeGreaterThan(b[0]);
      expect(middle(a)).toBeLessThan(b[b.length - 1]);
      expect(middle(b)).toBeGreaterThan(a[0]);
      expect(middle(b)).toBeLessThan(a[a.length - 1]);
    }
  });
});

describe("without a mirror", () => {
  it("is unavailable, or simulated with as many rows where that was asked for", async () => {
    await expect(fetchClusterModels()).rejects.toThrow(DatasetUnavailableError);
    const data = await fetchClusterModels({ orSimulate: true, minBlackHoles: 30 });
    expect(data.provenance).toBe("simulated");
    expect(data.X.shape).toEqual([132, 6]);
    expect(data.description).toContain("30 black holes or more");
  });

  it("refuses options that do not exist", async () => {
    for (const options of [
      { snapshots: "first" },
      { minBlackHoles: 0 },
      { minBlackHoles: 1.5 },
      { least: 1 },
    ]) {
      await expect(fetchClusterModels(options as object)).rejects.toThrow(ParameterError);
    }
  });
});

describe("readClusterModels", () => {
  const HEADER = "model,snapshot,age,Mtot,Ltot,Mbh,Nobj,N_14,sig_14,mu0_V,rc_obs_pc,rhl_pc,sigma0_1d_kms";
  const row = (blackHoles: string, dispersion: string) =>
    `N8,0911,12.5,3e5,1.5e5,100,9e5,${blackHoles},${dispersion},16.5,0.5,2.5,5`;

  it("keeps what the file has, and NaN for the dispersion of no black hole", () => {
    const columns = readClusterModels([HEADER, row("0", ""), row("12", "2.5")].join("\n"));
    expect(columns.nBlackHoles).toEqual(Float64Array.of(0, 12));
    expect(columns.sig_14).toEqual(Float64Array.of(Number.NaN, 2.5));
    expect(columns.snapshot).toEqual(["0911", "0911"]);
    expect(columns.rc_obs_pc).toBeUndefined();
    // As the mean mass is 1/3 Msun and the mass twice the luminosity, both relaxation times are the same.
    expectClose(
      columns.dynamicalRelaxationTime as Float64Array,
      columns.relaxationTime as Float64Array,
      1e-14,
    );
  });

  it("names what is wrong with a bad table", () => {
    const bad: [string, RegExp][] = [
      ["", /empty/],
      [HEADER.replace("N_14", "N_BH"), /no column "N_14"/],
      [`${HEADER}\n${row("", "")}`, /Row 0 .* no value of N_14/],
      [`${HEADER}\n${row("ten", "")}`, /"ten" in column "N_14"/],
      [`${HEADER}\n${row("1,0", "")}`, /Line 2/],
    ];
    for (const [text, message] of bad) {
      expect(() => readClusterModels(text)).toThrow(ValidationError);
      expect(() => readClusterModels(text)).toThrow(message);
    }
  });

  it("throws nothing but named errors on damaged text, and gives no feature with a hole", () => {
    const understood = readDamaged([HEADER, row("0", ""), row("12", "2.5")].join("\n"), readClusterModels);
    expect(understood.length).toBeGreaterThan(5);
    for (const { coreRadius, nBlackHoles } of understood) {
      expect((coreRadius as Float64Array).some(Number.isNaN)).toBe(false);
      expect((nBlackHoles as Float64Array).some(Number.isNaN)).toBe(false);
    }
  });
});
