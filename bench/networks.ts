import { ImageStack, RandomState } from "skylearn";
import { fitNetwork, type LayerSpec, predictLabels, sequential } from "skylearn/neural";
import type { Run } from "./workload";

interface Pictures {
  images: ImageStack;
  labels: Int32Array;
}

/** Pictures for the benchmark of networks: waves whose direction is the class, under noise. */
export function wavePictures(count: number, side: number, classes: number, seed: number): Pictures {
  const rng = new RandomState(seed);
  const labels = Int32Array.from(rng.randint(0, classes, count));
  const phases = rng.uniform(0, 2 * Math.PI, count);
  const noise = rng.normal(0, 0.7, count * side * side);
  const data = new Float32Array(count * side * side);
  let at = 0;
  for (let i = 0; i < count; i++) {
    const angle = (labels[i] * Math.PI) / classes;
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++, at++) {
        const along = column * Math.cos(angle) + row * Math.sin(angle);
        data[at] = Math.cos((2 * Math.PI * along) / 8 + phases[i]) + noise[at];
      }
    }
  }
  return { images: new ImageStack(data, { count, height: side, width: side, channels: 1 }), labels };
}

/** A run that trains a new network for one epoch by Adam and classifies the test pictures. */
export function oneEpoch(
  layers: readonly LayerSpec[],
  train: Pictures,
  test: Pictures,
  batchSize: number,
): () => Promise<Run> {
  const { height, width } = train.images;
  return async () => {
    const network = await sequential(layers, { inputShape: [height, width, 1], randomState: 0 });
    const start = performance.now();
    const history = await fitNetwork(
      network,
      { x: train.images, y: train.labels },
      { epochs: 1, batchSize, randomState: 0, progress: false },
    );
    const fitted = performance.now();
    const predicted = await predictLabels(network, test.images, history.classes!);
    const end = performance.now();
    network.dispose();
    const right = test.labels.filter((label, i) => predicted[i] === label).length;
    return { fit: (fitted - start) / 1000, predict: (end - fitted) / 1000, check: right / predicted.length };
  };
}
