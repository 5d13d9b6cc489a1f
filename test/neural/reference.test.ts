import { describe, expect, it } from "vitest";
import { fitNetwork } from "../../src/neural/fit-network";
import { dense } from "../../src/neural/layer-specs";
import { layersModel, readWeights } from "../../src/neural/layers-model";
import type { LossName } from "../../src/neural/loss-name";
import type { OptimizerLike } from "../../src/neural/optimizer-options";
import { type PlateauState, rateAfter, reduceLROnPlateau } from "../../src/neural/reduce-lr-on-plateau";
import { sequential } from "../../src/neural/sequential";
import { expectClose } from "../close";
import reference from "./reference/training.json";

const optimizers: { [name: string]: { optimizer: OptimizerLike; learningRate: number } } = {
  sgd: { optimizer: "sgd", learningRate: 0.1 },
  momentum: { optimizer: { name: "sgd", momentum: 0.9 }, learningRate: 0.1 },
  adam: { optimizer: "adam", learningRate: 0.1 },
  rmsprop: { optimizer: "rmsprop", learningRate: 0.01 },
};

const outputs: { [loss: string]: "softmax" | "sigmoid" } = {
  categoricalCrossentropy: "softmax",
  binaryCrossentropy: "sigmoid",
};

const targets: { [loss: string]: number[] | number[][] } = {
  categoricalCrossentropy: reference.codes,
  binaryCrossentropy: reference.y.map((row) => row.map((value) => (value > 0 ? 1 : 0))),
};

describe("training steps are PyTorch's", () => {
  for (const [name, runs] of Object.entries(reference.optimizers)) {
    for (const [loss, expected] of Object.entries(runs)) {
      it(`${name}, ${loss}`, async () => {
        const activation = outputs[loss] ?? "linear";
        const network = await sequential(
          [dense({ units: 4, activation: "tanh" }), dense({ units: 2, activation })],
          { inputShape: [3] },
        );
        const first = [reference.w1, [0, 0, 0, 0], reference.w2, [0, 0]].map((w) => Float32Array.from(w));
        const y = targets[loss] ?? reference.y;
        const history = await fitNetwork(
          network,
          { x: reference.x, y },
          {
            ...optimizers[name],
            loss: loss as LossName,
            epochs: 6,
            batchSize: 12,
            callbacks: [
              (training) => {
                training.setWeights(first);
                return {};
              },
            ],
          },
        );
        expectClose(history.loss, expected.loss, 2e-5, 2e-6);
        const weights = readWeights(layersModel(network));
        for (const [k, values] of weights.entries()) expectClose(values, expected.weights[k], 1e-4, 1e-5);
      });
    }
  }
});

describe("reduceLROnPlateau is PyTorch's", () => {
  for (const { mode, options, rates } of reference.plateaus) {
    it(`${mode} ${JSON.stringify(options)}`, () => {
      const given = options as { [name: string]: number | string };
      const spec = reduceLROnPlateau({
        monitor: mode === "max" ? "valAccuracy" : "valLoss",
        ...Object.fromEntries(
          Object.entries(given).map(([name, value]) => [
            name.replace(/_(.)/, (_, c) => c.toUpperCase()),
            value,
          ]),
        ),
      }) as unknown as Parameters<typeof rateAfter>[0];
      const state: PlateauState = { best: null, bad: 0, cooldown: 0 };
      let rate = 0.5;
      const found = (mode === "max" ? reference.rising : reference.falling).map((value) => {
        rate = rateAfter(spec, state, value, rate);
        return rate;
      });
      expectClose(found, rates, 1e-12);
      expect(new Set(found).size).toBeGreaterThan(1);
    });
  }
});
