import { gaussianKernel } from "../core/gaussian-kernel";
import { Matrix } from "../core/matrix";
import type { RandomState } from "../core/random-state";
import { smoothed } from "./smoothed";

export interface BeamNoise {
  /** Standard deviation of the round Gaussian beam, in pixels. */
  sigma: number;
  /** Standard deviation of the noise. */
  rms: number;
}

/** (size x size) noise as a radio telescope has it: white noise, smoothed by the beam, with its own spread restored. */
export function beamNoise(size: number, { sigma, rms }: BeamNoise, random: RandomState): Matrix {
  const kernel = gaussianKernel(sigma);
  const reach = (kernel.length - 1) / 2;
  // a margin, so that no pixel misses noise from outside
  const wide = size + 2 * reach;
  const field = new Matrix(smoothed(random.normal(0, 1, wide * wide), wide, sigma), wide, wide);
  // the spread of a sum with weights w is the root of the sum of w²; twice, for rows and for columns
  const spread = kernel.reduce((sum, weight) => sum + weight * weight, 0);
  const image = Matrix.zeros(size, size);
  for (let i = 0; i < size; i++) {
    const row = field.row(reach + i);
    for (let j = 0; j < size; j++) image.set(i, j, (row[reach + j] * rms) / spread);
  }
  return image;
}
