import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError } from "../core/errors";
import { type ImageShape, ImageStack } from "../core/image-stack";
import { checkKnown, checkNumber, checkOneOf } from "../core/parameters";
import { RandomState } from "../core/random-state";
import { defineTask, runJobs } from "../core/worker-pool";

/** How far an image may be changed; what is left out stays as it is. */
export interface Augmentation {
  /** Turned by up to so many degrees either way, evenly; 180 for any direction. Default 0. */
  rotation?: number;
  /** Turned over or not, evenly: left to right, top to bottom, or (`true`) either, both or none. Default `false`. */
  flips?: boolean | "horizontal" | "vertical";
  /** Moved by up to this share of the side, evenly, along rows and along columns. Default 0. */
  shift?: number;
  /** Magnified by a factor between these, evenly; below 1 it shrinks. Default [1, 1]. */
  zoom?: readonly [low: number, high: number];
  /** Pixels multiplied by a factor between these, evenly; not cut off above. Default [1, 1]. */
  brightness?: readonly [low: number, high: number];
}

export interface AugmentOptions extends Augmentation {
  /** Seed or generator; default: another augmentation each time. */
  randomState?: RandomStateLike;
  /** Threads; default (`null`): all cores. */
  nJobs?: number | null;
}

/** The names of {@link Augmentation}. */
export const AUGMENTATIONS = ["rotation", "flips", "shift", "zoom", "brightness"] as const;
const IMAGES_PER_JOB = 256;
/** Milliseconds that a pixel takes, roughly. */
const PIXEL_TIME = 3e-5;

/** What the threads share. */
export interface AugmentShared {
  data: Float32Array;
  shape: ImageShape;
  augmentation: Required<Augmentation>;
  seed: number;
}

/** Which images to change; `epoch` makes another draw of each. */
export interface AugmentJob {
  indices: Int32Array;
  epoch: number;
}

/** Changes chosen images and puts them one after another. */
export const augmentTask = defineTask<AugmentShared, AugmentJob, Float32Array>({
  name: "augmentImages",
  start({ data, shape, augmentation, seed }) {
    const stack = new ImageStack(data, shape);
    return ({ indices, epoch }) => {
      const out = new Float32Array(indices.length * stack.imageSize);
      for (let k = 0; k < indices.length; k++) {
        const random = new RandomState([seed, epoch, indices[k]]);
        const target = out.subarray(k * stack.imageSize, (k + 1) * stack.imageSize);
        augmentImage(stack.image(indices[k]), target, shape, augmentation, random);
      }
      return out;
    };
  },
});

/**
 * Images turned, turned over, moved, magnified and brightened at random, in that order, each by a draw of its own: the same
 * seed gives the same images on any number of threads. Values between pixels are read bilinearly; what comes in from outside
 * an image is 0, black.
 *
 * @param stack Images with any number of channels; they stay as they are.
 * @throws ParameterError if an option is out of range or does not exist.
 */
export async function augmentImages(stack: ImageStack, options: AugmentOptions = {}): Promise<ImageStack> {
  checkKnown("augmentImages", options, [...AUGMENTATIONS, "randomState", "nJobs"]);
  const augmentation = checkAugmentation(options);
  const shared = toAugmentShared(stack, augmentation, options.randomState);
  const jobs = Array.from({ length: Math.ceil(stack.count / IMAGES_PER_JOB) }, (_, k) => {
    const from = k * IMAGES_PER_JOB;
    const length = Math.min(IMAGES_PER_JOB, stack.count - from);
    return { indices: Int32Array.from({ length }, (_, i) => from + i), epoch: 0 };
  });
  const parts = await runJobs(augmentTask, shared, jobs, {
    nJobs: options.nJobs,
    milliseconds: stack.data.length * PIXEL_TIME,
  });
  const out = ImageStack.zeros(stack);
  for (const [k, part] of parts.entries()) out.data.set(part, k * IMAGES_PER_JOB * stack.imageSize);
  return out;
}

/** What {@link augmentTask} shares, with a seed drawn from `randomState`. */
export function toAugmentShared(
  stack: ImageStack,
  augmentation: Required<Augmentation>,
  randomState: RandomStateLike,
): AugmentShared {
  const { data, count, height, width, channels } = stack;
  const seed = checkRandomState(randomState).randint(0, 2 ** 32);
  return { data, shape: { count, height, width, channels }, augmentation, seed };
}

/**
 * An augmentation with defaults filled in.
 *
 * @throws ParameterError if a value is out of range.
 */
export function checkAugmentation(options: Augmentation): Required<Augmentation> {
  const { rotation = 0, flips = false, shift = 0, zoom = [1, 1], brightness = [1, 1] } = options;
  checkNumber("rotation", rotation, { min: 0, max: 180 });
  checkOneOf("flips", flips, [false, true, "horizontal", "vertical"]);
  checkNumber("shift", shift, { min: 0, max: 1 });
  checkRange("zoom", zoom, { exclusiveMin: 0 });
  checkRange("brightness", brightness, { min: 0 });
  return { rotation, flips, shift, zoom, brightness };
}

function checkRange(
  name: string,
  range: readonly number[],
  bounds: { min?: number; exclusiveMin?: number },
): void {
  if (!Array.isArray(range) || range.length !== 2) {
    throw new ParameterError(`${name} must be a pair of factors, [low, high]; got ${JSON.stringify(range)}.`);
  }
  for (const k of [0, 1]) checkNumber(`${name}[${k}]`, range[k], bounds);
  if (range[0] > range[1]) {
    throw new ParameterError(`${name} must be [low, high], but ${range[0]} is above ${range[1]}.`);
  }
}

function augmentImage(
  image: Float32Array,
  out: Float32Array,
  { height, width, channels }: ImageShape,
  { rotation, flips, shift, zoom, brightness }: Required<Augmentation>,
  random: RandomState,
): void {
  // every draw is made, so that one change more or less leaves the others as they were
  const angle = (random.uniform(-rotation, rotation) * Math.PI) / 180;
  const [overX, overY] = [random.randomSample() < 0.5, random.randomSample() < 0.5];
  const downwards = random.uniform(-shift, shift) * height;
  const rightwards = random.uniform(-shift, shift) * width;
  const scale = random.uniform(zoom[0], zoom[1]);
  const factor = random.uniform(brightness[0], brightness[1]);

  const flipX = overX && (flips === true || flips === "horizontal") ? -1 : 1;
  const flipY = overY && (flips === true || flips === "vertical") ? -1 : 1;
  // from a place in the new image back to where it was in the old one, both from the middle
  const [cos, sin] = [Math.cos(angle) / scale, Math.sin(angle) / scale];
  const [middleY, middleX] = [(height - 1) / 2, (width - 1) / 2];
  for (let row = 0; row < height; row++) {
    const y = row - middleY - downwards;
    for (let column = 0; column < width; column++) {
      const x = column - middleX - rightwards;
      const fromX = flipX * (cos * x + sin * y) + middleX;
      const fromY = flipY * (cos * y - sin * x) + middleY;
      const left = Math.floor(fromX);
      const top = Math.floor(fromY);
      const target = (row * width + column) * channels;
      if (left < -1 || top < -1 || left >= width || top >= height) continue;
      const [rightShare, bottomShare] = [fromX - left, fromY - top];
      for (let dy = 0; dy < 2; dy++) {
        const i = top + dy;
        if (i < 0 || i >= height) continue;
        const share = factor * (dy === 0 ? 1 - bottomShare : bottomShare);
        for (let dx = 0; dx < 2; dx++) {
          const j = left + dx;
          if (j < 0 || j >= width) continue;
          const weight = share * (dx === 0 ? 1 - rightShare : rightShare);
          const source = (i * width + j) * channels;
          for (let c = 0; c < channels; c++) out[target + c] += weight * image[source + c];
        }
      }
    }
  }
}
