import { decodeInt64 } from "./int64";

/** Typed arrays that numbers of a FITS file are read into. */
export type FitsNumbers =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** Numbers of a FITS file; an array with `null` only for 64-bit integers beyond 2^53 with nulls among them. */
export type FitsValues = FitsNumbers | (bigint | null)[];

/** Where equally spaced groups of elements lie: `rows` groups of `width` elements, `stride` bytes apart. */
export interface Layout {
  view: DataView;
  offset: number;
  stride: number;
  rows: number;
  width: number;
}

/** How stored numbers become physical ones: `zero + scale * stored`; `blank` is the stored null. */
export interface Scaling {
  scale: number;
  zero: number;
  blank?: number | bigint;
}

export type NumericCode = "B" | "I" | "J" | "K" | "E" | "D" | "C" | "M";

/** Offsets by which the standard's unsigned conventions store integers of the other signedness. */
const CONVENTION = { B: -128, I: 2 ** 15, J: 2 ** 31 } as const;
const CONVENTION_ARRAY = { B: Int8Array, I: Uint16Array, J: Uint32Array } as const;

/**
 * Reads numbers and scales them. Unscaled numbers keep their type (also with the unsigned conventions);
 * scaled ones, and integers with a null among them, become Float64Array with NaN for null; K see
 * `decodeInt64`; complex numbers come as pairs re, im.
 */
export function decodeNumbers(code: NumericCode, layout: Layout, scaling: Scaling): FitsValues {
  switch (code) {
    case "K":
      return decodeInt64(layout, scaling);
    case "B":
    case "I":
    case "J":
      return decodeIntegers(code, layout, scaling);
    case "C":
    case "M": {
      const pairs = { ...layout, width: layout.width * 2 };
      const raw = code === "C" ? readFloat32(pairs) : readFloat64(pairs);
      return scaleComplex(raw, scaling);
    }
    case "E":
      return scaleReals(readFloat32(layout), scaling);
    case "D":
      return scaleReals(readFloat64(layout), scaling);
  }
}

function decodeIntegers(code: "B" | "I" | "J", layout: Layout, scaling: Scaling): FitsNumbers {
  const { scale, zero } = scaling;
  const raw = code === "B" ? readUint8(layout) : code === "I" ? readInt16(layout) : readInt32(layout);
  const blank = scaling.blank === undefined ? undefined : Number(scaling.blank);
  const hasBlank = blank !== undefined && raw.indexOf(blank) >= 0;
  if (scale === 1 && !hasBlank) {
    if (zero === 0) return raw;
    if (zero === CONVENTION[code]) {
      const shifted = new CONVENTION_ARRAY[code](raw.length);
      for (let i = 0; i < raw.length; i++) shifted[i] = raw[i] + zero;
      return shifted;
    }
  }
  const out = new Float64Array(raw.length);
  for (let i = 0; i < raw.length; i++) out[i] = zero + scale * raw[i];
  if (hasBlank) for (let i = 0; i < raw.length; i++) if (raw[i] === blank) out[i] = Number.NaN;
  return out;
}

function scaleReals(raw: Float32Array | Float64Array, { scale, zero }: Scaling): FitsNumbers {
  if (scale === 1 && zero === 0) return raw;
  const out = new Float64Array(raw.length);
  for (let i = 0; i < raw.length; i++) out[i] = zero + scale * raw[i];
  return out;
}

/** The zero point is real: it moves the real parts only. */
function scaleComplex(raw: Float32Array | Float64Array, { scale, zero }: Scaling): FitsNumbers {
  if (scale === 1 && zero === 0) return raw;
  const out = new Float64Array(raw.length);
  for (let i = 0; i < raw.length; i += 2) {
    out[i] = zero + scale * raw[i];
    out[i + 1] = scale * raw[i + 1];
  }
  return out;
}

// One loop a type, because a DataView getter that is known at compile time becomes a load and a byte swap:
// faster than swapping words of a copy, and much faster than a loop that is handed the getter.

/** Reads bytes. */
export function readUint8({ view, offset, stride, rows, width }: Layout): Uint8Array {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  if (stride === width) return bytes.slice(offset, offset + rows * width);
  const out = new Uint8Array(rows * width);
  for (let row = 0, i = 0; row < rows; row++) {
    const start = offset + row * stride;
    for (let k = 0; k < width; k++) out[i++] = bytes[start + k];
  }
  return out;
}

function readInt16({ view, offset, stride, rows, width }: Layout): Int16Array {
  const out = new Int16Array(rows * width);
  for (let row = 0, i = 0; row < rows; row++) {
    let at = offset + row * stride;
    for (let k = 0; k < width; k++, at += 2) out[i++] = view.getInt16(at);
  }
  return out;
}

function readInt32({ view, offset, stride, rows, width }: Layout): Int32Array {
  const out = new Int32Array(rows * width);
  for (let row = 0, i = 0; row < rows; row++) {
    let at = offset + row * stride;
    for (let k = 0; k < width; k++, at += 4) out[i++] = view.getInt32(at);
  }
  return out;
}

function readFloat32({ view, offset, stride, rows, width }: Layout): Float32Array {
  const out = new Float32Array(rows * width);
  for (let row = 0, i = 0; row < rows; row++) {
    let at = offset + row * stride;
    for (let k = 0; k < width; k++, at += 4) out[i++] = view.getFloat32(at);
  }
  return out;
}

function readFloat64({ view, offset, stride, rows, width }: Layout): Float64Array {
  const out = new Float64Array(rows * width);
  for (let row = 0, i = 0; row < rows; row++) {
    let at = offset + row * stride;
    for (let k = 0; k < width; k++, at += 8) out[i++] = view.getFloat64(at);
  }
  return out;
}
