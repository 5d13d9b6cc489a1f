import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ImageStack } from "../core/image-stack";
import { checkKnown, checkNumber } from "../core/parameters";
import { computeOutputs } from "./evaluate";
import { drawNoise, generatorShapes } from "./generator-noise";
import { layersModel } from "./layers-model";
import type { Network } from "./network";
import { startSession } from "./session";

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
