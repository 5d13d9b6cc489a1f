import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { FitsValues } from "../../../src/formats/fits/elements";
import { type FitsFile, readFits } from "../../../src/formats/fits/fits-file";
import type { FitsColumn, FitsTable } from "../../../src/formats/fits/table";
import { gzippedFixture, type PlainValue, type ReferenceHdu, reference } from "./fixture";

const root = join(__dirname, "../../..");
const mirror = resolve(root, process.env.SKYLEARN_MIRROR ?? "../shared/data");

/** A value as reference/fits.py writes it. */
function plain(value: unknown): PlainValue {
  if (typeof value === "bigint")
    return value >= -(2n ** 53n) && value <= 2n ** 53n ? Number(value) : `${value}n`;
  if (typeof value === "number" && Number.isNaN(value)) return "nan";
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
    return value > 0 ? "inf" : "-inf";
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return Array.from(value as ArrayLike<unknown>, plain);
  return value as PlainValue;
}

function nested(values: ArrayLike<unknown>, shape: readonly number[]): PlainValue {
  const build = (axis: number, start: number, size: number): PlainValue => {
    if (axis === shape.length) return plain(values[start]);
    const step = size / shape[axis];
    return Array.from({ length: shape[axis] }, (_, i) => build(axis + 1, start + i * step, step));
  };
  return build(0, 0, values.length);
}

function rowsOf(table: FitsTable, column: FitsColumn): PlainValue[] {
  const data = table.column(column.name);
  if (!column.variable) return nested(data, [table.rows, ...column.shape]) as PlainValue[];
  const rows = data as ArrayLike<unknown>[];
  const isComplex = /[PQ]C/.test(column.format);
  return rows.map((row) => (isComplex ? nested(row, [row.length / 2, 2]) : plain(row)));
}

describe("a file written by astropy", () => {
  const file = readFits(gzippedFixture);
  const expected = reference.fixture;

  it("has the header that was written", () => {
    const { header } = file.hdus[0];
    for (const [key, value] of Object.entries(expected.header)) {
      const read = header.get(key);
      const isComplex = read !== null && typeof read === "object";
      expect(isComplex ? [read.re, read.im] : plain(read), key).toEqual(value);
    }
    expect(header.comments).toEqual(["first comment", "second comment"]);
    expect(header.history).toEqual(["made by a script"]);
  });

  it("has the pixels that astropy reads", () => {
    expect(nested(file.image(0).data, [2, 2])).toEqual(expected.scaled);
    expect(Object.keys(expected.images)).toHaveLength(13);
    for (const [name, pixels] of Object.entries(expected.images)) {
      const image = file.image(name);
      expect(nested(image.data, image.shape), name).toEqual(pixels);
    }
  });

  it.each(["table", "ascii"] as const)("has the cells that astropy reads: %s", (kind) => {
    const table = file.table(kind === "table" ? "ALL" : "TEXT", kind === "table" ? 2 : 1);
    expect(table.columns.map((column) => column.name)).toEqual(expected[kind].map((column) => column.name));
    for (const [i, { name, unit, rows }] of expected[kind].entries()) {
      const column = table.columns[i];
      expect(column.unit ?? "", name).toBe(unit);
      if (column.width === 0) {
        expect(table.column(name), name).toHaveLength(0);
        continue;
      }
      const isNull = column.null !== undefined;
      const read = rowsOf(table, column).map((cell) => (isNull && cell === "nan" ? null : cell));
      const bits = column.format.endsWith("X");
      const wanted = bits ? rows.map((row) => (row as boolean[]).map(Number)) : rows;
      expect(read, name).toEqual(wanted);
    }
  });
});

function digest(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

/** The doubles' bytes, with one NaN for all. */
function numberDigest(values: FitsValues): string {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat64(8 * i, Number(values[i] ?? Number.NaN), true);
  return digest(bytes);
}

function describeHdu(hdu: FitsFile["hdus"][number]): ReferenceHdu {
  if (hdu.kind === "image") {
    if (hdu.shape.length === 0) return { name: hdu.name };
    return { name: hdu.name, shape: hdu.shape, digest: numberDigest(hdu.data) };
  }
  const table = hdu as FitsTable;
  const columns = table.columns.map((column): [string, string, string, string] => {
    const data = table.column(column.index);
    const isText = typeof data[0] === "string";
    const sum = isText ? digest((data as string[]).join("\n")) : numberDigest(data as FitsValues);
    return [column.name, column.format, column.unit ?? "", sum];
  });
  return { name: table.name, rows: table.rows, columns };
}

describe.skipIf(!existsSync(mirror))("real files, bit for bit as astropy reads them", () => {
  const entries = Object.entries(reference.files);

  it.each(entries.filter(([name]) => !name.endsWith(".zip")))("%s", (name, expected) => {
    const file = readFits(readFileSync(join(mirror, name)));
    expect(file.hdus.map(describeHdu)).toEqual(expected);
  });

  it("lamost_sample_fits_176.zip", () => {
    const name = "lamost_sample_fits_176.zip";
    const expected = reference.files[name] as Record<string, string>;
    const archive = unzipSync(readFileSync(join(mirror, name)));
    const spectra = Object.keys(archive).filter((entry) => entry.endsWith(".fits"));
    expect(spectra.sort()).toEqual(Object.keys(expected));
    expect(spectra).toHaveLength(176);
    for (const entry of spectra) {
      const image = readFits(archive[entry]).image(0);
      expect(image.shape).toEqual([5, image.shape[1]]);
      expect(numberDigest(image.data), entry).toBe(expected[entry]);
    }
  });

  it("RRLyrae.fit, as a person would read it", () => {
    const stars = readFits(readFileSync(join(mirror, "RRLyrae.fit"))).table(1);
    expect(stars.rows).toBe(483);
    expect(stars.columns.find((column) => column.name === "Per")).toMatchObject({
      unit: "d",
      display: "F9.6",
    });
    expect(new Set(stars.strings("Type"))).toEqual(new Set(["ab", "c"]));
  });
});
