import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";

/** SHA-256 of what a file is about, at its start, and of each record, behind it. */
const DIGEST_BYTES = 32;

/**
 * A file of records of one length that grows at its end: what was being written when the process died is known by its
 * checksum and counts as not there.
 */
export interface RecordFile {
  path: string;
  /** What the records are about; a file that was begun with another text counts as empty. */
  about: string;
  recordBytes: number;
}

/**
 * Gives the records from the first on to `take`, up to `limit`, the first that is not as it was written, or the end.
 *
 * @returns how many there were; 0 where there is no such file.
 */
export async function readRecords(
  file: RecordFile,
  limit: number,
  take: (record: Buffer, k: number) => void,
): Promise<number> {
  const handle = await open(file.path, "r").catch(() => undefined);
  if (handle === undefined) return 0;
  try {
    const start = digestOf(file);
    if (!start.equals(await readAt(handle, 0, DIGEST_BYTES))) return 0;
    for (let k = 0; k < limit; k++) {
      const record = await readAt(handle, placeOf(file, k), file.recordBytes + DIGEST_BYTES);
      const body = record.subarray(0, file.recordBytes);
      if (!recordDigest(start, k, body).equals(record.subarray(file.recordBytes))) return k;
      take(body, k);
    }
    return limit;
  } finally {
    await handle.close();
  }
}

/**
 * Writes records from number `from` on; what the file had there is dropped. They are on disk when this returns. The caller
 * holds a lock.
 */
export async function writeRecords(
  file: RecordFile,
  from: number,
  records: readonly Uint8Array[],
): Promise<void> {
  const start = digestOf(file);
  const handle = await open(file.path, from === 0 ? "w" : "r+");
  try {
    if (from === 0) await handle.write(start, 0, DIGEST_BYTES, 0);
    else await handle.truncate(placeOf(file, from));
    for (const [i, body] of records.entries()) {
      const place = placeOf(file, from + i);
      await handle.write(body, 0, body.length, place);
      await handle.write(recordDigest(start, from + i, body), 0, DIGEST_BYTES, place + body.length);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const placeOf = ({ recordBytes }: RecordFile, k: number): number =>
  DIGEST_BYTES + k * (recordBytes + DIGEST_BYTES);

const digestOf = ({ about, recordBytes }: RecordFile): Buffer =>
  createHash("sha256").update(`${recordBytes} ${about}`).digest();

/** Tells a record from one of another place or file, too. */
const recordDigest = (start: Buffer, k: number, body: Uint8Array): Buffer =>
  createHash("sha256").update(start).update(`${k} `).update(body).digest();

/** Up to `length` bytes; fewer at the end of the file. */
async function readAt(handle: FileHandle, place: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, place);
  return buffer.subarray(0, bytesRead);
}
