import type { FitsNumbers } from "./elements";
import { FitsError, type FitsPlace } from "./fits-error";
import { putNumbers, storageOf } from "./number-writer";
import type { EncodedHdu, FitsCardSpec, FitsHduSpec } from "./writer";

/** A column to write. */
export interface FitsColumnSpec {
  /** TTYPE. */
  name: string;
  /**
   * Cells, row after row. A typed array becomes numbers of its own type, strings A, booleans (`null`
   * for "no value") L, and an array of typed arrays, one a row, a variable-length P column.
   */
  data: FitsNumbers | readonly string[] | readonly (boolean | null)[] | readonly FitsNumbers[];
  /** Shape of one row's cell in row-major order; default one value a row. Not for variable lengths. */
  shape?: readonly number[];
  /** TUNIT. */
  unit?: string;
  /** TNULL: the stored integer that stands for "no value". */
  null?: number | bigint;
}

/** A binary table to write. */
export interface FitsTableSpec extends FitsHduSpec {
  columns: readonly FitsColumnSpec[];
}

/** One column ready to be put into rows. */
interface Field {
  form: string;
  zero?: number | bigint;
  dims?: string;
  bytes: number;
  rows: number;
  put(view: DataView, at: number, row: number): void;
}

/** Bytes that variable-length columns add after the rows. */
interface Heap {
  parts: Uint8Array[];
  bytes: number;
}

export function encodeTable({ columns, name }: FitsTableSpec, hdu: number): EncodedHdu {
  const heap: Heap = { parts: [], bytes: 0 };
  const fields = columns.map((column, i) => {
    const place: FitsPlace = { hdu, hduName: name, keyword: `TFORM${i + 1}` };
    return makeField(column, heap, (message) => new FitsError(`column "${column.name}" ${message}`, place));
  });
  const rows = fields[0]?.rows ?? 0;
  for (const [i, field] of fields.entries()) {
    if (field.rows === rows) continue;
    const message = `column "${columns[i].name}" has ${field.rows} rows, the first one ${rows}`;
    throw new FitsError(message, { hdu, hduName: name, keyword: "NAXIS2" });
  }
  const rowBytes = fields.reduce((total, field) => total + field.bytes, 0);
  const data = new Uint8Array(rowBytes * rows + heap.bytes);
  const view = new DataView(data.buffer);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    for (const field of fields) {
      field.put(view, at, row);
      at += field.bytes;
    }
  }
  for (const part of heap.parts) {
    data.set(part, at);
    at += part.length;
  }
  const cards: FitsCardSpec[] = [
    ["BITPIX", 8],
    ["NAXIS", 2],
    ["NAXIS1", rowBytes],
    ["NAXIS2", rows],
    ["PCOUNT", heap.bytes],
    ["GCOUNT", 1],
    ["TFIELDS", fields.length],
    ...fields.flatMap((field, i) => columnCards(columns[i], field, i + 1)),
  ];
  return { cards, data, type: "BINTABLE" };
}

function columnCards(column: FitsColumnSpec, field: Field, n: number): FitsCardSpec[] {
  const cards: FitsCardSpec[] = [
    [`TTYPE${n}`, column.name],
    [`TFORM${n}`, field.form],
  ];
  if (column.unit !== undefined) cards.push([`TUNIT${n}`, column.unit]);
  if (column.null !== undefined) cards.push([`TNULL${n}`, column.null]);
  if (field.zero !== undefined) cards.push([`TSCAL${n}`, 1], [`TZERO${n}`, field.zero]);
  if (field.dims !== undefined) cards.push([`TDIM${n}`, field.dims]);
  return cards;
}

type Fail = (message: string) => FitsError;

function makeField(column: FitsColumnSpec, heap: Heap, fail: Fail): Field {
  const { data, shape = [] } = column;
  const width = shape.reduce((product, size) => product * size, 1);
  const rows = width === 0 ? 0 : data.length / width;
  if (!Number.isInteger(rows)) throw fail(`has ${data.length} cells, no multiple of ${width}`);
  const dims =
    shape.length > 1 || (shape.length === 1 && width === 1)
      ? `(${[...shape].reverse().join(",")})`
      : undefined;
  if (!Array.isArray(data)) {
    const numbers = data as FitsNumbers;
    const { code, zero } = storageOf(numbers);
    const put = (view: DataView, at: number, row: number) =>
      putNumbers(view, at, numbers, row * width, (row + 1) * width);
    return { form: `${width}${code}`, zero, dims, bytes: width * numbers.BYTES_PER_ELEMENT, rows, put };
  }
  if (data.every((cell) => typeof cell === "string")) return stringField(data, shape, rows, fail);
  if (data.every((cell) => cell === null || typeof cell === "boolean")) {
    const put = (view: DataView, at: number, row: number) => {
      for (let k = 0; k < width; k++) {
        const cell = data[row * width + k];
        view.setUint8(at + k, cell === null ? 0 : cell ? 0x54 : 0x46);
      }
    };
    return { form: `${width}L`, dims, bytes: width, rows, put };
  }
  if (shape.length > 0) throw fail("varies in length, so it has no shape");
  return variableField(data as FitsNumbers[], heap, fail);
}

function stringField(data: readonly string[], shape: readonly number[], rows: number, fail: Fail): Field {
  const length = data.reduce((longest, cell) => Math.max(longest, cell.length), 1);
  const width = rows === 0 ? 0 : data.length / rows;
  if (!data.every((cell) => /^[ -~]*$/.test(cell))) throw fail("holds text that is not printable ASCII");
  const put = (view: DataView, at: number, row: number) => {
    for (let k = 0; k < width; k++) {
      const cell = data[row * width + k].padEnd(length);
      for (let i = 0; i < length; i++) view.setUint8(at + k * length + i, cell.charCodeAt(i));
    }
  };
  const dims = shape.length > 0 ? `(${[length, ...[...shape].reverse()].join(",")})` : undefined;
  return { form: `${width * length}A`, dims, bytes: width * length, rows, put };
}

function variableField(data: readonly FitsNumbers[], heap: Heap, fail: Fail): Field {
  const { code, zero } = storageOf(data[0]);
  const starts: number[] = [];
  let longest = 0;
  for (const cell of data) {
    const stored = storageOf(cell);
    if (stored.code !== code || stored.zero !== zero) throw fail("holds arrays of different types");
    const part = new Uint8Array(cell.byteLength);
    putNumbers(new DataView(part.buffer), 0, cell, 0, cell.length);
    starts.push(heap.bytes);
    heap.parts.push(part);
    heap.bytes += part.length;
    longest = Math.max(longest, cell.length);
  }
  if (heap.bytes > 2 ** 31) throw fail("takes the heap beyond the 2 GiB that P descriptors reach");
  const put = (view: DataView, at: number, row: number) => {
    view.setInt32(at, data[row].length);
    view.setInt32(at + 4, starts[row]);
  };
  return { form: `1P${code}(${longest})`, zero, bytes: 8, rows: data.length, put };
}
