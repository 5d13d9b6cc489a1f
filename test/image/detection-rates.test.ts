import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { detectionRates } from "../../src/image/detection-rates";

describe("detectionRates", () => {
  it("counts the hits between two edges, the lower one included", () => {
    const rates = detectionRates([1, 1.5, 2, 3, 4, 9], [1, 0, 1, 1, 0, 1], [1, 2, 4, 5, 8]);
    expect(rates.map(({ low, high, count, rate }) => [low, high, count, rate])).toEqual([
      [1, 2, 2, 0.5],
      [2, 4, 2, 1],
      [4, 5, 1, 0],
      [5, 8, 0, Number.NaN],
    ]);
    // (1 + 1) / (2 + 2) = 1/2, spread over 4
    expect(rates[0].error).toBeCloseTo(0.25, 12);
    expect(rates[1].error).toBeCloseTo(Math.sqrt((0.75 * 0.25) / 4), 12);
  });

  it("takes booleans, and refuses what does not fit together", () => {
    expect(detectionRates([1], [true], [0, 2])[0].rate).toBe(1);
    expect(() => detectionRates([1, 2], [1], [0, 2])).toThrow(ValidationError);
    expect(() => detectionRates([1, Number.NaN], [1, 1], [0, 2])).toThrow(ValidationError);
    expect(() => detectionRates([1], [1], [0])).toThrow(ParameterError);
    expect(() => detectionRates([1], [1], [0, 2, 2])).toThrow(/grow/);
  });
});
