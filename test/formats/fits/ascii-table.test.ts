import { describe, expect, it } from "vitest";
import { parseAsciiInteger, parseAsciiReal } from "../../../src/formats/fits/ascii-number";
import { readFits } from "../../../src/formats/fits/fits-file";
import { ascii, card, table } from "./raw";

describe("parseAsciiReal", () => {
  it.each([
    ["  1234", 2, 12.34],
    ["-5", 2, -0.05],
    ["1234E1", 2, 123.4],
    ["12.5", 3, 12.5],
    ["1.5D-3", 0, 0.0015],
    ["1.5+3", 0, 1500],
    [".5", 0, 0.5],
    ["5.", 0, 5],
    ["", 3, 0],
    ["   ", 3, 0],
    ["-Inf", 3, Number.NEGATIVE_INFINITY],
    ["NaN", 3, Number.NaN],
  ])("reads %j with %i decimals", (text, decimals, value) => {
    expect(parseAsciiReal(text, decimals)).toBe(value);
  });

  it.each([".", "+", "1 2", "0x1", "1e", "abc", "--1"])("refuses %j", (text) => {
    expect(parseAsciiReal(text, 0)).toBeUndefined();
  });
});

describe("parseAsciiInteger", () => {
  it("reads integers of any size and refuses all else", () => {
    expect(parseAsciiInteger(" -12 ")).toBe(-12);
    expect(parseAsciiInteger("")).toBe(0);
    expect(parseAsciiInteger("+9007199254740993")).toBe(9007199254740993n);
    for (const text of ["1.0", "1 2", "x"]) expect(parseAsciiInteger(text), text).toBeUndefined();
  });
});

/** One field of the given width in each row. */
function column(form: string, cells: readonly string[], more: readonly string[] = []) {
  const width = cells[0].length;
  const file = readFits(
    table({
      type: "TABLE",
      rowBytes: width,
      rows: cells.length,
      forms: [form],
      more: [card("TBCOL1", 1), ...more],
      data: ascii(cells.join("")),
    }),
  );
  return file.table(1).column(0);
}

describe("AsciiTableHdu", () => {
  it("cuts fields by TBCOL, in any order and with gaps", () => {
    const file = readFits(
      table({
        type: "TABLE",
        rowBytes: 10,
        rows: 2,
        forms: ["I3", "A4"],
        more: [card("TBCOL1", 8), card("TBCOL2", 2), card("TTYPE2", "'name'"), card("TUNIT1", "'d'")],
        data: ascii("|ab  |  12|c d |  -3"),
      }),
    );
    const text = file.table(1);
    expect(text.kind).toBe("ascii-table");
    expect(text.columns).toMatchObject([
      { name: "col1", format: "I3", unit: "d", width: 1, shape: [] },
      { name: "name", format: "A4" },
    ]);
    expect(text.toColumns()).toEqual({ col1: Int32Array.of(12, -3), name: ["ab", "c d"] });
  });

  it("turns TNULL into NaN and blank fields into 0", () => {
    expect(column("I4", ["  12", "    "])).toEqual(Int32Array.of(12, 0));
    expect(column("I4", ["  12", " ***"], [card("TNULL1", "'***'")])).toEqual(
      Float64Array.of(12, Number.NaN),
    );
    expect(column("F4.1", [" 1.5", "----"], [card("TNULL1", "'----'")])).toEqual(
      Float64Array.of(1.5, Number.NaN),
    );
    expect(column("F4.1", [" 1.5", "    "], [card("TNULL1", "'    '")])).toEqual(
      Float64Array.of(1.5, Number.NaN),
    );
    expect(column("A4", ["abc ", "N/A "], [card("TNULL1", "'N/A'")])).toEqual(["abc", ""]);
  });

  it("applies TSCAL and TZERO", () => {
    const scaling = [card("TSCAL1", 0.5), card("TZERO1", 10)];
    expect(column("I4", ["   4", "  -2"], scaling)).toEqual(Float64Array.of(12, 9));
    expect(column("F4.1", [" 1.5", "  15"], scaling)).toEqual(Float64Array.of(10.75, 10.75));
  });

  it("chooses the integers' type by width and value", () => {
    expect(column("I10", ["4294967296", "        -1"])).toEqual(Float64Array.of(4294967296, -1));
    expect(column("I16", ["9007199254740993", "               1"])).toEqual(
      BigInt64Array.of(9007199254740993n, 1n),
    );
    expect(column("I16", ["9007199254740993", "               x"], [card("TNULL1", "'x'")])).toEqual([
      9007199254740993n,
      null,
    ]);
  });

  it("names column, row and text of a field that is no number", () => {
    expect(() => column("F5.2", [" 1.25", "12:30"])).toThrow(
      /^HDU 1, TFORM1: column "col1" holds "12:30" in row 1, not a number/,
    );
    expect(() => column("I5", ["  1.5"])).toThrow(/" {2}1.5" in row 0/);
  });

  it.each([
    [card("TBCOL1", 0), /TBCOL1: is 0, outside 1 to 4/],
    [card("TBCOL1", 3), /TBCOL1: is 3: with the 4 characters of TFORM1/],
    [card("TBCOL1", 1.5), /TBCOL1: is 1.5, not an integer/],
    ["COMMENT no TBCOL1", /TBCOL1: is missing/],
  ])("refuses %s", (more, message) => {
    const bytes = table({
      type: "TABLE",
      rowBytes: 4,
      rows: 1,
      forms: ["A4"],
      more: [more],
      data: ascii("abcd"),
    });
    expect(() => readFits(bytes).table(1).columns).toThrow(message);
  });
});
