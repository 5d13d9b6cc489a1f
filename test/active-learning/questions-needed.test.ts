import { describe, expect, it } from "vitest";
import { questionsNeeded } from "../../src/active-learning/questions-needed";
import { ParameterError, ValidationError } from "../../src/core/errors";

const accuracy = { asked: [10, 20, 40, 50], score: [0.5, 0.7, 0.6, 0.9] };
const error = { asked: [10, 20, 40], score: [4, 2, 1] };

describe("questionsNeeded", () => {
  it("is where the curve first crosses the target, between its points", () => {
    expect(questionsNeeded(accuracy, 0.6)).toBeCloseTo(15, 12);
    expect(questionsNeeded(accuracy, 0.8)).toBeCloseTo(40 + 20 / 3, 12);
    expect(questionsNeeded(error, 1.5, { greaterIsBetter: false })).toBeCloseTo(30, 12);
  });

  it("is a point of the curve where that has just the target, the first one where it begins beyond it", () => {
    expect(questionsNeeded(accuracy, 0.7)).toBe(20);
    expect(questionsNeeded(accuracy, 0.1)).toBe(10);
    expect(questionsNeeded(error, 5, { greaterIsBetter: false })).toBe(10);
  });

  it("is infinite where the target is not reached", () => {
    expect(questionsNeeded(accuracy, 0.95)).toBe(Number.POSITIVE_INFINITY);
    expect(questionsNeeded(error, 0.5, { greaterIsBetter: false })).toBe(Number.POSITIVE_INFINITY);
  });

  it("refuses curves and options that make no sense", () => {
    expect(() => questionsNeeded({ asked: [1, 1], score: [0, 1] }, 1)).toThrow(/row 1/);
    expect(() => questionsNeeded({ asked: [1, 2], score: [0] }, 1)).toThrow(ValidationError);
    expect(() => questionsNeeded({ asked: [], score: [] }, 1)).toThrow(ValidationError);
    expect(() => questionsNeeded(accuracy, Number.NaN)).toThrow(ParameterError);
    expect(() => questionsNeeded(accuracy, 1, { greaterIsBetter: 1 as never })).toThrow(ParameterError);
    expect(() => questionsNeeded(accuracy, 1, { smooth: true } as object)).toThrow(ParameterError);
  });
});
