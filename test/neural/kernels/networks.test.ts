import type { Scalar, Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { describe, it } from "vitest";
import { runningTensorFlow } from "../../../src/neural/backend";
import { loadLayers, type TensorFlowLayers } from "../../../src/neural/tensorflow";
import { deviates, expectSame } from "./both-backends";

type Layers = TensorFlowLayers["layers"];
type Layer = InstanceType<Layers["Layer"]>;

const gates = { units: 5, recurrentInitializer: "zeros" } as const;
const same = "same" as const;

const networks: {
  [name: string]: { inputShape: number[]; words?: number; rows?: number; layers: (l: Layers) => Layer[] };
} = {
  "a classifier of images": {
    inputShape: [12, 12, 3],
    layers: (l) => [
      l.conv2d({ filters: 16, kernelSize: 3, padding: same, activation: "relu" }),
      // Without a bias, whose gradient is 0 before a normalisation but for rounding.
      l.conv2d({ filters: 16, kernelSize: 3, padding: same, useBias: false }),
      l.batchNormalization(),
      l.maxPooling2d({ poolSize: 2 }),
      l.conv2d({ filters: 24, kernelSize: 3, activation: "selu", strides: 2 }),
      l.globalAveragePooling2d({}),
      l.dense({ units: 4, activation: "softmax" }),
    ],
  },
  "a generator of images": {
    inputShape: [6],
    // The plain backend's gradient of an enlargement is wrong for more than one image.
    rows: 1,
    layers: (l) => [
      l.dense({ units: 4 * 4 * 8, activation: "relu" }),
      l.reshape({ targetShape: [4, 4, 8] }),
      l.conv2dTranspose({ filters: 6, kernelSize: 4, strides: 2, padding: same }),
      l.leakyReLU(),
      l.upSampling2d({}),
      l.conv2dTranspose({ filters: 1, kernelSize: 3, padding: same, activation: "tanh" }),
    ],
  },
  "separable convolutions": {
    inputShape: [9, 9, 4],
    layers: (l) => [
      l.separableConv2d({ filters: 8, kernelSize: 3, activation: "relu" }),
      l.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: same }),
      l.averagePooling2d({ poolSize: 2 }),
      l.flatten(),
      l.dense({ units: 1, activation: "sigmoid" }),
    ],
  },
  "a light curve, pixel after pixel": {
    inputShape: [16, 2],
    layers: (l) => [
      l.conv1d({ filters: 6, kernelSize: 3, activation: "relu" }),
      l.maxPooling1d({ poolSize: 2 }),
      l.lstm({ ...gates, returnSequences: true }),
      l.gru(gates),
      l.dense({ units: 2 }),
    ],
  },
  words: {
    inputShape: [7],
    words: 11,
    layers: (l) => [
      l.embedding({ inputDim: 11, outputDim: 4 }),
      l.simpleRNN(gates),
      l.dense({ units: 3, activation: "softplus" }),
    ],
  },
};

describe("the gradients of", () => {
  it.each(Object.entries(networks))(
    "%s agree with the plain backend",
    async (name, { inputShape, words, rows = 4, layers }) => {
      await runningTensorFlow();
      const tfl = await loadLayers();
      const model = build(tfl, inputShape, layers);
      await expectSame((tf) => {
        for (const [k, weight] of model.weights.entries()) {
          weight.write(tf.mul(deviates(tf, weight.shape as number[], 10 + k), 0.3));
        }
        const shape = [rows, ...inputShape];
        const numbers = deviates(tf, shape, 1);
        const x = words === undefined ? numbers : tf.floor(tf.mul(tf.sigmoid(numbers), words));
        const output = () => model.apply(x, { training: true }) as Tensor;
        const dy = deviates(tf, tf.tidy(output).shape, 2);
        const { value, grads } = tf.variableGrads(() => tf.sum(tf.mul(output(), dy)) as Scalar);
        return [value, ...Object.values(grads)];
      }, name);
    },
  );
});

function build(tfl: TensorFlowLayers, inputShape: number[], layers: (l: Layers) => Layer[]): LayersModel {
  const input = tfl.input({ shape: inputShape });
  const output = layers(tfl.layers).reduce((tensor, layer) => layer.apply(tensor) as typeof input, input);
  return tfl.model({ inputs: input, outputs: output });
}
