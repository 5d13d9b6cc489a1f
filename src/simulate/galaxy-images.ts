import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ImageStack } from "../core/image-stack";
import { checkNumber, checkOneOf } from "../core/parameters";
import { RandomState } from "../core/random-state";
import { defineTask, runJobs } from "../core/worker-pool";
import { ImageDataset } from "../datasets/image-dataset";
import { blur, develop, expose } from "./galaxy-images-camera";
import { paintGalaxy, paintNeighbours } from "./galaxy-images-paint";
import { type GalaxySketch, sketchGalaxy } from "./galaxy-images-sketch";
import { resolveOptions } from "./resolve-options";

export interface SimulateGalaxyImagesOptions {
  /** Images, half of them of spirals; default 2,000. */
  nSamples?: number;
  /** Side of the square around the galaxy, in fiftieths of its Petrosian R90, as the pixels of Galaxy Zoo; default 212. */
  crop?: number;
  /** Side of the images in pixels; default 64. */
  size?: number;
  /** `"rgb"` (the default): three channels; `"gray"`: their mean. */
  colors?: "rgb" | "gray";
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/** The classes in sorted order, and what each is. */
export const GALAXY_IMAGE_CLASSES = { "non-spiral": "no spiral arms", spiral: "spiral arms" } as const;

/** Pixels of a Galaxy Zoo picture that make a Petrosian R90. */
const PIXELS_A_RADIUS = 50;
/** Share of the images of each class in the split to train on, as in the real sample. */
const TRAIN_SHARE = 0.7;
const BATCH = 25;

interface Shared {
  crop: number;
  size: number;
}

interface Job {
  sketches: GalaxySketch[];
  seeds: number[];
}

/** Pictures in colours of a batch of galaxies, one after another. */
const takePictures = defineTask<Shared, Job, Float32Array>({
  name: "takeGalaxyPictures",
  start:
    ({ crop, size }) =>
    ({ sketches, seeds }) => {
      const pictures = new Float32Array(sketches.length * size * size * 3);
      for (const [k, sketch] of sketches.entries()) {
        const random = new RandomState(seeds[k]);
        const field = { size, pixel: crop / PIXELS_A_RADIUS / size };
        const arcsec = field.pixel * sketch.radius;
        const bands = paintGalaxy(sketch, field);
        paintNeighbours(bands, sketch, field, arcsec, random);
        const blurred = blur(bands, size, arcsec);
        expose(blurred, { size, arcsec, magnitude: sketch.magnitude }, random);
        develop(blurred, arcsec, pictures.subarray(k * size * size * 3, (k + 1) * size * size * 3));
      }
      return pictures;
    },
});

/**
 * Simulated pictures of galaxies with and without spiral arms, a stand-in for `fetchGalaxyImages` where the real ones
 * cannot be had. Shares and spreads without a source are round figures, chosen so that sizes, brightness and colours look
 * like those of the real pictures:
 *
 * - **Shapes**: three in ten are ellipticals, Sérsic profiles of index 3.5 ± 1; the others a bulge and an exponential disc
 *   at a random inclination, a third of them with a bar, with logarithmic spiral arms at 10 to 35 deg, two or three to five
 *   of them, uneven and with knots of young stars; the more bulge, the fewer arms. Dust draws a lane through discs seen
 *   edge-on. One galaxy in eight has a companion.
 * - **Labels**: forty volunteers look for arms, and see strong ones in discs turned to us that are larger than the seeing;
 *   a spiral is what more than half of them call one. So some labels are wrong, as in Galaxy Zoo.
 * - **Magnitudes, sizes and colours**: counts that grow as 10^(0.6 m) from 13 to 17 in r; mean surface brightness within R50
 *   of 20.1 for ellipticals and about 20.5 for discs (Shen et al. 2003, MNRAS 343, 978); old stars of g-r 0.75, younger ones
 *   bluer (Strateva et al. 2001, AJ 122, 1861), and all redder with redshift.
 * - **Camera**: seeing of 1.3 arcsec, depth and noise of SDSS (York et al. 2000, AJ 120, 1579), stars and galaxies that
 *   stand in the field by chance, and the survey's colour scale (Lupton et al. 2004, PASP 116, 133).
 *
 * @returns as `fetchGalaxyImages({ sample: "galaxy-zoo" })`, with `provenance` `"simulated"`; the table also has the share
 * of `spiralVotes`, the magnitude `r`, `R90` in arcsec and `axisRatio`. The same for any number of threads.
 * @throws ParameterError if a number is out of range, or an option does not exist.
 */
export async function simulateGalaxyImages(
  options: SimulateGalaxyImagesOptions = {},
): Promise<ImageDataset<string[]>> {
  const { nSamples, crop, size, colors, randomState } = resolveOptions("simulateGalaxyImages", options, {
    ...{ nSamples: 2000, crop: 212, size: 64, colors: "rgb", randomState: 0 as RandomStateLike },
  } as Required<SimulateGalaxyImagesOptions>);
  checkNumber("nSamples", nSamples, { min: 4, integer: true });
  checkNumber("crop", crop, { min: 16, max: 424 });
  checkNumber("size", size, { min: 4, max: 424, integer: true });
  checkOneOf("colors", colors, ["rgb", "gray"]);
  const random = checkRandomState(randomState);
  const sketches = drawBothClasses(nSamples, random);
  const seeds = Array.from(random.randint(0, 2 ** 31, nSamples) as ArrayLike<number>);
  const jobs: Job[] = [];
  for (let k = 0; k < nSamples; k += BATCH) {
    jobs.push({ sketches: sketches.slice(k, k + BATCH), seeds: seeds.slice(k, k + BATCH) });
  }
  const milliseconds = nSamples * 2 * (size / 64) ** 2;
  const pictures = await runJobs(takePictures, { crop, size }, jobs, { milliseconds });
  const images = ImageStack.zeros({ count: nSamples, height: size, width: size, channels: 3 });
  for (const [k, part] of pictures.entries()) images.data.set(part, k * BATCH * images.imageSize);
  const y = sketches.map(classOf);
  return ImageDataset.create<string[]>({
    id: "galaxy-images",
    title: "Galaxies with and without spiral arms",
    images: colors === "rgb" ? images : grayImages(images),
    pixel: `brightness in ${colors === "rgb" ? "i, r and g (red, green, blue)" : "g, r and i together"}, 0 to 1, on the survey's asinh scale`,
    columns: {
      split: splitEachClass(y),
      class: y,
      spiralVotes: Float64Array.from(sketches, (sketch) => sketch.spiralVotes),
      r: Float64Array.from(sketches, (sketch) => sketch.magnitude),
      R90: Float64Array.from(sketches, (sketch) => sketch.radius),
      axisRatio: Float64Array.from(sketches, ({ disc, spheroid }) => (disc ?? spheroid).ratio),
    },
    targetName: "class",
    y,
    targetNames: Object.values(GALAXY_IMAGE_CLASSES),
    provenance: "simulated",
    description:
      "Simulated from profiles, colours, seeing and noise of the survey; see simulateGalaxyImages.",
    citation:
      "Shen et al. 2003, MNRAS 343, 978; Strateva et al. 2001, AJ 122, 1861; York et al. 2000, AJ 120, 1579",
    terms: "made by skylearn; free to use as simulated data",
  });
}

type GalaxyImageClass = keyof typeof GALAXY_IMAGE_CLASSES;

const classOf = (sketch: GalaxySketch): GalaxyImageClass =>
  sketch.spiralVotes > 0.5 ? "spiral" : "non-spiral";

/** As many galaxies of either class, in random order; of an odd number, one more without arms. */
function drawBothClasses(n: number, random: RandomState): GalaxySketch[] {
  const wanted = { spiral: Math.floor(n / 2), "non-spiral": Math.ceil(n / 2) };
  const sketches: GalaxySketch[] = [];
  while (sketches.length < n) {
    const sketch = sketchGalaxy(random);
    if (wanted[classOf(sketch)]-- > 0) sketches.push(sketch);
  }
  const order = random.permutation(n);
  return Array.from(order, (i) => sketches[i]);
}

/** `"train"` for the first 70 per cent of each class, `"validation"` for the rest. */
function splitEachClass(y: readonly GalaxyImageClass[]): string[] {
  const total = new Map<string, number>();
  for (const label of y) total.set(label, (total.get(label) ?? 0) + 1);
  const seen = new Map<string, number>();
  return y.map((label) => {
    const before = seen.get(label) ?? 0;
    seen.set(label, before + 1);
    return before < Math.round(TRAIN_SHARE * (total.get(label) as number)) ? "train" : "validation";
  });
}

/** The mean of the channels of each pixel. */
export function grayImages(images: ImageStack): ImageStack {
  const { count, height, width, channels } = images;
  const gray = ImageStack.zeros({ count, height, width, channels: 1 });
  for (let k = 0; k < gray.data.length; k++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += images.data[k * channels + c];
    gray.data[k] = sum / channels;
  }
  return gray;
}
