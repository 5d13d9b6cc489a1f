import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { ImageStack } from "../../src/core/image-stack";
import { radialProfiles } from "../../src/image/radial-profiles";
import { expectClose } from "../close";

function painted(side: number, channels: number, value: (row: number, column: number, c: number) => number) {
  const images = ImageStack.zeros({ count: 1, height: side, width: side, channels });
  for (let k = 0; k < images.data.length; k++) {
    const place = Math.floor(k / channels);
    images.data[k] = value(Math.floor(place / side), place % side, k % channels);
  }
  return images;
}

describe("radialProfiles", () => {
  it("has the mean and the spread of each ring, channel by channel", () => {
    // 4 x 4 in two rings: the four pixels in the middle, and the eight beside them; the corners are in none.
    const images = painted(4, 2, (row, column, c) => (c === 0 ? 4 * row + column : 7));
    const inner = [5, 6, 9, 10];
    const outer = [1, 2, 4, 7, 8, 11, 13, 14];
    const spread = (values: number[]) =>
      Math.sqrt(values.reduce((s, v) => s + (v - 7.5) ** 2, 0) / values.length);
    const expected = [7.5, 7.5, spread(inner), spread(outer), 7, 7, 0, 0];
    expectClose(radialProfiles(images, { nRings: 2 }), expected, 1e-12);
  });

  it("stays as it is when the image is turned by a quarter or mirrored", () => {
    const value = (row: number, column: number) => Math.sin(row * 1.3 + column * column);
    const upright = radialProfiles(painted(17, 1, value), { nRings: 5 });
    expectClose(
      radialProfiles(
        painted(17, 1, (row, column) => value(column, 16 - row)),
        { nRings: 5 },
      ),
      upright.data,
    );
    expectClose(
      radialProfiles(
        painted(17, 1, (row, column) => value(row, 16 - column)),
        { nRings: 5 },
      ),
      upright.data,
    );
  });

  it("refuses rings without a pixel, and options that do not exist", () => {
    const images = painted(4, 1, () => 1);
    expect(() => radialProfiles(images, { nRings: 4 })).toThrow(/ring 0 of 4/);
    expect(() => radialProfiles(images, { nRings: 0 })).toThrow(ParameterError);
    expect(() => radialProfiles(images, { rings: 2 } as object)).toThrow(ParameterError);
  });
});
