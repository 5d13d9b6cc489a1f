import { describe, expect, it } from "vitest";
import { parseAsciiFormat, parseBinaryFormat, parseDims } from "../../../src/formats/fits/tform";

describe("parseBinaryFormat", () => {
  it.each([
    ["L", { code: "L", repeat: 1, bytes: 1 }],
    ["11X", { code: "X", repeat: 11, bytes: 2 }],
    ["0X", { code: "X", repeat: 0, bytes: 0 }],
    ["3B", { code: "B", repeat: 3, bytes: 3 }],
    ["2I", { code: "I", repeat: 2, bytes: 4 }],
    ["J", { code: "J", repeat: 1, bytes: 4 }],
    ["K", { code: "K", repeat: 1, bytes: 8 }],
    [" 12A ", { code: "A", repeat: 12, bytes: 12 }],
    ["12A4", { code: "A", repeat: 12, bytes: 12, stringWidth: 4 }],
    ["0E", { code: "E", repeat: 0, bytes: 0 }],
    ["2D", { code: "D", repeat: 2, bytes: 16 }],
    ["2C", { code: "C", repeat: 2, bytes: 16 }],
    ["M", { code: "M", repeat: 1, bytes: 16 }],
    ["PE(30)", { code: "E", repeat: 1, bytes: 8, descriptor: "P" }],
    ["1QD", { code: "D", repeat: 1, bytes: 16, descriptor: "Q" }],
    ["0PJ(0)", { code: "J", repeat: 0, bytes: 0, descriptor: "P" }],
  ])("reads %s", (text, format) => {
    expect(parseBinaryFormat(text)).toEqual(format);
  });

  it.each(["", "Z", "-1E", "1.5E", "2PE", "P", "PP", "e", "9999999999999999999D"])("refuses %j", (text) => {
    expect(parseBinaryFormat(text)).toBeUndefined();
  });
});

describe("parseAsciiFormat", () => {
  it("reads every format", () => {
    expect(parseAsciiFormat("A12")).toEqual({ code: "A", width: 12, decimals: 0 });
    expect(parseAsciiFormat("I6 ")).toEqual({ code: "I", width: 6, decimals: 0 });
    expect(parseAsciiFormat("F8.3")).toEqual({ code: "F", width: 8, decimals: 3 });
    expect(parseAsciiFormat("E15.7")).toEqual({ code: "E", width: 15, decimals: 7 });
    expect(parseAsciiFormat("D25.17")).toEqual({ code: "D", width: 25, decimals: 17 });
  });

  it.each(["", "A", "A0", "F8", "I-3", "X4", "F3.9", "1A8"])("refuses %j", (text) => {
    expect(parseAsciiFormat(text)).toBeUndefined();
  });
});

describe("parseDims", () => {
  it("reads sizes and refuses all else", () => {
    expect(parseDims(" (5, 3,2) ")).toEqual([5, 3, 2]);
    expect(parseDims("(7)")).toEqual([7]);
    for (const text of ["", "()", "(1,)", "5,3", "(-1)", "(a)"])
      expect(parseDims(text), text).toBeUndefined();
  });
});
