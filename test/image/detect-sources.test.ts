import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";
import { RandomState } from "../../src/core/random-state";
import { detectSources } from "../../src/image/detect-sources";
import {
  addSource,
  FWHM,
  type GaussianSource,
  shapeOfAxes,
  sourceFlux,
} from "../../src/image/gaussian-source";
import { beamNoise } from "../../src/simulate/beam-noise";
import { expectClose } from "../close";

const BEAM = 2.5;
const beamVariance = (BEAM / FWHM) ** 2;
const point = (peak: number, row: number, column: number): GaussianSource => ({
  ...{ peak, row, column },
  ...{ l11: 0, l21: 0, l22: 0 },
});
/** An ellipse by its axes (full widths in pixels) and the angle of the long one in degrees. */
const ellipse = (at: GaussianSource, major: number, minor: number, angle: number): GaussianSource => ({
  ...at,
  ...shapeOfAxes({ major, minor, angle }),
});
const field = (sources: GaussianSource[], { size = 128, rms = 1, level = 0, seed = 0 } = {}): Matrix => {
  const image = beamNoise(size, { sigma: Math.sqrt(beamVariance), rms }, new RandomState(seed));
  for (let k = 0; k < image.data.length; k++) image.data[k] += level;
  for (const source of sources) addSource(image, source, { beamVariance });
  return image;
};

describe("detectSources", () => {
  it("recovers flux, place and shape of bright sources within a percent", () => {
    const dot = point(3000, 40.3, 60.8);
    const long = ellipse(point(4000, 90.4, 30.2), 6, 3, 30);
    const steep = ellipse(point(4000, 80.1, 95.6), 5, 2, 150);
    const { sources } = detectSources(field([dot, long, steep], { level: -7 }), { beam: BEAM });
    expect(sources).toHaveLength(3);
    for (const [source, major, minor, angle] of [
      [long, 6, 3, 30],
      [steep, 5, 2, 150],
    ] as const) {
      const found = sources.find(({ row }) => Math.abs(row - source.row) < 2);
      expectClose([found?.flux as number], [sourceFlux(source, beamVariance)], 0.01);
      expectClose([found?.row as number, found?.column as number], [source.row, source.column], 0, 0.02);
      expectClose([found?.major as number, found?.minor as number], [major, minor], 0.02);
      expectClose([found?.angle as number], [angle], 0, 1);
      expect(found?.peak).toBeLessThan(found?.flux as number);
    }
    const found = sources.find(({ row }) => Math.abs(row - dot.row) < 2);
    expectClose([found?.flux as number, found?.peak as number], [3000, 3000], 0.01);
    // a point of 3000 sigma hides no more than this
    expect(found?.major).toBeLessThan(0.3);
    expect(sources.map(({ snr }) => snr)).toEqual(sources.map(({ snr }) => snr).sort((a, b) => b - a));
  });

  it("takes two blended sources apart, each with its own flux", () => {
    const pair = [point(200, 64.2, 62.1), point(120, 65.0, 65.9)];
    const { sources, segments } = detectSources(field(pair), { beam: BEAM });
    expect(sources).toHaveLength(2);
    expectClose([sources[0].flux, sources[1].flux], [200, 120], 0.05);
    expectClose([sources[1].row, sources[1].column], [65.0, 65.9], 0, 0.1);
    expect(sources[0].island).toBe(sources[1].island);
    expect([segments.get(64, 62), segments.get(65, 66), segments.get(5, 5)]).toEqual([1, 2, 0]);
    // one peak of the sum of both would have been brighter than either
    expect(sources[0].flux + sources[1].flux).toBeLessThan(340);
  });

  it("takes faint points for points", () => {
    const dots = Array.from({ length: 36 }, (_, k) =>
      point(8, 16 + 32 * Math.floor(k / 6), 16 + 32 * (k % 6)),
    );
    const { sources } = detectSources(field(dots, { size: 208 }), { beam: BEAM, detectionThreshold: 4.5 });
    const found = sources.filter(({ row, column }) =>
      dots.some((dot) => Math.hypot(dot.row - row, dot.column - column) < 1.5),
    );
    expect(found.length).toBeGreaterThanOrEqual(34);
    expect(found.filter(({ major }) => major > 0)).toEqual([]);
    expectClose(
      found.map(({ flux }) => flux),
      found.map(({ peak }) => peak),
    );
    const mean = found.reduce((sum, { flux }) => sum + flux, 0) / found.length;
    expect(Math.abs(mean - 8)).toBeLessThan(0.6);
  });

  it("finds nearly nothing in noise alone", () => {
    const image = field([], { size: 400 });
    expect(detectSources(image, { beam: BEAM }).sources).toHaveLength(0);
    // 160,000 pixels, of which 1 in 31,600 is above 4 standard deviations, in clumps of the beam
    expect(detectSources(image, { beam: BEAM, detectionThreshold: 4 }).sources.length).toBeLessThan(8);
    expect(detectSources(image, { beam: BEAM, detectionThreshold: 2.5 }).sources.length).toBeGreaterThan(50);
  });

  it("finds sources at the border, and does not mind pixels without data", () => {
    const image = field([
      point(500, 0.2, 50),
      point(500, 127.3, 0.1),
      point(500, 64, 64),
      point(300, 20, 90),
    ]);
    image.set(64, 65, Number.NaN);
    for (let i = 90; i < 128; i++) for (let j = 90; j < 128; j++) image.set(i, j, Number.NaN);
    const { sources, signal } = detectSources(image, { beam: BEAM });
    expect(sources).toHaveLength(4);
    const at = (row: number, column: number) =>
      sources.find((source) => Math.hypot(source.row - row, source.column - column) < 1);
    expectClose([at(0.2, 50)?.flux as number, at(64, 64)?.flux as number], [500, 500], 0.03);
    expectClose([at(127.3, 0.1)?.flux as number, at(20, 90)?.flux as number], [500, 300], 0.05);
    expect(signal.get(100, 100)).toBeNaN();
  });

  it("finds fainter sources in white noise after smoothing, and measures them unsmoothed", () => {
    const dots = Array.from({ length: 16 }, (_, k) =>
      point(5, 16 + 32 * Math.floor(k / 4), 16 + 32 * (k % 4)),
    );
    const image = new Matrix(new RandomState(3).normal(0, 1, 128 * 128), 128, 128);
    for (const dot of dots) addSource(image, dot, { beamVariance });
    const plain = detectSources(image, { beam: BEAM });
    const smooth = detectSources(image, { beam: BEAM, smoothing: BEAM });
    expect(smooth.sources.length).toBeGreaterThanOrEqual(15);
    expect(plain.sources.length).toBeLessThan(smooth.sources.length);
    const mean = smooth.sources.reduce((sum, { flux }) => sum + flux, 0) / smooth.sources.length;
    expect(Math.abs(mean - 5)).toBeLessThan(0.8);
  });

  it("does not depend on the unit", () => {
    const image = field([point(50, 30, 30), ellipse(point(80, 70, 60), 5, 4, 10)]);
    const tiny = new Matrix(
      image.data.map((value) => value * 1e-7),
      128,
      128,
    );
    const [one, other] = [image, tiny].map((map) => detectSources(map, { beam: BEAM }).sources);
    expect(other).toHaveLength(one.length);
    for (const [k, source] of one.entries()) {
      expectClose([other[k].flux * 1e7, other[k].major], [source.flux, source.major], 1e-4, 1e-3);
    }
  });

  it("gives nothing for an image without noise or sources", () => {
    expect(detectSources(Matrix.zeros(40, 40), { beam: BEAM }).sources).toEqual([]);
  });

  it("refuses bad input with a named error", () => {
    const image = field([], { size: 32 });
    expect(() => detectSources(image, {} as never)).toThrow(/beam/);
    expect(() => detectSources(image, { beam: 0 })).toThrow(ParameterError);
    expect(() => detectSources(image, { beam: 2, detectionThreshold: 3, islandThreshold: 4 })).toThrow(
      /islandThreshold must not be above/,
    );
    expect(() => detectSources(image, { beam: 2, prominence: -1 })).toThrow(/prominence/);
    expect(() => detectSources(image, { beam: 2, smoothing: -1 })).toThrow(/smoothing/);
    expect(() => detectSources(image, { beam: 2, threshold: 5 } as never)).toThrow(/no option/);
    expect(() => detectSources([[1, 2], [3]], { beam: 2 })).toThrow(ValidationError);
  });
});
