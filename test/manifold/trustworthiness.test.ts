import { describe, expect, it } from "vitest";
import { Matrix, ParameterError, RandomState, trustworthiness, ValidationError } from "../../src";
import reference from "./reference/tsne.json";

const X = Matrix.from(reference.X);

describe("trustworthiness", () => {
  it("agrees with scikit-learn", () => {
    for (const [k, expected] of Object.entries(reference.trust)) {
      expect(trustworthiness(reference.cloud, reference.plane, { nNeighbors: Number(k) })).toBeCloseTo(
        expected,
        12,
      );
    }
  });

  it("is 1 for the table itself, and lower for a shuffled one", () => {
    expect(trustworthiness(X, X)).toBe(1);
    const shuffled = X.takeRows(new RandomState(0).permutation(X.rows) as ArrayLike<number>);
    expect(trustworthiness(X, shuffled)).toBeLessThan(0.6);
  });

  it("refuses what it cannot do", () => {
    expect(() => trustworthiness(X, X.takeRows([0, 1]))).toThrow(ValidationError);
    expect(() => trustworthiness(X, X, { nNeighbors: 100 })).toThrow(ParameterError);
  });
});
