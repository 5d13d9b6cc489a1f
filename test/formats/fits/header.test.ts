import { describe, expect, it } from "vitest";
import { FitsError } from "../../../src/formats/fits/fits-error";
import { readFits } from "../../../src/formats/fits/fits-file";
import { readHeader } from "../../../src/formats/fits/header";
import { card, hdu } from "./raw";

const basic = [card("SIMPLE", true), card("BITPIX", 8), card("NAXIS", 0)];
const headerOf = (...cards: string[]) => readFits(hdu([...basic, ...cards])).hdus[0].header;

describe("FitsHeader", () => {
  it("looks keywords up in any case, with or without HIERARCH", () => {
    const header = headerOf("HIERARCH ESO DET NAME = 'CCD'", "OBJECT  = 'M 31' / target");
    expect(header.get("eso det name")).toBe("CCD");
    expect(header.get("HIERARCH ESO DET NAME")).toBe("CCD");
    expect(header.get("object")).toBe("M 31");
    expect(header.comment("OBJECT")).toBe("target");
    expect(header.get("ABSENT")).toBeUndefined();
    expect(header.keys()).toEqual(["SIMPLE", "BITPIX", "NAXIS", "ESO DET NAME", "OBJECT"]);
  });

  it("collects COMMENT and HISTORY and leaves blank cards out", () => {
    const header = headerOf("COMMENT one", "", "COMMENT two", "HISTORY made", "        blank keyword");
    expect(header.comments).toEqual(["one", "two"]);
    expect(header.history).toEqual(["made"]);
    expect(header.cards).toHaveLength(7);
  });

  it("joins CONTINUE cards, their comments and spaces before the ampersand", () => {
    const header = headerOf(
      "LONG    = 'first &' / one",
      "CONTINUE  'it''s &'",
      "CONTINUE  '' / two",
      "AFTER   = 1",
    );
    expect(header.get("LONG")).toBe("first it's ");
    expect(header.comment("LONG")).toBe("one two");
    expect(header.get("AFTER")).toBe(1);
  });

  it("keeps a final ampersand and a CONTINUE card without one as they are", () => {
    const header = headerOf(
      "A       = 'x&'",
      "B       = 'y'",
      "CONTINUE  'stray'",
      "C       = 'z&'",
      "CONTINUE  'w&'",
    );
    expect(header.get("A")).toBe("x&");
    expect(header.get("B")).toBe("y");
    expect(header.get("C")).toBe("zw&");
  });

  it("takes the first of two cards that share a keyword", () => {
    expect(headerOf("NOTE    = 'a'", "NOTE    = 'b'").get("NOTE")).toBe("a");
  });

  it("throws for an unreadable value only when it is asked for", () => {
    const header = headerOf("DATE    = 2018-01-01");
    expect(() => header.get("DATE")).toThrow(/^HDU 0 \(PRIMARY\), DATE: unreadable value "2018-01-01"/);
  });

  it("turns other bytes into U+FFFD in comments and refuses them elsewhere", () => {
    const put = (text: string, at: number) => {
      const bytes = hdu([...basic, text]);
      bytes[240 + at] = 0xe9;
      return bytes;
    };
    expect(readFits(put("NAME    = 'a/b' / caf#", 21)).hdus[0].header.comment("NAME")).toBe("caf\ufffd");
    expect(readFits(put("COMMENT caf#", 11)).hdus[0].header.comments).toEqual(["caf\ufffd"]);
    for (const [text, at] of [
      ["N#ME    = 1", 1],
      ["NAME    = 'a#b'", 12],
      ["NAME    = #", 10],
      ["COMM#NT x", 4],
    ] as const) {
      expect(() => readFits(put(text, at)), text).toThrow(FitsError);
      expect(() => readFits(put(text, at)), text).toThrow(/HDU 0 .*card 4 .*byte 0xe9 at column/);
    }
  });

  it("stops at a header that never ends", () => {
    const blanks = new Uint8Array(80 * 200_001).fill(32);
    expect(() => readHeader(blanks, 0, 3)).toThrow(/^HDU 3: no END card among the first 200000 cards/);
    expect(() => readHeader(blanks.subarray(0, 2880), 0, 0)).toThrow(/ends after 36 cards .* before its END/);
  });
});
