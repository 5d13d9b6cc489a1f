import type { Tensor, Tensor1D } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { RandomState } from "../../../src/core/random-state";
import { runningTensorFlow } from "../../../src/neural/backend";
import { adamStepKernel } from "../../../src/neural/kernels/adam-kernels";
import { deviates, expectSame } from "./both-backends";

describe("sums", () => {
  it.each([[0], [0, 1], [1, 0], [0, 1, 2], [2], [1, 2], [0, 2], [0, 1, 2, 3], [-4]])(
    "and means over the axes %j agree with the plain backend",
    async (...axes) => {
      await expectSame((tf) => {
        const x = deviates(tf, [11, 7, 6, 5], 1);
        return [tf.sum(x, axes), tf.mean(x, axes), tf.sum(x, axes, true), tf.mean(x, axes, true)];
      }, String(axes));
    },
  );

  it("of very many rows lose no digits", async () => {
    await expectSame((tf) => [tf.sum(tf.add(deviates(tf, [60_000, 6], 2), 3), 0)], "60,000 rows");
  });

  it("by group agree with the plain backend, for rows that belong to no group too", async () => {
    await expectSame((tf) => {
      const groups = tf.tensor1d([2, 0, -1, 2, 7, 3], "int32");
      const x = deviates(tf, [6, 4, 2], 3);
      const pick = (a: Tensor) => tf.gather(a, tf.tensor1d([1, 1, 5, 0], "int32"));
      return [
        tf.unsortedSegmentSum(x, groups, 5),
        tf.unsortedSegmentSum(tf.cast(tf.mul(x, 100), "int32"), groups, 5),
        tf.grad(pick)(x, deviates(tf, [4, 4, 2], 4)),
      ];
    }, "groups");
  });
});

describe("a step of Adam", () => {
  it("is the formula's", async () => {
    const tf = await runningTensorFlow();
    const n = 7;
    const [value, mean, gradient] = [1, 2, 3].map((seed) => new RandomState(seed).normal(0, 1, n));
    const square = new RandomState(4).uniform(0, 1, n);
    const [beta1, beta2, rate, spread, epsilon] = [0.9, 0.99, 0.1, 1.5, 1e-8];
    const tensors = { value, mean, square, gradient };
    const inputs = Object.fromEntries(
      Object.entries(tensors).map(([name, data]) => [name, tf.tensor1d([...data])]),
    );
    const step = tf.engine().runKernel(adamStepKernel, inputs, { beta1, beta2, rate, spread, epsilon });
    const [newValue, newMean, newSquare] = (step as unknown as Tensor1D[]).map((tensor) => tensor.dataSync());
    for (let i = 0; i < n; i++) {
      const m = beta1 * mean[i] + (1 - beta1) * gradient[i];
      const s = beta2 * square[i] + (1 - beta2) * gradient[i] ** 2;
      expect(newMean[i]).toBeCloseTo(m, 6);
      expect(newSquare[i]).toBeCloseTo(s, 6);
      expect(newValue[i]).toBeCloseTo(value[i] - (rate * m) / (spread * Math.sqrt(s) + epsilon), 5);
    }
    expect([...(await inputs.value.data())]).toEqual([...Float32Array.from(value)]);
  });
});
