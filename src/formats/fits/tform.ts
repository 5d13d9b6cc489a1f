/** Type codes of a binary table's elements (FITS standard 4.0, table 18). */
export type BinaryCode = "L" | "X" | "B" | "I" | "J" | "K" | "A" | "E" | "D" | "C" | "M";

/** A binary table's TFORM, taken apart. */
export interface BinaryFormat {
  code: BinaryCode;
  /** Elements a row as TFORM counts them (characters for A, bits for X); 1 where it is absent. */
  repeat: number;
  /** Bytes that the field takes in each row: for P and Q those of the descriptor. */
  bytes: number;
  /** Descriptor's type where the elements are in the heap. */
  descriptor?: "P" | "Q";
  /** Width of each string in the `rAw` convention for arrays of strings. */
  stringWidth?: number;
}

/** Bytes of one element; X is counted by the bit. */
export const ELEMENT_BYTES: Readonly<Record<BinaryCode, number>> = {
  L: 1,
  X: 1 / 8,
  B: 1,
  I: 2,
  J: 4,
  K: 8,
  A: 1,
  E: 4,
  D: 8,
  C: 8,
  M: 16,
};

const BINARY = /^(\d*)([LXBIJKAEDCM])(.*)$/;
const VARIABLE = /^(\d*)([PQ])([LXBIJKAEDCM])/;
const ASCII = /^(?:([AI])(\d+)|([FED])(\d+)\.(\d+))$/;

/** Bytes that `count` elements take. */
export function bytesOf(code: BinaryCode, count: number): number {
  return code === "X" ? Math.ceil(count / 8) : ELEMENT_BYTES[code] * count;
}

/** Parses a binary table's TFORM; `undefined` where it is not one. */
export function parseBinaryFormat(text: string): BinaryFormat | undefined {
  const tform = text.trim();
  const variable = VARIABLE.exec(tform);
  if (variable) {
    const repeat = variable[1] === "" ? 1 : Number(variable[1]);
    if (repeat > 1) return undefined;
    const descriptor = variable[2] as "P" | "Q";
    const bytes = repeat * (descriptor === "P" ? 8 : 16);
    return { code: variable[3] as BinaryCode, repeat, bytes, descriptor };
  }
  const match = BINARY.exec(tform);
  if (!match) return undefined;
  const code = match[2] as BinaryCode;
  const repeat = match[1] === "" ? 1 : Number(match[1]);
  if (!Number.isSafeInteger(repeat * 16)) return undefined;
  const format: BinaryFormat = { code, repeat, bytes: bytesOf(code, repeat) };
  const width = /^\d+$/.test(match[3]) ? Number(match[3]) : 0;
  if (code === "A" && width > 0 && width < repeat) format.stringWidth = width;
  return format;
}

/** An ASCII table's TFORM, taken apart (FITS standard 4.0, table 15). */
export interface AsciiFormat {
  code: "A" | "I" | "F" | "E" | "D";
  /** Characters. */
  width: number;
  /** Digits after the implicit decimal point. */
  decimals: number;
}

/** Parses an ASCII table's TFORM; `undefined` where it is not one. */
export function parseAsciiFormat(text: string): AsciiFormat | undefined {
  const match = ASCII.exec(text.trim());
  if (!match) return undefined;
  const width = Number(match[2] ?? match[4]);
  const decimals = Number(match[5] ?? 0);
  if (!Number.isSafeInteger(width) || width === 0 || decimals > width) return undefined;
  return { code: (match[1] ?? match[3]) as AsciiFormat["code"], width, decimals };
}

/** Parses TDIM, such as `(5,3,2)`; `undefined` where it is not one. */
export function parseDims(text: string): number[] | undefined {
  const match = /^\( *(\d+ *(?:, *\d+ *)*)\)$/.exec(text.trim());
  return match ? match[1].split(",").map(Number) : undefined;
}
