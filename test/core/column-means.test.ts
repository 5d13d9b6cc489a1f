import { expect, it } from "vitest";
import { columnMeans } from "../../src/core/column-means";
import { Matrix } from "../../src/core/matrix";

const X = Matrix.from([
  [1, -2, 0.5],
  [3, 4, 0.5],
  [8, 10, 0.5],
]);

it("is the mean of each column, by weight where there are weights", () => {
  expect(columnMeans(X)).toEqual(new Float64Array([4, 4, 0.5]));
  expect(columnMeans(X, new Float64Array([1, 3, 0]))).toEqual(new Float64Array([2.5, 2.5, 0.5]));
});
