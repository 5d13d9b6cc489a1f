import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/core/errors";
import { readVizierTsv } from "../../src/formats/vizier-tsv";
import { readDamaged } from "../datasets/damage";

const TEXT = [
  "#",
  "#Table\tJ_test:",
  "",
  "Name\tMass\tNote",
  " \tMsun\t ",
  "------\t----\t-",
  "NGC 1 \t 1e5\ta",
  "NGC 2 \t    \t ",
  "",
].join("\n");

describe("readVizierTsv", () => {
  it("reads names, units and rows, with either line end", () => {
    for (const text of [TEXT, TEXT.replaceAll("\n", "\r\n")]) {
      const { table, units } = readVizierTsv(text);
      expect(table.names).toEqual(["Name", "Mass", "Note"]);
      expect(units).toEqual({ Mass: "Msun" });
      expect(table.strings("Name").map((cell) => cell.trim())).toEqual(["NGC 1", "NGC 2"]);
      expect(table.numbers("Mass")).toEqual(Float64Array.of(1e5, Number.NaN));
    }
  });

  it("names what is wrong", () => {
    const bad: [string, RegExp][] = [
      ["", /names, one of units and one of dashes/],
      [TEXT.replace("------\t----\t-\n", ""), /dashes/],
      [`${TEXT}${TEXT}`, /Line \d+ .* second table/],
      [TEXT.replace(" 1e5\ta", " 1e5"), /Line 7 .* 2 cells instead of 3/],
    ];
    for (const [text, message] of bad) {
      expect(() => readVizierTsv(text)).toThrow(ValidationError);
      expect(() => readVizierTsv(text)).toThrow(message);
    }
    expect(() => readVizierTsv(TEXT.replace("1e5", "1x5")).table.numbers("Mass")).toThrow(
      /"1x5" in column "Mass"/,
    );
  });

  it("throws nothing but named errors on damaged text", () => {
    const understood = readDamaged(TEXT, readVizierTsv);
    expect(understood.length).toBeGreaterThan(5);
    for (const { table } of understood) expect(table.strings(table.names[0])).toHaveLength(table.rows);
  });
});
