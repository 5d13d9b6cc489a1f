/** Strings of `width` bytes each: up to a NUL or the trailing spaces, bytes beyond ASCII as Latin-1. */
export function decodeStrings(bytes: Uint8Array, count: number, width: number): string[] {
  const strings: string[] = new Array(count).fill("");
  if (width === 0) return strings;
  const perChunk = Math.max(1, Math.floor(CHUNK / width));
  for (let first = 0; first < count; first += perChunk) {
    const start = first * width;
    const n = Math.min(perChunk, count - first);
    const text = latin1(bytes.subarray(start, start + n * width));
    for (let k = 0; k < n; k++) {
      const from = k * width;
      strings[first + k] = text.slice(from, from + cellLength(bytes, start + from, width));
    }
  }
  return strings;
}

/** Bytes turned to text at once. */
const CHUNK = 65536;
/** Arguments that one call surely takes. */
const MAX_ARGUMENTS = 8192;
const decoder = new TextDecoder();

/** One character a byte. ASCII, nearly all there is, goes through the platform's decoder, which is faster. */
function latin1(bytes: Uint8Array): string {
  let seen = 0;
  for (let i = 0; i < bytes.length; i++) seen |= bytes[i];
  if (seen < 0x80) return decoder.decode(bytes);
  let text = "";
  for (let i = 0; i < bytes.length; i += MAX_ARGUMENTS) {
    text += String.fromCharCode(...bytes.subarray(i, i + MAX_ARGUMENTS));
  }
  return text;
}

function cellLength(bytes: Uint8Array, start: number, width: number): number {
  let end = start;
  while (end < start + width && bytes[end] !== 0) end++;
  while (end > start && bytes[end - 1] === 0x20) end--;
  return end - start;
}

/** Bits, most significant first, as 0 and 1; each row's `width` bits are padded to whole bytes. */
export function decodeBits(bytes: Uint8Array, rows: number, width: number): Uint8Array {
  const out = new Uint8Array(rows * width);
  const rowBytes = Math.ceil(width / 8);
  for (let row = 0, i = 0; row < rows; row++) {
    const start = row * rowBytes;
    for (let bit = 0; bit < width; bit++) out[i++] = (bytes[start + (bit >> 3)] >> (7 - (bit & 7))) & 1;
  }
  return out;
}

/** Logicals: T, F, and NUL (or a space, which some writers use) for "no value". */
export function decodeLogicals(
  bytes: Uint8Array,
  error: (index: number, byte: number) => Error,
): (boolean | null)[] {
  const out: (boolean | null)[] = new Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === 0x54) out[i] = true;
    else if (byte === 0x46) out[i] = false;
    else if (byte === 0 || byte === 0x20) out[i] = null;
    else throw error(i, byte);
  }
  return out;
}
