import { describe, expect, it } from "vitest";
import { StandardScaler } from "../../src/preprocessing/standard-scaler";
import { expectClose } from "../close";
import reference from "./reference/standard-scaler.json";

const withNaN = (rows: (number | null)[][]) => rows.map((row) => row.map((value) => value ?? Number.NaN));

describe("StandardScaler", () => {
  for (const c of reference.cases) {
    it(`equals scikit-learn: ${c.name}`, async () => {
      const X = withNaN(c.X);
      const model = await new StandardScaler(c.params).fit(X, null, { sampleWeight: c.weight });
      const Z = model.transform(X);
      if (c.mean) expectClose(model.mean, c.mean);
      if (c.var) expectClose(model.var, c.var, 1e-9, 1e-16);
      if (c.scale) expectClose(model.scale, c.scale);
      expectClose(Z, c.transformed as number[][], 1e-9, 1e-9);
      expectClose(model.inverseTransform(Z), c.restored as number[][]);
    });
  }

  it("equals scikit-learn when trained piece by piece", async () => {
    const model = new StandardScaler();
    const { X, pieces, mean, var: variance } = reference.partial;
    for (const [start, stop] of pieces) await model.partialFit(X.slice(start, stop));
    expectClose(model.mean, mean);
    expectClose(model.var, variance);
  });

  it("does not change the table that it was given", async () => {
    const X = [[1], [2], [3]];
    await new StandardScaler().fitTransform(X);
    expect(X).toEqual([[1], [2], [3]]);
  });
});
