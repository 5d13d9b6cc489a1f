import { beforeAll, expect, it } from "vitest";
import { encodeLabels, type LabelsLike } from "../../src/core/labels";
import { featureNamesOf, type TableLike, toMatrix } from "../../src/core/table-like";
import { toVector, type VectorLike } from "../../src/core/targets";

// The libraries themselves, not look-alikes: their shapes are what the adapters rely on.

interface Danfo {
  DataFrame: new (data: object) => TableLike & { [name: string]: unknown };
  Series: new (data: unknown[]) => LabelsLike & VectorLike;
  tensorflow: { tensor2d(rows: number[][]): TableLike; tensor1d(values: number[]): LabelsLike & VectorLike };
}

let danfo: Danfo;
beforeAll(async () => {
  danfo = (await import("danfojs-node" as string)) as Danfo;
});

it("reads a danfo DataFrame and Series", () => {
  const frame = new danfo.DataFrame({ "u-g": [1, 2, 3], "g-r": [4, 5, 6] });
  expect(toMatrix(frame).toArray()).toEqual([
    [1, 4],
    [2, 5],
    [3, 6],
  ]);
  expect(featureNamesOf(frame)).toEqual(["u-g", "g-r"]);
  expect(encodeLabels(new danfo.Series(["b", "a"])).classes).toEqual(["a", "b"]);
  expect(Array.from(toVector(new danfo.Series([1.5, 2])))).toEqual([1.5, 2]);
});

it("reads TensorFlow.js tensors", () => {
  const { tensorflow } = danfo;
  expect(toMatrix(tensorflow.tensor2d([[1, 2]])).toArray()).toEqual([[1, 2]]);
  expect(encodeLabels(tensorflow.tensor1d([3, 1, 3])).classes).toEqual([1, 3]);
  expect(Array.from(toVector(tensorflow.tensor1d([3, 1])))).toEqual([3, 1]);
});
