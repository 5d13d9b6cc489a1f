import { describe, expect, it } from "vitest";
import { Matrix } from "../../src/core/matrix";
import { smoothImage } from "../../src/image/smooth-image";
import { smoothed } from "../../src/simulate/smoothed";
import { expectClose } from "../close";

describe("smoothImage", () => {
  it("spreads a pixel as a round Gaussian, in images that are not square", () => {
    const image = Matrix.zeros(31, 25);
    image.set(15, 12, 1);
    const smooth = smoothImage(image, 1.5);
    const peak = smooth.get(15, 12);
    expectClose(
      [smooth.get(17, 12) / peak, smooth.get(15, 15) / peak],
      [Math.exp(-4 / 4.5), Math.exp(-9 / 4.5)],
    );
    expectClose([smooth.get(16, 14) / peak], [Math.exp(-5 / 4.5)]);
    expectClose([smooth.data.reduce((sum, value) => sum + value, 0)], [1]);
  });

  it("is the plain convolution away from the edges", () => {
    const size = 24;
    const image = Matrix.zeros(size, size);
    for (let k = 0; k < image.data.length; k++) image.data[k] = Math.sin(k * k);
    const [ours, plain] = [smoothImage(image, 1).data, smoothed(image.data, size, 1)];
    for (let i = 4; i < size - 4; i++) {
      expectClose(
        ours.subarray(i * size + 4, i * size + size - 4),
        plain.subarray(i * size + 4, i * size + size - 4),
      );
    }
  });

  it("leaves an even image even, up to its edges and around holes", () => {
    const image = new Matrix(new Float64Array(90).fill(3), 9, 10);
    image.set(4, 4, Number.NaN);
    const smooth = smoothImage(image, 2);
    expect(smooth.get(4, 4)).toBeNaN();
    const rest = smooth.data.filter((value) => !Number.isNaN(value));
    expectClose(rest, new Float64Array(89).fill(3));
  });
});
