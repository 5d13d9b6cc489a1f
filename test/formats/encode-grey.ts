import { zlibSync } from "fflate";
import { crc32 } from "../../src/formats/crc32";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export function pngChunk(type: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(body, 8);
  view.setUint32(8 + body.length, crc32(bytes.subarray(4, 8 + body.length)));
  return bytes;
}

/** A PNG file with these compressed lines and this header, whether they fit or not. */
export function encodeLines(
  packed: Uint8Array,
  width: number,
  height: number,
  header: number[] = [8, 0, 0, 0, 0],
): Uint8Array {
  const head = new Uint8Array(13);
  new DataView(head.buffer).setUint32(0, width);
  new DataView(head.buffer).setUint32(4, height);
  head.set(header, 8);
  const parts = [
    SIGNATURE,
    pngChunk("IHDR", head),
    pngChunk("IDAT", packed),
    pngChunk("IEND", new Uint8Array(0)),
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A PNG file of 8-bit grey pixels. */
export function encodeGrey(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const lines = new Uint8Array(height * (width + 1));
  for (let row = 0; row < height; row++) {
    lines.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  return encodeLines(zlibSync(lines), width, height);
}
