import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FitsHeaderValue } from "../../../src/formats/fits/card";
import type { FitsNumbers } from "../../../src/formats/fits/elements";
import { FitsError } from "../../../src/formats/fits/fits-error";
import { readFits } from "../../../src/formats/fits/fits-file";
import type { FitsColumnSpec } from "../../../src/formats/fits/table-writer";
import { type FitsCardSpec, writeFits } from "../../../src/formats/fits/writer";

/** 64-bit integers come back as doubles where those are exact. */
function asRead(data: FitsNumbers): FitsNumbers {
  const isBig = data instanceof BigInt64Array || data instanceof BigUint64Array;
  if (!isBig) return data;
  const isExact = Array.from(data).every((v) => v >= -(2n ** 53n) && v < 2n ** 53n);
  return isExact ? Float64Array.from(data, Number) : data;
}

const numbers = (minLength: number, maxLength: number): fc.Arbitrary<FitsNumbers> => {
  const size = { minLength, maxLength };
  return fc.oneof(
    fc.uint8Array(size),
    fc.int8Array(size),
    fc.int16Array(size),
    fc.uint16Array(size),
    fc.int32Array(size),
    fc.uint32Array(size),
    fc.float32Array(size),
    fc.float64Array(size),
    fc.bigInt64Array(size),
    fc.bigUint64Array(size),
    fc.array(fc.maxSafeInteger(), size).map((values) => BigInt64Array.from(values, BigInt)),
  ) as fc.Arbitrary<FitsNumbers>;
};

const text = (maxLength: number) =>
  fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)), maxLength });

function column(rows: number): fc.Arbitrary<FitsColumnSpec> {
  const shaped = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }).chain((shape) => {
    const cells = rows * shape.reduce((product, size) => product * size, 1);
    const exactly = { minLength: cells, maxLength: cells };
    const data = fc.oneof(
      numbers(cells, cells),
      fc.array(
        text(9).map((cell) => cell.trimEnd()),
        exactly,
      ),
      fc.array(fc.option(fc.boolean()), exactly),
    );
    return data.map((cellData) => ({ name: "c", data: cellData, shape }));
  });
  const lengths = fc.array(fc.nat(6), { minLength: rows, maxLength: rows });
  const variable = lengths.chain((counts) =>
    numbers(40, 40).map((pool) => ({ name: "v", data: counts.map((n, i) => pool.slice(i, i + n)) })),
  );
  return fc.oneof({ weight: 3, arbitrary: shaped }, variable) as fc.Arbitrary<FitsColumnSpec>;
}

describe("writeFits, read back", () => {
  it("keeps images of every type and shape", () => {
    fc.assert(
      fc.property(numbers(0, 24), fc.constantFrom(1, 2, 3), (data, columns) => {
        const rows = Math.floor(data.length / columns);
        const pixels = data.slice(0, rows * columns);
        const spec = { data: pixels, shape: [rows, columns], name: "IMG" };
        const file = readFits(writeFits([{ shape: [] }, spec, { ...spec, name: "IMG2" }]));
        for (const name of ["IMG", "IMG2"]) {
          expect(file.image(name).shape).toEqual([rows, columns]);
          expect(file.image(name).data).toEqual(asRead(pixels));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("keeps binary tables with scalar, vector, string, logical and variable-length columns", () => {
    const tables = fc
      .integer({ min: 1, max: 6 })
      .chain((rows) => fc.array(column(rows), { minLength: 1, maxLength: 5 }));
    fc.assert(
      fc.property(tables, (columns) => {
        const read = readFits(writeFits([{ columns, name: "T" }])).table("T");
        for (const [i, { data, shape = [] }] of columns.entries()) {
          expect(read.columns[i].shape).toEqual(shape);
          if (Array.isArray(data) && ArrayBuffer.isView(data[0])) {
            const cells = read.column(i) as FitsNumbers[];
            const flat = (rows: readonly FitsNumbers[]) =>
              rows.flatMap((row) => Array.from<unknown>(row).map(String));
            expect(cells.map((cell) => cell.length)).toEqual(
              data.map((cell) => (cell as FitsNumbers).length),
            );
            expect(flat(cells)).toEqual(flat(data as FitsNumbers[]).map((v) => (v === "-0" ? "0" : v)));
          } else {
            expect(read.column(i)).toEqual(ArrayBuffer.isView(data) ? asRead(data as FitsNumbers) : data);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("keeps header values, long strings and HIERARCH keywords", () => {
    const values: fc.Arbitrary<FitsHeaderValue> = fc.oneof(
      text(300).map((value) => value.trimEnd()),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.maxSafeInteger(),
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n }),
      fc.boolean(),
      fc.constant(null),
      fc.record({ re: fc.float({ noNaN: true, noDefaultInfinity: true }), im: fc.integer() }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(values, text(20)), { maxLength: 12 }), (entries) => {
        const header = entries.map(([value, comment], i): FitsCardSpec => [`KEY${i}`, value, comment]);
        const read = readFits(writeFits([{ shape: [], header }])).hdus[0].header;
        for (const [i, [value]] of entries.entries()) expect(read.get(`KEY${i}`)).toEqual(value);
      }),
      { numRuns: 300 },
    );
    const header: FitsCardSpec[] = [
      ["eso tel alt", 56.4, "altitude"],
      ["COMMENT", "x".repeat(100)],
      ["HISTORY", ""],
      ["OBJECT", "M 31", "a comment that is too long for the card, and so is cut where the card ends"],
    ];
    const read = readFits(writeFits([{ shape: [], header }])).hdus[0].header;
    expect(read.get("ESO TEL ALT")).toBe(56.4);
    expect(read.comment("ESO TEL ALT")).toBe("altitude");
    expect(read.comments.join("")).toBe("x".repeat(100));
    expect(read.comment("OBJECT")).toMatch(/^a comment that is too long/);
  });

  it("keeps units, nulls and names", () => {
    const columns: FitsColumnSpec[] = [
      { name: "mag", data: Float32Array.of(1), unit: "mag" },
      { name: "id", data: BigInt64Array.of(-(2n ** 63n)), null: -(2n ** 63n) },
    ];
    const read = readFits(writeFits([{ columns, name: "CAT", version: 4 }])).table("CAT", 4);
    expect(read.columns).toMatchObject([
      { name: "mag", unit: "mag", format: "1E" },
      { name: "id", unit: undefined, null: -(2n ** 63n) },
    ]);
    expect(read.column("id")).toEqual(Float64Array.of(Number.NaN));
  });

  it("writes a file of nothing as an empty primary HDU", () => {
    expect(readFits(writeFits([])).hdus).toHaveLength(1);
    expect(readFits(writeFits([{ columns: [] }])).table(1).rows).toBe(0);
  });
});

describe("writeFits", () => {
  const row = { name: "a", data: Int16Array.of(1) };
  it.each<[string, Parameters<typeof writeFits>[0], RegExp]>([
    [
      "pixels that do not fill the shape",
      [{ shape: [2, 2], data: Uint8Array.of(1) }],
      /HDU 0: the shape \(2, 2\) has 4 pixels, the data 1/,
    ],
    [
      "columns of different length",
      [{ columns: [row, { name: "b", data: ["x", "y"] }] }],
      /HDU 1, NAXIS2: column "b" has 2 rows, the first one 1/,
    ],
    [
      "cells that do not fill rows",
      [{ columns: [{ ...row, shape: [2] }] }],
      /TFORM1: column "a" has 1 cells, no multiple of 2/,
    ],
    ["text beyond ASCII", [{ columns: [{ name: "a", data: ["é"] }] }], /not printable ASCII/],
    [
      "rows of different types",
      [{ columns: [{ name: "a", data: [Int16Array.of(1), Uint8Array.of(1)] }] }],
      /different types/,
    ],
    [
      "a shape for varying lengths",
      [{ columns: [{ name: "a", data: [Int16Array.of(1)], shape: [1] }] }],
      /varies in length/,
    ],
    ["a header of NaN", [{ shape: [], header: [["X", Number.NaN]] }], /HDU 0, X: NaN cannot be written/],
    ["a header beyond ASCII", [{ shape: [], header: [["X", "é"]] }], /HDU 0, X: only printable ASCII/],
    ["an impossible keyword", [{ shape: [], header: [["A=B", 1]] }], /is no keyword/],
    [
      "a long string under a long keyword",
      [{ shape: [], header: [["A LONG KEYWORD", "x".repeat(80)]] }],
      /HIERARCH card takes no long string/,
    ],
  ])("refuses %s", (_what, hdus, message) => {
    expect(() => writeFits(hdus)).toThrow(FitsError);
    expect(() => writeFits(hdus)).toThrow(message);
  });
});
