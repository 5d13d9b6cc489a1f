import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";
import { sourceShape } from "../../src/image/source-shape";

/** An elliptical Gaussian whose standard deviations are `major` and `minor` pixels. */
function ellipse(row: number, column: number, angle: number, height = 1, major = 5, minor = 2): Matrix {
  const image = Matrix.zeros(81, 81);
  for (let i = 0; i < 81; i++) {
    for (let j = 0; j < 81; j++) {
      const along = (j - column) * Math.cos(angle) + (i - row) * Math.sin(angle);
      const across = (i - row) * Math.cos(angle) - (j - column) * Math.sin(angle);
      image.set(i, j, height * Math.exp(-((along / major) ** 2 + (across / minor) ** 2) / 2));
    }
  }
  return image;
}

describe("sourceShape", () => {
  it("finds centre, flux, size and elongation of an ellipse", () => {
    const shape = sourceShape(ellipse(40, 38, 0.6), { threshold: 0 });
    expect(shape.row).toBeCloseTo(40, 9);
    expect(shape.column).toBeCloseTo(38, 9);
    expect(shape.flux).toBeCloseTo(2 * Math.PI * 5 * 2, 6);
    expect(shape.size).toBeCloseTo(5, 6);
    expect(shape.axisRatio).toBeCloseTo(0.4, 6);
  });

  it("stays the same where the source is shifted, turned or brighter", () => {
    const { size, axisRatio } = sourceShape(ellipse(40, 40, 0));
    for (const other of [ellipse(44, 37, 0), ellipse(40, 40, Math.PI / 2), ellipse(40, 40, 0, 7)]) {
      const shape = sourceShape(other);
      expect(shape.size).toBeCloseTo(size, 9);
      expect(shape.axisRatio).toBeCloseTo(axisRatio, 9);
    }
  });

  it("leaves faint pixels out", () => {
    const image = ellipse(40, 40, 0);
    image.set(0, 0, 0.01);
    image.set(80, 80, -0.5);
    expect(sourceShape(image)).toEqual(sourceShape(ellipse(40, 40, 0)));
  });

  it("takes a single pixel as round", () => {
    expect(sourceShape([[0, 3, 0]])).toEqual({ flux: 3, row: 0, column: 1, size: 0, axisRatio: 1 });
  });

  it("refuses an image without a source", () => {
    expect(() => sourceShape([[0, -1]])).toThrow(ParameterError);
    expect(() => sourceShape([[1]], { threshold: 1 })).toThrow(/threshold/);
    expect(() => sourceShape([[Number.NaN]])).toThrow(ValidationError);
  });
});
