/** How many tests a run had. */
export interface TestCount {
  readonly passed: number;
  readonly failed: number;
}

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/**
 * Counts the tests in vitest's JSON report. A file that failed without a failed test (it could not be loaded, or a
 * hook failed) counts as one failure, and so does whatever else made vitest end with an error.
 */
export function countTests(report: string | undefined, exitCode: number): TestCount {
  const { numPassedTests: passed, numFailedTests, testResults } = parse(report);
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && assertionResults.every((result) => result.status !== "failed"),
  );
  const failed = numFailedTests + brokenFiles.length;
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}

// A report that a crash cut off counts no test; the exit code then makes it one failure.
function parse(report: string | undefined): Results {
  try {
    return JSON.parse(report ?? "");
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  }
}
