import { describe, expect, it } from "vitest";
import { Matrix } from "../../src/core/matrix";
import { segmentImage } from "../../src/image/segment-image";

const options = { detectionThreshold: 5, islandThreshold: 2, prominence: 1 };
const segments = (rows: number[][], changed: Partial<typeof options> = {}) =>
  segmentImage(Matrix.from(rows), { ...options, ...changed });

describe("segmentImage", () => {
  it("takes an island apart at its saddle where both peaks stand out", () => {
    const [first, second] = segments([[0, 3, 9, 6, 4, 5, 8, 3, 0]]);
    expect(first).toEqual({ peak: 2, pixels: [2, 3, 4, 1], island: 0 });
    expect(second).toEqual({ peak: 6, pixels: [6, 5, 7], island: 0 });
  });

  it("leaves it whole where the lower peak does not", () => {
    const row = [[0, 3, 9, 7.5, 7.2, 8, 3, 0]];
    expect(segments(row)).toEqual([{ peak: 2, pixels: [2, 5, 3, 4, 1, 6], island: 0 }]);
    expect(segments(row, { prominence: 0.5 })).toHaveLength(2);
    // exactly as high as it must be
    expect(segments([[9, 7, 8]])).toHaveLength(2);
    expect(segments([[9, 7.01, 8]])).toHaveLength(1);
  });

  it("measures how far a third peak stands out from the hill it joins, not from the one beside it", () => {
    // 6.5 joins 7 (saddle 6.2), which had joined 9 (saddle 6.5)
    expect(segments([[9, 6.5, 7, 6.2, 6.5, 2.5, 6.4]]).map(({ peak }) => peak)).toEqual([0, 6]);
  });

  it("keeps islands apart that do not touch, and drops those without a high peak", () => {
    const found = segments([
      [6, 0, 0, 4],
      [0, 0, 0, 0],
      [0, 0, 7, 0],
      [0, 0, 0, 3],
    ]);
    // the last pixel touches 7 across a corner
    expect(found).toEqual([
      { peak: 10, pixels: [10, 15], island: 0 },
      { peak: 0, pixels: [0], island: 1 },
    ]);
  });

  it("takes NaN for an edge", () => {
    const found = segments([[6, Number.NaN, 7]]);
    expect(found.map(({ peak, island }) => [peak, island])).toEqual([
      [2, 0],
      [0, 1],
    ]);
    expect(segments([[Number.NaN, Number.NaN]])).toEqual([]);
  });

  it("takes a plateau for one peak", () => {
    const found = segments([
      [6, 6, 6],
      [6, 6, 6],
    ]);
    expect(found).toHaveLength(1);
    expect(found[0].pixels).toHaveLength(6);
    expect(segments([[6, 6, 6]], { prominence: 0 })).toHaveLength(1);
  });

  it("gives every pixel above the threshold to one segment at most", () => {
    const size = 40;
    const wave = Matrix.zeros(size, size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) wave.set(i, j, 10 * Math.sin(i / 3) * Math.sin(j / 4));
    }
    const found = segmentImage(wave, { ...options, detectionThreshold: 2 });
    const pixels = found.flatMap((segment) => segment.pixels);
    expect(new Set(pixels).size).toBe(pixels.length);
    expect(pixels.length).toBe(wave.data.filter((value) => value > 2).length);
    // the hills touch at no corner above the threshold: as many islands as segments
    expect(new Set(found.map(({ island }) => island)).size).toBe(found.length);
    for (const { peak, pixels: own } of found) {
      expect(own[0]).toBe(peak);
      expect(own.every((k) => wave.data[k] <= wave.data[peak])).toBe(true);
    }
  });
});
