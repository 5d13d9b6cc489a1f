import { readdir, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { RegistryEntry } from "../registry";
import { cachedPath, dataHome, lockPath, partialFolder, partialPath } from "./data-home";
import { mirror, mirrored } from "./mirror";

/** A file that lies in the cache or in a mirror folder; its bytes are not checked here. */
export interface Located {
  place: "cache" | "mirror";
  path: string;
  bytes: number;
}

/** Where a data set's file lies already, in the order in which `fetchFile` looks. */
export async function locate(entry: RegistryEntry): Promise<Located[]> {
  const at = mirror();
  const places: [Located["place"], string][] = [["cache", cachedPath(entry)]];
  if (at?.kind === "folder") places.push(["mirror", mirrored(at, entry)]);
  const found: Located[] = [];
  for (const [place, path] of places) {
    const info = await stat(path).catch(() => undefined);
    if (info?.isFile()) found.push({ place, path, bytes: info.size });
  }
  return found;
}

/**
 * Removes the files of these data sets from the cache, finished or not, and the folders that are empty then. Other
 * files in the cache folder stay, and so does a download that another process is at.
 *
 * @returns the removed files' paths.
 */
export async function clearCache(entries: readonly RegistryEntry[]): Promise<string[]> {
  const { check } = await import("proper-lockfile");
  const removed: string[] = [];
  for (const entry of entries) {
    const lock = lockPath(entry);
    const busy = await check(lock, { realpath: false, lockfilePath: lock, stale: 10_000 });
    const paths = busy ? [cachedPath(entry)] : [cachedPath(entry), partialPath(entry)];
    for (const path of paths) {
      const present = await stat(path).then(
        (info) => info.isFile(),
        () => false,
      );
      if (!present) continue;
      await rm(path, { force: true });
      removed.push(path);
    }
    if (!busy) await rmdir(lock).catch(() => undefined);
  }
  const folders = new Set(entries.flatMap((entry) => foldersAbove(cachedPath(entry))));
  for (const folder of [...folders, partialFolder(), dataHome()]) await removeIfEmpty(folder);
  return removed;
}

function foldersAbove(path: string): string[] {
  const out: string[] = [];
  for (let folder = dirname(path); relative(dataHome(), folder) !== ""; folder = dirname(folder)) {
    out.push(folder);
  }
  return out;
}

async function removeIfEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => undefined);
  if (names?.length === 0) await rmdir(join(folder)).catch(() => undefined);
}
