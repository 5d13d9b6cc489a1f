import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip as gunzipCallback } from "node:zlib";
import { DelimitedTable } from "../formats/delimited";
import { COLOR_NAMES, type ColorBox, insideBox } from "../simulate/color-box";
import { type FetchOptions, fetchFile } from "./cache/fetch-file";
import { BANDS } from "./rr-lyrae-mags";

const gunzip = promisify(gunzipCallback);

/** Colours of background stars, one array for each of u-g, g-r, r-i, i-z. */
export type Colors = Float64Array[];

/** The Stripe 82 standard stars within the box. */
export async function s82StandardStars(box: ColorBox, options: FetchOptions): Promise<Colors> {
  const bytes = await gunzip(await readFile(await fetchFile("sdss-s82-standards", options)));
  return colorsOfStandards(bytes.toString("latin1"), box);
}

/** After the word CALIBSTARS; astroML names them so (astroML/datasets/sdss_S82standards.py). */
const S82_COLUMNS = [
  "CALIBSTARS",
  ...["RA", "DEC", "RArms", "DECrms", "Ntot", "A_r"],
  ...BANDS.flatMap((band) =>
    ["Nobs", "mmed", "mmu", "msig", "mrms", "mchi2"].map((name) => `${name}_${band}`),
  ),
];

/**
 * Colours of the stars of `stripe82calibStars` (Ivezic et al. 2007, AJ 134, 973) that lie within the box: from the mean
 * magnitudes `mmu`, as observed, without a correction for extinction, as astroML's `fetch_rrlyrae_combined` has them.
 * Computed in single precision, as there, so that the same stars fall into the box.
 */
export function colorsOfStandards(text: string, box: ColorBox): Colors {
  const table = new DelimitedTable(text, {
    delimiter: "whitespace",
    names: S82_COLUMNS,
    comment: "#",
    name: "catalogue of Stripe 82 standard stars",
  });
  const magnitudes = BANDS.map((band) => Float32Array.from(table.numbers(`mmu_${band}`)));
  const single = Object.fromEntries(
    Object.entries(box).map(([name, limits]) => [name, limits.map(Math.fround)]),
  ) as unknown as ColorBox;
  return within(differences(magnitudes, Math.fround), single);
}

/** Class 2 (main sequence and giants) of the SDSS point sources of Feigelson & Babu 2012, whose colours are given. */
export async function pointSourceStars(box: ColorBox, options: FetchOptions): Promise<Colors> {
  const bytes = await gunzip(await readFile(await fetchFile("sdss-point-sources", options)));
  const table = new DelimitedTable(bytes.toString("latin1"), {
    delimiter: "whitespace",
    name: "table of SDSS point sources",
  });
  const classes = table.numbers("Class");
  const colors = ["u_g", "g_r", "r_i", "i_z"].map((name) => table.numbers(name));
  return within(
    colors.map((color) => color.filter((_, i) => classes[i] === 2)),
    box,
  );
}

/** The STAR rows of the SDSS DR17 table, whose magnitudes are as observed. */
export async function dr17Stars(
  sample: "10k" | "full",
  box: ColorBox,
  options: FetchOptions,
): Promise<Colors> {
  const id = `sdss-dr17-star-classification${sample === "10k" ? "-10k" : ""}`;
  const text = await readFile(await fetchFile(id, options), "utf8");
  const table = new DelimitedTable(text, { name: "SDSS DR17 table" });
  const classes = table.strings("class");
  const magnitudes = BANDS.map((band) => table.numbers(band).filter((_, i) => classes[i] === "STAR"));
  return within(differences(magnitudes), box);
}

/** Neighbouring bands' differences. */
export function differences(
  magnitudes: ArrayLike<number>[],
  round: (x: number) => number = (x) => x,
): Colors {
  return magnitudes.slice(1).map((red, j) => Float64Array.from(red, (m, i) => round(magnitudes[j][i] - m)));
}

function within(colors: Colors, box: ColorBox): Colors {
  const inside: number[] = [];
  for (let i = 0; i < colors[0].length; i++) {
    if (
      insideBox(
        COLOR_NAMES.map((_, j) => colors[j][i]),
        box,
      )
    ) {
      inside.push(i);
    }
  }
  return colors.map((color) => Float64Array.from(inside, (i) => color[i]));
}
