import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunReport } from "../../scripts/runner/run-report";
import { projectFolder } from "../../scripts/set-up/project";

/** What a run of the notebooks' command line left behind. */
export interface FinishedRun {
  readonly exitCode: number | null;
  readonly output: string;
  /** The report that the run wrote about one notebook. */
  report(notebook: string): RunReport;
}

/** The runner's environment without what vitest adds to it. */
export function plainEnvironment(settings: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_ENV$|TEST$|SKYLEARN_|NODE_OPTIONS$)/.test(name),
  );
  return { ...Object.fromEntries(inherited), ...settings };
}

/** Runs `npm start`'s program to its end. */
export async function runNotebooks(
  args: readonly string[],
  buildDir: string,
  settings: Record<string, string | undefined> = {},
): Promise<FinishedRun> {
  const child = spawn(
    process.execPath,
    [join(projectFolder, "scripts", "start.mjs"), "--build-dir", buildDir, ...args],
    { cwd: projectFolder, env: plainEnvironment(settings), stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const exitCode = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return {
    exitCode,
    output,
    report(notebook) {
      const file = join(buildDir, "notebooks", `${notebook}.run.json`);
      if (!existsSync(file)) throw new Error(`no report of ${notebook}; the run said:\n${output}`);
      return JSON.parse(readFileSync(file, "utf8")) as RunReport;
    },
  };
}
