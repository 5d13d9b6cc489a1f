import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { runningTensorFlow, useBackend } from "../../src/neural/backend";

const nativeIsInstalled = existsSync(join(__dirname, "../../node_modules/tfjs-node-native"));

describe("the backend of the networks", () => {
  it("refuses plain JavaScript", async () => {
    await expect(useBackend("cpu" as never)).rejects.toThrow(/"auto", "native" or "wasm".*hours/);
  });

  it("says which it is", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    expect((await useBackend("wasm")).name).toBe("wasm");
    expect(log.mock.calls).toEqual([["Networks run on WebAssembly SIMD."]]);
    log.mockRestore();
  });

  it.skipIf(nativeIsInstalled)("stays in use if the native library does not load", async () => {
    await expect(useBackend("native")).rejects.toThrow(/does not load here \(.*npm install tfjs-node-native/);
    const tf = await runningTensorFlow();
    expect(tf.getBackend()).toBe("wasm");
  });

  it("leaves errors that nobody catches to the program", async () => {
    await runningTensorFlow();
    const listeners = ["uncaughtException", "unhandledRejection"].map((event) =>
      process.listeners(event as "exit"),
    );
    expect(listeners.flat().map(String).join()).not.toMatch(/ExitStatus|throw reason/);
  });

  it("trains a convolutional network, without holding on to memory", async () => {
    const tf = await runningTensorFlow();
    const layers = await import("@tensorflow/tfjs-layers");
    const model = layers.sequential({
      layers: [
        layers.layers.conv2d({ filters: 4, kernelSize: 3, activation: "relu", inputShape: [8, 8, 1] }),
        layers.layers.maxPooling2d({ poolSize: 2 }),
        layers.layers.flatten(),
        layers.layers.dense({ units: 2, activation: "softmax" }),
      ],
    });
    model.compile({ optimizer: "adam", loss: "categoricalCrossentropy" });
    const x = tf.randomUniform([32, 8, 8, 1], 0, 1, "float32", 1);
    const y = tf.oneHot(
      tf.tensor1d(
        Array.from({ length: 32 }, (_, i) => i % 2),
        "int32",
      ),
      2,
    );
    const first = await model.trainOnBatch(x, y);
    const { numTensors } = tf.memory();
    for (let k = 0; k < 20; k++) await model.trainOnBatch(x, y);
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(await model.trainOnBatch(x, y)).toBeLessThan(first as number);
  });
});
