import { constants } from "node:fs";
import { type FileHandle, open, rm, stat } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { CacheError, ChecksumError, DownloadError } from "../errors";
import type { RegistryEntry } from "../registry";
import { differenceFrom } from "./checksum";
import { asDownloadError, type HttpBody, httpGet } from "./http-get";

export interface DownloadOptions {
  /** Told how far the download is, whenever bytes arrive. */
  onProgress?: (progress: DownloadProgress) => void;
  /** Ends the download; what has arrived stays for a later one to resume. */
  signal?: AbortSignal;
  /** Further tries after the first, for each place; default 4. */
  retries?: number;
  /** Milliseconds before the first further try, doubled each time and jittered; default 500. */
  retryDelay?: number;
  /** Milliseconds without a byte after which a try is given up; default 30,000. */
  timeout?: number;
}

export interface DownloadProgress {
  id: string;
  url: string;
  /** Bytes so far, those of an earlier, resumed download included. */
  received: number;
  /** Bytes in all, where known. */
  total: number | undefined;
}

/** No registered file comes near this; a server that sends more is not sending the file. */
const MAX_UNREGISTERED_BYTES = 2 ** 31;
const MAX_DELAY = 30_000;

/**
 * Downloads a file of the registry into `partial`, continuing what is there, and verifies it. The file is complete,
 * verified and on the disk (`fsync`) when this returns.
 *
 * @throws DownloadError, ChecksumError, CacheError, or the signal's reason.
 */
export async function download(
  entry: RegistryEntry,
  url: string,
  partial: string,
  options: DownloadOptions,
): Promise<void> {
  const { retries = 4, retryDelay = 500, signal } = options;
  const state: ResumeState = {};
  for (let attempt = 0; ; attempt++) {
    try {
      return await attemptDownload(entry, url, partial, options, state);
    } catch (error) {
      if (!(error instanceof DownloadError) || !error.transient || attempt >= retries) throw error;
      const backOff = Math.min(retryDelay * 2 ** attempt, MAX_DELAY) * (0.5 + Math.random() / 2);
      await delay(Math.min(Math.max(backOff, error.retryAfter ?? 0), MAX_DELAY), undefined, { signal });
    }
  }
}

interface ResumeState {
  /** The validator of the version that the partial file is of, if the server gave one in this download. */
  validator?: string;
}

async function attemptDownload(
  entry: RegistryEntry,
  url: string,
  partial: string,
  options: DownloadOptions,
  state: ResumeState,
): Promise<void> {
  const { signal, timeout = 30_000 } = options;
  let offset = await sizeOf(partial);
  if (offset > (entry.bytes ?? MAX_UNREGISTERED_BYTES)) {
    await rm(partial, { force: true });
    offset = 0;
  }
  const resumed = offset > 0;
  if (offset !== entry.bytes) {
    const headers = resumed
      ? { range: `bytes=${offset}-`, ...(state.validator && { "if-range": state.validator }) }
      : {};
    const body = await httpGet(url, { headers, signal, timeout });
    try {
      const start = await startOf(body.response, offset, url, partial);
      state.validator = strongValidator(body.response);
      await save(entry, url, body, partial, start, options);
    } finally {
      body.close();
    }
  }
  const difference = await differenceFrom(entry, partial, signal);
  if (difference === undefined) return;
  await rm(partial, { force: true });
  if (resumed) {
    // The first half may be of another version or damaged: only a whole download can tell.
    throw new DownloadError(url, "the resumed download does not fit together", true);
  }
  throw new ChecksumError(entry.id, url, difference);
}

/** Where in the file the response's first byte belongs. */
async function startOf(
  response: IncomingMessage,
  offset: number,
  url: string,
  partial: string,
): Promise<number> {
  const status = response.statusCode!;
  if (status === 200) return 0;
  if (status === 206 && offset > 0) {
    const [, start] = /^bytes (\d+)-/.exec(response.headers["content-range"] ?? "") ?? [];
    if (Number(start) === offset) return offset;
  }
  if (status === 206 || status === 416) {
    await rm(partial, { force: true });
    throw new DownloadError(url, "it does not continue where the download stopped", true);
  }
  const transient = status >= 500 || status === 408 || status === 429;
  const seconds = Number(response.headers["retry-after"]);
  throw new DownloadError(url, `it answered with HTTP status ${status}`, transient, {
    retryAfter: seconds > 0 ? seconds * 1000 : undefined,
  });
}

function strongValidator({ headers }: IncomingMessage): string | undefined {
  return headers.etag?.startsWith('"') ? headers.etag : undefined;
}

async function save(
  entry: RegistryEntry,
  url: string,
  { response, chunks }: HttpBody,
  partial: string,
  start: number,
  { onProgress, signal }: DownloadOptions,
): Promise<void> {
  const declared = response.headers["content-length"];
  const announced = declared === undefined ? undefined : start + Number(declared);
  const total = entry.bytes ?? announced;
  if (entry.bytes !== null && announced !== undefined && announced !== entry.bytes) {
    throw new ChecksumError(entry.id, url, `it has ${announced} bytes instead of ${entry.bytes}`);
  }
  const limit = total ?? MAX_UNREGISTERED_BYTES;
  const file = await openAt(partial, start);
  try {
    let received = start;
    for await (const chunk of named(chunks, url, signal)) {
      if (received + chunk.length > limit) {
        await rm(partial, { force: true });
        throw new ChecksumError(entry.id, url, `it has more than ${limit} bytes`);
      }
      await writeAll(file, chunk, received);
      received += chunk.length;
      onProgress?.({ id: entry.id, url, received, total });
    }
    await file.sync();
    if (total !== undefined && received < total) {
      throw new DownloadError(url, `it ended after ${received} of ${total} bytes`, true);
    }
  } catch (error) {
    if (isDiskError(error)) throw await diskError(error, partial);
    throw error;
  } finally {
    await file.close();
  }
}

/** The chunks; a failure among them becomes a {@link DownloadError}. */
async function* named(chunks: AsyncGenerator<Buffer>, url: string, signal?: AbortSignal) {
  try {
    yield* chunks;
  } catch (error) {
    throw asDownloadError(error, url, signal);
  }
}

async function openAt(partial: string, start: number): Promise<FileHandle> {
  try {
    const file = await open(partial, constants.O_RDWR | constants.O_CREAT, 0o644);
    await file.truncate(start);
    return file;
  } catch (error) {
    throw await diskError(error, partial);
  }
}

async function writeAll(file: FileHandle, chunk: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < chunk.length) {
    const { bytesWritten } = await file.write(chunk, done, chunk.length - done, position + done);
    done += bytesWritten;
  }
}

const DISK_CODES = new Set(["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "EIO", "ENOTDIR", "EFBIG"]);

const isDiskError = (error: unknown): boolean =>
  DISK_CODES.has((error as NodeJS.ErrnoException).code ?? "") && !(error instanceof DownloadError);

/** A full disk is given back what the unfinished download took; the caller gets a {@link CacheError}. */
export async function diskError(error: unknown, path: string): Promise<CacheError> {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOSPC" || code === "EDQUOT") {
    await rm(path, { force: true });
    return new CacheError(
      `The disk is full: ${path} could not be written. Free some space, or set SKYLEARN_DATA_HOME to another folder.`,
      { cause: error },
    );
  }
  return new CacheError(
    `The cache folder cannot be written (${code}): ${path}. Set SKYLEARN_DATA_HOME to a folder that can.`,
    { cause: error },
  );
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}
