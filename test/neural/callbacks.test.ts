import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { type CallbackSpec, startCallback, type Training } from "../../src/neural/callbacks";
import { earlyStopping } from "../../src/neural/early-stopping";
import { fitNetwork } from "../../src/neural/fit-network";
import { layersModel, readWeights } from "../../src/neural/layers-model";
import { reduceLROnPlateau } from "../../src/neural/reduce-lr-on-plateau";
import { sequential } from "../../src/neural/sequential";
import { startHistory } from "../../src/neural/training-history";
import { bars, smallConvolution } from "./shapes";

/** Runs a callback on made-up validation losses; the weights of an epoch are its number. */
async function play(spec: CallbackSpec, losses: readonly number[]) {
  const restored: number[] = [];
  const history = startHistory(null, true, false);
  const training = {
    history,
    learningRate: 0.5,
    stop: (reason: string) => void (history.stopReason = reason),
    weights: () => [Float32Array.of(history.epochs)],
    setWeights: ([values]: Float32Array[]) => void restored.push(values[0]),
  } as unknown as Training;
  const handlers = await startCallback(spec, training);
  for (const loss of losses) {
    history.epochs++;
    history.loss.push(1);
    history.valLoss!.push(loss);
    await handlers.epochEnd?.(training);
    if (history.stopReason !== null) break;
  }
  await handlers.trainingEnd?.(training);
  return { history, restored, training };
}

describe("earlyStopping", () => {
  it("waits through `patience` epochs and restores the best weights", async () => {
    const { history, restored } = await play(earlyStopping({ patience: 3 }), [5, 4, 6, 4, 3, 3, 3, 9, 1]);
    expect(history).toMatchObject({
      epochs: 8,
      bestEpoch: 5,
      stopReason: "valLoss has not improved since epoch 5",
    });
    expect(restored).toEqual([5]);
  });

  it("counts only an improvement of more than minDelta", async () => {
    const losses = [5, 4.9, 4.8, 4.7, 4.6];
    expect((await play(earlyStopping({ patience: 2, minDelta: 0.15 }), losses)).history.epochs).toBe(5);
    expect((await play(earlyStopping({ patience: 2, minDelta: 0.5 }), losses)).history.epochs).toBe(3);
  });

  it("restores the best weights when all epochs are over too, or never", async () => {
    expect((await play(earlyStopping({ patience: 9 }), [3, 2, 4])).restored).toEqual([2]);
    const without = await play(earlyStopping({ patience: 1, restoreBestWeights: false }), [3, 2, 4]);
    expect(without.restored).toEqual([]);
    expect(without.history.bestEpoch).toBeNull();
  });

  it("gives the network the weights that it had in the best epoch", async () => {
    const held = bars(30, 1);
    const network = await sequential(smallConvolution, { inputShape: [8, 8, 1], randomState: 0 });
    const weights: Float32Array[][] = [];
    const history = await fitNetwork(network, bars(60), {
      epochs: 40,
      learningRate: 0.2,
      validationData: held,
      randomState: 0,
      callbacks: [
        earlyStopping({ patience: 1 }),
        () => ({ epochEnd: (training: Training) => void weights.push(training.weights()) }),
      ],
    });
    expect(history.epochs).toBeLessThan(40);
    expect(history.bestEpoch).toBe(history.epochs - 1);
    expect(history.valLoss!.indexOf(Math.min(...history.valLoss!))).toBe(history.bestEpoch! - 1);
    expect(readWeights(layersModel(network))).toEqual(weights[history.bestEpoch! - 1]);
  });
});

describe("callbacks", () => {
  it("refuse to watch what is not measured", async () => {
    const network = await sequential(smallConvolution, { inputShape: [8, 8, 1] });
    for (const callback of [earlyStopping(), reduceLROnPlateau()]) {
      await expect(fitNetwork(network, bars(30), { callbacks: [callback] })).rejects.toThrow(
        /cannot watch valLoss: there are no validation rows/,
      );
    }
  });

  it("refuse unknown options and values", () => {
    expect(() => earlyStopping({ patients: 3 } as never)).toThrow(/"patients".*patience/);
    expect(() => earlyStopping({ monitor: "val_loss" as never })).toThrow(ParameterError);
    expect(() => earlyStopping({ patience: -1 })).toThrow(ParameterError);
    expect(() => reduceLROnPlateau({ factor: 1 })).toThrow(ParameterError);
    expect(() => reduceLROnPlateau({ thresholdMode: "relative" as never })).toThrow(ParameterError);
  });

  it("lower the rate that the next epoch begins with", async () => {
    const { training } = await play(reduceLROnPlateau({ patience: 1, factor: 0.1 }), [3, 3, 3]);
    expect(training.learningRate).toBeCloseTo(0.05, 12);
  });
});
