import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";
import { RandomState } from "../../src/core/random-state";
import { curveOfGrowth } from "../../src/image/curve-of-growth";
import { galaxyMorphology } from "../../src/image/galaxy-morphology";
import { sersicProfile } from "../../src/simulate/sersic";

const SIDE = 161;

/** A round Sérsic galaxy of flux 1, each pixel the mean of its parts. */
function galaxy(index: number, radius: number, { row = 80, column = 80, sky = 0, ratio = 1 } = {}): Matrix {
  const profile = sersicProfile(index, radius, ratio);
  const image = Matrix.zeros(SIDE, SIDE);
  for (let i = 0; i < SIDE; i++) {
    for (let j = 0; j < SIDE; j++) {
      const parts = Math.hypot(i - row, j - column) < 4 ? 20 : 3;
      let sum = 0;
      for (let part = 0; part < parts ** 2; part++) {
        const y = i - row + (Math.floor(part / parts) + 0.5) / parts - 0.5;
        const x = j - column + ((part % parts) + 0.5) / parts - 0.5;
        sum += profile(Math.hypot(x, y / ratio));
      }
      image.set(i, j, sky + sum / parts ** 2);
    }
  }
  return image;
}

describe("curveOfGrowth", () => {
  it("has the area and light of circles in an even image", () => {
    const even = new Matrix(new Float64Array(41 * 31).fill(2), 41, 31);
    const growth = curveOfGrowth(even, 20, 15);
    expect(growth.largest).toBe(15.5);
    for (const radius of [3, 7.25, 15.5]) {
      // the parts of pixels are a fifth of a pixel wide
      expect(Math.abs(Math.sqrt(growth.area(radius) / Math.PI) - radius)).toBeLessThan(0.05);
      expect(growth.flux(radius)).toBeCloseTo(2 * growth.area(radius), 9);
    }
    expect(growth.radiusOf(growth.flux(7.25))).toBeCloseTo(7.25, 9);
    expect(growth.radiusOf(1e9)).toBeNaN();
  });
});

describe("galaxyMorphology", () => {
  // by SciPy from the profile's incomplete gamma function: index, Petrosian radius, and within 1.5 of those the light,
  // the radius of half of it and C; lengths in half-light radii of the whole profile
  const expected = [
    [0.5, 1.941509, 0.997202, 0.997982, 2.141098],
    [1, 2.112871, 0.969057, 0.970864, 2.729746],
    [2, 2.116925, 0.891107, 0.866365, 3.455278],
    [4, 1.713994, 0.752643, 0.629893, 4.239823],
  ];

  it.each(expected)("measures a Sérsic galaxy of index %d", (index, petrosian, flux, half, concentration) => {
    const radius = 18;
    const shape = galaxyMorphology(galaxy(index, radius), { sky: 0 });
    expect([shape.row, shape.column]).toEqual([80, 80]);
    expect(Math.abs(shape.petrosianRadius / radius / petrosian - 1)).toBeLessThan(0.005);
    expect(Math.abs(shape.flux / flux - 1)).toBeLessThan(0.002);
    expect(Math.abs(shape.halfLightRadius / radius / half - 1)).toBeLessThan(0.005);
    expect(Math.abs(shape.concentration - concentration)).toBeLessThan(0.03);
    expect(shape.asymmetry).toBeLessThan(1e-9);
  });

  it("finds the centre to half a pixel, and takes the sky at the edge off", () => {
    const plain = galaxyMorphology(galaxy(1, 12), { sky: 0 });
    const moved = galaxyMorphology(galaxy(1, 12, { row: 74.5, column: 85, sky: 3 }));
    expect([moved.row, moved.column]).toEqual([74.5, 85]);
    expect(moved.asymmetry).toBeLessThan(1e-3);
    expect(moved.halfLightRadius).toBeCloseTo(plain.halfLightRadius, 1);
    expect(moved.concentration).toBeCloseTo(plain.concentration, 1);
  });

  it("sees what breaks the symmetry, and nothing in what an inclined disc keeps", () => {
    const disc = galaxy(1, 12, { ratio: 0.5 });
    expect(galaxyMorphology(disc).asymmetry).toBeLessThan(1e-9);
    // a tenth of the light in one knot, which has nothing opposite to it
    const added = 0.1 * galaxyMorphology(disc).flux;
    for (let k = 0; k < 25; k++) {
      const [i, j] = [80 + Math.floor(k / 5), 90 + (k % 5)];
      disc.set(i, j, disc.get(i, j) + added / 25);
    }
    const { asymmetry } = galaxyMorphology(disc);
    expect(asymmetry).toBeGreaterThan(0.15);
    expect(asymmetry).toBeLessThan(0.2 / 1.1 + 0.01);
  });

  it("takes the largest circle where a galaxy does not fade within the image", () => {
    const shape = galaxyMorphology(galaxy(1, 64), { sky: 0 });
    expect(shape.petrosianRadius).toBeNaN();
    expect(shape.halfLightRadius).toBeGreaterThan(40);
    expect(shape.halfLightRadius).toBeLessThan(64);
  });

  it("gives an image without light no shape", () => {
    const shape = galaxyMorphology(new Matrix(new Float64Array(100).fill(5), 10, 10));
    expect(shape.flux).toBe(0);
    for (const value of [shape.halfLightRadius, shape.concentration, shape.asymmetry])
      expect(value).toBeNaN();
  });

  it("measures noise as noise: large and asymmetric", () => {
    const noise = new Matrix(new RandomState(0).uniform(0, 1, 32 * 32), 32, 32);
    expect(galaxyMorphology(noise, { sky: 0 }).asymmetry).toBeGreaterThan(0.5);
  });

  it("refuses what is no image", () => {
    expect(() => galaxyMorphology([[1, 2]])).toThrow(ParameterError);
    expect(() => galaxyMorphology(Matrix.zeros(5, 5), { sky: Number.NaN })).toThrow(/sky/);
    expect(() => galaxyMorphology(Matrix.zeros(5, 5), { skyy: 1 } as never)).toThrow(/no option "skyy"/);
    const holed = Matrix.zeros(5, 5);
    holed.set(1, 1, Number.NaN);
    expect(() => galaxyMorphology(holed)).toThrow(ValidationError);
  });
});
