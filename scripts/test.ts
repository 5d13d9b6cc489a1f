import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder, SetUpError } from "./set-up/project";
import { setUp } from "./set-up/set-up";
import { countTests, type TestCount } from "./test-count";

async function main(): Promise<void> {
  try {
    setUp();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.error(error.message);
    return finish({ passed: 0, failed: 1 });
  }
  const folder = mkdtempSync(join(tmpdir(), "skylearn-test-"));
  try {
    const results = join(folder, "results.json");
    const exitCode = await vitest(results);
    finish(countTests(readIfThere(results), exitCode));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function vitest(results: string): Promise<number> {
  const program = join(projectFolder, "node_modules", "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${results}`];
  const child = spawn(process.execPath, [program, "run", ...reporters, ...process.argv.slice(2)], {
    cwd: projectFolder,
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on("error", () => resolve(1));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function finish({ passed, failed }: TestCount): void {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

void main();
