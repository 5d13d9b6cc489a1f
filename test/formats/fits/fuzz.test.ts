import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FitsError } from "../../../src/formats/fits/fits-error";
import { type FitsFile, readFits } from "../../../src/formats/fits/fits-file";
import { fixtureBytes } from "./fixture";

const original = fixtureBytes();

/** Reads everything that a file has. */
function readAll(file: FitsFile): number {
  let values = 0;
  for (const hdu of file.hdus) {
    hdu.summary();
    if (hdu.kind === "image") values += hdu.data.length;
    if (hdu.kind === "binary-table" || hdu.kind === "ascii-table") {
      hdu.toColumns();
      for (const column of hdu.columns) values += hdu.column(column.index).length;
    }
    for (const key of hdu.header.keys()) hdu.header.get(key);
  }
  return values;
}

/** All that may come of bytes: values, no more than the bytes explain, or a FitsError. */
function expectValuesOrFitsError(bytes: Uint8Array): void {
  let file: FitsFile;
  try {
    file = readFits(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(FitsError);
    expect((error as FitsError).hdu).toBeGreaterThanOrEqual(0);
    return;
  }
  try {
    // A byte is eight bits or at most one cell of one column; fields may overlap in ASCII tables only.
    expect(readAll(file)).toBeLessThan(bytes.length * 100);
  } catch (error) {
    expect(error).toBeInstanceOf(FitsError);
  }
}

const starts: number[] = [];
for (let at = 0; at < original.length; at += 2880) {
  const word = Buffer.from(original.subarray(at, at + 8)).toString("latin1");
  if (word === "SIMPLE  " || word === "XTENSION") starts.push(at);
}

/** Places that matter: mostly in headers, whose cards hold the layout, else anywhere. */
const place = fc.oneof(
  fc.tuple(fc.constantFrom(...starts), fc.nat(2879)).map(([start, at]) => start + at),
  fc.nat(original.length - 1),
);
const byte = fc.oneof(
  fc.nat(255),
  fc.constantFrom(..."0123456789-+.EDTF'&/ =()PQAXLK".split("")).map((char) => char.charCodeAt(0)),
);

describe("readFits on damaged files", () => {
  it("reads the original", () => {
    expect(readAll(readFits(original))).toBeGreaterThan(100);
    expect(starts.length).toBeGreaterThan(10);
  });

  it("survives changed bytes", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(place, byte), { minLength: 1, maxLength: 8 }), (changes) => {
        const bytes = original.slice();
        for (const [at, value] of changes) bytes[at] = value;
        expectValuesOrFitsError(bytes);
      }),
      { numRuns: 800 },
    );
  });

  it("survives changed numbers of the cards that hold the layout", () => {
    const text = Buffer.from(original).toString("latin1");
    const cards = [
      ...text.matchAll(/(?:NAXIS\d*|BITPIX|PCOUNT|GCOUNT|TFIELDS|THEAP|TBCOL\d+|TNULL\d+) *= +(\d+)/g),
    ].map((match) => (match.index ?? 0) + match[0].length);
    const value = fc.oneof(
      fc.integer().map(String),
      fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
      fc.double().map((v) => String(v).toUpperCase()),
      fc.constantFrom("T", "'1'", "", "1 2", "(1,2)", "-0", "2147483647", "4294967296", "9007199254740993"),
    );
    expect(cards.length).toBeGreaterThan(50);
    fc.assert(
      fc.property(fc.constantFrom(...cards), value, (end, digits) => {
        const bytes = original.slice();
        const field = digits.slice(0, 20).padStart(20);
        const start = end - (end % 80) + 10;
        for (let i = 0; i < 20; i++) bytes[start + i] = field.charCodeAt(i);
        expectValuesOrFitsError(bytes);
      }),
      { numRuns: 800 },
    );
  });

  it("survives changed descriptors and heaps", () => {
    const at = starts[starts.length - 2];
    const end = starts[starts.length - 1];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: at, max: end - 1 }), fc.nat(255)), { maxLength: 40 }),
        (changes) => {
          const bytes = original.slice();
          for (const [i, value] of changes) bytes[i] = bytes[i] < 32 || bytes[i] > 126 ? value : bytes[i];
          expectValuesOrFitsError(bytes);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("survives cutting, swapping and repeating blocks", () => {
    const blocks = Math.ceil(original.length / 2880);
    fc.assert(
      fc.property(fc.array(fc.nat(blocks - 1), { maxLength: blocks }), fc.nat(2879), (order, cut) => {
        const parts = [0, ...order].map((block) => original.subarray(block * 2880, (block + 1) * 2880));
        const bytes = Uint8Array.from(Buffer.concat(parts));
        expectValuesOrFitsError(bytes.subarray(0, bytes.length - cut));
      }),
      { numRuns: 300 },
    );
    for (let length = 0; length < original.length; length += 977) {
      expectValuesOrFitsError(original.subarray(0, length));
    }
  });

  it("survives noise, also after a proper start", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.nat(2880), (noise, keep) => {
        const bytes = Uint8Array.from(Buffer.concat([original.subarray(0, keep), noise]));
        expectValuesOrFitsError(bytes);
      }),
      { numRuns: 300 },
    );
  });
});
