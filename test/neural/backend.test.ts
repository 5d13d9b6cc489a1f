import { describe, expect, it } from "vitest";
import { runningTensorFlow, useBackend } from "../../src/neural/backend";

describe("the backend of the networks", () => {
  it("refuses plain JavaScript", async () => {
    await expect(useBackend("cpu" as never)).rejects.toThrow(/"auto", "native" or "wasm".*hours/);
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
