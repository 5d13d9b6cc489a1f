import { inflateSync } from "fflate";
import { SkylearnError } from "../core/errors";
import { checkNumber } from "../core/parameters";
import { crc32 } from "./crc32";

/** A zip archive that cannot be read: damaged, cut off, of a kind that is not read, or made to do harm. */
export class ZipError extends SkylearnError {}

export interface ReadZipOptions {
  /** Bytes that one unpacked file may have; default 256 MiB. */
  maxFileBytes?: number;
}

/** A file in a zip archive. */
export interface ZipEntry {
  /** Path in the archive, with forward slashes; never absolute, never with `..`. */
  readonly name: string;
  /** Length once unpacked. */
  readonly bytes: number;
  /**
   * Unpacks the file; its length and checksum are verified.
   *
   * @throws ZipError if it is damaged.
   */
  read(): Uint8Array;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_COMMENT = 65_535;
/** DEFLATE grows at most so many times. */
const MAX_GROWTH = 1032;
const ENCRYPTED = 1;
const [STORED, DEFLATED] = [0, 8];

/**
 * The files of a zip archive, in the order of its directory; each is unpacked when it is read, so that memory holds one at a
 * time. Folders are left out.
 *
 * @param bytes The archive. It is not copied: leave it as it is while files are read.
 * @throws ZipError if it is no zip archive, is cut off, encrypted, in several parts or larger than 4 GiB, if the name of a
 * file would lead out of the folder that it is unpacked to, comes twice, or if a file claims to be
 * longer than `maxFileBytes` or than its packed bytes can give.
 */
export function readZip(bytes: Uint8Array, options: ReadZipOptions = {}): ZipEntry[] {
  const { maxFileBytes = 2 ** 28 } = options;
  checkNumber("maxFileBytes", maxFileBytes, { min: 1 });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (view.getUint16(end + 4, true) !== 0) throw new ZipError("The zip archive is one of several parts.");
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff)
    throw new ZipError("Zip archives of the 64-bit kind are not read.");
  const entries: ZipEntry[] = [];
  const seen = new Set<string>();
  for (let k = 0; k < count; k++) {
    if (at + CENTRAL_BYTES > end || view.getUint32(at, true) !== CENTRAL) {
      throw new ZipError(`The directory of the zip archive is damaged at file ${k}.`);
    }
    const next = at + CENTRAL_BYTES + lengths(view, at + 28) + view.getUint16(at + 32, true);
    if (next > end) throw new ZipError(`The directory of the zip archive is damaged at file ${k}.`);
    const name = readName(bytes, at + CENTRAL_BYTES, view.getUint16(at + 28, true));
    if (seen.has(name)) throw new ZipError(`The zip archive has ${JSON.stringify(name)} twice.`);
    seen.add(name);
    if (!name.endsWith("/")) entries.push(toEntry(bytes, view, at, name, maxFileBytes));
    at = next;
  }
  return entries;
}

/** Where the record is that ends an archive; a comment of unknown length may follow it. */
function findEnd(view: DataView): number {
  for (
    let at = view.byteLength - END_BYTES;
    at >= 0 && at >= view.byteLength - END_BYTES - MAX_COMMENT;
    at--
  ) {
    if (view.getUint32(at, true) !== END) continue;
    if (at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  throw new ZipError("This is no zip archive, or its end is missing.");
}

/** The lengths of a name and of the field after it, which stand side by side. */
const lengths = (view: DataView, at: number): number =>
  view.getUint16(at, true) + view.getUint16(at + 2, true);

/** @throws ZipError if the name would lead out of the folder to which the archive is unpacked. */
function readName(bytes: Uint8Array, at: number, length: number): string {
  const name = new TextDecoder().decode(bytes.subarray(at, at + length));
  const parts = name.split("/");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is those that must not be there
  const strange = name === "" || /^[a-z]:|[\\\x00-\x1f]/i.test(name) || name.startsWith("/");
  if (strange || parts.some((part) => part === ".." || part === ".")) {
    throw new ZipError(`The zip archive has a file that would leave its folder: ${JSON.stringify(name)}.`);
  }
  return name;
}

function toEntry(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  name: string,
  maxFileBytes: number,
): ZipEntry {
  const shown = JSON.stringify(name);
  const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
  const [checksum, packed, length] = [16, 20, 24].map((offset) => view.getUint32(at + offset, true));
  const local = view.getUint32(at + 42, true);
  if (flags & ENCRYPTED) throw new ZipError(`${shown} in the zip archive is encrypted.`);
  if (method !== STORED && method !== DEFLATED) {
    throw new ZipError(`${shown} in the zip archive is packed by method ${method}, which is not read.`);
  }
  if (length > maxFileBytes) {
    throw new ZipError(
      `${shown} in the zip archive is ${length} bytes long, more than ${maxFileBytes}; raise maxFileBytes if it may be.`,
    );
  }
  if (method === STORED ? length !== packed : length > packed * MAX_GROWTH) {
    throw new ZipError(
      `${shown} in the zip archive cannot be ${length} bytes long: it has ${packed} packed ones.`,
    );
  }
  return { name, bytes: length, read };

  function read(): Uint8Array {
    if (local + LOCAL_BYTES > bytes.length || view.getUint32(local, true) !== LOCAL) {
      throw new ZipError(`${shown} is not where the zip archive's directory says.`);
    }
    const start = local + LOCAL_BYTES + lengths(view, local + 26);
    if (start + packed > bytes.length) throw new ZipError(`${shown} in the zip archive is cut off.`);
    const body = bytes.subarray(start, start + packed);
    const out = method === STORED ? body.slice() : inflate(body, length, shown);
    if (out.length !== length || crc32(out) !== checksum) {
      throw new ZipError(`${shown} in the zip archive is damaged: its length or checksum does not match.`);
    }
    return out;
  }
}

/** Unpacks into the length that the directory names, so that no archive makes more than it says. */
function inflate(body: Uint8Array, length: number, shown: string): Uint8Array {
  try {
    return inflateSync(body, { out: new Uint8Array(length) });
  } catch (cause) {
    throw new ZipError(`${shown} in the zip archive cannot be unpacked: ${(cause as Error).message}.`, {
      cause,
    });
  }
}
