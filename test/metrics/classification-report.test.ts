import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import {
  type ClassificationReportDict,
  type ClassificationReportOptions,
  classificationReport,
  classificationReportDict,
} from "../../src/metrics/classification-report";
import { type LabelCase, readCases } from "./classification-cases";

interface ReportCase extends LabelCase {
  reports: [ClassificationReportOptions, string][];
  figures: ClassificationReportDict;
}
const cases = readCases<ReportCase>("classification-report.json");

describe("classificationReport", () => {
  // scikit-learn writes the support in integers only without weights, which is the same rule here.
  it.each(cases)(
    "is scikit-learn's text to the character: $title",
    ({ yTrue, yPred, sampleWeight, reports }) => {
      for (const [options, text] of reports) {
        expect(classificationReport(yTrue, yPred, { ...options, sampleWeight })).toBe(text);
      }
    },
  );

  it("rounds exact ties to the even digit, as Python does", () => {
    const yTrue = [1, 1, 1, 1, 1, 1, 1, 1];
    const yPred = [1, 1, 1, 1, 1, 0, 0, 0];
    expect(classificationReport(yTrue, yPred)).toMatch(/ 1 {7}1\.00 {6}0\.62 {6}0\.77/);
  });

  it.each<[string, ClassificationReportOptions, RegExp]>([
    ["too few names", { targetNames: ["a"] }, /1 names for 2 classes/],
    ["no class", { labels: [] }, /at least one/],
    ["negative digits", { digits: -1 }, /digits is -1/],
    ["an unknown zeroDivision", { zeroDivision: 0.5 as 1 }, /zeroDivision is 0.5/],
  ])("refuses %s", (_, options, message) => {
    const report = () => classificationReport([0, 1], [1, 1], options);
    expect(report).toThrow(ParameterError);
    expect(report).toThrow(message);
  });
});

describe("classificationReportDict", () => {
  it.each(cases)("holds scikit-learn's figures: $title", ({ yTrue, yPred, sampleWeight, figures }) => {
    const dict = classificationReportDict(yTrue, yPred, { sampleWeight });
    expect(Object.keys(dict)).toEqual(Object.keys(figures));
    const flat = (d: ClassificationReportDict) =>
      Object.values(d).flatMap((row) => (typeof row === "number" ? [row] : Object.values(row ?? {})));
    const expected = flat(figures);
    flat(dict).forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k], 12);
    });
  });
});
