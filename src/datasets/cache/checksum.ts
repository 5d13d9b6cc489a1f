import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { RegistryEntry } from "../registry";

/**
 * Compares a file with its registry entry: length first, then SHA-256, or git's blob SHA-1 where no SHA-256 is
 * known. The bytes on disk are read, so that what was verified is what a reader will get.
 *
 * @returns how the file differs, or `undefined` if it is the registered one.
 */
export async function differenceFrom(
  entry: RegistryEntry,
  path: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { size } = await stat(path);
  if (entry.bytes !== null && size !== entry.bytes) {
    return `it has ${size} bytes instead of ${entry.bytes}`;
  }
  const [kind, expected] = expectedDigest(entry);
  const hash = createHash(kind === "SHA-256" ? "sha256" : "sha1");
  if (kind === "git blob SHA-1") hash.update(`blob ${size}\0`);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) hash.update(chunk);
  const digest = hash.digest("hex");
  return digest === expected ? undefined : `its ${kind} is ${digest} instead of ${expected}`;
}

function expectedDigest(entry: RegistryEntry): ["SHA-256" | "git blob SHA-1", string] {
  if (entry.sha256 !== null) return ["SHA-256", entry.sha256];
  if (entry.gitBlobSha1 !== null) return ["git blob SHA-1", entry.gitBlobSha1];
  throw new RangeError(`The registry has no checksum for ${entry.id}.`);
}

const verified = new Map<string, string>();

/**
 * As {@link differenceFrom}, but hashes a file once a process as long as its inode, size and times stay the same.
 */
export async function verifyOnce(
  entry: RegistryEntry,
  path: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const before = await stamp(path);
  if (verified.get(path) === `${entry.id} ${before}`) return undefined;
  const difference = await differenceFrom(entry, path, signal);
  if (difference === undefined) verified.set(path, `${entry.id} ${before}`);
  return difference;
}

async function stamp(path: string): Promise<string> {
  const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  return [ino, size, mtimeNs, ctimeNs].join(" ");
}
