import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { DatasetUnavailableError } from "../../src/datasets/errors";
import {
  fetchStellarClassification,
  readStellarClassification,
} from "../../src/datasets/stellar-classification";
import { STELLAR_FEATURES } from "../../src/simulate/stellar-classification";
import { expectClose } from "../close";
import { mirror } from "../mirror";
import { useTemporaryHome } from "./cache/temporary-home";
import { readDamaged } from "./damage";
import reference from "./reference/stellar-classification.json";

useTemporaryHome();

const HEADER = "obj_ID,alpha,delta,u,g,r,i,z,redshift,plate,class";
const line = (id: string, u: number, kind = "STAR") =>
  `${id},10.5,-2.5,${u},19,18.5,18.2,18.1,0.0001,4028,${kind}`;

describe.skipIf(mirror === undefined)("with the real file", () => {
  it("has the table's rows, in its order, with the figures that Python reads", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    const data = await fetchStellarClassification();
    expect(data.X.shape).toEqual([10_000, 8]);
    expect(Array.from(data.X.row(0))).toEqual(reference.first);
    for (const [name, { count, medians, sums }] of Object.entries(reference.classes)) {
      const rows = Array.from(data.y.keys()).filter((i) => data.y[i] === name);
      expect(rows).toHaveLength(count);
      const X = data.X.takeRows(rows);
      const columns = STELLAR_FEATURES.map((_, j) => X.column(j));
      expectClose(
        columns.map((column) => column.reduce((a, b) => a + b)),
        sums,
        1e-12,
      );
      expectClose(
        columns.map((column) => {
          const sorted = column.sort();
          return (sorted[Math.floor((count - 1) / 2)] + sorted[Math.ceil((count - 1) / 2)]) / 2;
        }),
        medians,
        1e-14,
      );
    }
    expect(data.table.object(9999)).toMatchObject(reference.lastIdentifiers);
    expect(data.y[9999]).toBe(reference.lastClass);
    expect(data.provenance).toBe("real");
    expect(data.describe().text).toMatch(
      /5907 galaxy \(GALAXY\)[\s\S]*redshift +-?0\.0[\s\S]*No row was left out/,
    );
  });
});

describe("without a mirror", () => {
  it("is unavailable, or simulated with as many rows where that was asked for", async () => {
    await expect(fetchStellarClassification()).rejects.toThrow(DatasetUnavailableError);
    const data = await fetchStellarClassification({ orSimulate: true });
    expect(data.provenance).toBe("simulated");
    expect(data.X.shape).toEqual([10_000, 8]);
  });

  it("refuses options that do not exist", async () => {
    for (const options of [{ sample: "1k" }, { samples: "10k" }] as object[]) {
      await expect(fetchStellarClassification(options)).rejects.toThrow(ParameterError);
    }
  });
});

describe("readStellarClassification", () => {
  it("keeps identifiers as text, to their last digit", () => {
    const { columns } = readStellarClassification(`${HEADER}\n${line("1237663784734490800", 20)}\n`);
    expect(columns.obj_ID).toEqual(["1237663784734490800"]);
    expect(columns.plate).toEqual(["4028"]);
    expect(columns.alpha).toEqual(Float64Array.of(10.5));
  });

  it("leaves out the rows without a measurement, and counts them", () => {
    const text = [HEADER, line("1", 20), line("2", -9999), line("3", 21, "QSO")].join("\n");
    const { columns, leftOut } = readStellarClassification(text);
    expect(leftOut).toBe(1);
    expect(columns.obj_ID).toEqual(["1", "3"]);
    expect(columns.class).toEqual(["STAR", "QSO"]);
  });

  it("names what is wrong with a bad table", () => {
    const bad: [string, RegExp][] = [
      ["", /empty/],
      [HEADER.replace("redshift", "z_spec"), /no column "redshift"/],
      [`${HEADER}\n${line("1", 20, "star")}`, /Row 0 .* class "star"/],
      [`${HEADER}\n${line("1", 20).replace("18.5", "x")}`, /"x" in column "r"/],
      [`${HEADER}\n${line("1", 20).replace("18.5", "")}`, /no value of r/],
      [`${HEADER}\n${line("1", 20)},7`, /Line 2/],
    ];
    for (const [text, message] of bad) {
      expect(() => readStellarClassification(text)).toThrow(ValidationError);
      expect(() => readStellarClassification(text)).toThrow(message);
    }
  });

  it("throws nothing but named errors on damaged text, and gives no row with a hole", () => {
    const text = [HEADER, line("1", 20), line("2", 21, "QSO"), line("3", 22, "GALAXY")].join("\n");
    const understood = readDamaged(text, readStellarClassification);
    for (const { columns } of understood) {
      for (const name of STELLAR_FEATURES) {
        expect(Array.from(columns[name] as Float64Array).some(Number.isNaN)).toBe(false);
      }
    }
    expect(understood.length).toBeGreaterThan(5);
  });
});
