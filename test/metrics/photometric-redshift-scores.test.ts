import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { photometricRedshiftScores } from "../../src/metrics/photometric-redshift-scores";

describe("photometricRedshiftScores", () => {
  it("measures errors in units of 1 + z", () => {
    const zTrue = [0, 0.5, 1, 3];
    const errors = [0.01, -0.02, 0.03, 0.2];
    const scores = photometricRedshiftScores(
      zTrue,
      zTrue.map((z, i) => z + errors[i] * (1 + z)),
    );
    expect(scores.bias).toBeCloseTo(0.02, 12);
    // The distances from the median are 0.01, 0.04, 0.01 and 0.18: their median is 0.025.
    expect(scores.nmad).toBeCloseTo(1.482602218505602 * 0.025, 12);
    expect(scores.outlierFraction).toBe(0.25);
  });

  it("counts outliers beyond the limit that it is given", () => {
    const scores = photometricRedshiftScores([0, 0, 0, 0], [0.01, 0.06, -0.07, 0.2], { outlierLimit: 0.05 });
    expect(scores.outlierFraction).toBe(0.75);
  });

  it("refuses other lengths, holes and options that do not exist", () => {
    expect(() => photometricRedshiftScores([0.1], [0.1, 0.2])).toThrow(ValidationError);
    expect(() => photometricRedshiftScores([0.1], [Number.NaN])).toThrow(/zPred/);
    expect(() => photometricRedshiftScores([0.1], [0.1], { outlierLimit: 0 })).toThrow(ParameterError);
    expect(() => photometricRedshiftScores([0.1], [0.1], { limit: 1 } as object)).toThrow(/limit/);
  });
});
