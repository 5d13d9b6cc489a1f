import { table as arqueroTable } from "arquero";
import { describe, expect, it } from "vitest";
import { readFits } from "../../../src/formats/fits/fits-file";
import { writeFits } from "../../../src/formats/fits/writer";
import { ascii, card, concat, type RawTable, table } from "./raw";

/** The first column of a one-row table whose row is the given bytes. */
function cell(form: string, data: Uint8Array, more: readonly string[] = []) {
  return readFits(table({ rowBytes: data.length, rows: 1, forms: [form], more, data }))
    .table(1)
    .column(0);
}

function bytes(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

/** A table of descriptors (count, offset) and a heap. */
function heapTable(
  form: string,
  descriptors: readonly (readonly [number, number])[],
  heap: Uint8Array,
  more: Partial<RawTable> = {},
) {
  const isQ = form.includes("Q");
  const size = isQ ? 16 : 8;
  const rows = new Uint8Array(size * descriptors.length);
  const view = new DataView(rows.buffer);
  for (const [i, [count, at]] of descriptors.entries()) {
    if (isQ) {
      view.setBigInt64(i * size, BigInt(count));
      view.setBigInt64(i * size + 8, BigInt(at));
    } else {
      view.setInt32(i * size, count);
      view.setInt32(i * size + 4, at);
    }
  }
  const raw = { rowBytes: size, rows: descriptors.length, pcount: heap.length, forms: [form] };
  return readFits(table({ ...raw, data: concat(rows, heap), ...more })).table(1);
}

describe("BinaryTableHdu", () => {
  it("reads logicals with undefined ones", () => {
    expect(cell("4L", ascii("TF\0 "))).toEqual([true, false, null, null]);
    expect(() => cell("3L", ascii("TFx"))).toThrow(
      /^HDU 1, TFORM1: column "col1" holds byte 0x78 in row 0, which is neither T nor F/,
    );
  });

  it("reads bits, most significant first", () => {
    expect(cell("11X", bytes(0b10110000, 0b01000000))).toEqual(bytes(1, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0));
  });

  it("ends strings at a NUL or the trailing spaces and keeps other bytes as Latin-1", () => {
    expect(cell("8A", ascii(" ab\0cdef"))).toEqual([" ab"]);
    expect(cell("8A", ascii("a b     "))).toEqual(["a b"]);
    expect(cell("8A", concat(ascii("caf"), bytes(0xe9), ascii("    ")))).toEqual(["café"]);
  });

  it("reads arrays of strings, by TDIM and in the rAw form", () => {
    const text = ascii("a  bb ccc");
    expect(cell("9A", text, [card("TDIM1", "'(3,3)'")])).toEqual(["a", "bb", "ccc"]);
    expect(cell("9A3", text)).toEqual(["a", "bb", "ccc"]);
    const file = readFits(
      table({ rowBytes: 9, rows: 1, forms: ["9A"], more: [card("TDIM1", "'(1,3,3)'")], data: text }),
    );
    expect(file.table(1).columns[0]).toMatchObject({ shape: [3, 3], width: 9, dims: [1, 3, 3] });
  });

  it("splits long columns of strings correctly across its own chunks", () => {
    const names = Array.from({ length: 5000 }, (_, i) => `star ${i}`);
    const long = Array.from({ length: 3 }, (_, i) => String(i).repeat(10_000));
    const file = readFits(
      writeFits([{ columns: [{ name: "n", data: names }] }, { columns: [{ name: "l", data: long }] }]),
    );
    expect(file.table(1).strings("n")).toEqual(names);
    expect(file.table(2).strings("l")).toEqual(long);
  });

  it("follows the unsigned conventions and scales all else into doubles", () => {
    expect(cell("2B", bytes(0, 255), [card("TZERO1", -128)])).toEqual(Int8Array.of(-128, 127));
    expect(cell("I", bytes(0x80, 1), [card("TZERO1", 32768)])).toEqual(Uint16Array.of(1));
    expect(cell("J", bytes(0x7f, 255, 255, 255), [card("TZERO1", "2147483648.")])).toEqual(
      Uint32Array.of(2 ** 32 - 1),
    );
    expect(cell("2B", bytes(4, 5), [card("TSCAL1", 0.5), card("TZERO1", 1)])).toEqual(
      Float64Array.of(3, 3.5),
    );
    expect(cell("C", bytes(0x3f, 0x80, 0, 0, 0x40, 0, 0, 0), [card("TSCAL1", 2), card("TZERO1", 5)])).toEqual(
      Float64Array.of(7, 4),
    );
  });

  it("compares TNULL with the stored value and ignores it for reals", () => {
    const more = [card("TNULL1", 5), card("TSCAL1", 2)];
    expect(cell("3B", bytes(4, 5, 6), more)).toEqual(Float64Array.of(8, Number.NaN, 12));
    expect(cell("E", bytes(0x40, 0xa0, 0, 0), [card("TNULL1", 5)])).toEqual(Float32Array.of(5));
    expect(cell("2B", bytes(4, 6), [card("TNULL1", 5)])).toEqual(bytes(4, 6));
  });

  it("shapes vectors by TDIM and takes a TDIM that leaves elements over", () => {
    const file = readFits(
      table({
        rowBytes: 7,
        rows: 2,
        forms: ["7B"],
        more: [card("TDIM1", "'(3,2)'")],
        data: bytes(1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16, 17),
      }),
    );
    expect(file.table(1).columns[0]).toMatchObject({ shape: [2, 3], width: 6, dims: [3, 2] });
    expect(file.table(1).column(0)).toEqual(bytes(1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16));
  });

  it("reads fields of zero width", () => {
    const forms = ["0E", "B", "0A", "0PE(0)"];
    const zero = readFits(table({ rowBytes: 1, rows: 2, forms, data: bytes(7, 8) })).table(1);
    expect(zero.column(0)).toEqual(new Float32Array(0));
    expect(zero.column(2)).toEqual(["", ""]);
    expect(zero.column(3)).toEqual([new Float32Array(0), new Float32Array(0)]);
    expect(Object.keys(zero.toColumns())).toEqual(["col2", "col3", "col4"]);
    const empty = readFits(table({ rowBytes: 0, rows: 0, forms: [], data: bytes() })).table(1);
    expect(empty.toColumns()).toEqual({});
  });

  it("reads the older name of the extension", () => {
    const file = readFits(table({ type: "A3DTABLE", rowBytes: 1, rows: 1, forms: ["B"], data: bytes(9) }));
    expect(file.table(1).column(0)).toEqual(bytes(9));
  });

  it("looks columns up by name, exactly or in any case, and by index", () => {
    const columns = [
      { name: "ra", data: Float64Array.of(1) },
      { name: "RA", data: Float64Array.of(2) },
      { name: "Dec", data: Float64Array.of(3) },
    ];
    const stars = readFits(writeFits([{ name: "STARS", columns }])).table("stars");
    expect(stars.numbers("RA")).toEqual(Float64Array.of(2));
    expect(stars.numbers("dec")).toEqual(Float64Array.of(3));
    expect(stars.column(0)).toBe(stars.column("ra"));
    expect(() => stars.column("Ra")).toThrow(/^HDU 1 \(STARS\): more than one column is "Ra" \(ra, RA\)/);
    expect(() => stars.column("mag")).toThrow(/there is no column "mag" \(ra, RA, Dec\)/);
    expect(() => stars.column(3)).toThrow(/there is no column 3/);
    expect(() => stars.column(-1)).toThrow(/there is no column -1/);
  });

  it("gives numbers and strings, or says why not", () => {
    const data = readFits(
      writeFits([
        {
          columns: [
            { name: "i", data: Int16Array.of(1, 2) },
            { name: "s", data: ["x", "y"] },
            { name: "l", data: [true, null] },
            { name: "big", data: BigInt64Array.of(2n ** 60n, 1n) },
            { name: "v", data: [Float32Array.of(1), Float32Array.of(2, 3)] },
          ],
        },
      ]),
    ).table(1);
    expect(data.numbers("i")).toEqual(Float64Array.of(1, 2));
    expect(data.strings("s")).toEqual(["x", "y"]);
    for (const name of ["s", "l", "big", "v"]) {
      expect(() => data.numbers(name), name).toThrow(/does not hold numbers that fit a Float64Array/);
    }
    for (const name of ["i", "l", "big", "v"]) {
      expect(() => data.strings(name), name).toThrow(/does not hold strings/);
    }
  });

  it("makes columns for arquero, vectors as one array a row, repeated names numbered", () => {
    const file = readFits(
      writeFits([
        {
          columns: [
            { name: "x", data: Int32Array.of(1, 2) },
            { name: "x", data: ["a", "b"] },
            { name: "v", data: Float32Array.of(1, 2, 3, 4), shape: [2] },
            { name: "l", data: [true, false, null, true], shape: [2] },
            { name: "p", data: [Int16Array.of(), Int16Array.of(7)] },
          ],
        },
      ]),
    );
    const columns = file.table(1).toColumns();
    expect(Object.keys(columns)).toEqual(["x", "x_2", "v", "l", "p"]);
    const rows = arqueroTable(columns).objects() as Record<string, unknown>[];
    expect(rows[1]).toMatchObject({
      x: 2,
      x_2: "b",
      v: Float32Array.of(3, 4),
      l: [null, true],
      p: Int16Array.of(7),
    });
  });

  it("gives a column called __proto__ as any other", () => {
    const columns = [{ name: "__proto__", data: Float64Array.of(5) }];
    const object = readFits(writeFits([{ columns }]))
      .table(1)
      .toColumns();
    expect(Object.entries(object)).toEqual([["__proto__", Float64Array.of(5)]]);
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
  });

  it.each<[string, Partial<RawTable>, RegExp]>([
    [
      "rows that are no multiple of the fields",
      { rowBytes: 5 },
      /NAXIS1: is 5 bytes, but the 1 fields .* take 4/,
    ],
    ["an unknown TFORM", { forms: ["4Z"] }, /TFORM1: "4Z" is no format/],
    ["an enormous repeat count", { forms: ["99999999999999E"] }, /NAXIS1: is 4 bytes, but/],
    ["a TDIM that is no list", { more: [card("TDIM1", "'(2;2)'")] }, /TDIM1: "\(2;2\)" is not a list/],
    [
      "a TDIM beyond the repeat count",
      { more: [card("TDIM1", "'(2,2)'")] },
      /TDIM1: has 4 elements, but TFORM1 only 1/,
    ],
    [
      "a TDIM beyond all bounds",
      { more: [card("TDIM1", `'(${"9".repeat(60)})'`)] },
      /TDIM1: has 1e\+60 elements/,
    ],
    [
      "a TNULL that is no integer",
      { forms: ["J"], more: [card("TNULL1", 1.5)] },
      /TNULL1: is 1.5, not an integer/,
    ],
    ["a TSCAL that is no number", { more: [card("TSCAL1", "'x'")] }, /TSCAL1: is "x", not a finite number/],
    ["a TTYPE that is no string", { more: [card("TTYPE1", 5)] }, /TTYPE1: is 5, not a string/],
    [
      "two TTYPEs",
      { more: [card("TTYPE1", "'a'"), card("TTYPE1", "'b'")] },
      /TTYPE1: occurs twice with different/,
    ],
  ])("refuses %s", (_what, change, message) => {
    const raw = { rowBytes: 4, rows: 1, forms: ["E"], data: bytes(0, 0, 0, 0, 0), ...change };
    expect(() => readFits(table(raw)).table(1).columns).toThrow(message);
  });

  it("refuses a missing TFORM", () => {
    const good = table({ rowBytes: 1, rows: 1, forms: ["B"], data: bytes(1) });
    const text = Buffer.from(good).toString("latin1").replace("TFORM1  ", "TFORMX  ");
    expect(() => readFits(ascii(text)).table(1).columns).toThrow(/^HDU 1, TFORM1: is missing/);
  });
});

describe("variable-length columns", () => {
  const heap = bytes(1, 2, 3, 4, 5, 6, 7, 8);

  it("follows P and Q descriptors, sharing what rows share", () => {
    for (const form of ["PB(4)", "1QB"]) {
      const data = heapTable(
        form,
        [
          [3, 1],
          [0, 99999],
          [3, 1],
          [1, 7],
        ],
        heap,
      ).column(0) as Uint8Array[];
      expect(data).toEqual([bytes(2, 3, 4), bytes(), bytes(2, 3, 4), bytes(8)]);
      expect(data[0]).toBe(data[2]);
    }
  });

  it("reads strings, logicals, bits and complex numbers from the heap", () => {
    expect(
      heapTable(
        "PA",
        [
          [3, 0],
          [0, 0],
          [2, 3],
        ],
        ascii("abcde"),
      ).column(0),
    ).toEqual(["abc", "", "de"]);
    expect(
      heapTable(
        "PL",
        [
          [2, 0],
          [1, 2],
        ],
        ascii("TF\0"),
      ).column(0),
    ).toEqual([[true, false], [null]]);
    expect(
      heapTable(
        "PX",
        [
          [9, 0],
          [3, 2],
        ],
        bytes(0xff, 0x80, 0b01000000),
      ).column(0),
    ).toEqual([bytes(1, 1, 1, 1, 1, 1, 1, 1, 1), bytes(0, 1, 0)]);
    expect(heapTable("PC", [[1, 0]], bytes(0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0)).column(0)).toEqual([
      Float32Array.of(1, -2),
    ]);
  });

  it("applies TNULL, TSCAL and THEAP", () => {
    const more = [card("TNULL1", 3), card("TSCAL1", 10), card("THEAP", 10)];
    const data = concat(bytes(0, 0, 0, 3, 0, 0, 0, 0), bytes(255, 255), bytes(2, 3, 4));
    const raw = { rowBytes: 8, rows: 1, pcount: 5, forms: ["PB(3)"], more, data };
    expect(readFits(table(raw)).table(1).column(0)).toEqual([Float64Array.of(20, Number.NaN, 40)]);
  });

  it.each<[string, readonly [number, number], RegExp]>([
    ["beyond the heap", [4, 5], /points in row 0 to 4 elements \(4 bytes\) at byte 5 of a heap of 8 bytes/],
    ["at a negative offset", [1, -1], /at byte -1 of a heap/],
    ["to a negative number", [-1, 0], /to -1 elements/],
    ["to an enormous number", [2147483647, 0], /to 2147483647 elements/],
  ])("refuses descriptors %s", (_what, descriptor, message) => {
    for (const form of ["PB", "QB"]) {
      expect(() => heapTable(form, [descriptor], heap).column(0)).toThrow(/^HDU 1, TFORM1: column "col1"/);
      expect(() => heapTable(form, [descriptor], heap).column(0)).toThrow(message);
    }
  });

  it("refuses Q descriptors near 2^63 and heaps that rows overlap far beyond their size", () => {
    const far = heapTable("QD", [[Number(2n ** 62n), 0]], heap);
    expect(() => far.column(0)).toThrow(/of a heap of 8 bytes/);
    const many = Array.from({ length: 1000 }, (_, i) => [5000, i] as const);
    const overlapping = heapTable("PB", many, new Uint8Array(6000));
    expect(() => overlapping.column(0)).toThrow(/points, by row 4, to 25000 bytes of a heap of only 6000/);
  });

  it("refuses a THEAP outside the data", () => {
    for (const theap of [5, 17, -1]) {
      expect(() => heapTable("PB", [[1, 0]], heap, { more: [card("THEAP", theap)] }).column(0)).toThrow(
        /^HDU 1, THEAP: is -?\d+, outside 8 to 16/,
      );
    }
  });
});
