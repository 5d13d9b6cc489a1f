import { describe, expect, it } from "vitest";
import { ValidationError } from "../../../src/core/errors";
import { RandomState } from "../../../src/core/random-state";
import { fourierCube } from "../../../src/simulate/turbulence/fourier-cube";
import { randomVelocity } from "../../../src/simulate/turbulence/random-velocity";
import { velocitySpectrum } from "../../../src/simulate/turbulence/velocity-spectrum";

type Field = [Float64Array, Float64Array, Float64Array];

function draw(size: number, index: number, seed: number, rms = 1): Field {
  const field: Field = [0, 1, 2].map(() => new Float64Array(size ** 3)) as Field;
  randomVelocity(size, index, rms, new RandomState(seed), field);
  return field;
}

describe("fourierCube", () => {
  const size = 8;
  const random = new RandomState(0);
  const re = random.standardNormal(size ** 3) as Float64Array;
  const im = random.standardNormal(size ** 3) as Float64Array;

  it("is the sum that it stands for", () => {
    const cube = { size, re: re.slice(), im: im.slice() };
    fourierCube(cube, -1);
    for (const [kx, ky, kz] of [
      [0, 0, 0],
      [1, 0, 0],
      [0, 3, 0],
      [0, 0, 5],
      [7, 2, 4],
    ]) {
      let [sumRe, sumIm] = [0, 0];
      for (let i = 0; i < size ** 3; i++) {
        const [x, y, z] = [i % size, Math.floor(i / size) % size, Math.floor(i / size ** 2)];
        const angle = (-2 * Math.PI * (kx * x + ky * y + kz * z)) / size;
        sumRe += re[i] * Math.cos(angle) - im[i] * Math.sin(angle);
        sumIm += re[i] * Math.sin(angle) + im[i] * Math.cos(angle);
      }
      const at = (kz * size + ky) * size + kx;
      expect(cube.re[at]).toBeCloseTo(sumRe, 10);
      expect(cube.im[at]).toBeCloseTo(sumIm, 10);
    }
  });

  it("is undone by the other sign", () => {
    const cube = { size, re: re.slice(), im: im.slice() };
    fourierCube(cube, 1);
    fourierCube(cube, -1);
    for (let i = 0; i < size ** 3; i++) {
      expect(cube.re[i] / size ** 3).toBeCloseTo(re[i], 12);
      expect(cube.im[i] / size ** 3).toBeCloseTo(im[i], 12);
    }
  });
});

describe("randomVelocity", () => {
  it.each([8, 32])("has no divergence between the cells of a cube of %i", (size) => {
    const [vx, vy, vz] = draw(size, 11 / 3, 3);
    const at = (x: number, y: number, z: number) =>
      (((z + size) % size) * size + ((y + size) % size)) * size + ((x + size) % size);
    let largest = 0;
    for (let i = 0; i < size ** 3; i++) {
      const [x, y, z] = [i % size, Math.floor(i / size) % size, Math.floor(i / size ** 2)];
      const divergence =
        vx[at(x + 1, y, z)] -
        vx[at(x - 1, y, z)] +
        vy[at(x, y + 1, z)] -
        vy[at(x, y - 1, z)] +
        vz[at(x, y, z + 1)] -
        vz[at(x, y, z - 1)];
      largest = Math.max(largest, Math.abs(divergence));
    }
    expect(largest).toBeLessThan(1e-13);
  });

  it("has the speed that is asked for, and no mean motion", () => {
    const field = draw(16, 4, 5, 2.5);
    const squares = field.reduce((sum, part) => sum + part.reduce((all, v) => all + v * v, 0), 0);
    expect(Math.sqrt(squares / 16 ** 3)).toBeCloseTo(2.5, 12);
    for (const part of field) {
      expect(part.reduce((sum, v) => sum + v, 0) / 16 ** 3).toBeCloseTo(0, 12);
    }
  });

  it.each([3, 11 / 3, 4, 4.5])("has the power spectrum k^-%f", (index) => {
    // Fitted over many waves, away from the few of the largest eddies.
    const slopes = [0, 1, 2, 3, 4, 5].map((seed) => {
      const { k, power } = velocitySpectrum({ size: 32, velocity: draw(32, index, seed) });
      const [x, y] = [k, power].map((values) => Array.from(values.slice(4, 14), Math.log));
      const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
      const [mx, my] = [mean(x), mean(y)];
      const up = x.reduce((sum, v, i) => sum + (v - mx) * (y[i] - my), 0);
      return up / x.reduce((sum, v) => sum + (v - mx) ** 2, 0);
    });
    const slope = slopes.reduce((sum, s) => sum + s, 0) / slopes.length;
    expect(Math.abs(slope + index)).toBeLessThan(0.05);
  });

  it("moves alike along all axes", () => {
    const parts = [0, 0, 0];
    for (let seed = 0; seed < 20; seed++) {
      draw(8, 2, seed).forEach((part, d) => {
        parts[d] += part.reduce((sum, v) => sum + v * v, 0) / 8 ** 3 / 20;
      });
    }
    for (const part of parts) expect(Math.abs(part - 1 / 3)).toBeLessThan(0.03);
  });

  it("has the same large eddies at any size", () => {
    const [small, large] = [draw(8, 8, 1)[0], draw(16, 8, 1)[0]];
    // With so steep a spectrum hardly anything else is left.
    let [product, squares, others] = [0, 0, 0];
    for (let i = 0; i < small.length; i++) {
      const [x, y, z] = [i % 8, Math.floor(i / 8) % 8, Math.floor(i / 64)];
      const other = large[(2 * z * 16 + 2 * y) * 16 + 2 * x];
      product += small[i] * other;
      squares += small[i] ** 2;
      others += other ** 2;
    }
    expect(product / Math.sqrt(squares * others)).toBeGreaterThan(0.99);
  });
});

describe("velocitySpectrum", () => {
  it("finds a single wave with its power", () => {
    const size = 16;
    const zero = new Float64Array(size ** 3);
    const vy = Float64Array.from(zero, (_, i) => 3 * Math.cos((2 * Math.PI * 5 * (i % size)) / size));
    const { k, power } = velocitySpectrum({ size, velocity: [zero, vy, zero] });
    expect([...k]).toEqual([1, 2, 3, 4, 5, 6, 7]);
    let waves = 0;
    for (let x = -8; x < 8; x++) {
      for (let y = -8; y < 8; y++)
        for (let z = -8; z < 8; z++) if (Math.round(Math.hypot(x, y, z)) === 5) waves++;
    }
    // Two waves, k and -k, with half the mean square each.
    expect(power[4] * waves).toBeCloseTo(4.5, 12);
    expect(power[3]).toBeCloseTo(0, 12);
  });

  it("says what is wrong with a box", () => {
    const zero = new Float64Array(512);
    expect(() => velocitySpectrum({ size: 12, velocity: [zero, zero, zero] })).toThrow(ValidationError);
    expect(() => velocitySpectrum({ size: 8, velocity: [zero, zero, new Float64Array(3)] })).toThrow(
      "A box of 8 x 8 x 8 has 512 cells, but the velocity along z has 3 values.",
    );
  });
});
