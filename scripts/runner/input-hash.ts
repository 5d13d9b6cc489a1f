import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { packageHash } from "../set-up/build-package";
import type { JupyterPython } from "../set-up/find-jupyter";
import { hashFiles, listFiles } from "../set-up/hash-files";
import { projectFolder } from "../set-up/project";
import type { Size } from "./expectations";

/** What all notebooks of a run have in common, as one hash: package, registry of data, runner, size and tools. */
export function commonHash(jupyter: JupyterPython, size: Size, mirror: string | undefined): string {
  const hash = createHash("sha256");
  const add = (text: string) => hash.update(`${text}\0`);
  add(packageHash());
  add(hashFiles(projectFolder, [join(projectFolder, "data", "datasets.json")]));
  add(hashFiles(projectFolder, [join(projectFolder, "package-lock.json"), ...listFiles(__dirname)]));
  add(JSON.stringify({ node: process.version, ...jupyter.versions, size }));
  add(mirror ?? "no mirror");
  add(process.env.SKYLEARN_DATA_HOME ?? "the user's cache");
  if (mirror && existsSync(mirror)) {
    for (const file of listFiles(mirror)) {
      const { size: bytes, mtimeMs } = statSync(file);
      add(`${relative(mirror, file)} ${bytes} ${mtimeMs}`);
    }
  }
  return hash.digest("hex");
}

/** Everything that a notebook's result depends on, as one hash; an unchanged notebook need not be run again. */
export function inputHash(common: string, notebook: string, expectations: string): string {
  const hash = createHash("sha256").update(common);
  for (const file of [notebook, expectations]) {
    hash.update(existsSync(file) ? readFileSync(file) : "none").update("\0");
  }
  return hash.digest("hex");
}
