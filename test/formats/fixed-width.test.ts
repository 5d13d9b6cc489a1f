import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/core/errors";
import { numbersOf, readFixedWidth } from "../../src/formats/fixed-width";

const fields = { id: [1, 4], x: [6, 10] } as const;
const options = { name: "list", firstLine: 7 };

describe("readFixedWidth", () => {
  it("cuts lines at the columns, whatever their length", () => {
    expect(readFixedWidth([" a b  1.25", " c", "      -3"], fields, options)).toEqual({
      id: ["a b", "c", ""],
      x: ["1.25", "", "-3"],
    });
    expect(readFixedWidth([], fields, options)).toEqual({ id: [], x: [] });
  });

  it("refuses a line whose columns are elsewhere, and names the place", () => {
    for (const [line, place] of [
      [" a   1.25", /Line 8 .* "1" at column 6/],
      ["ab    1.25", /Line 8 .* "a" at column 1,/],
      [" a    1.2567", /Line 8 .* "6" at column 11/],
      [" a  \t 1.25", /Line 8 .* at column 5/],
    ] as const) {
      const read = () => readFixedWidth([" a    1.25", line], fields, options);
      expect(read).toThrow(ValidationError);
      expect(read).toThrow(place);
    }
  });
});

describe("numbersOf", () => {
  it("reads numbers, blanks as NaN, and refuses the rest", () => {
    expect(numbersOf(["1.5", "", "-2e3"], "x", "list")).toEqual(Float64Array.of(1.5, Number.NaN, -2000));
    expect(() => numbersOf(["1", "1 2"], "x", "list")).toThrow(/Row 1 of the list holds "1 2" in x/);
    expect(() => numbersOf(["nan"], "x", "list")).toThrow(ValidationError);
  });
});
