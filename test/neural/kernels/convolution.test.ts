import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import { describe, it } from "vitest";
import { deviates, expectSame } from "./both-backends";

const sizes: [number, number][] = [1, 2, 3, 4, 5].map((size) => [size, size]);
const paddings: ("same" | "valid" | number)[] = ["same", "valid", 0, 1, 3];
/** Padding by a number may leave part of a stride over, which has to be allowed. */
const rounding = (pad: string | number) => (typeof pad === "number" ? "floor" : undefined);

describe.each([...sizes, [3, 1], [2, 5]] as [number, number][])("convolution by %i x %i", (height, width) => {
  const cases = [1, 2, 3].flatMap((stride) => paddings.map((pad) => ({ stride, pad })));

  it.each(cases)("agrees with the plain backend: stride $stride, padding $pad", async ({ stride, pad }) => {
    for (const [count, channels, filters] of [
      [2, 3, 5],
      [1, 9, 10],
    ]) {
      await expectSame((tf) => {
        const x = deviates<Tensor4D>(tf, [count, 11, 9, channels], 1);
        const filter = deviates<Tensor4D>(tf, [height, width, channels, filters], 2);
        const y = tf.conv2d(x, filter, stride, pad, "NHWC", 1, rounding(pad));
        const dy = deviates<Tensor4D>(tf, y.shape, 3);
        const [dx, dFilter] = tf.grads((a, b) =>
          tf.conv2d(a as Tensor4D, b as Tensor4D, stride, pad, "NHWC", 1, rounding(pad)),
        )([x, filter], dy);
        return [y, dx, dFilter];
      }, `${channels} channels, ${filters} filters`);
    }
  });

  it.each([2, 3])("agrees with the plain backend when dilated by %i", async (dilation) => {
    for (const pad of paddings) {
      await expectSame((tf) => {
        const x = deviates<Tensor4D>(tf, [2, 14, 15, 3], 4);
        const filter = deviates<Tensor4D>(tf, [height, width, 3, 6], 5);
        return [tf.conv2d(x, filter, 1, pad, "NHWC", dilation, rounding(pad))];
      }, `padding ${pad}`);
    }
  });
});

describe("convolution by 3 x 3 of many channels, which goes by tiles", () => {
  const cases = [8, 7].flatMap((height) =>
    [6, 9].flatMap((width) => (["same", "valid", 1, 2] as const).map((pad) => ({ height, width, pad }))),
  );

  it.each(cases)(
    "agrees with the plain backend: $height x $width, padding $pad",
    async ({ height, width, pad }) => {
      for (const [count, channels, filters] of [
        [3, 16, 24],
        [9, 16, 16],
      ]) {
        await expectSame((tf) => {
          const x = deviates<Tensor4D>(tf, [count, height, width, channels], 1);
          const filter = deviates<Tensor4D>(tf, [3, 3, channels, filters], 2);
          const bias = deviates(tf, [filters], 3);
          const y = tf.conv2d(x, filter, 1, pad);
          const dy = deviates<Tensor4D>(tf, y.shape, 4);
          const convolve = (a: Tensor, b: Tensor) => tf.conv2d(a as Tensor4D, b as Tensor4D, 1, pad);
          const fused = tf.fused.conv2d({ x, filter, strides: 1, pad, bias, activation: "relu6" });
          return [y, fused, ...tf.grads(convolve)([x, filter], dy)];
        }, `${count} images, ${channels} channels, ${filters} filters`);
      }
    },
  );
});

describe("convolution", () => {
  it("agrees with the plain backend where strides differ and patches are long", async () => {
    await expectSame((tf) => {
      const x = deviates<Tensor4D>(tf, [2, 7, 8, 130], 6);
      const filter = deviates<Tensor4D>(tf, [5, 4, 130, 11], 7);
      const y = tf.conv2d(x, filter, [1, 2], "same");
      const dy = deviates<Tensor4D>(tf, y.shape, 8);
      const gradients = tf.grads((a, b) => tf.conv2d(a as Tensor4D, b as Tensor4D, [1, 2], "same"));
      return [y, ...gradients([x, filter], dy)];
    }, "5 x 4 x 130");
  });

  it("agrees with the plain backend over many images", async () => {
    await expectSame((tf) => {
      const x = deviates<Tensor4D>(tf, [70, 6, 5, 2], 9);
      const filter = deviates<Tensor4D>(tf, [3, 3, 2, 3], 10);
      const y = tf.conv2d(x, filter, 2, "same");
      const dy = deviates<Tensor4D>(tf, y.shape, 11);
      const gradients = tf.grads((a, b) => tf.conv2d(a as Tensor4D, b as Tensor4D, 2, "same"));
      return [y, ...gradients([x, filter], dy)];
    }, "70 images");
  });

  it.each(["linear", "relu", "relu6", "elu", "leakyrelu", "sigmoid", "prelu"] as const)(
    "fuses a bias and %s",
    async (activation) => {
      await expectSame((tf) => {
        const x = deviates<Tensor4D>(tf, [2, 8, 8, 3], 12);
        const filter = tf.mul<Tensor4D>(deviates(tf, [3, 3, 3, 7], 13), 2);
        const bias = deviates(tf, [7], 14);
        const preluActivationWeights = activation === "prelu" ? deviates(tf, [7], 15) : undefined;
        const layer = { x, filter, bias, activation, preluActivationWeights, leakyreluAlpha: 0.3 };
        return [tf.fused.conv2d({ ...layer, strides: 1, pad: "same" })];
      }, activation);
    },
  );

  it.each([1, 2, 3])("is transposed with stride %i as on the plain backend", async (stride) => {
    for (const pad of ["same", "valid"] as const) {
      await expectSame((tf) => {
        const x = deviates<Tensor4D>(tf, [2, 5, 4, 6], 16);
        const filter = deviates<Tensor4D>(tf, [4, 3, 5, 6], 17);
        const shape: [number, number, number, number] =
          pad === "same" ? [2, 5 * stride, 4 * stride, 5] : [2, 4 * stride + 4, 3 * stride + 3, 5];
        const transposed = (a: Tensor4D, b: Tensor4D) => tf.conv2dTranspose(a, b, shape, stride, pad);
        const dy = deviates(tf, shape, 18);
        const gradients = tf.grads((a, b) => transposed(a as Tensor4D, b as Tensor4D));
        return [transposed(x, filter), ...gradients([x, filter], dy)];
      }, pad);
    }
  });
});
