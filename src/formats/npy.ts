import { SkylearnError } from "../core/errors";
import { numbersOf, stringsOf } from "./npy-cells";

/** A .npy file that cannot be read: not one, cut short, or of a type that is not numbers or text. */
export class NpyError extends SkylearnError {}

/** Elements of an array; see `readNpy` for which type stands for which. */
export type NpyData =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array
  | string[];

/** An array read from a .npy file. */
export interface NpyArray {
  /** NumPy's name of the element type, such as `<f8`. */
  dtype: string;
  /** Sizes of the axes; empty for a single value. */
  shape: number[];
  /** Elements in row-major order, also where the file holds them column by column. */
  data: NpyData;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const MAX_DIMENSIONS = 64;
/** NumPy itself refuses headers beyond 10,000 characters. */
const MAX_HEADER = 65_535;

/**
 * Reads a .npy file, versions 1 to 3 (NumPy enhancement proposal 1), row-major or Fortran order, either
 * byte order. bool gives Uint8Array of 0 and 1; i1 … u4 the typed array of that name; i8 and u8
 * Float64Array where all values are exact as doubles, else BigInt64Array or BigUint64Array; f2 and f4
 * Float32Array; f8 Float64Array; U and S strings (S as Latin-1).
 * @throws NpyError for all else: objects (pickles are never read), structured and complex types, files
 * that are cut short, too long or nonsensical.
 */
export function readNpy(bytes: Uint8Array): NpyArray {
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) throw new NpyError("this is not a .npy file");
  const version = bytes[6];
  if (!(version >= 1 && version <= 3))
    throw new NpyError(`version ${version} of the .npy format is not known`);
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) throw new NpyError("the .npy file ends within its header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (headerLength > MAX_HEADER) throw new NpyError(`a header of ${headerLength} bytes makes no sense`);
  const dataStart = start + headerLength;
  if (dataStart > bytes.length) throw new NpyError("the .npy file ends within its header");
  const text = new TextDecoder(version === 3 ? "utf-8" : "latin1").decode(bytes.subarray(start, dataStart));
  const { dtype, fortranOrder, shape } = parseHeader(text);
  const { kind, size, littleEndian } = parseType(dtype);
  const count = shape.reduce((product, length) => product * length, 1);
  const needed = count * size;
  const there = bytes.length - dataStart;
  if (needed !== there) {
    const problem = needed > there ? "is cut short" : "goes on after the array";
    throw new NpyError(
      `the .npy file ${problem}: ${dtype} of shape (${shape.join(", ")}) takes ${needed} bytes, not ${there}`,
    );
  }
  const cells = new DataView(bytes.buffer, bytes.byteOffset + dataStart, there);
  const isText = kind === "U" || kind === "S";
  const stored = isText
    ? stringsOf(cells, kind, count, size, littleEndian)
    : numbersOf(cells, kind + size, littleEndian);
  return { dtype, shape, data: fortranOrder ? toRowMajor(stored, shape) : stored };
}

interface Header {
  dtype: string;
  fortranOrder: boolean;
  shape: number[];
}

/** The header is a Python dictionary of three known entries, which is matched, never evaluated. */
function parseHeader(text: string): Header {
  if (/'descr'\s*:\s*[[(]/.test(text)) throw new NpyError("structured arrays are not supported");
  const match = /^\{((?:[^'}]|'[^']*')*)\}\s*$/.exec(text);
  const entries = new Map<string, string>();
  const pattern = /\s*'(\w+)'\s*:\s*('[^']*'|True|False|\([\dL, ]*\))\s*(?:,|$)/y;
  for (let entry = match && pattern.exec(match[1]); entry; entry = pattern.exec(match![1])) {
    entries.set(entry[1], entry[2]);
    if (pattern.lastIndex >= match![1].trimEnd().length) break;
  }
  const descr = entries.get("descr");
  const order = entries.get("fortran_order");
  const axes = entries.get("shape");
  const isWhole = entries.size === 3 && descr?.startsWith("'") && axes?.startsWith("(");
  if (!isWhole || (order !== "True" && order !== "False")) {
    throw new NpyError(`the header ${JSON.stringify(text.trim().slice(0, 100))} is not that of an array`);
  }
  const shape = axes!
    .slice(1, -1)
    .split(",")
    .map((axis) => axis.trim().replace(/L$/, ""));
  if (shape[shape.length - 1] === "") shape.pop();
  const sizes = shape.map(Number);
  if (
    sizes.length > MAX_DIMENSIONS ||
    !shape.every((axis, i) => axis !== "" && Number.isSafeInteger(sizes[i]))
  ) {
    throw new NpyError(`the shape ${axes!.slice(0, 100)} makes no sense`);
  }
  return { dtype: descr!.slice(1, -1), fortranOrder: order === "True", shape: sizes };
}

const NUMBERS = ["b1", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8"];

function parseType(dtype: string): { kind: string; size: number; littleEndian: boolean } {
  const match = /^([<>|=])?([A-Za-z])(\d*)$/.exec(dtype);
  if (match?.[2] === "O") throw new NpyError("arrays of Python objects are pickles, which are never read");
  if (!match || !(NUMBERS.includes(match[2] + match[3]) || /^[US][1-9]\d*$/.test(match[2] + match[3]))) {
    throw new NpyError(`elements of type ${JSON.stringify(dtype.slice(0, 40))} are not supported`);
  }
  const size = Number(match[3]) * (match[2] === "U" ? 4 : 1);
  return { kind: match[2], size, littleEndian: match[1] !== ">" };
}

/** Elements of a Fortran-order array, first axis fastest, put into row-major order. */
function toRowMajor(stored: NpyData, shape: readonly number[]): NpyData {
  const out = stored.slice();
  const index = new Array<number>(shape.length).fill(0);
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  let from = 0;
  for (let to = 0; to < out.length; to++) {
    out[to] = stored[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++index[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return out;
}
