import { Matrix } from "../core/matrix";
import type { RandomState } from "../core/random-state";

export interface BeamNoise {
  /** Standard deviation of the round Gaussian beam, in pixels. */
  sigma: number;
  /** Standard deviation of the noise. */
  rms: number;
}

/**
 * (size x size) noise as a radio telescope has it: white noise, smoothed by the beam along rows and columns, with its own
 * spread restored.
 */
export function beamNoise(size: number, { sigma, rms }: BeamNoise, random: RandomState): Matrix {
  const reach = Math.ceil(4 * sigma);
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)),
  );
  const wide = size + 2 * reach;
  let image = Matrix.zeros(wide, wide);
  for (let k = 0; k < image.data.length; k++) image.data[k] = random.normal(0, 1);
  // the spread of a sum with weights w is the root of the sum of w²; twice, for rows and for columns
  const spread = kernel.reduce((sum, weight) => sum + weight * weight, 0);
  for (let pass = 0; pass < 2; pass++) {
    const smooth = Matrix.zeros(image.cols - 2 * reach, image.rows);
    for (let j = 0; j < smooth.rows; j++) {
      for (let i = 0; i < smooth.cols; i++) {
        let sum = 0;
        for (let k = 0; k < kernel.length; k++) sum += kernel[k] * image.get(i, j + k);
        smooth.set(j, i, sum);
      }
    }
    image = smooth;
  }
  for (let k = 0; k < image.data.length; k++) image.data[k] *= rms / spread;
  return image;
}
