import { decodeNumbers, type FitsValues, type Layout, type NumericCode, readUint8 } from "./elements";
import { gatherHeapArrays } from "./heap";
import { decodeBits, decodeLogicals, decodeStrings } from "./plain-cells";
import { type FitsColumn, type FitsColumnData, type FitsFixedColumn, FitsTable } from "./table";
import { type BinaryFormat, bytesOf, parseBinaryFormat, parseDims } from "./tform";

/** What a binary table's header says of a column. */
export interface FitsBinaryColumn extends FitsColumn {
  /** TFORM taken apart. */
  readonly binary: Readonly<BinaryFormat>;
  /** Byte in the row at which the field starts. */
  readonly offset: number;
}

const INTEGER_CODES = "BIJK";
const UNSCALED_CODES = "AXL";

/**
 * A BINTABLE extension. `column()` gives, by type code: L an array of `true`, `false` and `null`; X
 * Uint8Array of 0 and 1; A strings (up to a NUL or the trailing spaces; bytes beyond ASCII as Latin-1);
 * B, I, J, E, D Uint8Array, Int16Array, Int32Array, Float32Array, Float64Array; K Float64Array where
 * all values are exact as doubles, else BigInt64Array; C and M Float32Array and Float64Array of pairs
 * (re, im). With TSCAL = 1 and the unsigned convention's TZERO: Int8Array, Uint16Array, Uint32Array,
 * Float64Array or BigUint64Array. Any other scaling gives Float64Array. Integers equal to TNULL become
 * NaN, and the column a Float64Array, but for K beyond 2^53, which becomes an array of bigint and
 * `null`. P and Q give one such array, or string, a row; rows with the same descriptor share it.
 */
export class BinaryTableHdu extends FitsTable<FitsBinaryColumn> {
  readonly kind = "binary-table";

  private get rowBytes(): number {
    return this.header.integer("NAXIS1", 0, Number.MAX_SAFE_INTEGER);
  }

  protected parseColumns(): FitsBinaryColumn[] {
    const columns: FitsBinaryColumn[] = [];
    const count = this.header.integer("TFIELDS", 0, 999);
    let offset = 0;
    for (let index = 0; index < count; index++) {
      const column = this.parseColumn(index, offset);
      columns.push(column);
      offset += column.binary.bytes;
    }
    if (offset !== this.rowBytes) {
      const message = `is ${this.rowBytes} bytes, but the ${count} fields of TFORMn take ${offset}`;
      throw this.header.error(message, "NAXIS1");
    }
    return columns;
  }

  private parseColumn(index: number, offset: number): FitsBinaryColumn {
    const { header } = this;
    const n = index + 1;
    const format = header.string(`TFORM${n}`);
    if (format === undefined) throw header.error("is missing", `TFORM${n}`);
    const binary = parseBinaryFormat(format);
    if (binary === undefined) throw header.error(`${JSON.stringify(format)} is no format`, `TFORM${n}`);
    const isScaled = !UNSCALED_CODES.includes(binary.code);
    const tdim = header.string(`TDIM${n}`);
    const dims = tdim === undefined ? undefined : parseDims(tdim);
    if (tdim !== undefined && dims === undefined) {
      throw header.error(`${JSON.stringify(tdim)} is not a list of sizes such as (3,2)`, `TDIM${n}`);
    }
    const shape = this.shapeOf(binary, dims, n);
    return {
      index,
      name: header.string(`TTYPE${n}`) || `col${n}`,
      format,
      unit: header.string(`TUNIT${n}`),
      null: INTEGER_CODES.includes(binary.code) ? this.nullOf(n) : undefined,
      scale: isScaled ? Number(header.real(`TSCAL${n}`, 1)) : 1,
      zero: isScaled ? Number(header.real(`TZERO${n}`, 0)) : 0,
      display: header.string(`TDISP${n}`),
      dims,
      shape,
      width: shape.reduce((product, size) => product * size, 1),
      variable: binary.descriptor !== undefined,
      binary,
      offset,
    };
  }

  private nullOf(n: number): number | bigint | undefined {
    if (!this.header.has(`TNULL${n}`)) return undefined;
    const value = this.header.real(`TNULL${n}`, 0);
    if (typeof value === "bigint" || Number.isInteger(value)) return value;
    throw this.header.error(`is ${value}, not an integer`, `TNULL${n}`);
  }

  private shapeOf(binary: BinaryFormat, dims: readonly number[] | undefined, n: number): number[] {
    if (binary.descriptor !== undefined) return [];
    const { code, repeat, stringWidth } = binary;
    if (dims !== undefined) {
      const size = dims.reduce((product, length) => product * length, 1);
      if (size > repeat) {
        throw this.header.error(`has ${size} elements, but TFORM${n} only ${repeat}`, `TDIM${n}`);
      }
    }
    if (code === "A") {
      if (dims !== undefined) return dims.slice(1).reverse();
      return stringWidth === undefined ? [] : [Math.floor(repeat / stringWidth)];
    }
    const shape = dims !== undefined ? [...dims].reverse() : repeat === 1 ? [] : [repeat];
    if (isComplex(binary)) shape.push(2);
    return shape;
  }

  protected readColumn(column: FitsBinaryColumn): FitsColumnData {
    if (column.variable) return this.readVariable(column);
    const { binary, dims, width, offset } = column;
    const layout = { view: viewOf(this.bytes), offset, stride: this.rowBytes, rows: this.rows };
    if (binary.code === "A") {
      const length = dims?.[0] ?? binary.stringWidth ?? binary.repeat;
      return decodeStrings(readUint8({ ...layout, width: width * length }), this.rows * width, length);
    }
    return this.decode(column, { ...layout, width: isComplex(binary) ? width / 2 : width });
  }

  private decode(column: FitsBinaryColumn, layout: Layout): FitsValues | (boolean | null)[] {
    const { code } = column.binary;
    if (code === "X") {
      return decodeBits(
        readUint8({ ...layout, width: bytesOf("X", layout.width) }),
        layout.rows,
        layout.width,
      );
    }
    if (code === "L") {
      return decodeLogicals(readUint8(layout), (i, byte) => {
        const where = column.variable ? "" : ` in row ${Math.floor(i / layout.width)}`;
        return this.columnError(
          column,
          `holds byte 0x${byte.toString(16)}${where}, which is neither T nor F`,
        );
      });
    }
    const { scale, zero } = column;
    return decodeNumbers(code as NumericCode, layout, { scale, zero, blank: column.null as number | bigint });
  }

  private readVariable(column: FitsBinaryColumn): FitsColumnData {
    const { code, repeat, descriptor } = column.binary;
    const { bytes, starts, counts, arrayOfRow } = gatherHeapArrays({
      view: viewOf(this.bytes),
      offset: column.offset,
      stride: this.rowBytes,
      rows: this.rows,
      descriptor: repeat === 0 ? undefined : descriptor,
      heap: this.heap(),
      bytesOf: (count) => bytesOf(code, count),
      error: (message) => this.columnError(column, message),
    });
    const slice = (k: number) => bytes.subarray(starts[k], starts[k] + bytesOf(code, counts[k]));
    if (code === "A") {
      const strings = counts.map((count, k) => decodeStrings(slice(k), 1, count)[0]);
      return Array.from(arrayOfRow, (k) => strings[k]);
    }
    if (code === "X") {
      const bits = counts.map((count, k) => decodeBits(slice(k), 1, count));
      return Array.from(arrayOfRow, (k) => bits[k]);
    }
    const size = bytesOf(code, 1);
    const layout = {
      view: viewOf(bytes),
      offset: 0,
      stride: bytes.length,
      rows: 1,
      width: bytes.length / size,
    };
    const all = this.decode(column, layout);
    const perElement = isComplex(column.binary) ? 2 : 1;
    const arrays = counts.map((count, k): FitsFixedColumn => {
      const start = (starts[k] / size) * perElement;
      const end = start + count * perElement;
      return Array.isArray(all) ? all.slice(start, end) : all.subarray(start, end);
    });
    return Array.from(arrayOfRow, (k) => arrays[k]);
  }

  private heap(): Uint8Array {
    const tableBytes = this.rowBytes * this.rows;
    return this.bytes.subarray(this.header.integer("THEAP", tableBytes, this.bytes.length, tableBytes));
  }
}

function isComplex({ code }: BinaryFormat): boolean {
  return code === "C" || code === "M";
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
