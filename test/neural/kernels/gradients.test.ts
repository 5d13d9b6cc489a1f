import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import { describe, it } from "vitest";
import { deviates, expectSame } from "./both-backends";

const rounding = (pad: string | number) => (typeof pad === "number" ? "floor" : undefined);

describe.each([1, 2, 3, 4, 5])("windows of %i", (size) => {
  const paddings = (["same", "valid", 0, 1] as const).filter((pad) => typeof pad === "string" || pad < size);
  const cases = [1, 2, 3].flatMap((stride) => paddings.map((pad) => ({ stride, pad })));

  it.each(cases)("are pooled, and back: stride $stride, padding $pad", async ({ stride, pad }) => {
    for (const channels of [1, 6]) {
      await expectSame((tf) => {
        // Rectified, many windows have several largest values: all zero.
        const x = tf.relu(deviates<Tensor4D>(tf, [2, 10, 9, channels], 1));
        const pools = [tf.maxPool, tf.avgPool].map(
          (pool) => (a: Tensor) => pool(a as Tensor4D, [size, size], stride, pad, rounding(pad)),
        );
        return pools.flatMap((pool) => {
          const y = pool(x);
          return [y, tf.grad(pool)(x, deviates(tf, y.shape, 2))];
        });
      }, `${channels} channels`);
    }
  });

  it.each(cases)(
    "filter each channel by itself, and back: stride $stride, padding $pad",
    async ({ stride, pad }) => {
      for (const [channels, multiplier] of [
        [6, 1],
        [3, 2],
      ]) {
        await expectSame((tf) => {
          const x = deviates<Tensor4D>(tf, [2, 10, 9, channels], 3);
          const filter = deviates<Tensor4D>(tf, [size, size, channels, multiplier], 4);
          const convolve = (a: Tensor, b: Tensor) =>
            tf.depthwiseConv2d(a as Tensor4D, b as Tensor4D, stride, pad, "NHWC", 1, rounding(pad));
          const y = convolve(x, filter);
          return [y, ...tf.grads(convolve)([x, filter], deviates(tf, y.shape, 5))];
        }, `${channels} channels, each ${multiplier} times`);
      }
    },
  );
});

describe("filters for each channel", () => {
  it("may be dilated", async () => {
    await expectSame((tf) => {
      const x = deviates<Tensor4D>(tf, [2, 9, 8, 4], 6);
      const filter = deviates<Tensor4D>(tf, [3, 2, 4, 1], 7);
      return [tf.depthwiseConv2d(x, filter, 1, "same", "NHWC", 2)];
    }, "dilated by 2");
  });

  it.each(["linear", "relu", "sigmoid"] as const)("fuse a bias and %s", async (activation) => {
    await expectSame((tf) => {
      const x = deviates<Tensor4D>(tf, [2, 9, 8, 5], 6);
      const filter = deviates<Tensor4D>(tf, [3, 3, 5, 1], 7);
      const layer = { x, filter, bias: deviates(tf, [5], 8), activation };
      return [tf.fused.depthwiseConv2d({ ...layer, strides: 2, pad: "same" })];
    }, activation);
  });
});

describe("gradients", () => {
  it("of relu agree with the plain backend, to the second order too", async () => {
    await expectSame((tf) => {
      const x = deviates(tf, [3, 7], 9);
      const slope = tf.grad((a) => tf.relu(tf.square(tf.relu(a))));
      return [tf.relu(x), slope(x, deviates(tf, [3, 7], 10)), tf.grad((a) => slope(a))(x)];
    }, "relu");
  });
});
