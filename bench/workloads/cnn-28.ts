import { conv2d, dense, flatten, maxPooling2d } from "skylearn/neural";
import { oneEpoch, wavePictures } from "../networks";
import type { Workload } from "../workload";

export const workload: Workload = {
  name: "cnn-28",
  title: "Convolutional network, 8,000 images of 28 x 28, one epoch; predict: 1,000 images",
  peer: "PyTorch",
  // First weights and shuffles differ.
  tolerance: 0.05,
  prepare(scale) {
    const layers = [
      conv2d({ filters: 32, kernelSize: 3, activation: "relu" }),
      conv2d({ filters: 64, kernelSize: 3, activation: "relu" }),
      maxPooling2d(),
      flatten(),
      dense({ units: 128, activation: "relu" }),
      dense({ units: 10, activation: "softmax" }),
    ];
    const train = wavePictures(Math.floor(8_000 * scale), 28, 10, 0);
    return oneEpoch(layers, train, wavePictures(1_000, 28, 10, 1), 64);
  },
};
