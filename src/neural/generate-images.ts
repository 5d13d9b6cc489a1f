import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError } from "../core/errors";
import { ImageStack } from "../core/image-stack";
import { checkKnown, checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { computeOutputs } from "./evaluate";
import { inputShapeOf, type LayersModel, layersModel, outputShapeOf } from "./layers-model";
import type { Network } from "./network";
import { startSession } from "./session";
import type { Rows } from "./training-data";

export interface GenerateImagesOptions {
  /** Seed of the noise: the same seed asks for the same images, from whatever weights. */
  randomState?: RandomStateLike;
}

/**
 * `n` images that a generator makes of normal noise.
 *
 * @param generator - takes a row of numbers and gives an image (height x width x channels), as `fitGan` trains it.
 * @throws ParameterError if it does not, or `n` is no whole number above 0.
 */
export async function generateImages(
  generator: Network,
  n: number,
  options: GenerateImagesOptions = {},
): Promise<ImageStack> {
  checkKnown("generateImages", options, ["randomState"]);
  checkNumber("n", n, { min: 1, integer: true });
  const model = layersModel(generator);
  const { noiseSize, imageShape } = generatorShapes(model);
  const [height, width, channels] = imageShape;
  const session = await startSession();
  const noise = drawNoise(n, noiseSize, checkRandomState(options.randomState));
  const { data } = await computeOutputs(session, model, noise);
  return new ImageStack(Float32Array.from(data), { count: n, height, width, channels });
}

/** @throws ParameterError if the network makes no image of a row of noise. */
export function generatorShapes(model: LayersModel): { noiseSize: number; imageShape: number[] } {
  const inputShape = inputShapeOf(model);
  const imageShape = outputShapeOf(model);
  if (inputShape.length !== 1 || imageShape.length !== 3) {
    throw new ParameterError(
      `A generator takes a row of noise and gives an image (height x width x channels), but ${model.name} takes ${inputShape.join(" x ")} and gives ${imageShape.join(" x ")}.`,
    );
  }
  return { noiseSize: inputShape[0], imageShape };
}

/** Standard normal deviates: `count` rows of `size`. */
export function drawNoise(count: number, size: number, rng: RandomState): Rows {
  return { data: Float32Array.from(rng.standardNormal(count * size)), count, size };
}
