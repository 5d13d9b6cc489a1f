import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/core/errors";
import {
  meanAbsoluteError,
  meanSquaredError,
  r2Score,
  rootMeanSquaredError,
} from "../../src/metrics/regression";
import { repeated } from "./classification-cases";

interface RegressionCase {
  name: string;
  yTrue: number[];
  yPred: number[];
  sampleWeight: number[] | null;
  mae: number;
  mse: number;
  rmse: number;
  r2: number;
}
const cases: RegressionCase[] = JSON.parse(
  readFileSync(join(__dirname, "reference/regression.json"), "utf8"),
);

describe("regression metrics", () => {
  it.each(cases)("equal scikit-learn's: $name", ({ yTrue, yPred, sampleWeight, mae, mse, rmse, r2 }) => {
    expect(meanAbsoluteError(yTrue, yPred, { sampleWeight })).toBeCloseTo(mae, 12);
    expect(meanSquaredError(yTrue, yPred, { sampleWeight })).toBeCloseTo(mse, 12);
    expect(rootMeanSquaredError(yTrue, yPred, { sampleWeight })).toBeCloseTo(rmse, 12);
    expect(r2Score(yTrue, yPred, { sampleWeight })).toBeCloseTo(r2, 12);
  });

  it("take weights as repetition", () => {
    const row = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }), fc.nat(3));
    fc.assert(
      fc.property(fc.array(row, { minLength: 2 }), (rows) => {
        const yTrue = rows.map((r) => r[0]);
        const yPred = rows.map((r) => r[1]);
        const sampleWeight = rows.map((r, i) => (i < 2 ? r[2] + 1 : r[2]));
        for (const metric of [meanAbsoluteError, meanSquaredError, r2Score]) {
          const again = metric(repeated(yTrue, sampleWeight), repeated(yPred, sampleWeight));
          const weighted = metric(yTrue, yPred, { sampleWeight });
          expect(Math.abs(weighted - again)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(again)));
        }
      }),
    );
  });

  it("has no R² for a single row", () => {
    expect(r2Score([1], [2])).toBeNaN();
  });

  it("refuse lengths that differ and values that are not finite", () => {
    expect(() => meanAbsoluteError([1, 2], [1])).toThrow(ValidationError);
    expect(() => meanSquaredError([1, Number.NaN], [1, 2])).toThrow(/yTrue holds NaN/);
  });
});
