import { parseAsciiInteger, parseAsciiReal } from "./ascii-number";
import type { FitsValues } from "./elements";
import { decodeStrings } from "./plain-cells";
import { type FitsColumn, type FitsColumnData, FitsTable } from "./table";
import { type AsciiFormat, parseAsciiFormat } from "./tform";

/** What an ASCII table's header says of a column. */
export interface FitsAsciiColumn extends FitsColumn {
  /** TFORM taken apart. */
  readonly ascii: Readonly<AsciiFormat>;
  /** TBCOL − 1: byte in the row at which the field starts. */
  readonly offset: number;
  /** TNULL. */
  readonly null?: string;
}

/** Digits that always fit 32 bits. */
const INT32_DIGITS = 9;

/**
 * A TABLE extension. `column()` gives strings for Aw (without trailing spaces; "" where TNULL stands),
 * Int32Array for Iw up to w = 9, Float64Array for wider integers (BigInt64Array, or an array of bigint
 * and `null`, where one is beyond 2^53) and for Fw.d, Ew.d and Dw.d. Scaled columns, and integers with a
 * null among them, are Float64Array; nulls are NaN. A blank field is 0, as the standard has it, unless
 * TNULL is blank too.
 */
export class AsciiTableHdu extends FitsTable<FitsAsciiColumn> {
  readonly kind = "ascii-table";

  private get rowBytes(): number {
    return this.header.integer("NAXIS1", 0, Number.MAX_SAFE_INTEGER);
  }

  protected parseColumns(): FitsAsciiColumn[] {
    const count = this.header.integer("TFIELDS", 0, 999);
    return Array.from({ length: count }, (_, index) => this.parseColumn(index));
  }

  private parseColumn(index: number): FitsAsciiColumn {
    const { header, rowBytes } = this;
    const n = index + 1;
    const format = header.string(`TFORM${n}`);
    if (format === undefined) throw header.error("is missing", `TFORM${n}`);
    const ascii = parseAsciiFormat(format);
    if (ascii === undefined) throw header.error(`${JSON.stringify(format)} is no format`, `TFORM${n}`);
    const start = header.integer(`TBCOL${n}`, 1, rowBytes);
    if (start - 1 + ascii.width > rowBytes) {
      throw header.error(
        `is ${start}: with the ${ascii.width} characters of TFORM${n} the field leaves the row of ${rowBytes}`,
        `TBCOL${n}`,
      );
    }
    return {
      index,
      name: header.string(`TTYPE${n}`) || `col${n}`,
      format,
      unit: header.string(`TUNIT${n}`),
      null: header.string(`TNULL${n}`),
      scale: ascii.code === "A" ? 1 : Number(header.real(`TSCAL${n}`, 1)),
      zero: ascii.code === "A" ? 0 : Number(header.real(`TZERO${n}`, 0)),
      display: header.string(`TDISP${n}`),
      shape: [],
      width: 1,
      variable: false,
      ascii,
      offset: start - 1,
    };
  }

  protected readColumn(column: FitsAsciiColumn): FitsColumnData {
    const fields = this.fields(column);
    // The standard fills TNULL with spaces up to the width, so trailing ones do not count; writers also right-justify it.
    const blank = column.null?.trim();
    const isNull = (field: string) => blank !== undefined && field.trim() === blank;
    if (column.ascii.code === "A") return fields.map((field) => (isNull(field) ? "" : field));
    if (column.ascii.code === "I") return this.integers(column, fields, isNull);
    const out = new Float64Array(fields.length);
    for (let row = 0; row < out.length; row++) {
      const value = isNull(fields[row]) ? Number.NaN : parseAsciiReal(fields[row], column.ascii.decimals);
      if (value === undefined) throw this.notANumber(column, row, fields[row]);
      out[row] = column.zero + column.scale * value;
    }
    return out;
  }

  private fields({ offset, ascii }: FitsAsciiColumn): string[] {
    const { rows, rowBytes } = this;
    const bytes = new Uint8Array(rows * ascii.width);
    for (let row = 0; row < rows; row++) {
      const start = row * rowBytes + offset;
      bytes.set(this.bytes.subarray(start, start + ascii.width), row * ascii.width);
    }
    return decodeStrings(bytes, rows, ascii.width);
  }

  private integers(
    column: FitsAsciiColumn,
    fields: readonly string[],
    isNull: (field: string) => boolean,
  ): FitsValues {
    let hasNull = false;
    let hasBig = false;
    const values = fields.map((field, row) => {
      if (isNull(field)) {
        hasNull = true;
        return null;
      }
      const value = parseAsciiInteger(field);
      if (value === undefined) throw this.notANumber(column, row, field);
      if (typeof value === "bigint") hasBig = true;
      return value;
    });
    const isScaled = column.scale !== 1 || column.zero !== 0;
    if (hasBig && !isScaled) {
      const big = values.map((value) => (value === null ? null : BigInt(value)));
      const fits = big.every((value) => value !== null && BigInt.asIntN(64, value) === value);
      return fits ? BigInt64Array.from(big as bigint[]) : big;
    }
    if (!hasNull && !isScaled && column.ascii.width <= INT32_DIGITS)
      return Int32Array.from(values as number[]);
    return Float64Array.from(values, (value) =>
      value === null ? Number.NaN : column.zero + column.scale * Number(value),
    );
  }

  private notANumber(column: FitsAsciiColumn, row: number, field: string): Error {
    return this.columnError(
      column,
      `holds ${JSON.stringify(field.slice(0, 40))} in row ${row}, not a number`,
    );
  }
}
