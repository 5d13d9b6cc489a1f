import { unzlibSync } from "fflate";
import { SkylearnError } from "../core/errors";
import { checkNumber } from "../core/parameters";
import { crc32 } from "./crc32";

/** A PNG file that cannot be read: damaged, cut off, or of a kind that is not read. */
export class PngError extends SkylearnError {}

export interface ReadPngOptions {
  /** Pixels that a picture may have; default 2^26, which is 8192 x 8192. */
  maxPixels?: number;
}

/** A picture as its file holds it. */
export interface PngImage {
  width: number;
  height: number;
  /** Values a pixel: 1 grey, 2 grey and alpha, 3 red, green and blue, 4 those and alpha. */
  channels: number;
  /** Row after row from the top, the channels of a pixel side by side: 0 to 255, or to 65,535 where the file has 16 bits. */
  data: Uint8Array | Uint16Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const CHUNK_BYTES = 12;
const HEADER_BYTES = 13;
const CHANNELS: { readonly [colorType: number]: number } = { 0: 1, 2: 3, 4: 2, 6: 4 };

interface Header {
  width: number;
  height: number;
  channels: number;
  /** Bits a channel. */
  depth: number;
}

/**
 * Reads a PNG picture of 8 or 16 bits a channel, grey or in colours, with alpha or not; text, colour profiles and
 * animation in the file are left out. Checksums and the number of pixels are verified, and no file makes more than the
 * pixels that it claims. https://www.w3.org/TR/png-3/
 *
 * @throws PngError if it is no PNG file, is damaged, cut off, interlaced, has a palette or fewer than 8 bits, or claims more
 * than `maxPixels`.
 */
export function readPng(bytes: Uint8Array, options: ReadPngOptions = {}): PngImage {
  const { maxPixels = 2 ** 26 } = options;
  checkNumber("maxPixels", maxPixels, { min: 1 });
  const chunks = readChunks(bytes);
  if (chunks[0].type !== "IHDR" || chunks[0].body.length !== HEADER_BYTES) {
    throw new PngError("The PNG file does not begin with its header.");
  }
  const header = readHeader(chunks[0].body, maxPixels);
  const packed = chunks.filter(({ type }) => type === "IDAT").map(({ body }) => body);
  const { width, height, channels, depth } = header;
  const pixelBytes = (channels * depth) / 8;
  const lines = unpack(packed, height * (1 + width * pixelBytes));
  const data = unfilter(lines, height, width * pixelBytes, pixelBytes);
  return { width, height, channels, data: depth === 8 ? data : bigEndian(data) };
}

function readChunks(bytes: Uint8Array): { type: string; body: Uint8Array }[] {
  if (SIGNATURE.some((byte, i) => bytes[i] !== byte)) throw new PngError("This is no PNG file.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: { type: string; body: Uint8Array }[] = [];
  for (let at = SIGNATURE.length; at + CHUNK_BYTES <= bytes.length; ) {
    const next = at + CHUNK_BYTES + view.getUint32(at);
    if (next > bytes.length) break;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (crc32(bytes.subarray(at + 4, next - 4)) !== view.getUint32(next - 4)) {
      throw new PngError(
        `The PNG file is damaged: the checksum of its part ${JSON.stringify(type)} does not match.`,
      );
    }
    chunks.push({ type, body: bytes.subarray(at + 8, next - 4) });
    if (type === "IEND") return chunks;
    at = next;
  }
  throw new PngError("The PNG file is cut off.");
}

function readHeader(body: Uint8Array, maxPixels: number): Header {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colorType, compression, filter, interlace] = body.subarray(8);
  const channels = CHANNELS[colorType];
  if (channels === undefined || (depth !== 8 && depth !== 16) || compression + filter + interlace !== 0) {
    throw new PngError(
      `The PNG file has ${depth} bits a channel, colour type ${colorType}${interlace === 0 ? "" : ", interlaced"}; ` +
        "save it with 8 or 16 bits, without a palette, not interlaced.",
    );
  }
  if (!(width > 0 && height > 0) || width * height > maxPixels) {
    throw new PngError(
      `The PNG file claims ${width} x ${height} pixels; it may have 1 to ${maxPixels}: raise maxPixels if it should.`,
    );
  }
  return { width, height, channels, depth };
}

/** Unpacks into the length that the header asks for, and one byte more, to see whether there are too many. */
function unpack(packed: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(packed.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of packed) {
    whole.set(part, at);
    at += part.length;
  }
  let out: Uint8Array;
  try {
    out = unzlibSync(whole, { out: new Uint8Array(length + 1) });
  } catch (cause) {
    throw new PngError(`The pixels of the PNG file cannot be unpacked: ${(cause as Error).message}.`, {
      cause,
    });
  }
  if (out.length !== length) {
    throw new PngError(`The PNG file holds ${out.length < length ? "fewer" : "more"} pixels than it says.`);
  }
  return out;
}

/** Undoes the filter of each line, which is named by the byte before it: what is stored is the difference to a guess. */
function unfilter(lines: Uint8Array, height: number, lineBytes: number, pixelBytes: number): Uint8Array {
  const out = new Uint8Array(height * lineBytes);
  for (let row = 0; row < height; row++) {
    const from = row * (lineBytes + 1);
    const filter = lines[from];
    const to = row * lineBytes;
    out.set(lines.subarray(from + 1, from + 1 + lineBytes), to);
    if (filter === 0) continue;
    if (filter > 4) throw new PngError(`Row ${row} of the PNG file has the unknown filter ${filter}.`);
    for (let k = 0; k < lineBytes; k++) {
      const left = k < pixelBytes ? 0 : out[to + k - pixelBytes];
      const above = row === 0 ? 0 : out[to + k - lineBytes];
      const corner = row === 0 || k < pixelBytes ? 0 : out[to + k - lineBytes - pixelBytes];
      if (filter === 1) out[to + k] += left;
      else if (filter === 2) out[to + k] += above;
      else if (filter === 3) out[to + k] += (left + above) >> 1;
      else out[to + k] += paeth(left, above, corner);
    }
  }
  return out;
}

/** Of the three neighbours the one nearest to left + above - corner. */
function paeth(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function bigEndian(bytes: Uint8Array): Uint16Array {
  return Uint16Array.from({ length: bytes.length / 2 }, (_, i) => bytes[2 * i] * 256 + bytes[2 * i + 1]);
}
