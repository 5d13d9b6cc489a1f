import { describe, expect, it } from "vitest";
import { countTests } from "../../scripts/test-count";

const report = (numPassedTests: number, numFailedTests: number, files: [string, string[]][]) =>
  JSON.stringify({
    numPassedTests,
    numFailedTests,
    testResults: files.map(([status, tests]) => ({
      status,
      assertionResults: tests.map((one) => ({ status: one })),
    })),
  });

describe("countTests", () => {
  it("takes the report's own figures", () => {
    expect(countTests(report(3, 1, [["failed", ["passed", "failed"]]]), 1)).toEqual({ passed: 3, failed: 1 });
    expect(countTests(report(3, 0, [["passed", ["passed"]]]), 0)).toEqual({ passed: 3, failed: 0 });
  });

  it("counts a file that could not be loaded as one failure", () => {
    const files: [string, string[]][] = [
      ["failed", []],
      ["failed", ["failed"]],
    ];
    expect(countTests(report(3, 1, files), 1)).toEqual({ passed: 3, failed: 2 });
  });

  it("counts an error outside every test", () => {
    expect(countTests(report(3, 0, [["passed", ["passed"]]]), 1)).toEqual({ passed: 3, failed: 1 });
  });

  it("never calls a crash a success", () => {
    expect(countTests(undefined, 1)).toEqual({ passed: 0, failed: 1 });
    expect(countTests('{"numPassedTests": 3, "numFai', 134)).toEqual({ passed: 0, failed: 1 });
  });
});
