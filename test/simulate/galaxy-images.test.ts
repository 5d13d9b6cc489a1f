import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import type { ImageStack } from "../../src/core/image-stack";
import { RandomState } from "../../src/core/random-state";
import { simulateGalaxyImages } from "../../src/simulate/galaxy-images";
import { blur, develop, expose } from "../../src/simulate/galaxy-images-camera";
import { paintGalaxy, type ThreeBands } from "../../src/simulate/galaxy-images-paint";
import { type GalaxySketch, sketchGalaxy } from "../../src/simulate/galaxy-images-sketch";
import { sersicProfile } from "../../src/simulate/sersic";

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);
const mean = (values: ArrayLike<number>) => sum(values) / values.length;

describe("sersicProfile", () => {
  it("holds a flux of 1, half of it within its radius", () => {
    for (const [index, ratio] of [
      [0.5, 1],
      [1, 0.3],
      [4, 0.7],
      [6, 1],
    ]) {
      const profile = sersicProfile(index, 2, ratio);
      // Shells in the logarithm of the radius.
      const within = (limit: number) => {
        let light = 0;
        const step = 0.002;
        for (let log = -12; log < Math.log(limit); log += step) {
          const r = Math.exp(log + step / 2);
          light += 2 * Math.PI * ratio * r * r * step * profile(r);
        }
        return light;
      };
      expect(within(2000)).toBeCloseTo(1, 2);
      expect(within(2)).toBeCloseTo(0.5, 2);
    }
  });

  it("is the exponential law for index 1", () => {
    const profile = sersicProfile(1, 1.678_347, 1);
    expect(profile(0)).toBeCloseTo(1 / (2 * Math.PI), 4);
    expect(profile(1) / profile(2)).toBeCloseTo(Math.E, 3);
  });
});

/** The first galaxy of a seed that fulfils a condition. */
function find(condition: (sketch: GalaxySketch) => boolean): GalaxySketch {
  const random = new RandomState(4);
  for (;;) {
    const sketch = sketchGalaxy(random);
    if (condition(sketch)) return sketch;
  }
}

describe("paintGalaxy", () => {
  const field = { size: 101, pixel: 0.1 };

  it("holds the galaxy's light, most of it in the middle", () => {
    const round = find(({ disc, companion }) => disc === undefined && companion === undefined);
    const [, r] = paintGalaxy(round, field);
    expect(sum(r)).toBeGreaterThan(0.9);
    expect(sum(r)).toBeLessThan(1.02);
    expect(r.indexOf(Math.max(...r))).toBe(50 * 101 + 50);
  });

  it("is as long as the disc's inclination and angle say", () => {
    const thin = find(
      ({ disc, companion, spheroid }) =>
        (disc?.ratio ?? 1) < 0.25 && spheroid.share < 0.1 && companion === undefined,
    );
    const [, r] = paintGalaxy({ ...thin, angle: 0 }, field);
    const spread = (axis: 0 | 1) => {
      let second = 0;
      for (let k = 0; k < r.length; k++) {
        const place = axis === 0 ? k % 101 : Math.floor(k / 101);
        second += r[k] * (place - 50) ** 2;
      }
      return Math.sqrt(second / sum(r));
    };
    expect(spread(1) / spread(0)).toBeLessThan(0.4);
    const upright = paintGalaxy({ ...thin, angle: Math.PI / 2 }, field)[1];
    expect(upright[20 * 101 + 50]).toBeCloseTo(r[50 * 101 + 20], 9);
  });

  it("brightens the arms, and makes them bluer than the middle", () => {
    const armed = find(
      ({ disc, spheroid }) =>
        (disc?.arms.contrast ?? 0) > 1 && (disc?.ratio ?? 0) > 0.7 && spheroid.share > 0.1,
    );
    const [g, r] = paintGalaxy(armed, field);
    const bare = paintGalaxy(
      { ...armed, disc: { ...armed.disc!, arms: { ...armed.disc!.arms, contrast: 0, knots: [] } } },
      field,
    )[1];
    expect(sum(r)).toBeGreaterThan(1.1 * sum(bare));
    const centre = 50 * 101 + 50;
    expect(sum(g) / sum(r)).toBeGreaterThan(g[centre] / r[centre]);
  });
});

describe("the camera", () => {
  const size = 41;
  const point = (): ThreeBands => {
    const bands = [0, 1, 2].map(() => new Float64Array(size * size)) as unknown as ThreeBands;
    for (const band of bands) band[20 * size + 20] = 1;
    return bands;
  };

  it("blurs a star to the seeing and loses none of its light", () => {
    const [g, r, i] = blur(point(), size, 0.396);
    for (const band of [g, r, i]) expect(sum(band)).toBeCloseTo(1, 9);
    const half = r.filter((value) => value > r[20 * size + 20] / 2).length;
    // A disc of 1.32 arcsec across, in pixels of 0.396.
    expect(half).toBeGreaterThan(7);
    expect(half).toBeLessThan(11);
    expect(g[20 * size + 20]).toBeLessThan(i[20 * size + 20]);
  });

  it("adds sky noise that grows with a pixel's side, and is alike in neighbours of small pixels", () => {
    const noise = (arcsec: number) => {
      const bands = [0, 1, 2].map(() => new Float64Array(size * size)) as unknown as ThreeBands;
      expose(bands, { size, arcsec, magnitude: 15 }, new RandomState(1));
      return bands[1];
    };
    const spread = (values: Float64Array) => Math.sqrt(mean(values.map((v) => v * v)));
    expect(spread(noise(0.8)) / spread(noise(0.4))).toBeCloseTo(2, 1);
    const fine = noise(0.1);
    const alike = mean(fine.subarray(1).map((value, k) => value * fine[k])) / spread(fine) ** 2;
    expect(alike).toBeGreaterThan(0.7);
  });

  it("shows no light as black, bright light as bright, and keeps its colour", () => {
    const picture = new Float32Array(9);
    const band = (...values: number[]) => Float64Array.from(values, (v) => v * 1e-9);
    develop([band(0, 0.1, 100), band(0, 0.2, 200), band(0, 0.3, 300)], 0.396, picture);
    expect(Array.from(picture.subarray(0, 3))).toEqual([0, 0, 0]);
    const [faint, bright] = [picture.subarray(3, 6), picture.subarray(6, 9)];
    expect(bright[0]).toBeGreaterThan(faint[0]);
    expect(Math.max(...bright)).toBeLessThanOrEqual(1);
    expect(bright[0] / bright[2]).toBeCloseTo(faint[0] / faint[2], 4);
  });
});

describe("simulateGalaxyImages", () => {
  const brightness = (images: ImageStack, i: number) => mean(images.image(i));

  it("has half spirals, a fixed split of each class, and says that it is simulated", async () => {
    const data = await simulateGalaxyImages({ nSamples: 40, size: 32 });
    expect(data.images).toMatchObject({ count: 40, height: 32, width: 32, channels: 3 });
    expect(data.y.filter((label) => label === "spiral")).toHaveLength(20);
    expect(data.subset("train").y.filter((label) => label === "spiral")).toHaveLength(14);
    expect(data.subset("validation").images.count).toBe(12);
    expect(Math.min(...data.images.data)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...data.images.data)).toBeLessThanOrEqual(1);
    for (let i = 0; i < 40; i++) expect(brightness(data.images, i)).toBeGreaterThan(0.005);
    expect(data.describe().text).toMatch(/these are not observations/);
    const votes = data.table.array("spiralVotes") as Float64Array;
    for (const [i, label] of data.y.entries()) expect(votes[i] > 0.5).toBe(label === "spiral");
  });

  it("repeats for a seed, in colours or grey", async () => {
    const make = (options: object) => simulateGalaxyImages({ nSamples: 6, size: 16, ...options });
    const [a, b, c, gray] = await Promise.all(
      [{}, {}, { randomState: 1 }, { colors: "gray" as const }].map(make),
    );
    expect(a.images.data).toEqual(b.images.data);
    expect(a.images.data).not.toEqual(c.images.data);
    expect(gray.images.channels).toBe(1);
    expect(gray.images.image(0)[5]).toBeCloseTo(mean(a.images.image(0).subarray(15, 18)), 6);
  });

  it("refuses what it cannot make", async () => {
    for (const options of [{ nSamples: 2 }, { size: 3 }, { crop: 1000 }, { colors: "blue" }, { n: 5 }]) {
      await expect(simulateGalaxyImages(options as object)).rejects.toThrow(ParameterError);
    }
  });
});
