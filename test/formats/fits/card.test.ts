import { describe, expect, it } from "vitest";
import { parseCard } from "../../../src/formats/fits/card";

const parse = (text: string) => parseCard(text.padEnd(80));

describe("parseCard", () => {
  it.each([
    ["NAXIS   =                    2 / axes", 2, "axes"],
    ["REAL    =              -1.5E-7", -1.5e-7, ""],
    ["DOUBLE  =               1.25D3", 1250, ""],
    ["POINT   =                  -.5", -0.5, ""],
    ["DOT     =                   5.", 5, ""],
    ["PLUS    = +42", 42, ""],
    ["BIG     = 9007199254740993", 9007199254740993n, ""],
    ["MINBIG  = -9223372036854775808", -9223372036854775808n, ""],
    ["YES     =                    T/tight", true, "tight"],
    ["NO      = F", false, ""],
    ["EMPTY   =                      / no value", null, "no value"],
    ["NONE    =", null, ""],
    ["COMPLEX = (1.5, -2)", { re: 1.5, im: -2 }, ""],
    ["TEXT    = 'abc     '           / a / b", "abc", "a / b"],
    ["QUOTE   = 'O''Neill''s'''", "O'Neill's'", ""],
    ["SLASH   = 'a/b'/c", "a/b", "c"],
    ["NULLSTR = ''", "", ""],
    ["LEAD    = '  x'", "  x", ""],
  ])("reads %s", (text, value, comment) => {
    const card = parse(text);
    expect(card).toMatchObject({ keyword: text.slice(0, 8).trim(), comment, commentary: false });
    expect(card.value).toEqual(value);
    expect(card.problem).toBeUndefined();
  });

  it.each([
    ["DATE    = 2018-01-01", /unreadable value "2018-01-01"/],
    ["TWO     = 1 2", /unreadable value "1 2"/],
    ["OPEN    = 'no end", /without closing quote/],
    ["AFTER   = 'x' y", /text "y" after the closing quote/],
    ["BADC    = (1,x)", /unreadable/],
    ["LOWER   = t", /unreadable/],
  ])("finds the problem of %s", (text, problem) => {
    expect(parse(text).problem).toMatch(problem);
  });

  it("takes HIERARCH keywords apart", () => {
    expect(parse("HIERARCH ESO TEL  alt = 56.4 / altitude")).toMatchObject({
      keyword: "ESO TEL ALT",
      value: 56.4,
      comment: "altitude",
      commentary: false,
    });
    expect(parse("HIERARCH without a value").commentary).toBe(true);
  });

  it("keeps the text of commentary cards, also where it looks like a value", () => {
    expect(parse("COMMENT = 'not a value'")).toMatchObject({ commentary: true, value: "= 'not a value'" });
    expect(parse("HISTORY   two spaces")).toMatchObject({ commentary: true, value: "  two spaces" });
    expect(parse("NOVALUE 5")).toMatchObject({ keyword: "NOVALUE", commentary: true, value: "5" });
  });
});
