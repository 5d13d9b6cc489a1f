import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { ParameterError, ValidationError } from "../core/errors";
import { ImageStack } from "../core/image-stack";
import { checkNumber, checkOneOf } from "../core/parameters";
import { type NpyArray, readNpy } from "../formats/npy";
import { resizeImages } from "../image/resize";
import { GALAXY_IMAGE_CLASSES, grayImages, simulateGalaxyImages } from "../simulate/galaxy-images";
import { fetchFile } from "./cache/fetch-file";
import { listGalaxyZooPictures, readGalaxyZooPictures } from "./galaxy-zoo-pictures";
import { ImageDataset } from "./image-dataset";
import { checkFetchOptions, type OrSimulateOptions, orSimulated } from "./or-simulate";
import { findDataset } from "./registry";

export interface GalaxyImagesOptions extends OrSimulateOptions {
  /**
   * `"galaxy-zoo"` (the default), 2,000 pictures that a mirror holds, spirals and others; or `"nair-abraham"`, 1,000 of
   * spirals and ellipticals, which are downloaded.
   */
  sample?: "galaxy-zoo" | "nair-abraham";
  /** Of `"galaxy-zoo"`: about so many pictures, as many of either class in each split; default 2,000, all. */
  nSamples?: number;
  /** Of `"galaxy-zoo"`: side of the square in the middle that is kept, in pixels of 424; default 212. */
  crop?: number;
  /** Side of the images in pixels; default 64, or the 68 that `"nair-abraham"` has. */
  size?: number;
  /** `"rgb"` (the default): three channels; `"gray"`: their mean. */
  colors?: "rgb" | "gray";
}

/**
 * Pictures of SDSS galaxies in colours (i, r and g as red, green and blue), 0 to 1, by shape.
 *
 * - **`"galaxy-zoo"`**: pictures of Galaxy Zoo 2 (Willett et al. 2013, MNRAS 435, 2835) from the Galaxy Zoo challenge,
 *   424 pixels a side, scaled so that a galaxy's Petrosian R90 is 50 of them. The class is `"spiral"` (1,000) or
 *   `"non-spiral"` (1,000), after what volunteers saw; many of the others have faint arms. Splits `"train"` (1,400) and
 *   `"validation"` (600). The table has the `galaxy`'s number in the challenge.
 * - **`"nair-abraham"`**: the 68 x 68 pictures that astroML's `fetch_sdss_galaxy_images` has, 546 of class `"spiral"` and
 *   454 `"elliptical"` by eye (Nair & Abraham 2010, ApJS 186, 427). There is no split.
 *
 * Images are made smaller by area, so that no detail is stepped over.
 *
 * @throws DatasetUnavailableError if no place has the file and `orSimulate` is not set; else {@link simulateGalaxyImages}
 * stands in for `"galaxy-zoo"`. `"nair-abraham"` has no stand-in.
 * @throws ParameterError if an option or a value does not exist or is out of range, or an option is not of this sample.
 * @throws ValidationError, ZipError, JpegError, NpyError, ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchGalaxyImages(options: GalaxyImagesOptions = {}): Promise<ImageDataset<string[]>> {
  const own = ["sample", "nSamples", "crop", "size", "colors", "orSimulate"];
  checkFetchOptions("fetchGalaxyImages", options, own);
  const { sample = "galaxy-zoo", nSamples = 2000, crop = 212, colors = "rgb" } = options;
  checkOneOf("sample", sample, ["galaxy-zoo", "nair-abraham"]);
  const { size = sample === "galaxy-zoo" ? 64 : NAIR_SIDE } = options;
  checkNumber("nSamples", nSamples, { min: 4, max: 2000, integer: true });
  checkNumber("crop", crop, { min: 16, max: 424, integer: true });
  checkNumber("size", size, { min: 4, max: 424, integer: true });
  checkOneOf("colors", colors, ["rgb", "gray"]);
  if (sample === "galaxy-zoo") {
    return orSimulated(
      options,
      () => fetchGalaxyZoo({ nSamples, crop, size, colors }, options),
      () => simulateGalaxyImages({ nSamples, crop, size, colors }),
    );
  }
  for (const name of ["nSamples", "crop", "orSimulate"] as const) {
    if (options[name] === undefined || options[name] === false) continue;
    throw new ParameterError(`${name} is an option of sample "galaxy-zoo", not of "nair-abraham".`);
  }
  return fetchNairAbraham({ size, colors }, options);
}

const PIXEL = {
  rgb: "brightness in i, r and g (red, green, blue), 0 to 1",
  gray: "brightness in g, r and i together, 0 to 1",
};

async function fetchGalaxyZoo(
  {
    nSamples,
    crop,
    size,
    colors,
  }: Required<Pick<GalaxyImagesOptions, "nSamples" | "crop" | "size" | "colors">>,
  options: OrSimulateOptions,
): Promise<ImageDataset<string[]>> {
  const entry = findDataset("galaxy-zoo-images");
  // A plain array, which threads can share.
  const archive = new Uint8Array(await readFile(await fetchFile(entry.id, options)));
  const all = listGalaxyZooPictures(archive);
  // The same share of each split; the classes come in turn, so that pairs keep them even.
  const pictures = [...new Set(all.map(({ split }) => split))].flatMap((name) => {
    const split = all.filter((picture) => picture.split === name);
    return split.slice(0, 2 * Math.round((split.length * nSamples) / all.length / 2));
  });
  const images = await readGalaxyZooPictures(archive, pictures, { crop, size });
  const y = pictures.map((picture) => picture.class);
  return ImageDataset.create<string[]>({
    id: "galaxy-images",
    title: "Galaxies with and without spiral arms",
    images: colors === "rgb" ? images : grayImages(images),
    pixel: PIXEL[colors],
    columns: {
      split: pictures.map(({ split }) => split),
      class: y,
      galaxy: pictures.map(({ galaxy }) => galaxy),
    },
    targetName: "class",
    y,
    targetNames: Object.values(GALAXY_IMAGE_CLASSES),
    provenance: "real",
    description: `Galaxy Zoo 2, classes by volunteers; the middle ${crop} of 424 pixels, at ${size} x ${size}.`,
    citation: entry.citation,
    terms: entry.terms,
  });
}

const NAIR_SIDE = 68;
/** Bytes that the images may unpack to: 1,000 of them as doubles, and a header. */
const MAX_NAIR_BYTES = 1000 * NAIR_SIDE * NAIR_SIDE * 3 * 8 + 65_536;

async function fetchNairAbraham(
  { size, colors }: { size: number; colors: "rgb" | "gray" },
  options: OrSimulateOptions,
): Promise<ImageDataset<string[]>> {
  const entry = findDataset("sdss-galaxy-images");
  const packed = await readFile(await fetchFile(entry.id, options));
  const labels = await readFile(await fetchFile("sdss-galaxy-image-labels", options));
  const { images: stored, y } = readNairAbraham(packed, labels);
  const images = size === NAIR_SIDE ? stored : resizeImages(stored, size);
  return ImageDataset.create<string[]>({
    id: "sdss-galaxy-images",
    title: "Spiral and elliptical galaxies",
    images: colors === "rgb" ? images : grayImages(images),
    pixel: PIXEL[colors],
    columns: { class: y },
    targetName: "class",
    y,
    targetNames: ["elliptical", "spiral"],
    provenance: "real",
    description: "Classes by eye (Nair & Abraham 2010, ApJS 186, 427).",
    citation: entry.citation,
    terms: entry.terms,
  });
}

/**
 * The images, 0 to 1, and classes of astroML's two files.
 *
 * @param packed the gzipped array of images (n x 68 x 68 x 3), of bytes or of numbers up to 1 or 255.
 * @param labels the array of classes, 1 for a spiral and 0 for an elliptical.
 * @throws NpyError if one of them is no array.
 * @throws ValidationError if one cannot be unpacked, has another shape or a value that makes no sense.
 */
export function readNairAbraham(packed: Uint8Array, labels: Uint8Array): { images: ImageStack; y: string[] } {
  const { shape, data } = numbersOf(readNpy(unpacked(packed)), "images");
  const [count, height, width, channels] = shape;
  if (shape.length !== 4 || height !== NAIR_SIDE || width !== NAIR_SIDE || channels !== 3) {
    throw new ValidationError(`The images have the shape (${shape.join(", ")}) instead of (n, 68, 68, 3).`);
  }
  let [low, high] = [0, 0];
  for (const value of data) {
    if (Number.isNaN(value)) throw new ValidationError("A pixel of the galaxy images is no number.");
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low < 0 || high > 255) {
    throw new ValidationError(`The pixels go from ${low} to ${high} instead of from 0 to 255.`);
  }
  const unit = data instanceof Uint8Array || high > 1 ? 255 : 1;
  const classes = numbersOf(readNpy(labels), "classes");
  if (classes.shape.length !== 1 || classes.data.length !== count) {
    throw new ValidationError(`There are ${count} galaxy images, but ${classes.data.length} classes.`);
  }
  const y = Array.from(classes.data, (label, i) => {
    if (label !== 0 && label !== 1)
      throw new ValidationError(`Galaxy image ${i} has class ${label}, neither 0 nor 1.`);
    return label === 1 ? "spiral" : "elliptical";
  });
  const pixels = Float32Array.from(data, (value) => value / unit);
  return { images: new ImageStack(pixels, { count, height, width, channels }), y };
}

function unpacked(packed: Uint8Array): Uint8Array {
  try {
    return gunzipSync(packed, { maxOutputLength: MAX_NAIR_BYTES });
  } catch (cause) {
    throw new ValidationError(`The galaxy images cannot be unpacked: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

type Numbers = Uint8Array | Float32Array | Float64Array;

function numbersOf({ data, dtype, shape }: NpyArray, name: string): { data: Numbers; shape: number[] } {
  if (data instanceof Uint8Array || data instanceof Float32Array || data instanceof Float64Array) {
    return { data, shape };
  }
  throw new ValidationError(`The array of ${name} holds ${dtype}, not bytes or floating-point numbers.`);
}
