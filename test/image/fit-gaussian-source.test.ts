import { describe, expect, it } from "vitest";
import { Matrix } from "../../src/core/matrix";
import { fitGaussianSource } from "../../src/image/fit-gaussian-source";
import { addSource, shapeOfAxes, sourceAxes, sourceFlux } from "../../src/image/gaussian-source";
import { expectClose } from "../close";

const beamVariance = 1.2;
const pixels = (image: Matrix) => ({
  rows: Float64Array.from(image.data, (_, k) => Math.floor(k / image.cols)),
  columns: Float64Array.from(image.data, (_, k) => k % image.cols),
  values: image.data,
});

describe("fitGaussianSource", () => {
  it("finds the very source that pixels without noise were made from", () => {
    const truth = { peak: 3, row: 8.3, column: 7.6, l11: 1.4, l21: -0.5, l22: 0.8 };
    const image = Matrix.zeros(17, 17);
    addSource(image, truth, { beamVariance });
    const start = { peak: 2, row: 8, column: 8, l11: 0.6, l21: 0, l22: 0.6 };
    const { source, misfit } = fitGaussianSource(pixels(image), start, { beamVariance, free: 6 });
    expect(misfit).toBeLessThan(1e-9);
    expectClose([source.peak, source.row, source.column], [3, 8.3, 7.6], 1e-5);
    expectClose([sourceFlux(source, beamVariance)], [sourceFlux(truth, beamVariance)], 1e-5);
    const [got, want] = [sourceAxes(source), sourceAxes(truth)];
    expectClose([got.major, got.minor, got.angle], [want.major, want.minor, want.angle], 1e-4);
  });

  it("keeps the shape where only peak and place are free", () => {
    const truth = { peak: 3, row: 5.2, column: 4.9, l11: 0, l21: 0, l22: 0 };
    const image = Matrix.zeros(11, 11);
    addSource(image, truth, { beamVariance });
    const start = { ...truth, peak: 1, row: 5, column: 5 };
    const { source } = fitGaussianSource(pixels(image), start, { beamVariance, free: 3 });
    expectClose([source.peak, source.row, source.column], [3, 5.2, 4.9], 1e-6);
    expect([source.l11, source.l21, source.l22]).toEqual([0, 0, 0]);
    // a point of that peak has that flux
    expectClose([sourceFlux(source, beamVariance)], [3], 1e-6);
    expect(sourceAxes(source)).toEqual({ major: 0, minor: 0, angle: 0 });
  });

  it("turns axes into a shape and back", () => {
    for (const axes of [
      { major: 5, minor: 2, angle: 30 },
      { major: 5, minor: 0, angle: 120 },
      { major: 3, minor: 1, angle: 90 },
    ]) {
      const shape = sourceAxes({ peak: 1, row: 0, column: 0, ...shapeOfAxes(axes) });
      expectClose([shape.major, shape.minor, shape.angle], [axes.major, axes.minor, axes.angle], 1e-9, 1e-6);
    }
    expect(shapeOfAxes({ major: 0, minor: 0, angle: 50 })).toEqual({ l11: 0, l21: 0, l22: 0 });
  });

  it("sums to the flux over all pixels, in units of the beam's area", () => {
    const source = { peak: 2, row: 20, column: 20, l11: 2, l21: 0.7, l22: 1.5 };
    const image = Matrix.zeros(41, 41);
    addSource(image, source, { beamVariance });
    const sum = image.data.reduce((total, value) => total + value, 0);
    expectClose([sum / (2 * Math.PI * beamVariance)], [sourceFlux(source, beamVariance)], 1e-5);
    addSource(image, source, { beamVariance, sign: -1 });
    expect(Math.max(...image.data)).toBeLessThan(1e-15);
  });
});
