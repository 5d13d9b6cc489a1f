import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { checkKnown, checkNumber, checkOneOf, nearest } from "../../src/core/parameters";

describe("checkNumber", () => {
  it("states the bounds that a value misses", () => {
    expect(() => checkNumber("C", 0, { exclusiveMin: 0 })).toThrow("C must be a number, above 0; got 0.");
    expect(() => checkNumber("n", 1.5, { integer: true, min: 1, max: 9 })).toThrow(
      "n must be a whole number, at least 1 and at most 9; got 1.5.",
    );
    expect(() => checkNumber("C", "1")).toThrow(ParameterError);
    expect(() => checkNumber("C", Number.NaN)).toThrow(ParameterError);
    expect(() => checkNumber("C", 1, { exclusiveMax: 1 })).toThrow(/below 1/);
    checkNumber("C", 1, { min: 1, max: 1 });
  });
});

describe("checkOneOf", () => {
  it("lists the choices", () => {
    expect(() => checkOneOf("kernel", "rfb", ["rbf", "linear"])).toThrow(
      'kernel must be one of "rbf", "linear"; got the string "rfb".',
    );
    checkOneOf("kernel", null, ["rbf", null]);
  });
});

describe("checkKnown", () => {
  it("suggests the option that was meant", () => {
    expect(() => checkKnown("GaussianNB", { var_smoothing: 1 }, ["priors", "varSmoothing"])).toThrow(
      /no option "var_smoothing"\. Did you mean varSmoothing\?/,
    );
    expect(nearest("n_estimators", ["nEstimators", "nJobs"])).toBe("nEstimators");
    expect(nearest("banana", ["nEstimators"])).toBeUndefined();
  });
});
