import { conv2d, dense, flatten, maxPooling2d } from "skylearn/neural";
import { oneEpoch, wavePictures } from "../networks";
import type { Workload } from "../workload";

export const workload: Workload = {
  name: "cnn-64",
  title: "Convolutional network, 2,000 images of 64 x 64, one epoch; predict: 500 images",
  peer: "PyTorch",
  // First weights and shuffles differ.
  tolerance: 0.05,
  prepare(scale) {
    const blocks = [32, 64, 128, 128].map((filters) => [
      conv2d({ filters, kernelSize: 3, padding: "same", activation: "relu" }),
      maxPooling2d(),
    ]);
    const layers = [
      ...blocks.flat(),
      flatten(),
      dense({ units: 256, activation: "relu" }),
      dense({ units: 64, activation: "relu" }),
      dense({ units: 3, activation: "softmax" }),
    ];
    const train = wavePictures(Math.floor(2_000 * scale), 64, 3, 0);
    return oneEpoch(layers, train, wavePictures(500, 64, 3, 1), 32);
  },
};
