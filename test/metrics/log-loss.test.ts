import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/core/errors";
import type { Label } from "../../src/core/labels";
import { logLoss } from "../../src/metrics/log-loss";

interface LogLossCase {
  yTrue: Label[];
  yProba: number[] | number[][];
  sampleWeight: number[] | null;
  normalize: boolean;
  labels?: Label[];
  loss: number;
}
const cases: LogLossCase[] = JSON.parse(readFileSync(join(__dirname, "reference/log-loss.json"), "utf8"));

describe("logLoss", () => {
  it.each(cases.map((c, k) => [k, c] as const))("equals scikit-learn's, case %i", (_, c) => {
    const { sampleWeight, normalize, labels } = c;
    expect(logLoss(c.yTrue, c.yProba, { sampleWeight, normalize, labels })).toBeCloseTo(c.loss, 11);
  });

  it.each<[string, () => number, RegExp]>([
    ["one class", () => logLoss([1, 1], [0.5, 0.5]), /one class only/],
    ["scores that are no probabilities", () => logLoss([0, 1], [0.5, 1.5]), /holds 1.5 at row 1/],
    [
      "too few columns",
      () =>
        logLoss(
          [0, 1, 2],
          [
            [0.5, 0.5],
            [0.5, 0.5],
            [0.5, 0.5],
          ],
        ),
      /2 columns for 3/,
    ],
    [
      "a label that is none of the classes",
      () => logLoss([0, 3], [0.1, 0.2], { labels: [0, 1] }),
      /yTrue holds 3/,
    ],
  ])("refuses %s", (_, loss, message) => {
    expect(loss).toThrow(ValidationError);
    expect(loss).toThrow(message);
  });
});
