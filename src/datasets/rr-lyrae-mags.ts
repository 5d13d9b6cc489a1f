import { readFile } from "node:fs/promises";
import { readFits } from "../formats/fits/fits-file";
import { type FetchOptions, fetchFile } from "./cache/fetch-file";
import { Dataset } from "./dataset";
import { findDataset } from "./registry";

/** The bands of the mean magnitudes. */
export const BANDS = ["u", "g", "r", "i", "z"] as const;

/**
 * The 483 RR Lyrae stars of SDSS Stripe 82 (Sesar et al. 2010, ApJ 708, 717; astroML's `fetch_rrlyrae_mags`): type,
 * period in d, amplitudes, epochs and mean magnitudes in mag, distance in kpc.
 *
 * @returns a data set whose `table` has every column of the catalogue under its own name, whose features are the mean
 * magnitudes `umag` … `zmag`, corrected for interstellar extinction, and whose target is `Type`, `"ab"` or `"c"`. The
 * order is the catalogue's.
 * @throws as `fetchFile`.
 */
export async function fetchRRLyraeMags(options: FetchOptions = {}): Promise<Dataset<string[]>> {
  const { columns, units } = await readRRLyraeMags(options);
  const entry = findDataset("rrlyrae-mags");
  return Dataset.create({
    id: "rrlyrae-mags",
    title: "RR Lyrae stars of SDSS Stripe 82",
    columns,
    featureNames: BANDS.map((band) => `${band}mag`),
    units,
    targetName: "Type",
    y: columns.Type as string[],
    targetNames: ["fundamental mode (ab)", "first overtone (c)"],
    provenance: "real",
    description: "Mean magnitudes of the best-fitting light-curve templates, corrected for extinction.",
    citation: entry.citation,
    terms: entry.terms,
  });
}

/** The catalogue's columns and their units. */
export async function readRRLyraeMags(
  options: FetchOptions,
): Promise<{ columns: { [name: string]: ArrayLike<unknown> }; units: { [name: string]: string } }> {
  const table = readFits(await readFile(await fetchFile("rrlyrae-mags", options))).table(1);
  const units: { [name: string]: string } = {};
  for (const { name, unit } of table.columns) if (unit !== undefined) units[name] = unit;
  return { columns: { ...table.toColumns(), Type: table.strings("Type") }, units };
}
