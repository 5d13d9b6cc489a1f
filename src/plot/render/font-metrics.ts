/** Advance widths and vertical extents of one TrueType font, in units of the font size. */
export interface FontMetrics {
  /** Height of the tallest letters above the baseline, for a font size of 1. */
  readonly ascent: number;
  /** Depth of the lowest letters below the baseline (positive), for a font size of 1. */
  readonly descent: number;
  /** Whether the font has a glyph of its own for every character of `text`. */
  covers(text: string): boolean;
  /** Width of `text` set in one line at font size 1; kerning is left out. */
  width(text: string): number;
}

interface Table {
  offset: number;
  length: number;
}

/**
 * Reads the tables of a TrueType font that text layout needs: `head`, `hhea`, `hmtx` and `cmap`
 * (formats 4 and 12).
 *
 * @param bytes A whole `.ttf` file.
 * @throws Error when one of these tables is missing.
 * @see https://learn.microsoft.com/typography/opentype/spec/
 */
export function readFontMetrics(bytes: Uint8Array): FontMetrics {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, Table>();
  for (let i = 0, n = view.getUint16(4); i < n; i++) {
    const entry = 12 + 16 * i;
    const tag = String.fromCharCode(...bytes.subarray(entry, entry + 4));
    tables.set(tag, { offset: view.getUint32(entry + 8), length: view.getUint32(entry + 12) });
  }
  const table = (tag: string): number => {
    const found = tables.get(tag);
    if (!found)
      throw new Error(`The font has no "${tag}" table: it is not a TrueType font that can be measured.`);
    return found.offset;
  };

  const unitsPerEm = view.getUint16(table("head") + 18);
  const hhea = table("hhea");
  const longMetrics = view.getUint16(hhea + 34);
  const hmtx = table("hmtx");
  const glyphOf = readCharacterMap(view, table("cmap"));
  const advance = (codePoint: number): number => {
    const glyph = Math.min(glyphOf(codePoint), longMetrics - 1);
    return view.getUint16(hmtx + 4 * glyph) / unitsPerEm;
  };
  const cache = new Map<number, number>();

  return {
    ascent: view.getInt16(hhea + 4) / unitsPerEm,
    descent: -view.getInt16(hhea + 6) / unitsPerEm,
    covers: (text) => [...text].every((c) => glyphOf(c.codePointAt(0)!) !== 0),
    width(text) {
      let sum = 0;
      for (const character of text) {
        const codePoint = character.codePointAt(0)!;
        let width = cache.get(codePoint);
        if (width === undefined) cache.set(codePoint, (width = advance(codePoint)));
        sum += width;
      }
      return sum;
    },
  };
}

/** The function from a code point to its glyph (0: none), from the fullest Unicode subtable. */
function readCharacterMap(view: DataView, cmap: number): (codePoint: number) => number {
  let best = -1;
  let bestFormat = 0;
  for (let i = 0, n = view.getUint16(cmap + 2); i < n; i++) {
    const subtable = cmap + view.getUint32(cmap + 4 + 8 * i + 4);
    const format = view.getUint16(subtable);
    if ((format === 4 || format === 12) && format > bestFormat) {
      best = subtable;
      bestFormat = format;
    }
  }
  if (best < 0) throw new Error("The font has no Unicode character map (cmap format 4 or 12).");
  return bestFormat === 12 ? readFormat12(view, best) : readFormat4(view, best);
}

function readFormat12(view: DataView, start: number): (codePoint: number) => number {
  const groups = view.getUint32(start + 12);
  return (codePoint) => {
    let low = 0;
    let high = groups - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const group = start + 16 + 12 * middle;
      if (codePoint < view.getUint32(group)) high = middle - 1;
      else if (codePoint > view.getUint32(group + 4)) low = middle + 1;
      else return view.getUint32(group + 8) + codePoint - view.getUint32(group);
    }
    return 0;
  };
}

function readFormat4(view: DataView, start: number): (codePoint: number) => number {
  const twiceSegments = view.getUint16(start + 6);
  const ends = start + 14;
  const starts = ends + twiceSegments + 2;
  const deltas = starts + twiceSegments;
  const offsets = deltas + twiceSegments;
  return (codePoint) => {
    for (let s = 0; s < twiceSegments; s += 2) {
      if (codePoint > view.getUint16(ends + s)) continue;
      const first = view.getUint16(starts + s);
      if (codePoint < first) return 0;
      const delta = view.getUint16(deltas + s);
      const range = view.getUint16(offsets + s);
      if (range === 0) return (codePoint + delta) & 0xffff;
      const glyph = view.getUint16(offsets + s + range + 2 * (codePoint - first));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
