import type { FitsNumbers } from "./elements";

/** How FITS stores the elements of a typed array. */
export interface StoredNumbers {
  bitpix: 8 | 16 | 32 | 64 | -32 | -64;
  /** Type code in a binary table. */
  code: "B" | "I" | "J" | "K" | "E" | "D";
  /** BZERO or TZERO of the standard's conventions for integers of the other signedness. */
  zero?: number | bigint;
}

/** How a typed array is stored. */
export function storageOf(data: FitsNumbers): StoredNumbers {
  if (data instanceof Uint8Array) return { bitpix: 8, code: "B" };
  if (data instanceof Int8Array) return { bitpix: 8, code: "B", zero: -128 };
  if (data instanceof Int16Array) return { bitpix: 16, code: "I" };
  if (data instanceof Uint16Array) return { bitpix: 16, code: "I", zero: 32768 };
  if (data instanceof Int32Array) return { bitpix: 32, code: "J" };
  if (data instanceof Uint32Array) return { bitpix: 32, code: "J", zero: 2147483648 };
  if (data instanceof BigInt64Array) return { bitpix: 64, code: "K" };
  if (data instanceof BigUint64Array) return { bitpix: 64, code: "K", zero: 9223372036854775808n };
  return data instanceof Float32Array ? { bitpix: -32, code: "E" } : { bitpix: -64, code: "D" };
}

/** Big-endian bytes of the elements from `start` to `end`, put at `at`. */
export function putNumbers(view: DataView, at: number, data: FitsNumbers, start: number, end: number): void {
  const size = data.BYTES_PER_ELEMENT;
  for (let i = start, p = at; i < end; i++, p += size) putNumber(view, p, data, i);
}

// The conventions' zero point is half the range: stored and physical value differ in the top bit only.
function putNumber(view: DataView, at: number, data: FitsNumbers, i: number): void {
  if (data instanceof Uint8Array) view.setUint8(at, data[i]);
  else if (data instanceof Int8Array) view.setUint8(at, data[i] + 128);
  else if (data instanceof Int16Array) view.setInt16(at, data[i]);
  else if (data instanceof Uint16Array) view.setInt16(at, data[i] - 32768);
  else if (data instanceof Int32Array) view.setInt32(at, data[i]);
  else if (data instanceof Uint32Array) view.setInt32(at, data[i] - 2147483648);
  else if (data instanceof BigInt64Array) view.setBigInt64(at, data[i]);
  else if (data instanceof BigUint64Array) view.setBigInt64(at, data[i] - 9223372036854775808n);
  else if (data instanceof Float32Array) view.setFloat32(at, data[i]);
  else view.setFloat64(at, data[i]);
}
