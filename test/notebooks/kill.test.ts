import { type ChildProcess, spawn } from "node:child_process";
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { projectFolder } from "../../scripts/set-up/project";
import { plainEnvironment } from "./run-notebooks";

let folder: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "skylearn-kill-")));
  for (const ending of [".ipynb", ".expected.json"]) {
    copyFileSync(
      join(__dirname, "fixtures", `endless-await${ending}`),
      join(folder, `endless-await${ending}`),
    );
  }
});

afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Ids of the processes that belong to this test's run: those that work in its folder or were given its path. */
function processes(): { kernels: number[]; all: number[] } {
  const all: number[] = [];
  const kernels: number[] = [];
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8");
      const inside = readlinkSync(`/proc/${name}/cwd`) === folder;
      if (inside && command.includes("tslab")) kernels.push(Number(name));
      if (inside || command.includes(folder)) all.push(Number(name));
    } catch {
      // The process ended meanwhile.
    }
  }
  return { kernels, all };
}

async function until(condition: () => boolean, seconds: number): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return condition();
}

const runner = [
  join(projectFolder, "scripts", "start.mjs"),
  ...["--notebooks-dir", "FOLDER", "--build-dir", "FOLDER/build", "--timeout", "100"],
];

async function startEndlessRun(command: string, args: string[], settings = {}): Promise<ChildProcess> {
  const started = spawn(
    command,
    args.map((arg) => arg.replaceAll("FOLDER", folder)),
    {
      cwd: projectFolder,
      env: plainEnvironment({ npm_lifecycle_event: undefined, ...settings }),
      stdio: "ignore",
    },
  );
  child = started;
  expect(await until(() => processes().kernels.length > 0, 60), "the kernel starts").toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return started;
}

describe.runIf(process.platform === "linux")("a run that is killed", () => {
  it.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)(
    "leaves no process and no half-written file after %s",
    async (signal) => {
      const run = await startEndlessRun(process.execPath, runner);
      run.kill(signal);
      expect(await until(() => processes().all.length === 0, 15), `still there: ${processes().all}`).toBe(
        true,
      );
      const left = readdirSync(join(folder, "build"), { recursive: true, encoding: "utf8" });
      expect(left.filter((name) => /\.(ipynb|json|html|tmp)$/.test(name))).toEqual([]);
    },
  );

  it("ends when npm, which started it, is killed", async () => {
    const script = `"${process.execPath}" ${runner.map((arg) => `"${arg}"`).join(" ")}; true`;
    const npm = await startEndlessRun("sh", ["-c", script], { npm_lifecycle_event: "start" });
    npm.kill("SIGKILL");
    expect(await until(() => processes().all.length === 0, 15), `still there: ${processes().all}`).toBe(true);
  });
});
