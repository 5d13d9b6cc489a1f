import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { fetchPointSources, readPointSources } from "../../src/datasets/point-sources";
import { fetchSdssSpecgals, readMlzGalaxies } from "../../src/datasets/sdss-specgals";
import { expectClose } from "../close";
import { mirror } from "../mirror";
import { useTemporaryHome } from "./cache/temporary-home";
import { readDamaged } from "./damage";
import reference from "./reference/sdss-tables.json";

useTemporaryHome();

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);

describe.skipIf(mirror === undefined)("with the real files", () => {
  it("fetchSdssSpecgals has both sets with the figures that Python reads", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    for (const subset of ["train", "test"] as const) {
      const expected = reference[subset];
      const { X, y, table, provenance, units } = await fetchSdssSpecgals({ subset });
      expect(X.shape).toEqual([expected.rows, 5]);
      expect(Array.from(X.row(0))).toEqual(expected.first);
      expectClose([Math.min(...y), Math.max(...y), sum(y)], expected.redshifts, 1e-12);
      expectClose(
        expected.sums.map((_, j) => sum(X.column(j))),
        expected.sums,
        1e-12,
      );
      expectClose([sum(table.array("e_u") as Float64Array)], [expected.errorOfU], 1e-12);
      const color = table.array("g-r") as Float64Array;
      for (let i = 0; i < X.rows; i++) {
        expect(Math.abs(color[i] - (X.get(i, 1) - X.get(i, 2)))).toBeLessThanOrEqual(
          expected.colourDefect + 1e-12,
        );
      }
      expect([provenance, units.r, units["e_i-z"]]).toEqual(["real", "mag", "mag"]);
    }
    expect((await fetchSdssSpecgals()).describe().text).toMatch(
      /target "redshift"[\s\S]*to train on[\s\S]*Carrasco Kind/,
    );
  });

  it("fetchPointSources has the three classes with the figures that Python reads", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    const data = await fetchPointSources();
    expect(data.X.shape).toEqual([reference.points.rows, 4]);
    expectClose(
      reference.points.sums.map((_, j) => sum(data.X.column(j))),
      reference.points.sums,
      1e-11,
    );
    expect([1, 2, 3].map((c) => data.y.filter((label) => label === c).length)).toEqual(
      reference.points.counts,
    );
    expect(data.describe().text).toMatch(/2000 quasar \(1\)[\s\S]*u-g +mag[\s\S]*Feigelson/);
  });
});

describe("options that do not exist", () => {
  it("are refused", async () => {
    await expect(fetchSdssSpecgals({ subset: "all" } as object)).rejects.toThrow(ParameterError);
    await expect(fetchPointSources({ simulate: true } as object)).rejects.toThrow(ParameterError);
  });
});

describe("readMlzGalaxies", () => {
  const row = Array.from({ length: 19 }, (_, j) => (j / 8).toFixed(6)).join(" ");

  it("reads a line whatever its header says, and names what is wrong", () => {
    const columns = readMlzGalaxies(`#zs u g\n${row}\n`);
    expect([
      columns.redshift[0],
      columns.u[0],
      columns["u-g"][0],
      columns.e_u[0],
      columns["e_i-z"][0],
    ]).toEqual([0, 0.125, 0.75, 1.25, 2.25]);
    expect(() => readMlzGalaxies(`${row} 1`)).toThrow(/Line 1 .* 20 cells instead of 19/);
    expect(() => readMlzGalaxies(row.replace("0.125000", "nan"))).toThrow(/Row 0 .* no value of u/);
    expect(() => readMlzGalaxies(row.replace("0.125000", "0.12.5"))).toThrow(ValidationError);
  });

  it("throws nothing but named errors on damaged text", () => {
    const understood = readDamaged(`#zs u g\n${row}\n${row}`, readMlzGalaxies);
    expect(understood.length).toBeGreaterThan(5);
    for (const columns of understood) {
      for (const values of Object.values(columns)) expect(values.some(Number.isNaN)).toBe(false);
    }
  });
});

describe("readPointSources", () => {
  const text = "u_g g_r r_i i_z Class\n-0.079 0.136 0.233 0.046 1\n1.2 0.5 0.2 0.1 2\n";

  it("reads its rows and names what is wrong", () => {
    expect(readPointSources(text)).toMatchObject({
      "u-g": Float64Array.of(-0.079, 1.2),
      class: Float64Array.of(1, 2),
    });
    expect(() => readPointSources(text.replace("0.1 2", "0.1 4"))).toThrow(/Row 1 .* Class 4/);
    expect(() => readPointSources(text.replace("r_i", "ri"))).toThrow(/no column "r_i"/);
    expect(() => readPointSources(text.replace("0.136", "NA"))).toThrow(/Row 0 .* no value of g-r/);
    expect(() => readPointSources("")).toThrow(ValidationError);
  });

  it("throws nothing but named errors on damaged text", () => {
    const understood = readDamaged(text, readPointSources);
    expect(understood.length).toBeGreaterThan(5);
    for (const columns of understood) {
      expect(columns.class.every((label) => [1, 2, 3].includes(label))).toBe(true);
    }
  });
});
