import { readFile } from "node:fs/promises";
import { ValidationError } from "../core/errors";
import { Matrix } from "../core/matrix";
import { DelimitedTable } from "../formats/delimited";
import { readFits } from "../formats/fits/fits-file";
import { readZip } from "../formats/zip";
import { LAMOST_GRID, LAMOST_SPECTRA_UNITS, simulateStellarSpectra } from "../simulate/stellar-spectra";
import { normalizeContinuum } from "../spectra/normalize-continuum";
import { resampleSpectrum } from "../spectra/resample-spectrum";
import { wavelengthsOf } from "../spectra/wavelength-grid";
import { fetchFile } from "./cache/fetch-file";
import { checkFetchOptions, type OrSimulateOptions, orSimulated } from "./or-simulate";
import { findDataset } from "./registry";
import { SpectraDataset } from "./spectra-dataset";

/** No file of the archive is longer. */
const MAX_FILE_BYTES = 2 ** 20;

/**
 * 176 spectra of stars from the first data release of LAMOST (Luo et al. 2015, RAA 15, 1095), all from one spectrograph and
 * one night, October 27, 2011, at a resolution of 1,800. The redshift that the survey's pipeline found is taken out, the
 * light is brought to one grid of wavelengths, 3900 to 6800 Å in steps of 0.0002 of the base-10 logarithm (two of the
 * survey's pixels; pixels whose inverse variance is 0 are left out), and `X` is {@link normalizeContinuum} of it. The part
 * further to the red is left out: the Earth's atmosphere puts more lines there than the stars do.
 *
 * The target is the spectral `subclass`, of all 176. The table has the surface parameters of the survey's pipeline
 * for 131 of them, of types A to K, and NaN for the others: effective temperature `teff` in K, surface gravity `logg`
 * (base-10 logarithm of cm/s²) and metallicity `feh` ([Fe/H] in dex); and `filename`, `ra` and `dec` in deg, the redshift
 * `z`, and the signal-to-noise ratio `snrg` in the g band from the header of the spectrum (99 stands where it is larger).
 *
 * @throws DatasetUnavailableError if no place has the files and `orSimulate` is not set; else
 * {@link simulateStellarSpectra} stands in.
 * @throws ParameterError if an option does not exist.
 * @throws ValidationError, ZipError, FitsError, ChecksumError, CacheError if a file cannot be read.
 */
export async function fetchLamostSpectra(options: OrSimulateOptions = {}): Promise<SpectraDataset<string[]>> {
  checkFetchOptions("fetchLamostSpectra", options, ["orSimulate"]);
  return orSimulated(
    options,
    async () => {
      const entry = findDataset("lamost-spectra");
      const archive = await readFile(await fetchFile(entry.id, options));
      const labels = await readFile(await fetchFile("lamost-spectra-labels", options), "utf8");
      const { flux, columns } = readLamostSpectra(archive, labels);
      return SpectraDataset.create({
        id: entry.id,
        title: "Spectra of LAMOST stars with stellar parameters",
        flux,
        X: normalizeContinuum(flux),
        wavelength: wavelengthsOf(LAMOST_GRID),
        columns,
        units: LAMOST_SPECTRA_UNITS,
        targetName: "subclass",
        y: columns.subclass as string[],
        provenance: "real",
        description:
          "One spectrograph, one night; at rest, on one grid of wavelengths in vacuum. X is the light over its continuum. " +
          "teff, logg and feh are those of the survey's pipeline, NaN where it gave none.",
        citation: entry.citation,
        terms: entry.terms,
      });
    },
    () => simulateStellarSpectra(),
  );
}

/**
 * The light of each star that the labels name, at rest on the grid, and the columns of the data set.
 *
 * @throws ValidationError if a label has no spectrum or no redshift, a spectrum is not a table of flux and inverse variance
 * or has other wavelengths, or no label is there.
 * @throws ZipError, FitsError if a file cannot be read.
 */
export function readLamostSpectra(
  archive: Uint8Array,
  labels: string,
): { flux: Matrix; columns: { [name: string]: ArrayLike<unknown> } } {
  const name = "table of LAMOST spectra";
  const table = new DelimitedTable(labels, { name });
  const columns: { [name: string]: ArrayLike<unknown> } = {
    filename: table.strings("filename"),
    subclass: table.strings("subclass"),
    ...Object.fromEntries(
      ["ra", "dec", "z", "teff", "logg", "feh"].map((column) => [column, table.numbers(column)]),
    ),
    snrg: new Float64Array(table.rows),
  };
  if (table.rows === 0) throw new ValidationError(`The ${name} has no rows.`);
  const files = new Map(
    readZip(archive, { maxFileBytes: MAX_FILE_BYTES }).map((entry) => [entry.name.split("/").pop(), entry]),
  );
  const flux = Matrix.zeros(table.rows, LAMOST_GRID.length);
  for (const [i, file] of (columns.filename as string[]).entries()) {
    const entry = files.get(file);
    if (entry === undefined) throw new ValidationError(`The archive has no spectrum ${file}.`);
    const redshift = (columns.z as Float64Array)[i];
    if (!(redshift > -1)) throw new ValidationError(`Row ${i} of the ${name} has no redshift z.`);
    const spectrum = readSpectrum(entry.read(), file);
    flux.row(i).set(resampleSpectrum({ ...spectrum, redshift }, LAMOST_GRID));
    (columns.snrg as Float64Array)[i] = spectrum.snrg;
  }
  return { flux, columns };
}

function readSpectrum(bytes: Uint8Array, file: string) {
  const image = readFits(bytes).image(0);
  const [rows = 0, length] = image.shape;
  if (image.shape.length !== 2 || rows < 2) {
    throw new ValidationError(
      `${file} holds ${image.shape.join(" x ")} values; rows of flux and inverse variance were expected.`,
    );
  }
  const number = (keyword: string): number => Number(image.header.real(keyword, Number.NaN));
  const grid = { first: number("COEFF0"), step: number("COEFF1"), length };
  if (!(Number.isFinite(grid.first) && grid.step > 0)) {
    throw new ValidationError(`${file} does not say its wavelengths: COEFF0 or COEFF1 is missing.`);
  }
  const values = Float64Array.from(image.data as ArrayLike<number>);
  return {
    flux: values.subarray(0, length),
    inverseVariance: values.subarray(length, 2 * length),
    grid,
    snrg: number("SN_G"),
  };
}
