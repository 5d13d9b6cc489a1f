import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";

/** Gives each test an empty cache folder of its own and no mirror; returns a function that names the folder. */
export function useTemporaryHome(): () => string {
  let folder = "";
  const saved = { ...process.env };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "skylearn-test-"));
    process.env.SKYLEARN_DATA_HOME = join(folder, "cache");
    delete process.env.SKYLEARN_MIRROR;
  });
  afterEach(() => {
    for (const name of ["SKYLEARN_DATA_HOME", "SKYLEARN_MIRROR"]) {
      if (saved[name] === undefined) delete process.env[name];
      else process.env[name] = saved[name];
    }
    rmSync(folder, { recursive: true, force: true });
  });
  return () => join(folder, "cache");
}
