import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/core/errors";
import { ImageStack } from "../../src/core/image-stack";

const shape = { count: 3, height: 2, width: 2, channels: 2 };
const stack = new ImageStack(
  Float32Array.from({ length: 24 }, (_, i) => i),
  shape,
);

describe("ImageStack", () => {
  it("finds an image, and one of its channels as a table", () => {
    expect(Array.from(stack.image(1))).toEqual([8, 9, 10, 11, 12, 13, 14, 15]);
    expect(stack.pixels(1, 1).toArray()).toEqual([
      [9, 11],
      [13, 15],
    ]);
  });

  it("takes images by number, in the order asked for, as copies", () => {
    const taken = stack.take([2, 0]);
    expect(taken.count).toBe(2);
    expect(Array.from(taken.image(0))).toEqual(Array.from(stack.image(2)));
    taken.data[0] = -1;
    expect(stack.data[16]).toBe(16);
  });

  it("is one row an image for an estimator", () => {
    const X = stack.toMatrix();
    expect([X.rows, X.cols]).toEqual([3, 8]);
    expect(X.get(2, 7)).toBe(23);
  });

  it("refuses a size that does not fit, and images and channels that are not there", () => {
    expect(() => new ImageStack(new Float32Array(23), shape)).toThrow(ValidationError);
    for (const i of [-1, 3, 0.5, Number.NaN]) expect(() => stack.image(i)).toThrow(/no image/);
    expect(() => stack.pixels(0, 2)).toThrow(/no channel/);
  });

  it("prints its size", () => {
    expect(`${stack}`).toBe("ImageStack(3 images, 2 x 2 x 2)");
    expect(`${ImageStack.zeros({ ...shape, channels: 1 })}`).toBe("ImageStack(3 images, 2 x 2)");
  });
});
