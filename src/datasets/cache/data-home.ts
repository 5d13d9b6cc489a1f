import { isAbsolute, join, resolve } from "node:path";
import envPaths from "env-paths";
import type { RegistryEntry } from "../registry";

/**
 * The cache folder: `SKYLEARN_DATA_HOME`, else the user's cache folder (`~/.cache/skylearn` on Linux). It is
 * created when the first file is downloaded, not before.
 */
export function dataHome(): string {
  const set = process.env.SKYLEARN_DATA_HOME;
  if (set) return resolve(set);
  return envPaths("skylearn", { suffix: "" }).cache;
}

/** Where a file of the registry lies in the cache: as in a mirror, so that a cache can serve as one. */
export const cachedPath = (entry: RegistryEntry, home = dataHome()): string => below(home, entry.file);

/** The folder of unfinished downloads. */
export const partialFolder = (home = dataHome()): string => join(home, ".partial");

/** Where an unfinished download waits to be resumed. */
export const partialPath = (entry: RegistryEntry, home = dataHome()): string =>
  join(partialFolder(home), `${entry.id}.part`);

/** The lock that one process at a time holds while it downloads the file. */
export const lockPath = (entry: RegistryEntry, home = dataHome()): string =>
  join(partialFolder(home), `${entry.id}.lock`);

/** The path of a registry file below a folder. */
export function below(folder: string, file: string): string {
  if (isAbsolute(file) || file.split("/").includes("..")) {
    throw new RangeError(`The registry names the file ${JSON.stringify(file)}, which leaves its folder.`);
  }
  return join(folder, ...file.split("/"));
}
