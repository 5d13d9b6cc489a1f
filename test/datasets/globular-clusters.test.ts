import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { fetchGlobularClusters, joinClusters } from "../../src/datasets/globular-clusters";
import { readHarrisCatalogue } from "../../src/datasets/harris-catalogue";
import { readVizierTsv } from "../../src/formats/vizier-tsv";
import { CLUSTER_FEATURES } from "../../src/simulate/cluster-observables";
import { expectClose } from "../close";
import { mirror } from "../mirror";
import { useTemporaryHome } from "./cache/temporary-home";
import { readDamaged } from "./damage";
import reference from "./reference/globular-clusters.json";

useTemporaryHome();

describe.skipIf(mirror === undefined)("with the real files", () => {
  beforeEach(() => {
    process.env.SKYLEARN_MIRROR = mirror;
  });

  it("has Harris' clusters in his order with the features that Python computes", async () => {
    for (const [source, rows] of [
      ["harris", reference.harris],
      ["baumgardt-hilker", reference.bh18],
    ] as const) {
      const data = await fetchGlobularClusters({ source });
      expect(data.y).toEqual(reference.clusters);
      expect(data.featureNames).toEqual([...CLUSTER_FEATURES]);
      const expected = rows.map((row) => row.map((value) => value ?? Number.NaN));
      expectClose(data.X, expected, 1e-12);
      expect(data.provenance).toBe("real");
      expect(data.citation).toMatch(/Harris.*Baumgardt/);
    }
  });

  it("has the known rows as they are printed", async () => {
    const { table } = await fetchGlobularClusters();
    const row = (name: string) =>
      table.objects().find((object) => (object as { cluster: string }).cluster === name);
    expect(row("NGC 104")).toMatchObject({
      ...{ name: "47 Tuc", l: 305.89, b: -44.89, R_Sun: 4.5, R_gc: 7.4, X: 1.9, Y: -2.6, Z: -3.1 },
      ...{ FeH: -0.72, FeH_weight: 10, E_BV: 0.04, V_HB: 14.06, DM_V: 13.37, V_t: 3.95, M_V: -9.42 },
      ...{ U_B: 0.37, B_V: 0.88, V_R: 0.53, V_I: 1.14, spectralType: "G4", ellipticity: 0.09 },
      ...{ v_r: -18, e_v_r: 0.1, v_LSR: -26.7, sig_v: 11, e_sig_v: 0.3, c: 2.07, collapse: "" },
      ...{ r_c: 0.36, r_h: 3.17, mu_V: 14.38, rho_0: 4.88, lg_tc: 7.84, lg_th: 9.55 },
      ...{ bh18_Mass: 7.79e5, bh18_MLV: 1.77, bh18_rc: 0.49, bh18_logTRH: 9.58, bh18_sigma0: 12.2 },
      ...{ postCoreCollapse: false, inBaumgardtHilker: true },
    });
    expect(row("NGC 5139")).toMatchObject({
      name: "omega Cen",
      r_c: 2.37,
      r_h: 5,
      mu_V: 16.81,
      lg_th: 10.09,
    });
    expect(row("Terzan 5")).toMatchObject({
      ...{ name: "Terzan 11", sig_v: Number.NaN, V_R: Number.NaN, spectralType: "", E_BV: 2.28 },
      ...{ R_Sun: 6.9, mu_V: 21.08, lg_th: 8.53, inBaumgardtHilker: true },
    });
    expect(row("NGC 6397")).toMatchObject({ postCoreCollapse: true, collapse: "c" });
    expect(row("NGC 362")).toMatchObject({ postCoreCollapse: false, collapse: "c:" });
    expect(row("Liller 1")).toMatchObject({ lg_th: Number.NaN, inBaumgardtHilker: true });
    const tucanae = row("NGC 104") as { RA: number; Dec: number };
    expect(tucanae.RA).toBeCloseTo(15 * (24 / 60 + 5.67 / 3600), 12);
    expect(tucanae.Dec).toBeCloseTo(-(72 + 4 / 60 + 52.6 / 3600), 12);
  });

  it("leaves unmatched the clusters that Python leaves, and no other", async () => {
    const { table, y } = await fetchGlobularClusters();
    const matched = table.array("inBaumgardtHilker") as boolean[];
    expect(y.filter((_, i) => !matched[i])).toEqual(reference.unmatched);
    expect(matched.filter(Boolean)).toHaveLength(112);
  });

  it("makes the catalogue's own relaxation time from light and radius", async () => {
    const { table } = await fetchGlobularClusters();
    const catalogue = table.array("lg_th") as Float64Array;
    const ours = table.array("relaxationTime") as Float64Array;
    const differences = Array.from(ours, (time, i) => Math.log10(time) - catalogue[i]).filter(
      (d) => !Number.isNaN(d),
    );
    expect(differences).toHaveLength(reference.relaxation.compared);
    expect(differences.filter((d) => Math.abs(d) < 0.03)).toHaveLength(reference.relaxation.within);
  });

  it("prints units and how many clusters have all features", async () => {
    const text = (await fetchGlobularClusters({ source: "baumgardt-hilker" })).describe().text;
    expect(text).toMatch(
      /coreRadius +pc[\s\S]*mag\/arcsec2[\s\S]*Baumgardt & Hilker 2018; .* 111 clusters have all six/,
    );
  });

  it("refuses a damaged catalogue with a named error, or reads the same number of clusters in every column", () => {
    const text = readFileSync(join(mirror as string, "mwgc.dat"), "latin1");
    for (const { cluster, numbers } of readDamaged(text, readHarrisCatalogue)) {
      for (const values of Object.values(numbers)) expect(values).toHaveLength(cluster.length);
    }
    const lines = text.split("\n");
    const changed = (from: string | RegExp, to: string) => () => readHarrisCatalogue(text.replace(from, to));
    expect(changed(" NGC 288     -1.32", " NGC 289     -1.32")).toThrow(
      /Part 2 .* has NGC 289 where part 1 has NGC 288/,
    );
    expect(changed(" NGC 288     -1.32", " NGC 288   -1.32  ")).toThrow(/Line \d+ .* between two fields/);
    expect(changed("-1.32  3", "-1.x2  3")).toThrow(/Row 1 .* "-1.x2" in FeH/);
    expect(changed("00 52 45.24", "00 52 4x.24")).toThrow(/Row 1 .* in RA/);
    expect(changed(/^ NGC 7492 .*$/m, "")).toThrow(/has NGC 7492 where part 1 has none/);
    expect(() => readHarrisCatalogue(lines.slice(0, 300).join("\n"))).toThrow(/2 parts instead of 3/);
    expect(() => readHarrisCatalogue("")).toThrow(ValidationError);
  });

  it("refuses a cluster that Harris does not have, or has once only", () => {
    const harris = readHarrisCatalogue(readFileSync(join(mirror as string, "mwgc.dat"), "latin1"));
    const text = readFileSync(join(mirror as string, "vizier_bh2018_mass.tsv"), "latin1");
    const join2 = (from: string, to: string) => () =>
      joinClusters(harris, readVizierTsv(text.replace(`\t${from}`, `\t${to}`)), "harris");
    expect(join2("NGC 288 ", "NGC 9999")).toThrow(/Row 1 .*"NGC 9999", is not in the catalogue/);
    expect(join2("NGC 362 ", "NGC 288 ")).toThrow(/"NGC 288", is NGC 288 for a second time/);
    expect(join2("NGC 362 ", "NGC 362 ")).not.toThrow();
  });
});

describe("fetchGlobularClusters", () => {
  it("refuses options that do not exist", async () => {
    await expect(fetchGlobularClusters({ source: "gaia" } as object)).rejects.toThrow(ParameterError);
    await expect(fetchGlobularClusters({ simulate: true } as object)).rejects.toThrow(ParameterError);
  });

  it("is simulated where there is no file and the caller asks for it, without gaps where the source has none", async () => {
    process.env.SKYLEARN_MIRROR = "/nowhere-at-all";
    const nowhere = { orSimulate: true, retries: 0, timeout: 1 };
    for (const [source, gaps] of [
      ["harris", true],
      ["baumgardt-hilker", false],
    ] as const) {
      const data = await fetchGlobularClusters({ ...nowhere, source });
      expect(data.provenance).toBe("simulated");
      expect(data.X.shape).toEqual([157, 6]);
      expect(data.X.data.some(Number.isNaN)).toBe(gaps);
    }
  });
});
