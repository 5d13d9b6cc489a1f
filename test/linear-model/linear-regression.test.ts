import { describe, expect, it } from "vitest";
import { NotFittedError, ParameterError, ValidationError } from "../../src/core/errors";
import { LinearRegression } from "../../src/linear-model/linear-regression";
import { Ridge, type RidgeParams } from "../../src/linear-model/ridge";
import reference from "./reference/linear_model.json";

const r = reference.regression;
const dependent = r.X.map((row) => [...row, row[0] + row[1]]);

interface Expected {
  coef: number[];
  intercept: number;
  predict: number[];
  score: number;
  rank?: number;
  singular?: number[];
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, relative = 1e-9): void {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(...Array.from(expected, Math.abs));
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs(actual[i] - expected[i])).toBeLessThanOrEqual(relative * scale);
  }
}

function expectModel(
  model: LinearRegression | Ridge,
  expected: Expected,
  X: number[][],
  y: number[],
  query: number[][],
) {
  expectClose(model.coef, expected.coef);
  expectClose([model.intercept], [expected.intercept]);
  expectClose(model.predict(query), expected.predict);
  expect(model.score(X, y)).toBeCloseTo(expected.score, 10);
}

describe("LinearRegression", () => {
  it("equals scikit-learn", async () => {
    const model = await new LinearRegression().fit(r.X, r.y);
    expectModel(model, r.ols, r.X, r.y, r.query);
    expect(model.rank).toBe(r.ols.rank);
    expectClose(model.singular, r.ols.singular!);
    expectModel(
      await new LinearRegression({ fitIntercept: false }).fit(r.X, r.y),
      r.olsOrigin,
      r.X,
      r.y,
      r.query,
    );
  });

  it("weighs rows", async () => {
    const model = await new LinearRegression().fit(r.X, r.y, { sampleWeight: r.weight });
    expectModel(model, r.olsWeighted, r.X, r.y, r.query);
  });

  it("chooses the shortest coefficients where many fit", async () => {
    const model = await new LinearRegression().fit(dependent, r.y);
    expect(model.rank).toBe(4);
    expectModel(model, r.olsDependent, dependent, r.y, dependent.slice(0, 5));
    const wide = await new LinearRegression().fit(r.wide, r.wideY);
    expectModel(wide, r.olsWide, r.wide, r.wideY, r.wide);
  });

  it("gives a constant for one row and for a constant feature", async () => {
    const one = await new LinearRegression().fit([[3]], [7]);
    expect(Array.from(one.predict([[3], [100]]))).toEqual([7, 7]);
    const constant = await new LinearRegression().fit([[3], [3]], [7, 9]);
    expect(Array.from(constant.predict([[3]]))).toEqual([8]);
  });

  it("refuses bad input", async () => {
    expect(() => new LinearRegression().predict([[1]])).toThrow(NotFittedError);
    expect(() => new LinearRegression({ positive: true } as object)).toThrow(ParameterError);
    await expect(new LinearRegression().fit([[1], [2]], [1])).rejects.toThrow(ValidationError);
    await expect(new LinearRegression().fit([[1], [Number.NaN]], [1, 2])).rejects.toThrow(/row 1, column 0/);
    await expect(new LinearRegression().fit([[1], [2]], [1, Infinity])).rejects.toThrow(/row 1/);
    await expect(
      new LinearRegression({ fitIntercept: "yes" as unknown as boolean }).fit([[1]], [1]),
    ).rejects.toThrow(ParameterError);
  });
});

describe("Ridge", () => {
  it.each(["auto", "cholesky", "svd"] as const)("equals scikit-learn with the solver %s", async (solver) => {
    const fitted = (params: Partial<RidgeParams>) => new Ridge({ ...params, solver }).fit(r.X, r.y);
    expectModel(await fitted({ alpha: 2.5 }), r.ridge, r.X, r.y, r.query);
    expectModel(await fitted({ alpha: 0.1, fitIntercept: false }), r.ridgeOrigin, r.X, r.y, r.query);
    const weighted = await new Ridge({ alpha: 3, solver }).fit(r.X, r.y, { sampleWeight: r.weight });
    expectModel(weighted, r.ridgeWeighted, r.X, r.y, r.query);
    const wide = await new Ridge({ alpha: 0.7, solver }).fit(r.wide, r.wideY);
    expectModel(wide, r.ridgeWide, r.wide, r.wideY, r.wide);
  });

  it("falls back on singular values where features depend on one another", async () => {
    const model = await new Ridge({ alpha: 0 }).fit(dependent, r.y);
    expectClose(model.predict(dependent.slice(0, 5)), r.ridgeDependent.predict);
  });

  it("saves and reads back", async () => {
    const model = await new Ridge({ alpha: 2 }).fit(r.X, r.y);
    expect(Ridge.fromJSON(JSON.stringify(model)).predict(r.query)).toEqual(model.predict(r.query));
  });

  it("refuses bad input", async () => {
    expect(() => new Ridge().predict([[1]])).toThrow(NotFittedError);
    await expect(new Ridge({ alpha: -1 }).fit(r.X, r.y)).rejects.toThrow(ParameterError);
    await expect(new Ridge({ solver: "sag" as "svd" }).fit(r.X, r.y)).rejects.toThrow(
      /solver must be one of/,
    );
    await expect(new Ridge().fit(r.X, r.y, { sampleWeight: [-1] })).rejects.toThrow(ValidationError);
  });
});
