import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";

const m = Matrix.from([
  [1, 2, 3],
  [4, 5, 6],
]);

describe("Matrix", () => {
  it("is row-major", () => {
    expect(Array.from(m.data)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(m.shape).toEqual([2, 3]);
    expect(m.get(1, 2)).toBe(6);
  });

  it("gives rows as views and columns as copies", () => {
    const copy = m.copy();
    copy.row(0)[1] = 20;
    expect(copy.get(0, 1)).toBe(20);
    copy.column(0)[0] = 10;
    expect(copy.get(0, 0)).toBe(1);
    expect(m.get(0, 1)).toBe(2);
  });

  it("takes rows and columns in the order asked for, with repetition", () => {
    expect(m.takeRows([1, 0, 1]).toArray()).toEqual([
      [4, 5, 6],
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(m.takeColumns(new Int32Array([2, 0])).toArray()).toEqual([
      [3, 1],
      [6, 4],
    ]);
  });

  it.each([1, 32, 33, 100])("takes rows of %i columns", (cols) => {
    const rows = Array.from({ length: 5 }, (_, i) => Array.from({ length: cols }, (_, j) => 1000 * i + j));
    expect(Matrix.from(rows).takeRows([4, 1, 1]).toArray()).toEqual([rows[4], rows[1], rows[1]]);
  });

  it("transposes there and back", () => {
    expect(m.transpose().toArray()).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expect(m.transpose().transpose().toArray()).toEqual(m.toArray());
  });

  it("is built from columns", () => {
    expect(Matrix.fromColumns([[1, 4], new Float32Array([2, 5]), [3, 6]]).toArray()).toEqual(m.toArray());
  });

  it("is stacked from matrices of equal width", () => {
    expect(Matrix.vstack([m, m.takeRows([1])]).toArray()).toEqual([...m.toArray(), [4, 5, 6]]);
    expect(Matrix.vstack([]).shape).toEqual([0, 0]);
    expect(() => Matrix.vstack([m, m.transpose()])).toThrow(/matrix 1 has 2/);
  });

  it("refuses ragged rows and columns and a wrong length, and says where", () => {
    expect(() => Matrix.from([[1, 2], [3]])).toThrow(/row 1 has 1/);
    expect(() => Matrix.fromColumns([[1, 2], [3]])).toThrow(/column 1 has 1/);
    expect(() => new Matrix(new Float64Array(5), 2, 3)).toThrow(ValidationError);
  });

  it("prints its shape and first rows only", () => {
    const text = Matrix.zeros(1000, 20).toString();
    expect(text).toContain("Matrix 1000 x 20");
    expect(text.split("\n").length).toBeLessThan(10);
  });
});
