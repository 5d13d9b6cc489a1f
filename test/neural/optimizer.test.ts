import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/core/errors";
import { Optimizer } from "../../src/neural/optimizer";
import type { OptimizerLike } from "../../src/neural/optimizer-options";
import { startSession } from "../../src/neural/session";
import type { TensorFlow } from "../../src/neural/tensorflow";
import { deviates, expectSame } from "./kernels/both-backends";

const optimizers: OptimizerLike[] = ["sgd", { name: "sgd", momentum: 0.9 }, "adam", "rmsprop"];

/** The values of two variables after some steps along made-up gradients. */
function walk(tf: TensorFlow, like: OptimizerLike) {
  const variables = [deviates(tf, [3, 5], 1), deviates(tf, [7], 2)].map((start) => tf.variable(start));
  const optimizer = new Optimizer(tf, variables as never, like, 0.1);
  for (let step = 0; step < 6; step++) {
    const gradients = variables.map(
      ({ shape, name }, k) => [name, deviates(tf, shape, 10 * step + k)] as const,
    );
    optimizer.step(Object.fromEntries(gradients));
  }
  const values = variables.map((variable) => variable.clone());
  optimizer.dispose();
  for (const variable of variables) variable.dispose();
  return values;
}

describe("Optimizer", () => {
  for (const like of optimizers) {
    it(`makes the same steps on every backend: ${JSON.stringify(like)}`, async () => {
      await expectSame((tf) => walk(tf, like), JSON.stringify(like));
    });
  }

  it("leaves a variable alone that nothing depends on", async () => {
    const { tf } = await startSession();
    const variable = tf.variable(tf.ones([2]));
    const optimizer = new Optimizer(tf, [variable], "adam", 0.1);
    optimizer.step({});
    expect(Array.from(variable.dataSync())).toEqual([1, 1]);
    expect(optimizer.state().steps).toBe(1);
  });

  it("does not go on from the state of another network", async () => {
    const { tf } = await startSession();
    const small = new Optimizer(tf, [tf.variable(tf.ones([2]))], "adam", 0.1);
    const large = new Optimizer(tf, [tf.variable(tf.ones([3]))], "adam", 0.1);
    expect(() => large.restore(small.state())).toThrow(ValidationError);
  });
});
