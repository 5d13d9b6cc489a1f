import type { NpyData } from "./npy";

/** Numbers of a .npy file in the file's order; `type` is NumPy's kind and size, such as `f8`. */
export function numbersOf(view: DataView, type: string, littleEndian: boolean): NpyData {
  const n = view.byteLength / Number(type.slice(1));
  switch (type) {
    case "b1":
      return Uint8Array.from({ length: n }, (_, i) => (view.getUint8(i) === 0 ? 0 : 1));
    case "i1":
      return fill(new Int8Array(n), (i) => view.getInt8(i));
    case "u1":
      return fill(new Uint8Array(n), (i) => view.getUint8(i));
    case "i2":
      return fill(new Int16Array(n), (i) => view.getInt16(2 * i, littleEndian));
    case "u2":
      return fill(new Uint16Array(n), (i) => view.getUint16(2 * i, littleEndian));
    case "i4":
      return fill(new Int32Array(n), (i) => view.getInt32(4 * i, littleEndian));
    case "u4":
      return fill(new Uint32Array(n), (i) => view.getUint32(4 * i, littleEndian));
    case "i8":
      return exactDoubles(fill(new BigInt64Array(n), (i) => view.getBigInt64(8 * i, littleEndian)));
    case "u8":
      return exactDoubles(fill(new BigUint64Array(n), (i) => view.getBigUint64(8 * i, littleEndian)));
    case "f2":
      return fill(new Float32Array(n), (i) => halfToNumber(view.getUint16(2 * i, littleEndian)));
    case "f4":
      return fill(new Float32Array(n), (i) => view.getFloat32(4 * i, littleEndian));
    default:
      return fill(new Float64Array(n), (i) => view.getFloat64(8 * i, littleEndian));
  }
}

function fill<T extends { [index: number]: V; length: number }, V>(out: T, get: (i: number) => V): T {
  for (let i = 0; i < out.length; i++) out[i] = get(i);
  return out;
}

function exactDoubles(values: BigInt64Array | BigUint64Array): NpyData {
  const limit = 2n ** 53n;
  for (const value of values) if (value > limit || value < -limit) return values;
  return Float64Array.from(values as BigInt64Array, Number);
}

/** IEEE 754 half precision: 1 sign, 5 exponent and 10 fraction bits. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** Strings of a .npy file: U is UTF-32, S bytes; both are filled with NULs at the end. */
export function stringsOf(
  view: DataView,
  kind: string,
  count: number,
  size: number,
  littleEndian: boolean,
): string[] {
  const unit = kind === "U" ? 4 : 1;
  return Array.from({ length: count }, (_, row) => {
    const codes: number[] = [];
    for (let at = row * size; at < (row + 1) * size; at += unit) {
      codes.push(unit === 4 ? view.getUint32(at, littleEndian) : view.getUint8(at));
    }
    while (codes.length > 0 && codes[codes.length - 1] === 0) codes.pop();
    return codes.map((code) => (code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd")).join("");
  });
}
