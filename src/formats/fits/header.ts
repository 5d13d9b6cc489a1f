import { CARD_LENGTH, type FitsCard, type FitsHeaderValue, parseCard } from "./card";
import { FitsError, type FitsPlace } from "./fits-error";

export const BLOCK_LENGTH = 2880;
/** No instrument writes so long a header; the limit keeps a damaged one from filling the memory. */
const MAX_CARDS = 200_000;

/**
 * A header: its cards in order, and look-up by keyword (upper or lower case, with or without
 * `HIERARCH`). Where a keyword occurs twice the first one counts.
 */
export class FitsHeader {
  private readonly index = new Map<string, FitsCard>();
  private readonly duplicates = new Set<string>();

  constructor(
    readonly cards: readonly FitsCard[],
    /** HDU that errors name. */
    readonly place: FitsPlace,
  ) {
    for (const card of cards) {
      if (card.commentary) continue;
      const first = this.index.get(card.keyword);
      if (first === undefined) this.index.set(card.keyword, card);
      else if (first.value !== card.value) this.duplicates.add(card.keyword);
    }
  }

  /** Keywords that have a value, in order, each once. */
  keys(): string[] {
    return [...this.index.keys()];
  }

  has(keyword: string): boolean {
    return this.index.has(normalize(keyword));
  }

  /**
   * Value of a keyword; `undefined` where the header has no such card, `null` where the card has no value.
   * @throws FitsError if the card's value does not follow the standard.
   */
  get(keyword: string): FitsHeaderValue | undefined {
    const card = this.index.get(normalize(keyword));
    if (card?.problem !== undefined) throw this.error(card.problem, card.keyword);
    return card?.value;
  }

  /** Comment of a keyword's card; "" where there is none. */
  comment(keyword: string): string {
    return this.index.get(normalize(keyword))?.comment ?? "";
  }

  /** Text of the COMMENT cards, one string a card. */
  get comments(): string[] {
    return this.commentary("COMMENT");
  }

  /** Text of the HISTORY cards, one string a card. */
  get history(): string[] {
    return this.commentary("HISTORY");
  }

  private commentary(keyword: string): string[] {
    return this.cards.filter((card) => card.keyword === keyword).map((card) => String(card.value));
  }

  /** An integer that the data's layout depends on, within [min, max]; the fallback where it is absent. */
  integer(keyword: string, min: number, max: number, fallback?: number): number {
    const value = this.structural(keyword);
    if (value === undefined) {
      if (fallback !== undefined) return fallback;
      throw this.error("is missing", keyword);
    }
    if (typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value))) {
      if (value >= min && value <= max) return Number(value);
      throw this.error(`is ${value}, outside ${min} to ${max}`, keyword);
    }
    throw this.error(`is ${show(value)}, not an integer`, keyword);
  }

  /** A real number that the data's meaning depends on; the fallback where it is absent. */
  real(keyword: string, fallback: number): number | bigint {
    const value = this.structural(keyword);
    if (value === undefined) return fallback;
    if (typeof value === "bigint" || (typeof value === "number" && Number.isFinite(value))) return value;
    throw this.error(`is ${show(value)}, not a finite number`, keyword);
  }

  /** A string, or `undefined` where the card is absent or has no value. */
  string(keyword: string): string | undefined {
    const value = this.structural(keyword);
    if (value === undefined || value === null) return undefined;
    if (typeof value === "string") return value;
    throw this.error(`is ${show(value)}, not a string`, keyword);
  }

  error(message: string, keyword?: string): FitsError {
    return new FitsError(message, keyword === undefined ? this.place : { ...this.place, keyword });
  }

  /** A value that decides how bytes are read: two cards that disagree leave nothing to trust. */
  private structural(keyword: string): FitsHeaderValue | undefined {
    if (this.duplicates.has(keyword)) throw this.error("occurs twice with different values", keyword);
    return this.get(keyword);
  }
}

/** Reads the header that starts at `start`; `end` is where its data start (a multiple of 2880 on). */
export function readHeader(
  bytes: Uint8Array,
  start: number,
  hdu: number,
): { header: FitsHeader; end: number } {
  const place: FitsPlace = hdu === 0 ? { hdu, hduName: "PRIMARY" } : { hdu };
  const cards: FitsCard[] = [];
  for (let n = 0, at = start; ; n++, at += CARD_LENGTH) {
    if (at + CARD_LENGTH > bytes.length) {
      throw new FitsError(`the file ends after ${n} cards of the header, before its END card`, place);
    }
    if (n === MAX_CARDS) {
      throw new FitsError(`no END card among the first ${MAX_CARDS} cards of the header`, place);
    }
    const text = cardText(bytes, at, n, place);
    if (text.trimEnd() === "END") {
      const end = start + Math.ceil((at + CARD_LENGTH - start) / BLOCK_LENGTH) * BLOCK_LENGTH;
      const header = new FitsHeader(joinContinued(cards), { ...place, ...nameOf(cards, hdu) });
      return { header, end };
    }
    if (/[^ ]/.test(text)) cards.push(parseCard(text));
  }
}

function nameOf(cards: readonly FitsCard[], hdu: number): { hduName?: string } {
  const card = cards.find((c) => c.keyword === "EXTNAME" && !c.commentary);
  if (typeof card?.value === "string" && card.value !== "") return { hduName: card.value };
  return hdu === 0 ? { hduName: "PRIMARY" } : {};
}

/**
 * Text of one card. Bytes outside printable ASCII are an error before the comment, where they would
 * change a keyword or value, and become U+FFFD in comments, where accented letters do occur.
 */
function cardText(bytes: Uint8Array, at: number, n: number, place: FitsPlace): string {
  let text = "";
  let bad = -1;
  for (let i = 0; i < CARD_LENGTH; i++) {
    const byte = bytes[at + i];
    if (byte >= 32 && byte < 127) {
      text += String.fromCharCode(byte);
    } else {
      if (bad < 0) bad = i;
      text += "\ufffd";
    }
  }
  if (bad < 0) return text;
  const card = parseCard(text);
  if (bad >= 8 && (card.commentary ? card.keyword !== "CONTINUE" : beforeValueEnds(text) <= bad)) return text;
  const where = { ...place, keyword: `card ${n + 1} ${JSON.stringify(text.slice(0, 8).trimEnd())}` };
  const byte = bytes[at + bad].toString(16).padStart(2, "0");
  throw new FitsError(`byte 0x${byte} at column ${bad + 1} is not printable ASCII`, where);
}

/** Column at which a value card's comment starts. */
function beforeValueEnds(text: string): number {
  const match = /^[^=]*= *(?:'(?:[^']|'')*'|[^/']*)/.exec(text);
  const slash = text.indexOf("/", match ? match[0].length : 0);
  return slash < 0 ? CARD_LENGTH : slash;
}

/** Joins long strings: a value that ends in `&` goes on in the CONTINUE card that follows it. */
function joinContinued(cards: readonly FitsCard[]): FitsCard[] {
  const joined: FitsCard[] = [];
  for (let i = 0; i < cards.length; i++) {
    const card = cards[i];
    if (card.commentary || typeof card.value !== "string" || !continues(card, cards[i + 1])) {
      joined.push(card);
      continue;
    }
    const values: string[] = [card.value];
    const comments: string[] = [card.comment];
    while (continues(cards[i], cards[i + 1])) {
      i++;
      values[values.length - 1] = values[values.length - 1].slice(0, -1);
      values.push(String(cards[i].value));
      comments.push(cards[i].comment);
    }
    joined.push({ ...card, value: values.join(""), comment: comments.filter((c) => c !== "").join(" ") });
  }
  return joined;
}

function continues(card: FitsCard, next: FitsCard | undefined): boolean {
  return typeof card.value === "string" && card.value.endsWith("&") && next?.keyword === "CONTINUE";
}

function normalize(keyword: string): string {
  return keyword
    .trim()
    .toUpperCase()
    .replace(/^HIERARCH +/, "");
}

function show(value: FitsHeaderValue): string {
  if (typeof value === "string") return JSON.stringify(value);
  return value !== null && typeof value === "object" ? `(${value.re}, ${value.im})` : String(value);
}
