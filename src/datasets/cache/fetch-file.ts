import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  CacheError,
  ChecksumError,
  DatasetUnavailableError,
  DownloadError,
  type FetchAttempt,
} from "../errors";
import { findDataset, type RegistryEntry } from "../registry";
import { verifyOnce } from "./checksum";
import { cachedPath, lockPath, partialFolder, partialPath } from "./data-home";
import { type DownloadOptions, diskError, download } from "./download";
import { withLock } from "./lock";
import { mirror, mirrored } from "./mirror";
import { progressLine } from "./progress-line";

export type { DownloadProgress } from "./download";

/** How a data file is fetched. `onProgress` defaults to a line on a terminal, and to nothing in a notebook. */
export type FetchOptions = DownloadOptions;

/**
 * Finds a file of the registry, downloads it if need be, and verifies it. Looks in the cache folder
 * (`SKYLEARN_DATA_HOME`, else the user's cache folder), then at the mirror (`SKYLEARN_MIRROR`, a folder or an
 * http(s) base address), then at the registry's URLs. A file in a mirror folder is verified and used where it lies;
 * what is downloaded goes to the cache.
 *
 * A download is streamed to an unfinished file, resumed after an interruption, verified on the disk and then renamed,
 * under a lock, so that a file under its own name is always whole. A cached file is verified again in each process.
 *
 * @returns the path of the verified file.
 * @throws DatasetNotFoundError if no data set has this id.
 * @throws DatasetUnavailableError if no place has the file.
 * @throws ChecksumError if a mirror or URL gave other bytes than the registry names, and no other place the right ones.
 * @throws CacheError if the cache folder cannot be written.
 */
export async function fetchFile(id: string, options: FetchOptions = {}): Promise<string> {
  return fetchEntry(findDataset(id), options);
}

/** As {@link fetchFile}, for an entry that need not be in the registry. */
export async function fetchEntry(entry: RegistryEntry, options: FetchOptions = {}): Promise<string> {
  options.signal?.throwIfAborted();
  const attempts: FetchAttempt[] = [];
  const cached = await fromFolder(entry, cachedPath(entry), "cache", attempts, options.signal);
  if (cached !== undefined) return cached;

  const at = mirror();
  if (at?.kind === "folder") {
    const path = mirrored(at, entry);
    const found = await fromFolder(entry, path, `mirror ${path}`, attempts, options.signal);
    if (found !== undefined) return found;
  } else if (at === undefined) {
    attempts.push({ place: "mirror", reason: "SKYLEARN_MIRROR is not set" });
  }

  const urls = [...(at?.kind === "http" ? [mirrored(at, entry)] : []), ...entry.urls];
  if (entry.derived) {
    attempts.push({
      place: "URLs",
      reason: "none: this file was cut from a larger original, only a mirror has it",
    });
  }
  if (urls.length > 0) {
    const path = await fromUrls(entry, urls, attempts, options);
    if (path !== undefined) return path;
  }
  const wrong = attempts.find(({ place, error }) => place !== "cache" && error instanceof ChecksumError);
  throw wrong?.error ?? new DatasetUnavailableError(entry.id, attempts);
}

async function fromFolder(
  entry: RegistryEntry,
  path: string,
  place: string,
  attempts: FetchAttempt[],
  signal?: AbortSignal,
): Promise<string | undefined> {
  try {
    const difference = await verifyOnce(entry, path, signal);
    if (difference === undefined) return path;
    attempts.push({ place, reason: difference, error: new ChecksumError(entry.id, path, difference) });
  } catch (error) {
    signal?.throwIfAborted();
    const code = (error as NodeJS.ErrnoException).code;
    attempts.push({ place, reason: code === "ENOENT" ? "not there" : `cannot be read (${code})`, error });
  }
  return undefined;
}

async function fromUrls(
  entry: RegistryEntry,
  urls: string[],
  attempts: FetchAttempt[],
  options: FetchOptions,
): Promise<string | undefined> {
  const path = cachedPath(entry);
  await makeFolders(path);
  return withLock(lockPath(entry), options.signal, async (signal) => {
    // Another process may have finished the file while this one waited for the lock.
    if ((await fromFolder(entry, path, "cache", [], signal)) !== undefined) return path;
    await removeOldPartials();
    const settings = { ...options, signal, onProgress: options.onProgress ?? progressLine() };
    for (const url of urls) {
      try {
        await download(entry, url, partialPath(entry), settings);
        await moveIntoPlace(partialPath(entry), path);
        await verifyOnce(entry, path, signal);
        return path;
      } catch (error) {
        if (error instanceof ChecksumError) {
          attempts.push({ place: url, reason: error.difference, error });
        } else if (error instanceof DownloadError) {
          attempts.push({ place: url, reason: error.reason, error });
        } else {
          throw error;
        }
      }
    }
    return undefined;
  }).catch((error) => {
    throw isSystemError(error) && !options.signal?.aborted ? cacheError(error, path) : error;
  });
}

async function makeFolders(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await mkdir(partialFolder(), { recursive: true });
  } catch (error) {
    throw await diskError(error, path);
  }
}

async function moveIntoPlace(partial: string, path: string): Promise<void> {
  await rename(partial, path);
  // So that the new name, too, survives a power cut. Not every system can sync a folder.
  const folder = await open(dirname(path), "r").catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

const MAX_PARTIAL_AGE = 7 * 24 * 3600 * 1000;

/** Unfinished downloads that nobody came back for. */
async function removeOldPartials(): Promise<void> {
  const folder = partialFolder();
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".part")) continue;
    const path = join(folder, name);
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > MAX_PARTIAL_AGE) await rm(path, { force: true });
  }
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error && "code" in error;

const cacheError = (error: NodeJS.ErrnoException, path: string): CacheError =>
  new CacheError(
    `The cache folder of ${path} cannot be used (${error.code}). Set SKYLEARN_DATA_HOME to a folder that can.`,
    { cause: error },
  );
