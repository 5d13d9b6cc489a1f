const REAL = /^([+-]?)(\d*)(\.?)(\d*)(?:[EeDd]([+-]?\d+)|([+-]\d+))?$/;

/**
 * A number of an ASCII table, as Fortran reads a fixed field (FITS standard 4.0, section 7.2.5): without a
 * decimal point the last `decimals` digits are the fraction; a blank field is 0. `undefined` where
 * the text is not a number.
 */
export function parseAsciiReal(field: string, decimals: number): number | undefined {
  const text = field.trim();
  if (text === "") return 0;
  const match = REAL.exec(text);
  if (!match) return parseNonFinite(text);
  const [, sign, whole, point, fraction] = match;
  if (whole === "" && fraction === "") return undefined;
  const exponent = Number(match[5] ?? match[6] ?? 0);
  if (point !== "") return Number(`${sign}${whole || "0"}.${fraction || "0"}e${exponent}`);
  return Number(`${sign}${whole}e${exponent - decimals}`);
}

/** The standard has no such text, but writers of NaN columns leave it. */
function parseNonFinite(text: string): number | undefined {
  const match = /^([+-]?)(nan|inf|infinity)$/i.exec(text);
  if (!match) return undefined;
  if (match[2].toLowerCase() === "nan") return Number.NaN;
  return match[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** An integer of an ASCII table; a bigint beyond 2^53. */
export function parseAsciiInteger(field: string): number | bigint | undefined {
  const text = field.trim();
  if (text === "") return 0;
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text.replace(/^\+/, ""));
}
