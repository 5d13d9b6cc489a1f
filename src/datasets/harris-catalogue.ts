import { ValidationError } from "../core/errors";
import { type FixedWidthFields, numbersOf, readFixedWidth } from "../formats/fixed-width";

const NAME = "catalogue of globular clusters";

/** The three parts of the catalogue: where each field stands. */
const PARTS: readonly FixedWidthFields[] = [
  {
    ...{ cluster: [1, 11], name: [12, 24], RA: [25, 37], Dec: [38, 50], l: [52, 59], b: [60, 67] },
    ...{ R_Sun: [68, 73], R_gc: [74, 79], X: [80, 85], Y: [86, 91], Z: [92, 97] },
  },
  {
    ...{ cluster: [1, 11], FeH: [13, 19], FeH_weight: [19, 21], E_BV: [24, 28], V_HB: [29, 34] },
    ...{ DM_V: [35, 40], V_t: [41, 46], M_V: [47, 53], U_B: [55, 60], B_V: [62, 66], V_R: [68, 72] },
    ...{ V_I: [74, 78], spectralType: [80, 84], ellipticity: [86, 90] },
  },
  {
    ...{ cluster: [1, 11], v_r: [13, 19], e_v_r: [21, 25], v_LSR: [27, 33], sig_v: [37, 41] },
    ...{ e_sig_v: [44, 47], c: [50, 54], collapse: [56, 58], r_c: [60, 64], r_h: [66, 70] },
    ...{ mu_V: [73, 78], rho_0: [80, 85], lg_tc: [88, 92], lg_th: [93, 98] },
  },
];

const TEXT_FIELDS = ["cluster", "name", "spectralType", "collapse"];

/** Units of the catalogue's columns that have one. */
export const HARRIS_UNITS: { [column: string]: string } = {
  ...{ RA: "deg", Dec: "deg", l: "deg", b: "deg", R_Sun: "kpc", R_gc: "kpc", X: "kpc", Y: "kpc", Z: "kpc" },
  ...{ FeH: "dex", E_BV: "mag", V_HB: "mag", DM_V: "mag", V_t: "mag", M_V: "mag" },
  ...{ U_B: "mag", B_V: "mag", V_R: "mag", V_I: "mag", v_r: "km/s", e_v_r: "km/s", v_LSR: "km/s" },
  ...{ sig_v: "km/s", e_sig_v: "km/s", r_c: "arcmin", r_h: "arcmin", mu_V: "mag/arcsec2" },
  ...{ rho_0: "log10(Lsun/pc3)", lg_tc: "log10(yr)", lg_th: "log10(yr)" },
};

export interface HarrisCatalogue {
  cluster: string[];
  name: string[];
  spectralType: string[];
  /** `"c"` where the core has collapsed, `"c:"` where it may have, else `""`. */
  collapse: string[];
  numbers: { [column: string]: Float64Array };
}

/**
 * Reads `mwgc.dat`, the catalogue of Harris 1996 (2010 edition): three parts of fixed columns, each with one line a
 * cluster in the same order. Right ascension and declination become degrees; a missing value is NaN, also the relaxation
 * times lg_th of 0.00 that five clusters without one have.
 *
 * @throws ValidationError if a part is missing, a line's columns are not where they should be, a value is no number, or
 * the parts do not list the same clusters.
 */
export function readHarrisCatalogue(text: string): HarrisCatalogue {
  const lines = text.split(/\r?\n/);
  const headings = [...lines.keys()].filter((i) => /^ +ID {3}/.test(lines[i]));
  if (headings.length !== PARTS.length) {
    throw new ValidationError(`The ${NAME} has ${headings.length} parts instead of ${PARTS.length}.`);
  }
  const columns: { [name: string]: string[] } = {};
  for (const [part, heading] of headings.entries()) {
    const start = heading + 2;
    let end = start;
    while (end < lines.length && lines[end].trim() !== "" && !lines[end].startsWith("_")) end++;
    const read = readFixedWidth(lines.slice(start, end), PARTS[part], { name: NAME, firstLine: start + 1 });
    if (part > 0) checkSameClusters(columns.cluster, read.cluster, part);
    Object.assign(columns, read);
  }
  const numbers: { [name: string]: Float64Array } = {};
  for (const [column, cells] of Object.entries(columns)) {
    if (TEXT_FIELDS.includes(column)) continue;
    if (column === "RA" || column === "Dec") numbers[column] = degrees(cells, column);
    else numbers[column] = numbersOf(cells, column, NAME);
  }
  numbers.lg_th = numbers.lg_th.map((value) => (value === 0 ? Number.NaN : value));
  const { cluster, name, spectralType, collapse } = columns;
  return { cluster, name, spectralType, collapse, numbers };
}

function checkSameClusters(first: string[], other: string[], part: number): void {
  const length = Math.max(first.length, other.length);
  for (let i = 0; i < length; i++) {
    if (first[i] === other[i]) continue;
    throw new ValidationError(
      `Part ${part + 1} of the ${NAME} has ${other[i] ?? "no line"} where part 1 has ${first[i] ?? "none"} (row ${i}).`,
    );
  }
}

/** Hours or degrees, minutes and seconds as degrees. */
function degrees(cells: string[], column: "RA" | "Dec"): Float64Array {
  return Float64Array.from(cells, (cell, i) => {
    const match = /^([+-]?)(\d\d) (\d\d) (\d\d(?:\.\d+)?)$/.exec(cell);
    if (match === null) {
      throw new ValidationError(
        `Row ${i} of the ${NAME} holds ${JSON.stringify(cell)} in ${column}, no position.`,
      );
    }
    const [, sign, whole, minutes, seconds] = match;
    const value = Number(whole) + Number(minutes) / 60 + Number(seconds) / 3600;
    return (sign === "-" ? -1 : 1) * value * (column === "RA" ? 15 : 1);
  });
}
