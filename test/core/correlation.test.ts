import { expect, it } from "vitest";
import { correlationMatrix } from "../../src/core/correlation";
import { expectClose } from "../close";
import reference from "./reference/correlation.json";

it("equals NumPy's corrcoef", () => {
  expectClose(correlationMatrix(reference.X), reference.correlation, 1e-12);
});

it("is one for a column and its multiple, minus one for the opposite", () => {
  const r = correlationMatrix([
    [1, 2, -3],
    [2, 4, -6],
    [5, 10, -15],
  ]);
  expectClose(r, [1, 1, -1, 1, 1, -1, -1, -1, 1]);
});

it("refuses a column that does not vary", () => {
  expect(() =>
    correlationMatrix([
      [1, 2],
      [1, 3],
    ]),
  ).toThrow(/Column 0 of X does not vary/);
});
