import type { Tensor2D } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { runningTensorFlow } from "../../../src/neural/backend";
import { deviates, expectSame } from "./both-backends";

const shapes = [
  [1, 1, 1],
  [5, 7, 3],
  [4, 8, 16],
  [33, 513, 10],
  [6, 1030, 9],
  [600, 12, 20],
];
const transposes = [false, true].flatMap((a) => [false, true].map((b) => [a, b]));

describe.each(shapes)("a product of %i x %i by columns of %i", (rows, inner, columns) => {
  it.each(transposes)(
    "agrees with the plain backend: transposed %s and %s",
    async (transposeA, transposeB) => {
      await expectSame((tf) => {
        const a = deviates<Tensor2D>(tf, transposeA ? [inner, rows] : [rows, inner], 1);
        const b = deviates<Tensor2D>(tf, transposeB ? [columns, inner] : [inner, columns], 2);
        const bias = deviates(tf, [columns], 3);
        const fused = (activation: "linear" | "relu" | "sigmoid") =>
          tf.fused.matMul({ a, b, transposeA, transposeB, bias, activation });
        return [tf.matMul(a, b, transposeA, transposeB), fused("linear"), fused("relu"), fused("sigmoid")];
      }, `${rows} x ${inner} x ${columns}`);
    },
  );
});

describe("a product of stacks", () => {
  it("agrees with the plain backend, one matrix used for many too", async () => {
    await expectSame((tf) => {
      const many = deviates(tf, [3, 4, 5], 4);
      const other = deviates(tf, [3, 5, 6], 5);
      const one = deviates(tf, [1, 5, 6], 6);
      return [tf.matMul(many, other), tf.matMul(many, one), tf.matMul(many, many, true, false)];
    }, "stacks");
  });

  it("refuses integers, and says what to do", async () => {
    const tf = await runningTensorFlow();
    const whole = tf.tensor2d([[1]], undefined, "int32");
    expect(() => tf.matMul(whole, whole)).toThrow("float32, not int32 by int32: cast them first");
  });
});
