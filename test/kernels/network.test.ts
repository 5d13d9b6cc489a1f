import { describe, expect, it } from "vitest";
import { Arena } from "../../src/kernels/dense";
import { networkKernels } from "../../src/kernels/network";

/** A fixed sequence without structure. */
const noise = (k: number): number => Math.sin(k * 12.9898 + 1) * 3;

function memory(...lengths: number[]) {
  const arena = new Arena(lengths.reduce((sum, n) => sum + 8 * n + 16, 0));
  const arrays = lengths.map((n, a) => {
    const array = arena.float64(n);
    for (let k = 0; k < n; k++) array[k] = noise(k + 31 * a);
    return array;
  });
  return { kernels: networkKernels(arena), arrays };
}

describe("network kernels", () => {
  it("share the arena's memory without harming the dense kernels' constants", () => {
    const arena = new Arena(64);
    networkKernels(arena);
    const x = arena.float64(2);
    x.set([1, -2]);
    arena.kernels.expInPlace(x.byteOffset, 2);
    expect(x[0]).toBeCloseTo(Math.E, 14);
    expect(x[1]).toBeCloseTo(Math.exp(-2), 14);
  });

  it("relu", () => {
    const { kernels, arrays } = memory(12);
    const [x] = arrays;
    x[3] = Number.NaN;
    const expected = x.map((value) => Math.max(value, 0));
    kernels.relu(x.byteOffset, 10);
    expect(x.subarray(0, 10)).toEqual(expected.subarray(0, 10));
    expect(x[11]).toBe(noise(11));
  });

  it("reluBackward, with rows of different strides", () => {
    const { kernels, arrays } = memory(3 * 4, 3 * 6);
    const [delta, a] = arrays;
    a.set([0, 1, 0, 2], 0);
    a.set([3, 0, 0, 0], 6);
    a.set([1, 1, 1, 0], 12);
    const expected = delta.map((value, k) => (a[Math.floor(k / 4) * 6 + (k % 4)] === 0 ? 0 : value));
    kernels.reluBackward(delta.byteOffset, 4, a.byteOffset, 6, 3, 4);
    expect(delta.map(Math.abs)).toEqual(expected.map(Math.abs));
  });

  it("sigmoids from exponentials", () => {
    const { kernels, arrays } = memory(6);
    const [x] = arrays;
    const scaled = x.map((value) => 2 * value);
    kernels.scale(x.byteOffset, 6, 2);
    expect(x).toEqual(scaled);
    x.set(scaled.map(Math.exp));
    x[0] = Number.POSITIVE_INFINITY;
    kernels.sigmoidOfExp(x.byteOffset, 6, 1, -2);
    expect(x[0]).toBe(1);
    for (let k = 1; k < 6; k++) expect(x[k]).toBeCloseTo(Math.tanh(scaled[k] / 2), 14);
  });

  it("sigmoidBackward, with rows of different strides", () => {
    const { kernels, arrays } = memory(3 * 4, 3 * 6);
    const [delta, a] = arrays;
    const expected = delta.map((value, k) => {
      const activation = a[Math.floor(k / 4) * 6 + (k % 4)];
      return value * (0.25 + (0.5 - activation) * activation);
    });
    kernels.sigmoidBackward(delta.byteOffset, 4, a.byteOffset, 6, 3, 4, 0.25, 0.5);
    for (let k = 0; k < 12; k++) expect(delta[k]).toBeCloseTo(expected[k], 12);
  });

  it("gather", () => {
    const arena = new Arena(1024);
    const table = arena.float64(5 * 4);
    table.set(table.map((_, k) => k));
    const order = arena.int32(3);
    order.set([4, 0, 2]);
    const out = arena.float64(3 * 4);
    networkKernels(arena).gather(table.byteOffset, 4, order.byteOffset, 3, out.byteOffset);
    expect(Array.from(out)).toEqual([16, 17, 18, 19, 0, 1, 2, 3, 8, 9, 10, 11]);
  });

  it("adam", () => {
    const n = 6;
    const { kernels, arrays } = memory(n, n, n, n, n);
    const [w, g, p, m, v] = arrays;
    for (let k = 0; k < n; k++) v[k] = Math.abs(v[k]);
    const before = arrays.map((array) => array.slice());
    const sum = kernels.adam(
      ...(arrays.map((array) => array.byteOffset) as [number, number, number, number, number]),
      n,
      0.25,
      0.9,
      0.99,
      0.01,
      1e-3,
    );
    let expected = 0;
    for (let k = 0; k < n; k++) {
      const [w0, g0, p0, m0, v0] = before.map((array) => array[k]);
      expected += p0 * w0 * w0;
      const gradient = (g0 + p0 * w0) * 0.25;
      expect(m[k]).toBeCloseTo(0.9 * m0 + 0.1 * gradient, 13);
      expect(v[k]).toBeCloseTo(0.99 * v0 + 0.01 * gradient * gradient, 13);
      expect(w[k]).toBeCloseTo(w0 - (0.01 * m[k]) / (Math.sqrt(v[k]) + 1e-3), 13);
      expect([g[k], p[k]]).toEqual([g0, p0]);
    }
    expect(sum).toBeCloseTo(expected, 12);
  });

  it.each([true, false])("momentum, with Nesterov's: %s", (nesterov) => {
    const n = 4;
    const { kernels, arrays } = memory(n, n, n, n);
    const [w, g, p, u] = arrays;
    const before = arrays.map((array) => array.slice());
    const sum = kernels.momentum(
      ...([w, g, p, u].map((array) => array.byteOffset) as [number, number, number, number]),
      n,
      0.5,
      0.8,
      0.1,
      nesterov,
    );
    let expected = 0;
    for (let k = 0; k < n; k++) {
      const [w0, g0, p0, u0] = before.map((array) => array[k]);
      expected += p0 * w0 * w0;
      const gradient = (g0 + p0 * w0) * 0.5;
      const velocity = 0.8 * u0 - 0.1 * gradient;
      expect(u[k]).toBeCloseTo(velocity, 13);
      expect(w[k]).toBeCloseTo(w0 + (nesterov ? 0.8 * velocity - 0.1 * gradient : velocity), 13);
    }
    expect(sum).toBeCloseTo(expected, 12);
  });
});
