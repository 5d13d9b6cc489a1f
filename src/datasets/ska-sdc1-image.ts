import { readFile } from "node:fs/promises";
import { ValidationError } from "../core/errors";
import { Matrix } from "../core/matrix";
import { readFits } from "../formats/fits/fits-file";
import type { FitsHeader } from "../formats/fits/header";
import { simulateRadioSky } from "../simulate/radio-sky";
import { fetchFile } from "./cache/fetch-file";
import { checkFetchOptions, type OrSimulateOptions, orSimulated } from "./or-simulate";
import { findDataset } from "./registry";
import { SkyImage, type SkyImageParts } from "./sky-image";

/**
 * A section of the first SKA Science Data Challenge: 957 x 1041 pixels at 560 MHz, 1,000 hours, in Jy/beam (Bonaldi et
 * al. 2021, MNRAS 500, 3821). The file is the challenge's own; the sky in it was made up by its authors, since the
 * telescope was not built yet.
 *
 * @throws DatasetUnavailableError if no place has the file and `orSimulate` is not set.
 * @throws ParameterError if an option does not exist.
 * @throws ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchSkaSdc1Image(options: OrSimulateOptions = {}): Promise<SkyImage> {
  checkFetchOptions("fetchSkaSdc1Image", options, ["orSimulate"]);
  return orSimulated(
    options,
    async () =>
      new SkyImage(readSkaSdc1Image(await readFile(await fetchFile("ska-sdc1-image", options))).parts),
    async () => simulateRadioSky(),
  );
}

/**
 * What the challenge's FITS file holds: the one plane of its image, and the header.
 *
 * @throws ValidationError if there is more than one plane.
 * @throws FitsError if the file is damaged.
 */
export function readSkaSdc1Image(bytes: Uint8Array): { parts: SkyImageParts; header: FitsHeader } {
  const entry = findDataset("ska-sdc1-image");
  const { shape, data, header } = readFits(bytes).image(0);
  const [rows, cols] = shape.slice(-2);
  if (rows * cols !== data.length) {
    throw new ValidationError(`The image has ${shape.join(" x ")} pixels; a single plane was expected.`);
  }
  const arcseconds = (keyword: string): number => Math.abs(Number(header.real(keyword, Number.NaN))) * 3600;
  const parts: SkyImageParts = {
    id: entry.id,
    title: "Section of the first SKA Science Data Challenge",
    image: new Matrix(Float64Array.from(data as ArrayLike<number>), rows, cols),
    unit: "Jy/beam",
    pixelScale: arcseconds("CDELT1"),
    beam: arcseconds("BMAJ"),
    provenance: "real",
    description:
      "560 MHz, 1,000 hours. The challenge's own file; the sky in it was made up by the challenge's authors.",
    citation: entry.citation,
    terms: entry.terms,
  };
  return { parts, header };
}
