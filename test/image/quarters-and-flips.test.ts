import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/core/errors";
import { ImageStack } from "../../src/core/image-stack";
import { flips } from "../../src/image/flips";
import { quarters } from "../../src/image/quarters";

/** Images whose values are their places. */
const numbered = (count: number, height: number, width: number, channels = 1) =>
  new ImageStack(
    Float32Array.from({ length: count * height * width * channels }, (_, i) => i),
    { count, height, width, channels },
  );

describe("quarters", () => {
  it("cuts each image in four, row by row", () => {
    const parts = quarters(numbered(2, 2, 4));
    expect(String(parts)).toBe("ImageStack(8 images, 1 x 2)");
    expect([...parts.data]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    const larger = quarters(numbered(1, 4, 4));
    expect([...larger.image(1)]).toEqual([2, 3, 6, 7]);
    expect([...larger.image(2)]).toEqual([8, 9, 12, 13]);
  });

  it("keeps the channels of a pixel together", () => {
    expect([...quarters(numbered(1, 2, 2, 3)).image(2)]).toEqual([6, 7, 8]);
  });

  it("refuses what cannot be halved", () => {
    expect(() => quarters(numbered(1, 3, 4))).toThrow(ValidationError);
    expect(() => quarters(numbered(1, 4, 3))).toThrow(
      "Images of 4 x 3 pixels cannot be cut in four equal parts.",
    );
  });
});

describe("flips", () => {
  it("turns each image over either way and both ways", () => {
    const all = flips(numbered(2, 2, 3));
    expect([...all.image(0)]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...all.image(1)]).toEqual([2, 1, 0, 5, 4, 3]);
    expect([...all.image(2)]).toEqual([3, 4, 5, 0, 1, 2]);
    expect([...all.image(3)]).toEqual([5, 4, 3, 2, 1, 0]);
    expect([...all.image(4)]).toEqual([6, 7, 8, 9, 10, 11]);
  });

  it("keeps the channels of a pixel in their order", () => {
    expect([...flips(numbered(1, 1, 2, 2)).image(1)]).toEqual([2, 3, 0, 1]);
  });
});
