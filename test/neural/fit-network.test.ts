import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";
import { RandomState } from "../../src/core/random-state";
import type { Training } from "../../src/neural/callbacks";
import { drawWeights } from "../../src/neural/draw-weights";
import { type FitNetworkOptions, fitNetwork } from "../../src/neural/fit-network";
import { activation, batchNormalization, branches, dense, dropout } from "../../src/neural/layer-specs";
import { layersModel, readWeights } from "../../src/neural/layers-model";
import type { Network } from "../../src/neural/network";
import { layerOutput, networkLayers, predictLabels, predictNetwork } from "../../src/neural/predict-network";
import { sequential } from "../../src/neural/sequential";
import { startSession } from "../../src/neural/session";
import { expectClose } from "../close";
import { bars, smallConvolution } from "./shapes";

const images = bars(90);
const held = bars(45, 1);

const convolution = (randomState = 0) => sequential(smallConvolution, { inputShape: [8, 8, 1], randomState });

const options: FitNetworkOptions = { epochs: 4, learningRate: 0.01, validationData: held, randomState: 7 };

describe("fitNetwork", () => {
  it("learns images by their labels", async () => {
    const network = await convolution();
    const history = await fitNetwork(network, images, { ...options, epochs: 25 });
    expect(history.epochs).toBe(25);
    expect(history.classes).toEqual(["lying", "none", "standing"]);
    expect(history.loss[24]).toBeLessThan(0.5 * history.loss[0]);
    expect(history.valAccuracy![24]).toBeGreaterThan(0.9);
    const predicted = Array.from(await predictLabels(network, held.x, history.classes!));
    const right = predicted.filter((label, i) => label === held.y[i]).length;
    expect(right / 45).toBe(history.valAccuracy![24]);
    const probabilities = await predictNetwork(network, held.x);
    const target = held.y.map((label) => history.classes!.indexOf(label));
    const loss = -target.reduce((sum, k, i) => sum + Math.log(probabilities.get(i, k)), 0) / 45;
    expect(loss).toBeCloseTo(history.valLoss![24], 5);
  });

  it("repeats to the last bit for a seed, and differs for another", async () => {
    const run = async (first: number, seed: number) => {
      const history = await fitNetwork(await convolution(first), images, { ...options, randomState: seed });
      return { loss: history.loss, valLoss: history.valLoss };
    };
    const one = await run(0, 7);
    expect(await run(0, 7)).toEqual(one);
    expect((await run(0, 8)).loss).not.toEqual(one.loss);
    expect((await run(1, 7)).loss[0]).not.toBe(one.loss[0]);
  });

  it("holds as many tensors after each epoch", async () => {
    const { tf } = await startSession();
    const before = tf.memory().numTensors;
    for (const optimizer of ["adam", "rmsprop", { name: "sgd", momentum: 0.9 }] as const) {
      const network = await sequential(
        [...smallConvolution.slice(0, 3), batchNormalization(), dense({ units: 3, activation: "softmax" })],
        { inputShape: [8, 8, 1] },
      );
      const counts: number[] = [];
      await fitNetwork(
        network,
        { ...images, sampleWeight: images.y.map((_, i) => 1 + (i % 2)) },
        {
          ...options,
          optimizer,
          callbacks: [() => ({ epochEnd: () => void counts.push(tf.memory().numTensors) })],
        },
      );
      expect(new Set(counts).size).toBe(1);
      network.dispose();
    }
    const network = await convolution();
    await predictNetwork(network, held.x);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("takes mini-batches from a source, the same as from rows in order", async () => {
    const epochs: number[] = [];
    async function* batches(epoch: number) {
      epochs.push(epoch);
      for (let from = 0; from < 90; from += 32) {
        const indices = Array.from({ length: Math.min(32, 90 - from) }, (_, k) => from + k);
        yield { x: images.x.take(indices), y: indices.map((i) => images.y[i]) };
      }
    }
    const given = { ...options, shuffle: false };
    const whole = await fitNetwork(await convolution(), images, given);
    const source = await fitNetwork(await convolution(), batches, {
      ...given,
    });
    expect(epochs).toEqual([0, 1, 2, 3]);
    expect(source.loss).toEqual(whole.loss);
    await expect(fitNetwork(await convolution(), () => [], options)).rejects.toThrow(/Epoch 1 has no batch/);
    await expect(
      fitNetwork(await convolution(), batches, { ...options, classWeight: "balanced" }),
    ).rejects.toThrow(ParameterError);
  });

  it("weighs rows and classes as repeated rows would", async () => {
    const X = new RandomState(0).standardNormal([20, 3]);
    const y = Array.from({ length: 20 }, (_, i) => (i % 4 === 0 ? "rare" : "common"));
    const repeated = y.flatMap((label, i) => (label === "rare" ? [i, i, i] : [i]));
    const run = async (x: Matrix, labels: string[], more: FitNetworkOptions, sampleWeight?: number[]) => {
      const network = await sequential([dense({ units: 2, activation: "softmax" })], {
        inputShape: [3],
        randomState: 0,
      });
      await fitNetwork(
        network,
        { x, y: labels, sampleWeight },
        { optimizer: "sgd", batchSize: 100, shuffle: false, ...more },
      );
      return readWeights(layersModel(network)).flatMap((values) => Array.from(values));
    };
    // the mean is over rows, weighted or not
    const expected = await run(
      X.takeRows(repeated),
      repeated.map((i) => y[i]),
      { learningRate: 0.1 * 1.5 },
    );
    expectClose(await run(X, y, { learningRate: 0.1, classWeight: { rare: 3 } }), expected, 1e-4, 1e-6);
    const weights = y.map((label) => (label === "rare" ? 3 : 1));
    expectClose(await run(X, y, { learningRate: 0.1 }, weights), expected, 1e-4, 1e-6);
    expect(await run(X, y, { learningRate: 0.1 })).not.toEqual(expected);
  });

  it("learns numbers, two labels by one output, and tables of targets", async () => {
    const X = new RandomState(1).standardNormal([200, 2]);
    const sum = Float64Array.from({ length: 200 }, (_, i) => X.get(i, 0) - 2 * X.get(i, 1));
    const given: FitNetworkOptions = { epochs: 40, learningRate: 0.05, randomState: 0 };
    const line = await sequential([dense({ units: 1 })], { inputShape: [2], randomState: 0 });
    const history = await fitNetwork(line, { x: X, y: sum }, given);
    expect(history.loss.at(-1)).toBeLessThan(1e-3);
    expect(history).toMatchObject({ accuracy: null, valLoss: null, classes: null });
    expectClose((await predictNetwork(line, X)).column(0), sum, 0.05, 0.05);

    const sign = await sequential([dense({ units: 1, activation: "sigmoid" })], {
      inputShape: [2],
      randomState: 0,
    });
    const labels = Array.from(sum, (value) => value > 0);
    const learnt = await fitNetwork(sign, { x: X, y: labels }, given);
    expect(learnt.classes).toEqual([false, true]);
    expect(learnt.accuracy!.at(-1)).toBeGreaterThan(0.95);
    expect(
      Array.from(
        await predictLabels(
          sign,
          [
            [3, 0],
            [-3, 0],
          ],
          learnt.classes!,
        ),
      ),
    ).toEqual([true, false]);

    const both = await sequential([dense({ units: 2 })], { inputShape: [2], randomState: 0 });
    const targets = Array.from(sum, (value) => [value, -value]);
    expect((await fitNetwork(both, { x: X, y: targets }, given)).loss.at(-1)).toBeLessThan(1e-3);
  });

  it("refuses data that do not fit, naming what and where", async () => {
    const network = await convolution();
    const holed = images.x.take([0, 1, 2]);
    holed.image(1)[10] = Number.NaN;
    const cases: [unknown, RegExp][] = [
      [{ x: images.x, y: images.y.slice(1) }, /y has 89 values but x has 90 rows/],
      [
        { x: images.x, y: images.y.map((label) => (label === "none" ? "lying" : label)) },
        /3 classes apart, but y has 2/,
      ],
      [{ x: holed, y: images.y.slice(0, 3) }, /NaN in image 1, row 1, column 2/],
      [
        { x: images.y.map(() => [1, 2]), y: images.y },
        /x has 2 columns, but the network takes 8 x 8 x 1 = 64 values/,
      ],
      [{ x: images.x.take([]), y: [] }, /y is empty/],
      [{ x: images.x.take([]), y: images.y }, /x is empty/],
    ];
    for (const [data, message] of cases) {
      await expect(fitNetwork(network, data as never, options)).rejects.toThrow(message);
      await expect(fitNetwork(network, data as never, options)).rejects.toThrow(ValidationError);
    }
    await expect(fitNetwork(network, { x: images.x, y: images.y.map(() => [1, 0]) })).rejects.toThrow(
      /y has 2 columns, but the network has 3 outputs/,
    );
  });

  it("refuses options that do not exist or are out of range", async () => {
    const network = await convolution();
    const cases: [object, RegExp][] = [
      [{ batchsize: 3 }, /no option "batchsize".*batchSize/],
      [{ epochs: 0 }, /epochs must be a whole number/],
      [{ loss: "mse" }, /loss must be one of/],
      [{ optimizer: "lbfgs" }, /optimizer must be one of/],
      [{ optimizer: { name: "sgd", beta1: 0.5 } }, /optimizer sgd has no option "beta1"/],
      [{ learningRate: -1 }, /learningRate/],
      [{ callbacks: [{ patience: 3 }] }, /callbacks takes/],
    ];
    for (const [more, message] of cases) {
      await expect(fitNetwork(network, images, more as never)).rejects.toThrow(message);
      await expect(fitNetwork(network, images, more as never)).rejects.toThrow(ParameterError);
    }
  });

  it("says so when training diverges", async () => {
    const line = await sequential([dense({ units: 1 })], { inputShape: [1], randomState: 0 });
    const x = Array.from({ length: 64 }, (_, i) => [1e6 * i]);
    await expect(
      fitNetwork(
        line,
        { x, y: x.map(([value]) => value) },
        { optimizer: "sgd", learningRate: 10, epochs: 50 },
      ),
    ).rejects.toThrow(/diverged in epoch \d+/);
  });

  it("lets timers through, so that it can be aborted", async () => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new Error("enough")), 300);
    const endless = fitNetwork(await convolution(), images, { epochs: 100_000, signal: controller.signal });
    await expect(endless).rejects.toThrow("enough");
    clearTimeout(timer);
  });

  it("refuses layers that no seed reaches", async () => {
    const { tfl } = await startSession();
    const input = tfl.input({ shape: [4] });
    const noisy = tfl.layers.gaussianNoise({ stddev: 1 }).apply(input);
    const output = tfl.layers.dense({ units: 2, activation: "softmax" }).apply(noisy);
    const model = tfl.model({ inputs: input, outputs: output as never }) as unknown as Network;
    const data = {
      x: [
        [1, 2, 3, 4],
        [4, 3, 2, 1],
      ],
      y: [0, 1],
    };
    await expect(fitNetwork(model, data, { randomState: 0 })).rejects.toThrow(/GaussianNoise.*no seed/);
    expect((await fitNetwork(model, data, { epochs: 1 })).epochs).toBe(1);
  });
});

describe("layers", () => {
  it("are listed with their shapes and weights, and give features", async () => {
    const network = await convolution();
    const layers = networkLayers(network);
    expect(layers.map(({ kind }) => kind)).toEqual(["Conv2D", "MaxPooling2D", "Flatten", "Dropout", "Dense"]);
    expect(layers.map(({ name }) => name)).toEqual([
      "conv2d_1",
      "maxPooling2d_1",
      "flatten_1",
      "dropout_1",
      "dense_1",
    ]);
    expect(inspect(network)).toBe("network: 5 layers, 225 weights");
    expect(layers.map(({ output }) => output)).toEqual(["6 x 6 x 6", "3 x 3 x 6", "54", "54", "3"]);
    expect(layers.map(({ weights }) => weights)).toEqual([60, 0, 0, 0, 165]);
    const features = await layerOutput(network, held.x, 3);
    expect([features.rows, features.cols]).toEqual([45, 54]);
    expectClose(
      await layerOutput(network, held.x, 5),
      await predictNetwork(network, held.x).then((m) => m.data),
    );
    await expect(layerOutput(network, held.x, 6)).rejects.toThrow(/no layer 6: they are numbered 1 to 5/);
  });

  it("run beside each other in branches", async () => {
    const network = await sequential(
      [branches([dense({ units: 2, kernelInitializer: "zeros" })], [activation({ activation: "linear" })])],
      { inputShape: [3] },
    );
    expectClose(await predictNetwork(network, [[1, 2, 3]]), [0, 0, 1, 2, 3]);
  });

  it("say what does not fit", async () => {
    await expect(sequential([], { inputShape: [2] })).rejects.toThrow(/at least one layer/);
    await expect(sequential([undefined as never], { inputShape: [2] })).rejects.toThrow(
      /undefined is no layer/,
    );
    await expect(sequential(smallConvolution, { inputShape: [4] })).rejects.toThrow(
      /conv2d does not fit here.*4/,
    );
    await expect(sequential([{ layer: "dens" }], { inputShape: [4] })).rejects.toThrow(/"dens" is no layer/);
    await expect(sequential([dropout({ rate: 1 })], { inputShape: [4] })).rejects.toThrow(/rate of dropout/);
    await expect(sequential(smallConvolution, { inputShape: [0, 1] })).rejects.toThrow(ParameterError);
    expect(() => dense({ units: 3, activate: "relu" } as never)).toThrow(/no option "activate"/);
  });
});

describe("first weights", () => {
  it("have the spread of their initialiser, zero biases, and follow the seed", async () => {
    const make = (kernelInitializer: "glorotUniform" | "heNormal", randomState: number) =>
      sequential([dense({ units: 300, kernelInitializer })], { inputShape: [200], randomState });
    const spread = (values: Float32Array) =>
      Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
    const [glorot, bias] = readWeights(layersModel(await make("glorotUniform", 3)));
    expect(spread(glorot)).toBeCloseTo(Math.sqrt(2 / 500), 3);
    expect(Math.max(...glorot)).toBeLessThanOrEqual(Math.sqrt(6 / 500));
    expect(new Set(bias)).toEqual(new Set([0]));
    const [he] = readWeights(layersModel(await make("heNormal", 3)));
    expect(spread(he)).toBeCloseTo(Math.sqrt(2 / 200), 3);
    const network = await make("glorotUniform", 4);
    expect(readWeights(layersModel(network))[0]).not.toEqual(glorot);
    await drawWeights(network, 3);
    expect(readWeights(layersModel(network))[0]).toEqual(glorot);
  });
});

describe("dropout", () => {
  it("draws a new mask at each step, keeps the mean, and lets everything through in prediction", async () => {
    const network = await sequential([dropout({ rate: 0.25 })], { inputShape: [4000] });
    const model = layersModel(network);
    const { tf } = await startSession();
    const ones = tf.ones([1, 4000]);
    const mask = () => (model.apply(ones, { training: true }) as typeof ones).dataSync() as Float32Array;
    const [a, b] = [mask(), mask()];
    expect(a).not.toEqual(b);
    expect(new Set(a)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
    expect(a.filter((value) => value === 0).length / 4000).toBeCloseTo(0.25, 1);
    expectClose(
      await predictNetwork(network, new Matrix(new Float64Array(4000).fill(1), 1, 4000)),
      new Float64Array(4000).fill(1),
    );
  });
});

describe("dropout from files of others", () => {
  it("becomes the seeded one, without a shape of the noise", async () => {
    const { tf } = await startSession();
    const layer = (config: object) => {
      const [made, fromConfig] = tf.serialization.SerializationMap.getMap().classNameMap.Dropout;
      return fromConfig(made, config as never) as unknown as { getConfig(): object };
    };
    expect(layer({ rate: 0.4, seed: 3, noiseShape: null }).getConfig()).toMatchObject({ rate: 0.4 });
    expect(() => layer({ rate: 0.4, noiseShape: [1, 2] })).toThrow(/noiseShape/);
  });
});

describe("callbacks of one's own", () => {
  it("see the figures, set the learning rate and end the training", async () => {
    const seen: number[] = [];
    const own = () => ({
      epochEnd(training: Training) {
        seen.push(training.history.loss.length);
        training.learningRate /= 2;
        if (training.history.epochs === 3) training.stop("seen enough");
      },
    });
    const history = await fitNetwork(await convolution(), images, { ...options, callbacks: [own] });
    expect(seen).toEqual([1, 2, 3]);
    expect(history).toMatchObject({
      epochs: 3,
      stopReason: "seen enough",
      learningRate: [0.01, 0.005, 0.0025],
    });
  });
});
