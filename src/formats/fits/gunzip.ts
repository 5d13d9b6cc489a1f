import { Gunzip } from "fflate";
import { crc32 } from "../crc32";
import { FitsError } from "./fits-error";

/** One push of input: DEFLATE grows at most 1032-fold, so at most 16 MiB come out before the limit is seen. */
const CHUNK = 16 * 1024;

/** Whether the bytes start as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length > 2 && bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/**
 * Unpacks gzip (one or several members) piece by piece, so that no more than `limit` bytes are ever held,
 * and verifies the checksum and length at the end of each member.
 * @throws FitsError if the input is damaged, ends early or grows beyond the limit.
 */
export function gunzipLimited(bytes: Uint8Array, limit: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let total = 0;
  let crc = 0;
  let memberBytes = 0;
  const closeMember = (end: number) => {
    const trailer = new DataView(bytes.buffer, bytes.byteOffset + end - 8, 8);
    if (trailer.getUint32(0, true) !== crc || trailer.getUint32(4, true) !== memberBytes % 2 ** 32) {
      throw new FitsError("the gzipped file is damaged or cut off: its checksum does not match");
    }
    crc = 0;
    memberBytes = 0;
  };
  const gunzip = new Gunzip((chunk) => {
    total += chunk.length;
    if (total > limit) {
      throw new FitsError(
        `the gzipped file grows beyond ${limit} bytes; raise maxGunzippedBytes if it should`,
      );
    }
    if (chunk.length === 0) return;
    crc = crc32(chunk, crc);
    memberBytes += chunk.length;
    chunks.push(chunk);
  });
  gunzip.onmember = closeMember;
  try {
    for (let at = 0; at < bytes.length; at += CHUNK) {
      gunzip.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
    }
    if (bytes.length < 18) throw new FitsError("the gzipped file is cut off");
    closeMember(bytes.length);
  } catch (error) {
    if (error instanceof FitsError) throw error;
    throw new FitsError(
      `the gzipped file cannot be unpacked: ${(error as Error).message}`,
      {},
      { cause: error },
    );
  }
  const out = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}
