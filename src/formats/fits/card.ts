/** A complex value of a header card. */
export interface FitsComplex {
  re: number;
  im: number;
}

/**
 * Value of a header card. Integers beyond ±2^53 are `bigint`, all other numbers `number`;
 * `null` is a keyword without a value ("undefined" in the standard's words).
 */
export type FitsHeaderValue = string | number | bigint | boolean | FitsComplex | null;

/** One header card: 80 bytes, or several where a long string goes on in CONTINUE cards. */
export interface FitsCard {
  /** Upper-case keyword; a HIERARCH card's is what follows HIERARCH, words joined by one space. */
  readonly keyword: string;
  /** Value; for COMMENT, HISTORY and other commentary cards the text. */
  readonly value: FitsHeaderValue;
  readonly comment: string;
  readonly commentary: boolean;
  /** Why the value could not be read; asking the header for it throws a FitsError that says so. */
  readonly problem?: string;
}

export const CARD_LENGTH = 80;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[EeDd][+-]?\d+)?$/;
const INTEGER = /^[+-]?\d+$/;
const COMPLEX = /^\(([^,()]+),([^,()]+)\)$/;
// The value indicator may stand anywhere after the HIERARCH keyword's words.
const HIERARCH = /^HIERARCH +([^=]*?) *=(.*)$/;

/** Parses the 80 characters of one card (FITS standard 4.0, section 4; ESO's HIERARCH convention). */
export function parseCard(text: string): FitsCard {
  const keyword = text.slice(0, 8).trimEnd().toUpperCase();
  if (keyword === "HIERARCH") {
    const match = HIERARCH.exec(text);
    if (match && match[1] !== "") {
      return valueCard(match[1].replace(/ +/g, " ").toUpperCase(), match[2]);
    }
  }
  if (keyword === "CONTINUE") {
    const rest = parseField(text.slice(8));
    if (typeof rest.value === "string" && rest.problem === undefined) {
      return { keyword, ...rest, commentary: true };
    }
  }
  const isCommentary = keyword === "COMMENT" || keyword === "HISTORY" || keyword === "";
  if (text.slice(8, 10) === "= " && !isCommentary) return valueCard(keyword, text.slice(10));
  return { keyword, value: text.slice(8).trimEnd(), comment: "", commentary: true };
}

function valueCard(keyword: string, field: string): FitsCard {
  return { keyword, ...parseField(field), commentary: false };
}

interface Field {
  value: FitsHeaderValue;
  comment: string;
  problem?: string;
}

function parseField(field: string): Field {
  const start = field.search(/[^ ]/);
  if (start < 0) return { value: null, comment: "" };
  if (field[start] === "'") return parseStringField(field, start + 1);
  const slash = field.indexOf("/", start);
  const text = (slash < 0 ? field.slice(start) : field.slice(start, slash)).trimEnd();
  const comment = slash < 0 ? "" : field.slice(slash + 1).trim();
  const value = parseScalar(text);
  if (value === undefined) return { value: null, comment, problem: `unreadable value ${quote(text)}` };
  return { value, comment };
}

function parseStringField(field: string, start: number): Field {
  let text = "";
  let from = start;
  for (;;) {
    const end = field.indexOf("'", from);
    if (end < 0) return { value: null, comment: "", problem: `string without closing quote ${quote(field)}` };
    text += field.slice(from, end);
    if (field[end + 1] !== "'") {
      const rest = field.slice(end + 1).trim();
      const value = text.trimEnd();
      if (rest === "") return { value, comment: "" };
      if (rest[0] === "/") return { value, comment: rest.slice(1).trim() };
      return { value: null, comment: "", problem: `text ${quote(rest)} after the closing quote` };
    }
    text += "'";
    from = end + 2;
  }
}

function parseScalar(text: string): FitsHeaderValue | undefined {
  if (text === "") return null;
  if (text === "T") return true;
  if (text === "F") return false;
  if (INTEGER.test(text)) {
    const value = Number(text);
    return Number.isSafeInteger(value) ? value : BigInt(text.replace(/^\+/, ""));
  }
  if (NUMBER.test(text)) return parseReal(text);
  const complex = COMPLEX.exec(text);
  if (complex) {
    const [re, im] = [complex[1].trim(), complex[2].trim()];
    if (NUMBER.test(re) && NUMBER.test(im)) return { re: parseReal(re), im: parseReal(im) };
  }
  return undefined;
}

function parseReal(text: string): number {
  return Number(text.replace(/[dD]/, "e"));
}

function quote(text: string): string {
  return JSON.stringify(text.trim().slice(0, 40));
}
