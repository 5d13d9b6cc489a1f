import { CARD_LENGTH, type FitsHeaderValue } from "./card";
import { formatCard } from "./card-writer";
import { BLOCK_LENGTH } from "./header";
import { encodeImage, type FitsImageSpec } from "./image-writer";
import { encodeTable, type FitsTableSpec } from "./table-writer";

/** A header card to write: keyword, value and, if any, comment; COMMENT and HISTORY take a string. */
export type FitsCardSpec = readonly [keyword: string, value: FitsHeaderValue, comment?: string];

/** What every HDU to write may have. */
export interface FitsHduSpec {
  /** EXTNAME. */
  name?: string;
  /** EXTVER. */
  version?: number;
  /** More cards, after those that describe the data. */
  header?: readonly FitsCardSpec[];
}

/** Cards that describe the data, and the data unit without padding. */
export interface EncodedHdu {
  cards: FitsCardSpec[];
  data: Uint8Array;
  /** XTENSION. */
  type: "IMAGE" | "BINTABLE";
}

/**
 * Writes a FITS file: images of every BITPIX and binary tables with scalar, vector, string, logical and
 * variable-length columns. Strings of more than 68 characters become CONTINUE cards, keywords of more than
 * eight HIERARCH cards. Where the first HDU is a table, an empty primary HDU goes before it.
 * @throws FitsError if something cannot be expressed in FITS.
 */
export function writeFits(hdus: readonly (FitsImageSpec | FitsTableSpec)[]): Uint8Array {
  const blocks: Uint8Array[] = [];
  const first = hdus[0];
  const specs = first === undefined || "columns" in first ? [{ shape: [] } as FitsImageSpec, ...hdus] : hdus;
  for (const [index, spec] of specs.entries()) {
    const encoded = "columns" in spec ? encodeTable(spec, index) : encodeImage(spec, index);
    blocks.push(encodeHeader(spec, encoded, index), pad(encoded.data, 0));
  }
  const out = new Uint8Array(blocks.reduce((total, block) => total + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    out.set(block, at);
    at += block.length;
  }
  return out;
}

function encodeHeader(spec: FitsHduSpec, encoded: EncodedHdu, hdu: number): Uint8Array {
  const cards: FitsCardSpec[] = [
    hdu === 0
      ? ["SIMPLE", true, "conforms to the FITS standard"]
      : ["XTENSION", encoded.type.padEnd(8), "type of extension"],
    ...encoded.cards,
  ];
  if (spec.name !== undefined) cards.push(["EXTNAME", spec.name]);
  if (spec.version !== undefined) cards.push(["EXTVER", spec.version]);
  cards.push(...(spec.header ?? []));
  const lines = cards.flatMap((card) => formatCard(card, { hdu, hduName: spec.name }));
  const text = [...lines, "END".padEnd(CARD_LENGTH)].join("");
  return pad(
    Uint8Array.from(text, (char) => char.charCodeAt(0)),
    0x20,
  );
}

function pad(bytes: Uint8Array, filler: number): Uint8Array {
  const padded = new Uint8Array(Math.ceil(bytes.length / BLOCK_LENGTH) * BLOCK_LENGTH).fill(filler);
  padded.set(bytes);
  return padded;
}
