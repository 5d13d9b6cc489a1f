import * as aq from "arquero";
import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";
import { featureNamesOf, type TableLike, toMatrix } from "../../src/core/table-like";

const rows = [
  [1, 2],
  [3, 4],
  [5, 6],
];

describe("toMatrix", () => {
  it("reads arrays, typed arrays, matrices and arquero tables alike", () => {
    const table = aq.table({ a: [1, 3, 5], b: new Float32Array([2, 4, 6]) });
    const inputs: TableLike[] = [rows, rows.map((row) => Float32Array.from(row)), Matrix.from(rows), table];
    for (const X of inputs) expect(toMatrix(X).toArray()).toEqual(rows);
    expect(featureNamesOf(table)).toEqual(["a", "b"]);
    expect(featureNamesOf(rows)).toBeUndefined();
  });

  it("reads an arquero table as filtered and ordered", () => {
    const table = aq
      .table({ a: [1, 3, 5], b: [2, 4, 6] })
      .filter((d: { a: number }) => d.a > 1)
      .orderby(aq.desc("a"));
    expect(toMatrix(table).toArray()).toEqual([
      [5, 6],
      [3, 4],
    ]);
  });

  it("reads what has the shape of a danfo DataFrame", () => {
    const frame = { shape: [3, 2], columns: ["a", "b"], values: rows };
    expect(toMatrix(frame).toArray()).toEqual(rows);
    expect(featureNamesOf(frame)).toEqual(["a", "b"]);
  });

  it("reads what has the shape of a tensor", () => {
    const tensor = { shape: [3, 2], dataSync: () => new Float32Array(rows.flat()) };
    expect(toMatrix(tensor).toArray()).toEqual(rows);
    expect(() => toMatrix({ ...tensor, shape: [6] })).toThrow(/two dimensions/);
  });

  it("does not copy a matrix", () => {
    const matrix = Matrix.from(rows);
    expect(toMatrix(matrix)).toBe(matrix);
  });

  const bad: [string, unknown, RegExp][] = [
    ["no rows", [], /empty \(0 rows/],
    ["no columns", [[], []], /0 columns/],
    ["ragged rows", [[1, 2], [3]], /ragged: row 0 has 2 columns, row 1 has 1/],
    ["a vector", [1, 2, 3], /two dimensions/],
    ["a typed vector", new Float64Array(3), /two dimensions/],
    ["NaN", [[1, Number.NaN]], /NaN at row 0, column 1/],
    ["infinity", [[1], [Number.NEGATIVE_INFINITY]], /-Infinity at row 1, column 0/],
    ["null", [[1, null]], /NaN at row 0, column 1/],
    ["a string", [[1, "2"]], /row 0, column 1 is the string "2"/],
    ["a row that is no array", [[1], 2], /row 1 must be an array/],
    ["a string instead of a table", "abc", /must be a table/],
    ["nothing", undefined, /must be a table/],
    ["a named column with NaN", aq.table({ u: [1, 2], g: [Number.NaN, 1] }), /row 0, column "g"/],
    [
      "a named column of strings",
      aq.table({ u: [1, 2], class: ["a", "b"] }),
      /column "class" is the string "a"/,
    ],
  ];
  for (const [name, X, message] of bad) {
    it(`refuses ${name}`, () => {
      expect(() => toMatrix(X as TableLike)).toThrow(message);
      expect(() => toMatrix(X as TableLike)).toThrow(ValidationError);
    });
  }

  it("lets NaN through where it is allowed, but never infinity", () => {
    expect(toMatrix([[Number.NaN]], { allowNaN: true }).get(0, 0)).toBeNaN();
    expect(() => toMatrix([[Number.POSITIVE_INFINITY]], { allowNaN: true })).toThrow(/Infinity/);
  });
});
