import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { madStd } from "../../src/core/mad-std";
import { Matrix } from "../../src/core/matrix";
import { RandomState } from "../../src/core/random-state";
import { backgroundMap } from "../../src/image/background-map";
import { expectClose } from "../close";

const noise = (rows: number, cols: number, seed = 0) =>
  new Matrix(new RandomState(seed).normal(0, 1, rows * cols), rows, cols);

describe("backgroundMap", () => {
  it("is the median and the scaled median deviation where there is one cell and nothing to clip", () => {
    for (const [rows, cols] of [
      [20, 20],
      [21, 19],
    ]) {
      const image = noise(rows, cols);
      const { background, rms } = backgroundMap(image, { cellSize: 64, clip: 100 });
      const sorted = image.data.slice().sort();
      const middle = (sorted.length - 1) / 2;
      const median = (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
      expect(new Set(background.data)).toEqual(new Set([median]));
      expectClose([rms.data[0]], [madStd(image.data)]);
      expect(background.shape).toEqual([rows, cols]);
    }
  });

  it("follows a slope and a growing noise, and does not see sources", () => {
    const image = noise(256, 320);
    for (let i = 0; i < 256; i++) {
      for (let j = 0; j < 320; j++) {
        const source = i % 32 === 7 && j % 32 === 9 ? 500 : 0;
        image.set(i, j, 0.05 * j + image.get(i, j) * (1 + i / 256) + source);
      }
    }
    const { background, rms } = backgroundMap(image, { cellSize: 32 });
    for (const [i, j] of [
      [40, 60],
      [128, 160],
      [220, 270],
    ]) {
      expect(Math.abs(background.get(i, j) - 0.05 * j)).toBeLessThan(0.15);
      expect(rms.get(i, j) / (1 + i / 256)).toBeGreaterThan(0.9);
      expect(rms.get(i, j) / (1 + i / 256)).toBeLessThan(1.1);
    }
  });

  it("goes in straight lines between the middles of its cells, and level beyond", () => {
    const image = Matrix.zeros(16, 64);
    for (let i = 0; i < 16; i++) for (let j = 0; j < 64; j++) image.set(i, j, Math.floor(j / 16) ** 2);
    const { background, rms } = backgroundMap(image, { cellSize: 16 });
    // medians of neighbours: of 0 1; 0 1 4; 1 4 9; 4 9
    const levels = [0.5, 1, 4, 6.5];
    expectClose([background.get(3, 0), background.get(9, 63)], [0.5, 6.5]);
    expectClose([background.get(0, 23), background.get(0, 24)], [1 - 0.5 / 32, 1 + 3 * (0.5 / 16)]);
    expectClose([background.get(0, 31), background.get(0, 32)], [1 + 3 * (7.5 / 16), 1 + 3 * (8.5 / 16)]);
    expect(levels[3]).toBe(background.get(0, 60));
    expect(rms.data.every((value) => value === 0)).toBe(true);
  });

  it("leaves out pixels without data, and fills cells without any from around them", () => {
    const image = noise(96, 96);
    for (let k = 0; k < image.data.length; k++) image.data[k] += 10;
    const whole = backgroundMap(image, { cellSize: 32 });
    for (let i = 0; i < 34; i++) for (let j = 0; j < 34; j++) image.set(i, j, Number.NaN);
    image.set(50, 50, Number.NaN);
    const { background, rms } = backgroundMap(image, { cellSize: 32 });
    expect(background.data.every((value) => Math.abs(value - 10) < 0.2)).toBe(true);
    expect(rms.data.every((value) => value > 0.85 && value < 1.15)).toBe(true);
    expect(background.get(90, 90)).toBeCloseTo(whole.background.get(90, 90), 1);
  });

  it("refuses what has no background, and options that are none", () => {
    const image = noise(16, 16);
    expect(() =>
      backgroundMap(
        new Matrix(
          image.data.map(() => Number.NaN),
          16,
          16,
        ),
      ),
    ).toThrow(ValidationError);
    expect(() => backgroundMap([])).toThrow(ValidationError);
    expect(() => backgroundMap([[1, Number.POSITIVE_INFINITY]])).toThrow(ValidationError);
    expect(() => backgroundMap(image, { cellSize: 4 })).toThrow(/cellSize/);
    expect(() => backgroundMap(image, { clip: 0 })).toThrow(ParameterError);
    expect(() => backgroundMap(image, { cell: 16 } as never)).toThrow(/cellSize/);
  });
});
