import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { fetchLinearVariables, readLinearVariables } from "../../src/datasets/linear-variables";
import { expectClose } from "../close";
import { mirror } from "../mirror";
import { useTemporaryHome } from "./cache/temporary-home";
import { readDamaged } from "./damage";
import { linear as reference } from "./reference/variables-and-pulsars.json";

useTemporaryHome();

const line = (type: number, id = "29848") =>
  ` 119.526443   46.962120   1.166   0.369   1.018   0.269     -0.2541378   0.619  -0.313  -0.567  16.37   301   ${type}           ${id} `;

describe.skipIf(mirror === undefined)("with the real file", () => {
  it("has every star in the file's order, with the figures that Python reads", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    const data = await fetchLinearVariables();
    expect(data.X.shape).toEqual([6146, 8]);
    expect(Array.from(data.X.row(0))).toEqual(reference.first);
    expect(Array.from(data.X.row(6145))).toEqual(reference.last);
    for (const [label, { count, sums }] of Object.entries(reference.classes)) {
      const rows = Array.from(data.y.keys()).filter((i) => data.y[i] === Number(label));
      expect(rows).toHaveLength(count);
      const X = data.X.takeRows(rows);
      expectClose(
        sums.map((_, j) => X.column(j).reduce((a, b) => a + b)),
        sums,
        1e-11,
      );
    }
    expect(data.table.get("LINEARobjectID", 6145)).toBe(reference.lastId);
    expect(data.table.get("type", 7)).toBe("RR Lyrae c");
    expect(data.X.column(5).filter((amp) => amp === -99.99)).toHaveLength(reference.notMeasured);
    expect(data.describe().text).toMatch(
      /2612 RR Lyrae ab \(1\)[\s\S]*82 delta Scu[\s\S]*logP +log10\(d\)[\s\S]*3 amplitudes of -99.99/,
    );
  });
});

describe("fetchLinearVariables", () => {
  it("refuses options that do not exist", async () => {
    await expect(fetchLinearVariables({ classes: 5 } as object)).rejects.toThrow(ParameterError);
  });
});

describe("readLinearVariables", () => {
  it("reads the catalogue's lines, leaving its comments out", () => {
    const columns = readLinearVariables(`# a comment\n#    ra   dec\n${line(1)}\n${line(6, "007")}\n`);
    expect(columns.logP).toEqual(Float64Array.of(-0.2541378, -0.2541378));
    expect(columns.LINEARobjectID).toEqual(["29848", "007"]);
    expect(columns.type).toEqual(["RR Lyrae ab", "delta Scu / SX Phe"]);
  });

  it("names what is wrong with a bad table", () => {
    const bad: [string, RegExp][] = [
      [line(3), /Row 0 .* LCtype 3/],
      [`${line(1)}\n${line(1).slice(0, 60)}`, /Line 2/],
      [line(1).replace("1.018", "1.0.18"), /"1.0.18" in column "iK"/],
      [line(1).replace("1.018", "nan"), /no value of iK/],
    ];
    for (const [text, message] of bad) {
      expect(() => readLinearVariables(text)).toThrow(ValidationError);
      expect(() => readLinearVariables(text)).toThrow(message);
    }
  });

  it("throws nothing but named errors on damaged text", () => {
    const understood = readDamaged([line(1), line(2), line(4), line(5)].join("\n"), readLinearVariables);
    expect(understood.length).toBeGreaterThan(5);
    for (const { ug, type } of understood) expect(ug.length).toBe(type.length);
  });
});
