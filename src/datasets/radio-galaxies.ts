import { readFile } from "node:fs/promises";
import { ValidationError } from "../core/errors";
import { ImageStack } from "../core/image-stack";
import { makeBreath } from "../core/worker-pool";
import { readPng } from "../formats/png";
import { readZip, type ZipEntry } from "../formats/zip";
import { cropImages, resizeImages } from "../image/resize";
import {
  checkRadioGalaxySize,
  RADIO_GALAXY_COUNTS,
  RADIO_GALAXY_FIELD,
  type RadioGalaxyImageOptions,
  radioGalaxyDataset,
  simulateRadioGalaxies,
} from "../simulate/radio-galaxies";
import { fetchFile } from "./cache/fetch-file";
import type { ImageDataset } from "./image-dataset";
import { checkFetchOptions, type OrSimulateOptions, orSimulated } from "./or-simulate";
import { findDataset } from "./registry";

export interface RadioGalaxiesOptions extends OrSimulateOptions, RadioGalaxyImageOptions {}

/**
 * 2,158 radio galaxies of the FIRST survey at 1.4 GHz in four classes (Griese et al. 2023, Data in Brief 47, 108974):
 * "FRI" (495), "FRII" (924), "Compact" (391) and "Bent" (348), with fixed splits "train" (1,758), "valid" (200) and "test"
 * (200). The cut-outs have 300 x 300 pixels of 1.8 arcsec; from each the middle `crop` x `crop` are taken and shrunk to
 * `size` x `size`. Brightness is 0 to 1. The table has class, split, ra and dec (degrees) and the catalogue of the label.
 *
 * The images may be used for scholarly and educational purposes, not for commercial ones.
 *
 * @throws DatasetUnavailableError if no place has the file and `orSimulate` is not set; else `simulateRadioGalaxies`
 * stands in.
 * @throws ParameterError if a size is out of range, or an option does not exist.
 * @throws ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchRadioGalaxies(
  options: RadioGalaxiesOptions = {},
): Promise<ImageDataset<string[]>> {
  checkFetchOptions("fetchRadioGalaxies", options, ["orSimulate", "crop", "size"]);
  const { crop = 128, size = 64, ...fetching } = options;
  checkRadioGalaxySize(crop, size);
  return orSimulated(
    fetching,
    async () => {
      const entry = findDataset("radio-galaxies");
      const { images, y, columns } = await readRadioGalaxies(
        await readFile(await fetchFile(entry.id, fetching)),
        { crop, size },
      );
      return radioGalaxyDataset({
        images,
        y,
        columns,
        provenance: "real",
        description:
          "FIRST cut-outs of 300 x 300 pixels of 1.8 arcsec, labelled in six catalogues; " +
          `here the middle ${crop} x ${crop} in ${size} x ${size} pixels. In each file, noise is black and the brightest ` +
          "pixel is 255; one image (Bent, valid) is wholly black.",
        citation: entry.citation,
        terms: entry.terms,
      });
    },
    () => simulateRadioGalaxies({ crop, size }),
  );
}

/** What the archive holds of one split, as `galaxy_data/train/FRI/164.399_2.571_0_MiraBest.png`. */
const PATH = /^galaxy_data\/(train|valid|test)\/([^/]+)\/([^/]+)\.png$/;
const NAME = /^([0-9.]+)_(-?[0-9.]+)_[0-3]_(\w+)$/;

interface Cutout {
  entry: ZipEntry;
  split: string;
  label: string;
  ra: number;
  dec: number;
  catalogue: string;
}

/**
 * The images of an archive, split by split, class by class, by name; the folder `all`, which repeats them, is left out.
 *
 * @throws ZipError, PngError if the archive or a picture is damaged.
 * @throws ValidationError if a class or a file's name is unknown, a picture has another size or colours, or there is none.
 */
export async function readRadioGalaxies(
  archive: Uint8Array,
  { crop, size }: Required<RadioGalaxyImageOptions>,
): Promise<{ images: ImageStack; y: string[]; columns: { [name: string]: ArrayLike<unknown> } }> {
  const cutouts = listCutouts(readZip(archive, { maxFileBytes: 2 ** 20 }));
  const images = ImageStack.zeros({ count: cutouts.length, height: size, width: size, channels: 1 });
  const breath = makeBreath();
  for (const [i, { entry }] of cutouts.entries()) {
    images.image(i).set(resizeImages(cropImages(readCutout(entry), crop), size).data);
    await breath();
  }
  return {
    images,
    y: cutouts.map(({ label }) => label),
    columns: {
      split: cutouts.map(({ split }) => split),
      ra: Float64Array.from(cutouts, ({ ra }) => ra),
      dec: Float64Array.from(cutouts, ({ dec }) => dec),
      catalogue: cutouts.map(({ catalogue }) => catalogue),
    },
  };
}

function listCutouts(entries: readonly ZipEntry[]): Cutout[] {
  const splits = Object.keys(RADIO_GALAXY_COUNTS);
  const cutouts = entries.flatMap((entry): Cutout[] => {
    const path = PATH.exec(entry.name);
    if (path === null) return [];
    const [, split, label, stem] = path;
    const name = NAME.exec(stem);
    const [ra, dec] = [Number(name?.[1]), Number(name?.[2])];
    if (!Object.hasOwn(RADIO_GALAXY_COUNTS[split], label) || !Number.isFinite(ra) || !Number.isFinite(dec)) {
      throw new ValidationError(
        `The archive of radio galaxies has the unknown file ${JSON.stringify(entry.name)}.`,
      );
    }
    return [{ entry, split, label, ra, dec, catalogue: name![3] }];
  });
  if (cutouts.length === 0)
    throw new ValidationError("The archive of radio galaxies has no picture of any split.");
  const rank = ({ split }: Cutout): number => splits.indexOf(split);
  return cutouts.sort((a, b) => rank(a) - rank(b) || (a.entry.name < b.entry.name ? -1 : 1));
}

function readCutout(entry: ZipEntry): ImageStack {
  const side = RADIO_GALAXY_FIELD;
  const { width, height, channels, data } = readPng(entry.read(), { maxPixels: side * side });
  if (width !== side || height !== side || channels !== 1 || data instanceof Uint16Array) {
    throw new ValidationError(
      `${entry.name} has ${height} x ${width} pixels of ${channels} channels; ${side} x ${side} of 8-bit grey were expected.`,
    );
  }
  const pixels = new Float32Array(data.length);
  for (let k = 0; k < data.length; k++) pixels[k] = data[k] / 255;
  return new ImageStack(pixels, { count: 1, height, width, channels });
}
