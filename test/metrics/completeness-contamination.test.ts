import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/core/errors";
import { completenessContamination } from "../../src/metrics/completeness-contamination";
import { precisionScore, recallScore } from "../../src/metrics/precision-recall-fscore";

describe("completenessContamination", () => {
  it("is recall, and one minus precision, with the prediction given first", () => {
    const bits = fc.array(fc.tuple(fc.nat(1), fc.nat(1)), { minLength: 1 });
    fc.assert(
      fc.property(bits, (rows) => {
        const predicted = rows.map((row) => row[0]);
        const actual = rows.map((row) => row[1]);
        const { completeness, contamination } = completenessContamination(predicted, actual);
        expect(completeness).toBe(recallScore(actual, predicted));
        if (predicted.includes(1)) {
          expect(contamination).toBeCloseTo(1 - precisionScore(actual, predicted), 12);
        }
      }),
    );
  });

  it("takes booleans, and is 0 where nothing is there to count", () => {
    expect(completenessContamination([true, true, false], [true, false, true])).toEqual({
      completeness: 0.5,
      contamination: 0.5,
    });
    expect(completenessContamination([0, 0], [0, 0])).toEqual({ completeness: 0, contamination: 0 });
  });

  it("refuses names of classes, in which it cannot tell a member", () => {
    expect(() => completenessContamination(["a", "b"], ["a", "a"])).toThrow(ValidationError);
  });
});
