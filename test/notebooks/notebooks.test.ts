import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readExpectations } from "../../scripts/runner/expectations";
import { failureLine } from "../../scripts/runner/failure";
import { findNotebooks } from "../../scripts/runner/find-notebooks";
import { projectFolder } from "../../scripts/set-up/project";
import { type FinishedRun, runNotebooks } from "./run-notebooks";

const HOUR = 3_600_000;
const folder = resolve(projectFolder, "build", "test");
const notebooks = findNotebooks(resolve(projectFolder, "notebooks"), folder);
const mirror = process.env.SKYLEARN_MIRROR;

/** Runs all notebooks together, two at a time, when the first test asks for one of them. */
function runOnce(name: string, size: "quick" | "default", settings: Record<string, string | undefined>) {
  let run: Promise<FinishedRun> | undefined;
  return () => {
    run ??= runNotebooks(["--size", size], resolve(folder, name), {
      SKYLEARN_DATA_HOME: resolve(folder, `${name}-data`),
      ...settings,
    });
    return run;
  };
}

describe.skipIf(!mirror)("notebooks on the mirror's data", () => {
  const run = runOnce("real", "default", { SKYLEARN_MIRROR: mirror });
  it.each(notebooks)(
    "$name",
    async ({ name }) => {
      const report = (await run()).report(name);
      expect(report.failures.map((failure) => failureLine(name, failure))).toEqual([]);
    },
    HOUR,
  );
});

describe("notebooks without mirror and network", () => {
  const run = runOnce("simulated", "quick", {
    NODE_OPTIONS: `--require=${resolve(__dirname, "no-network.cjs")}`,
  });
  it.each(notebooks)(
    "$name",
    async ({ name, expectations }) => {
      const report = (await run()).report(name);
      expect(report.failures.map((failure) => failureLine(name, failure))).toEqual([]);
      // A record that has no target on simulated data is made of real figures that stand in the notebook itself.
      const targets = readExpectations(expectations);
      const pretended = report.records.filter(
        (record) =>
          record.provenance !== "simulated" && targets.get(record.name)?.target("simulated", "quick"),
      );
      expect(pretended).toEqual([]);
    },
    HOUR,
  );
});
