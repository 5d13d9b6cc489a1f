import { describe, expect, it } from "vitest";
import { SkylearnError } from "../../../src/core/errors";
import { FitsError } from "../../../src/formats/fits/fits-error";
import { readFits } from "../../../src/formats/fits/fits-file";
import { writeFits } from "../../../src/formats/fits/writer";
import { ascii, card, concat, emptyPrimary, hdu, image, pad, table } from "./raw";

const none = new Uint8Array(0);

function extension(type: string, more: readonly string[] = [], data = none): Uint8Array {
  const cards = [
    card("XTENSION", `'${type.padEnd(8)}'`),
    card("BITPIX", 8),
    card("NAXIS", 1),
    card("NAXIS1", data.length),
    card("PCOUNT", 0),
    card("GCOUNT", 1),
  ];
  return hdu([...cards, ...more], data);
}

describe("readFits", () => {
  it("finds HDUs by index, by name in any case and by version", () => {
    const pixels = (value: number) => ({ data: Uint8Array.of(value), shape: [1], name: "SCI" });
    const file = readFits(
      writeFits([{ shape: [] }, { ...pixels(1), version: 1 }, { ...pixels(2), version: 2 }]),
    );
    expect(file.hdus.map((h) => [h.index, h.name, h.version])).toEqual([
      [0, "PRIMARY", 1],
      [1, "SCI", 1],
      [2, "SCI", 2],
    ]);
    expect(file.image("sci").data).toEqual(Uint8Array.of(1));
    expect(file.image("SCI", 2).data).toEqual(Uint8Array.of(2));
    expect(() => file.hdu("SCI", 3)).toThrow(
      /there is no HDU "SCI", EXTVER 3; the file has 0 PRIMARY, 1 SCI, 2 SCI/,
    );
    expect(() => file.hdu(3)).toThrow(/there is no HDU 3;/);
    expect(() => file.table(1)).toThrow(/^HDU 1 \(SCI\): is no table: image, 1, BITPIX 8/);
    expect(String(file)).toBe(
      "0  PRIMARY  image, no data\n1  SCI  image, 1, BITPIX 8\n2  SCI  image, 1, BITPIX 8",
    );
  });

  it("steps over extensions that it does not know", () => {
    const foreign = extension("FOREIGN", [card("EXTNAME", "'notes'")], ascii("hello"));
    const file = readFits(concat(emptyPrimary, foreign, extension("IMAGE", [], Uint8Array.of(7))));
    const unknown = file.hdu("NOTES");
    expect(unknown).toMatchObject({ kind: "unknown", type: "FOREIGN", index: 1 });
    expect(unknown.bytes).toEqual(ascii("hello"));
    expect(file.image(2).data).toEqual(Uint8Array.of(7));
    expect(() => file.image(1)).toThrow(
      /^HDU 1 \(notes\): is no image: unknown extension "FOREIGN", 5 bytes/,
    );
  });

  it("steps over the size that PCOUNT and GCOUNT give an unknown extension", () => {
    const odd = hdu(
      [
        card("XTENSION", "'ODD     '"),
        card("BITPIX", 16),
        card("NAXIS", 1),
        card("NAXIS1", 1000),
        card("PCOUNT", 500),
        card("GCOUNT", 2),
      ],
      new Uint8Array(6000),
    );
    const file = readFits(concat(emptyPrimary, odd, extension("IMAGE", [], Uint8Array.of(7))));
    expect(file.hdu(1).bytes).toHaveLength(6000);
    expect(file.image(2).data).toEqual(Uint8Array.of(7));
  });

  it("ignores special records after the last HDU but counts them", () => {
    const file = readFits(concat(emptyPrimary, ascii("rubbish")));
    expect(file.trailingBytes).toBe(7);
    expect(() => file.hdu("X")).toThrow(/then 7 bytes that are no HDU/);
  });

  it("takes a last data unit without padding", () => {
    const bytes = image(8, [3], Uint8Array.of(1, 2, 3)).subarray(0, 2883);
    expect(readFits(bytes).image(0).data).toEqual(Uint8Array.of(1, 2, 3));
  });

  it("ignores INHERIT", () => {
    const file = readFits(
      concat(emptyPrimary, extension("IMAGE", [card("INHERIT", true)], Uint8Array.of(1))),
    );
    expect(file.hdu(1).header.get("SIMPLE")).toBeUndefined();
  });

  const primary = (...cards: string[]) => hdu(cards);
  const simple = card("SIMPLE", true);
  const huge = "9".repeat(30);
  it.each<[string, Uint8Array, RegExp]>([
    ["nothing", none, /^HDU 0: the file is empty/],
    [
      "another format",
      ascii("%PDF-1.7 ".repeat(500)),
      /^HDU 0 \(PRIMARY\): the file ends after|not a FITS file/,
    ],
    ["text without END", pad(ascii("SIMPLE  =                    T"), 32), /ends after 36 cards/],
    [
      "binary noise",
      Uint8Array.from({ length: 6000 }, (_, i) => (i * 37) & 255),
      /HDU 0 .*is not printable ASCII/,
    ],
    ["a header that starts otherwise", primary(card("BITPIX", 8)), /SIMPLE: this is not a FITS file/],
    ["SIMPLE = F", primary(card("SIMPLE", false)), /HDU 0 \(PRIMARY\), SIMPLE: is not T/],
    ["no BITPIX", primary(simple, card("NAXIS", 0)), /BITPIX: is missing/],
    ["a BITPIX of 7", primary(simple, card("BITPIX", 7), card("NAXIS", 0)), /BITPIX: is 7, not one of/],
    ["no NAXIS", primary(simple, card("BITPIX", 8)), /NAXIS: is missing/],
    [
      "a negative NAXIS",
      primary(simple, card("BITPIX", 8), card("NAXIS", -1)),
      /NAXIS: is -1, outside 0 to 999/,
    ],
    ["NAXIS = 1000", primary(simple, card("BITPIX", 8), card("NAXIS", 1000)), /NAXIS: is 1000, outside/],
    [
      "a missing axis",
      primary(simple, card("BITPIX", 8), card("NAXIS", 2), card("NAXIS1", 0)),
      /NAXIS2: is missing/,
    ],
    ["a negative axis", image(8, [-5], none), /NAXIS1: is -5, outside 0/],
    ["half a pixel", image(8, [2.5], none), /NAXIS1: is 2.5, not an integer/],
    [
      "an axis in quotes",
      primary(simple, card("BITPIX", 8), card("NAXIS", 1), card("NAXIS1", "'5'")),
      /"5", not an integer/,
    ],
    [
      "an axis that is no number",
      primary(simple, card("BITPIX", 8), card("NAXIS", 1), "NAXIS1  = five"),
      /NAXIS1: unreadable/,
    ],
    [
      "an axis of 30 digits",
      primary(simple, card("BITPIX", 8), card("NAXIS", 1), card("NAXIS1", huge)),
      /NAXIS1: is 9{30}, outside/,
    ],
    [
      "an image beyond the file",
      image(-64, [1e6, 1e6], none),
      /is truncated: the data take 8000000000000 bytes, but only 0/,
    ],
    [
      "axes beyond all bounds",
      image(8, Array(30).fill(9e15), none),
      /NAXIS: the product of the axes is beyond/,
    ],
    [
      "two different NAXIS1",
      image(8, [1], none, [card("NAXIS1", 2)]),
      /NAXIS1: occurs twice with different values/,
    ],
    [
      "random groups",
      image(8, [0, 3], none, [card("GROUPS", true)]),
      /GROUPS: random groups are not supported/,
    ],
    [
      "an extension without PCOUNT",
      concat(
        emptyPrimary,
        hdu([card("XTENSION", "'IMAGE'"), card("BITPIX", 8), card("NAXIS", 0), card("GCOUNT", 1)]),
      ),
      /HDU 1, PCOUNT: is missing/,
    ],
    [
      "an extension cut in its header",
      concat(emptyPrimary, extension("IMAGE").subarray(0, 400)),
      /HDU 1: the file ends after 5 cards/,
    ],
    [
      "XTENSION = 5",
      concat(
        emptyPrimary,
        hdu([card("XTENSION", 5), card("BITPIX", 8), card("NAXIS", 0), card("PCOUNT", 0), card("GCOUNT", 1)]),
      ),
      /HDU 1, XTENSION: is 5, not a string/,
    ],
    [
      "a negative PCOUNT",
      table({ rowBytes: 1, rows: 1, pcount: -1, forms: ["B"], data: none }),
      /HDU 1, PCOUNT: is -1/,
    ],
    [
      "an enormous PCOUNT",
      table({ rowBytes: 1, rows: 1, pcount: 2e9, forms: ["B"], data: none }),
      /HDU 1: the file is truncated/,
    ],
    [
      "rows without bytes",
      table({ rowBytes: 0, rows: 1e9, forms: [], data: none }),
      /HDU 1, NAXIS1: is 0, but there are 1000000000 rows/,
    ],
    [
      "an EXTVER that is no integer",
      concat(emptyPrimary, extension("IMAGE", [card("EXTVER", "'a'")])),
      /HDU 1, EXTVER: is "a"/,
    ],
    [
      "an EXTNAME that is no string",
      concat(emptyPrimary, extension("IMAGE", [card("EXTNAME", 5)])),
      /HDU 1, EXTNAME: is 5/,
    ],
  ])("refuses %s", (_what, bytes, message) => {
    expect(() => readFits(bytes)).toThrow(FitsError);
    expect(() => readFits(bytes)).toThrow(SkylearnError);
    expect(() => readFits(bytes)).toThrow(message);
  });

  it.each<[string, string, string, RegExp]>([
    [
      "more than 999 fields",
      "TFIELDS =                    1",
      "TFIELDS =                 1000",
      /TFIELDS: is 1000, outside/,
    ],
    [
      "groups of a table",
      "GCOUNT  =                    1",
      "GCOUNT  =                    2",
      /GCOUNT: is 2, not 1/,
    ],
    [
      "a table of 16 bits",
      "BITPIX  =                    8",
      "BITPIX  =                   16",
      /BITPIX: is 16, not 8/,
    ],
    [
      "a table of three axes",
      "NAXIS   =                    2",
      "NAXIS   =                    3",
      /NAXIS3: is missing/,
    ],
    [
      "a table of one axis",
      "NAXIS   =                    2",
      "NAXIS   =                    1",
      /NAXIS: is 1, not 2/,
    ],
    ["a table without TFIELDS", "TFIELDS ", "XFIELDS ", /TFIELDS: is missing/],
  ])("refuses %s", (_what, from, to, message) => {
    const good = Buffer.from(table({ rowBytes: 1, rows: 1, forms: ["B"], data: pad(none, 0) })).toString(
      "latin1",
    );
    const start = good.indexOf("XTENSION");
    const bad = good.slice(0, start) + good.slice(start).replace(from, to);
    const padded = concat(ascii(bad), new Uint8Array(2880));
    expect(() => readFits(padded)).toThrow(message);
    expect(() => readFits(padded)).toThrow(/^HDU 1/);
  });

  it("carries the place of an error as data", () => {
    const bytes = concat(emptyPrimary, extension("IMAGE", [card("EXTNAME", "'SCI'"), card("NAXIS1", 5)]));
    try {
      readFits(bytes);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ name: "FitsError", hdu: 1, hduName: "SCI", keyword: "NAXIS1" });
    }
  });
});
