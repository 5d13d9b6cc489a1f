import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { fetchOpenClusterAbundances, pivotAbundances } from "../../src/datasets/open-cluster-abundances";
import { CLUSTER_ELEMENTS } from "../../src/simulate/open-cluster-abundances";
import { expectClose } from "../close";
import { mirror } from "../mirror";
import { useTemporaryHome } from "./cache/temporary-home";
import { readDamaged } from "./damage";
import { abundances as reference } from "./reference/groups-on-the-sky.json";

useTemporaryHome();

const dashes = "-".repeat(80);
const row = (star: string, element: string, abundance: string, error = "") =>
  `M67       1 ${star.padEnd(12)} ${star.padStart(4)} A ${element.padEnd(2)} ${abundance.padStart(7)} ${error.padStart(11)}`;
const text = (...rows: string[]) =>
  [
    "Byte-by-byte Description of file: a.dat",
    ...[dashes, "   Bytes Format Units   Label    Explanations", dashes],
    ...["   1-  8 A8     --      Cluster  name", "  10- 11 I2     --      CID      id"],
    ...["  13- 24 A12    --      Star     name", "  26- 29 I4     --      SID      id"],
    ...["  31- 31 A1     --      Src      code", "  33- 34 A2     --      El       species"],
    ...["  36- 42 F7.2   --      Abund    X/Fe", "  44- 54 F7.2   --      Error    [?] error"],
    dashes,
    ...rows,
  ].join("\n");
const SMALL = text(
  row("1", "Fe", "0.10", "0.02"),
  row("1", "Sc", "0.20", "0.04"),
  row("1", "Sc", "0.40", "0.06"),
  row("2", "Fe", "-0.05"),
);

describe.skipIf(mirror === undefined)("with the real file", () => {
  it("has the stars and abundances that Python reads, for three cuts", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    const six = CLUSTER_ELEMENTS.slice(0, 6);
    for (const [options, expected] of [
      [{}, reference.default],
      [{ elements: six, minElements: 6 }, reference.complete],
      [{ minElements: 12 }, reference.whole],
    ] as const) {
      const { X, y } = await fetchOpenClusterAbundances(options);
      expect(X.rows).toBe(expected.stars);
      expect(new Set(y).size).toBe(expected.clusters);
      expect(X.data.filter(Number.isNaN)).toHaveLength(expected.holes);
      const sums = expected.sums.map((_, j) =>
        X.column(j).reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0),
      );
      expectClose(sums, expected.sums, 1e-10);
    }
    const data = await fetchOpenClusterAbundances();
    expect(data.provenance).toBe("real");
    expect(data.featureNames.slice(3, 6)).toEqual(["[Ni/Fe]", "[Fe/H]", "[Na/Fe]"]);
    expect(data.describe().text).toMatch(/186 of 291 stars[\s\S]*Mitschang/);
  });
});

describe("fetchOpenClusterAbundances", () => {
  it("refuses options that it does not have", async () => {
    for (const options of [
      { star: 1 },
      { elements: [] },
      { elements: ["Fe", "Fe"] },
      { minElements: 13 },
      { elements: ["Fe"], minElements: 0 },
    ]) {
      await expect(fetchOpenClusterAbundances(options as object)).rejects.toThrow(ParameterError);
    }
  });

  it("is simulated where there is no file and the caller asks for it", async () => {
    process.env.SKYLEARN_MIRROR = "/nowhere-at-all";
    const data = await fetchOpenClusterAbundances({ orSimulate: true, retries: 0, timeout: 1 });
    expect(data.provenance).toBe("simulated");
    expect(data.X.shape).toEqual([330, 12]);
  });

  it("has the elements asked for where it is simulated too, or says that it cannot", async () => {
    process.env.SKYLEARN_MIRROR = "/nowhere-at-all";
    const nowhere = { orSimulate: true, retries: 0, timeout: 1 };
    const data = await fetchOpenClusterAbundances({ ...nowhere, elements: ["Mg", "Fe"], minElements: 2 });
    expect(data.featureNames).toEqual(["[Mg/Fe]", "[Fe/H]"]);
    expect(data.X.shape).toEqual([330, 2]);
    const cerium = fetchOpenClusterAbundances({ ...nowhere, elements: ["Ce", "Fe"] });
    await expect(cerium).rejects.toThrow(/no simulated star has "Ce"/);
  });
});

describe("pivotAbundances", () => {
  it("gives one row a star, NaN for what it lacks, the mean of what it has twice", () => {
    const { columns, stars, holes } = pivotAbundances(SMALL, ["Fe", "Sc"], 1);
    expect([stars, holes]).toEqual([2, 1]);
    expect(columns["[Fe/H]"]).toEqual(Float64Array.of(0.1, -0.05));
    expectClose([(columns["[Sc/Fe]"] as Float64Array)[0]], [0.3], 1e-15);
    expect((columns["[Sc/Fe]"] as Float64Array)[1]).toBeNaN();
    expect((columns["e_[Fe/H]"] as Float64Array)[1]).toBeNaN();
    expect(columns.star).toEqual(["1", "2"]);
  });

  it("names what is wrong", () => {
    expect(() => pivotAbundances(SMALL, ["Fe", "Xx"], 1)).toThrow(/no star has "Xx". There are Fe, Sc/);
    expect(() => pivotAbundances(text(row("1", "Fe", "0")), ["Fe", "Fe"], 3)).toThrow(ParameterError);
    expect(() => pivotAbundances(text(row("1", "Fe", "")), ["Fe"], 1)).toThrow(/Row 0 .* no cluster/);
    expect(() => pivotAbundances(text(row("1", "Fe", "0.1.2")), ["Fe"], 1)).toThrow(/"0.1.2" in Abund/);
    expect(() => pivotAbundances(SMALL.replace("Src ", "Ref "), ["Fe"], 1)).toThrow(/no column Src/);
  });

  it("throws nothing but named errors on damaged text", () => {
    const understood = readDamaged(SMALL, (damaged) => pivotAbundances(damaged, ["Fe", "Sc"], 1));
    expect(understood.length).toBeGreaterThan(5);
    for (const { columns } of understood) {
      expect((columns["[Fe/H]"] as Float64Array).length).toBe((columns.cluster as string[]).length);
    }
    expect(() => pivotAbundances("", ["Fe"], 1)).toThrow(ValidationError);
  });
});
