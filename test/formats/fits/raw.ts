/** FITS bytes by hand, for what no writer would write. */
export function hdu(cards: readonly string[], data: Uint8Array = new Uint8Array(0)): Uint8Array {
  const text = [...cards, "END"].map((card) => card.padEnd(80)).join("");
  return concat(
    pad(
      Uint8Array.from(text, (char) => char.charCodeAt(0)),
      32,
    ),
    pad(data, 0),
  );
}

export function pad(bytes: Uint8Array, filler: number): Uint8Array {
  const out = new Uint8Array(Math.ceil(bytes.length / 2880) * 2880).fill(filler);
  out.set(bytes);
  return out;
}

export function concat(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

/** A value card; strings come with their quotes. */
export function card(keyword: string, value: string | number | boolean): string {
  const text = typeof value === "boolean" ? (value ? "T" : "F") : String(value);
  return `${keyword.padEnd(8)}= ${text.startsWith("'") ? text : text.padStart(20)}`;
}

export const emptyPrimary = hdu([card("SIMPLE", true), card("BITPIX", 8), card("NAXIS", 0)]);

/** A file with one image as primary HDU. */
export function image(
  bitpix: number,
  axes: readonly number[],
  data: Uint8Array,
  more: readonly string[] = [],
): Uint8Array {
  const sizes = axes.map((size, i) => card(`NAXIS${i + 1}`, size));
  const cards = [card("SIMPLE", true), card("BITPIX", bitpix), card("NAXIS", axes.length), ...sizes, ...more];
  return hdu(cards, data);
}

export interface RawTable {
  type?: "BINTABLE" | "TABLE" | "A3DTABLE";
  rowBytes: number;
  rows: number;
  pcount?: number | string;
  forms: readonly string[];
  more?: readonly string[];
  data: Uint8Array;
}

/** A file with an empty primary HDU and one table. */
export function table({ type = "BINTABLE", rowBytes, rows, pcount = 0, forms, more = [], data }: RawTable) {
  const cards = [
    card("XTENSION", `'${type.padEnd(8)}'`),
    card("BITPIX", 8),
    card("NAXIS", 2),
    card("NAXIS1", rowBytes),
    card("NAXIS2", rows),
    card("PCOUNT", pcount),
    card("GCOUNT", 1),
    card("TFIELDS", forms.length),
    ...forms.map((form, i) => card(`TFORM${i + 1}`, `'${form}'`)),
    ...more,
  ];
  return concat(emptyPrimary, hdu(cards, data));
}
