import { ParameterError } from "../core/errors";
import type { RandomState } from "../core/random-state";
import { inputShapeOf, type LayersModel, outputShapeOf } from "./layers-model";
import type { Rows } from "./training-data";

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
