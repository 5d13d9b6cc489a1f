import { ImageStack } from "../../src/core/image-stack";
import { RandomState } from "../../src/core/random-state";
import { conv2d, dense, dropout, flatten, maxPooling2d } from "../../src/neural/layer-specs";

/** Noisy 8 x 8 images with a bright bar: lying, standing or absent. */
export function bars(count: number, seed = 0): { x: ImageStack; y: string[] } {
  const rng = new RandomState(seed);
  const x = ImageStack.zeros({ count, height: 8, width: 8, channels: 1 });
  const y = Array.from({ length: count }, (_, i) => ["lying", "standing", "none"][i % 3]);
  for (let i = 0; i < count; i++) {
    const image = x.image(i);
    for (let k = 0; k < 64; k++) image[k] = 0.4 * rng.randomSample();
    const at = rng.randint(1, 7);
    for (let k = 0; k < 8; k++) {
      if (y[i] === "lying") image[8 * at + k] += 0.6;
      if (y[i] === "standing") image[8 * k + at] += 0.6;
    }
  }
  return { x, y };
}

export const smallConvolution = [
  conv2d({ filters: 6, kernelSize: 3, activation: "relu" }),
  maxPooling2d(),
  flatten(),
  dropout({ rate: 0.2 }),
  dense({ units: 3, activation: "softmax" }),
];
