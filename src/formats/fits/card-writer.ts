import { CARD_LENGTH, type FitsHeaderValue } from "./card";
import { FitsError, type FitsPlace } from "./fits-error";
import type { FitsCardSpec } from "./writer";

/** Characters of a string value that one card takes between its quotes. */
const STRING_ROOM = CARD_LENGTH - 12;

/** The 80-character lines of one card; several for a long string or comment. */
export function formatCard([keyword, value, comment = ""]: FitsCardSpec, place: FitsPlace): string[] {
  const where: FitsPlace = { ...place, keyword };
  const name = keyword.toUpperCase();
  if (!isPrintable(name) || !isPrintable(comment) || (typeof value === "string" && !isPrintable(value))) {
    throw new FitsError("only printable ASCII can be written to a header", where);
  }
  if (name === "COMMENT" || name === "HISTORY") {
    const text = String(value);
    const lines = text.match(/.{1,72}/g) ?? [""];
    return lines.map((line) => (name.padEnd(8) + line).padEnd(CARD_LENGTH));
  }
  const start = startOf(name, where);
  if (typeof value === "string") return formatString(start, value, comment, where);
  const text = formatScalar(value, where);
  const line = `${start}${start.length === 10 ? text.padStart(20) : text}`;
  if (line.length > CARD_LENGTH) throw new FitsError("does not fit a card of 80 characters", where);
  return [withComment(line, comment)];
}

function startOf(name: string, where: FitsPlace): string {
  if (/^[A-Z0-9_-]{1,8}$/.test(name)) return `${name.padEnd(8)}= `;
  if (/^[A-Z0-9_-]+( [A-Z0-9_-]+)*$/.test(name) && name.length <= 50) return `HIERARCH ${name} = `;
  throw new FitsError("is no keyword: use A-Z, 0-9, _ and -", where);
}

function formatScalar(value: Exclude<FitsHeaderValue, string>, where: FitsPlace): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "T" : "F";
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return formatNumber(value, where);
  return `(${formatNumber(value.re, where)}, ${formatNumber(value.im, where)})`;
}

function formatNumber(value: number, where: FitsPlace): string {
  if (!Number.isFinite(value)) throw new FitsError(`${value} cannot be written to a header`, where);
  if (Object.is(value, -0)) return "-0.0";
  // Without a point or exponent it would read as an integer, and beyond 2^53 as a bigint.
  const isLarge = Math.abs(value) > Number.MAX_SAFE_INTEGER;
  const text = (isLarge ? value.toExponential() : value.toString()).toUpperCase().replace("+", "");
  return text.includes("E") && !text.includes(".") ? text.replace("E", ".0E") : text;
}

function formatString(start: string, value: string, comment: string, where: FitsPlace): string[] {
  const room = CARD_LENGTH - start.length - 2;
  const escaped = value.replaceAll("'", "''");
  if (escaped.length <= room) return [withComment(`${start}'${escaped.padEnd(8)}'`, comment)];
  if (start.length > 10) throw new FitsError("a HIERARCH card takes no long string", where);
  const pieces = splitEscaped(value, STRING_ROOM - 1);
  return pieces.map((piece, i) => {
    const isLast = i === pieces.length - 1;
    const line = `${i === 0 ? start : "CONTINUE  "}'${piece}${isLast ? "" : "&"}'`;
    return isLast ? withComment(line, comment) : line.padEnd(CARD_LENGTH);
  });
}

/** Pieces of at most `room` characters once quotes are doubled; a doubled quote stays in one piece. */
function splitEscaped(value: string, room: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const char of value) {
    const escaped = char === "'" ? "''" : char;
    if (piece.length + escaped.length > room) {
      pieces.push(piece);
      piece = "";
    }
    piece += escaped;
  }
  pieces.push(piece);
  return pieces;
}

/** A comment is for people: what has no room is cut. */
function withComment(line: string, comment: string): string {
  return (comment === "" ? line : `${line.padEnd(30)} / ${comment}`)
    .slice(0, CARD_LENGTH)
    .padEnd(CARD_LENGTH);
}

function isPrintable(text: string): boolean {
  return /^[ -~]*$/.test(text);
}
