import { AsciiTableHdu } from "./ascii-table";
import { BinaryTableHdu } from "./binary-table";
import { FitsError } from "./fits-error";
import { gunzipLimited, isGzip } from "./gunzip";
import { UnknownHdu } from "./hdu";
import { BLOCK_LENGTH, type FitsHeader, readHeader } from "./header";
import { ImageHdu } from "./image";
import type { FitsTable } from "./table";

/** Any header-and-data unit; `kind` tells which. */
export type FitsAnyHdu = ImageHdu | BinaryTableHdu | AsciiTableHdu | UnknownHdu;

/** Options of `readFits`. */
export interface ReadFitsOptions {
  /** Bytes that gzipped input may grow to; default 512 MiB. Larger is an error, before the memory is taken. */
  maxGunzippedBytes?: number;
}

const DEFAULT_MAX_GUNZIPPED = 512 * 1024 * 1024;

/** A FITS file whose headers have been read; images and columns are read when asked for. */
export class FitsFile {
  constructor(
    /** All HDUs in order, the primary one first. */
    readonly hdus: readonly FitsAnyHdu[],
    /** Bytes after the last HDU that are no HDU (special records, which the standard has readers ignore). */
    readonly trailingBytes: number,
  ) {}

  /**
   * One HDU, by index (0 is the primary one) or EXTNAME (in any case) and, where several share it, EXTVER.
   * @throws FitsError if there is none.
   */
  hdu(key: number | string, version?: number): FitsAnyHdu {
    const found = this.hdus.find((hdu) =>
      typeof key === "number"
        ? hdu.index === key
        : hdu.name.toUpperCase() === key.trim().toUpperCase() && (version ?? hdu.version) === hdu.version,
    );
    if (found !== undefined) return found;
    const wanted = JSON.stringify(key) + (version === undefined ? "" : `, EXTVER ${version}`);
    const trailing = this.trailingBytes > 0 ? `; then ${this.trailingBytes} bytes that are no HDU` : "";
    const known = this.hdus.slice(0, 40).map((hdu) => `${hdu.index} ${hdu.name}`.trim());
    throw new FitsError(`there is no HDU ${wanted}; the file has ${known.join(", ")}${trailing}`);
  }

  /**
   * One image; see `hdu`.
   * @throws FitsError if there is none or it is no image.
   */
  image(key: number | string, version?: number): ImageHdu {
    const hdu = this.hdu(key, version);
    if (hdu.kind === "image") return hdu;
    throw hdu.header.error(`is no image: ${hdu.summary()}`);
  }

  /**
   * One table, binary or ASCII; see `hdu`.
   * @throws FitsError if there is none or it is no table.
   */
  table(key: number | string, version?: number): FitsTable {
    const hdu = this.hdu(key, version);
    if (hdu.kind === "binary-table" || hdu.kind === "ascii-table") return hdu;
    throw hdu.header.error(`is no table: ${hdu.summary()}`);
  }

  /** One line an HDU: index, name, kind and size. */
  toString(): string {
    return this.hdus.map((hdu) => `${hdu.index}  ${hdu.name || "-"}  ${hdu.summary()}`).join("\n");
  }
}

/**
 * Reads a FITS file (standard 4.0; Pence et al. 2010, A&A 524, A42): images and image extensions,
 * binary tables (with variable-length columns) and ASCII tables, gzipped or not. All headers are read at
 * once, data when asked for, straight from `bytes`, which must stay as they are. CONTINUE and HIERARCH
 * cards are understood, INHERIT is not; random groups are refused; tile-compressed images are the
 * binary tables that hold them; checksums are not verified.
 * @param bytes The whole file.
 * @throws FitsError naming HDU and keyword where the file is not FITS, ends early or contradicts itself.
 */
export function readFits(bytes: Uint8Array, options: ReadFitsOptions = {}): FitsFile {
  const limit = options.maxGunzippedBytes ?? DEFAULT_MAX_GUNZIPPED;
  const plain = isGzip(bytes) ? gunzipLimited(bytes, limit) : bytes;
  const hdus: FitsAnyHdu[] = [];
  let at = 0;
  while (at < plain.length && (at === 0 || startsWith(plain, at, "XTENSION"))) {
    const { header, end } = readHeader(plain, at, hdus.length);
    if (at === 0) checkPrimary(header);
    const size = dataBytes(header, at === 0);
    const there = Math.max(0, plain.length - end);
    if (size > there) {
      throw header.error(
        `the file is truncated: the data take ${size} bytes, but only ${there} follow the header`,
      );
    }
    hdus.push(makeHdu(header, plain.subarray(end, end + size)));
    at = end + Math.ceil(size / BLOCK_LENGTH) * BLOCK_LENGTH;
  }
  if (hdus.length === 0) throw new FitsError("the file is empty", { hdu: 0 });
  return new FitsFile(hdus, Math.max(0, plain.length - at));
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

function checkPrimary(header: FitsHeader): void {
  if (header.cards[0]?.keyword !== "SIMPLE") {
    throw header.error("this is not a FITS file: it does not start with SIMPLE", "SIMPLE");
  }
  if (header.get("SIMPLE") !== true)
    throw header.error("is not T: the file does not follow the standard", "SIMPLE");
  if (header.has("GROUPS") && header.get("GROUPS") === true && header.get("NAXIS1") === 0) {
    throw header.error("random groups are not supported", "GROUPS");
  }
}

/** Size of the data unit without padding, checked to be a plain number. */
function dataBytes(header: FitsHeader, isPrimary: boolean): number {
  const bitpix = header.integer("BITPIX", -64, 64);
  if (![8, 16, 32, 64, -32, -64].includes(bitpix)) {
    throw header.error(`is ${bitpix}, not one of 8, 16, 32, 64, -32, -64`, "BITPIX");
  }
  const naxis = header.integer("NAXIS", 0, 999);
  let elements = naxis === 0 ? 0 : 1;
  for (let n = 1; n <= naxis; n++) elements *= header.integer(`NAXIS${n}`, 0, Number.MAX_SAFE_INTEGER);
  const pcount = isPrimary ? 0 : header.integer("PCOUNT", 0, Number.MAX_SAFE_INTEGER);
  const gcount = isPrimary ? 1 : header.integer("GCOUNT", 0, Number.MAX_SAFE_INTEGER);
  const size = (Math.abs(bitpix) / 8) * gcount * (pcount + elements);
  if (!Number.isFinite(size)) throw header.error("the product of the axes is beyond all bounds", "NAXIS");
  return size;
}

function makeHdu(header: FitsHeader, bytes: Uint8Array): FitsAnyHdu {
  const type = header.place.hdu === 0 ? "IMAGE" : header.string("XTENSION");
  switch (type) {
    case "IMAGE":
      if (header.place.hdu !== 0) {
        requireValue(header, "PCOUNT", 0);
        requireValue(header, "GCOUNT", 1);
      }
      return new ImageHdu(header, bytes);
    case "BINTABLE":
    case "A3DTABLE":
      checkTable(header);
      return new BinaryTableHdu(header, bytes);
    case "TABLE":
      checkTable(header);
      requireValue(header, "PCOUNT", 0);
      return new AsciiTableHdu(header, bytes);
    default:
      return new UnknownHdu(header, bytes);
  }
}

function checkTable(header: FitsHeader): void {
  requireValue(header, "BITPIX", 8);
  requireValue(header, "NAXIS", 2);
  requireValue(header, "GCOUNT", 1);
  header.integer("TFIELDS", 0, 999);
  const rows = header.integer("NAXIS2", 0, Number.MAX_SAFE_INTEGER);
  if (header.integer("NAXIS1", 0, Number.MAX_SAFE_INTEGER) === 0 && rows > 0) {
    throw header.error(`is 0, but there are ${rows} rows`, "NAXIS1");
  }
}

/** A mandatory keyword whose value the standard fixes. */
function requireValue(header: FitsHeader, keyword: string, expected: number): void {
  const value = header.integer(keyword, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  if (value !== expected) throw header.error(`is ${value}, not ${expected}`, keyword);
}
