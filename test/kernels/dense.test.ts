import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SkylearnError } from "../../src/core/errors";
import { Arena } from "../../src/kernels/dense";

/** A fixed sequence without structure. */
const noise = (k: number): number => Math.sin(k * 12.9898 + 1) * 3;

const sizes = [
  { m: 1, n: 1, d: 2 },
  { m: 4, n: 2, d: 4 },
  { m: 5, n: 7, d: 6 },
  { m: 13, n: 301, d: 44 },
  { m: 3, n: 5, d: 3000 },
];

describe("dense kernels", () => {
  it("are what their source compiles to", () => {
    const script = join(__dirname, "../../scripts/build-kernels.mjs");
    expect(() => execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" })).not.toThrow();
  });

  it.each(sizes)("dot products of $m and $n rows of $d values", ({ m, n, d }) => {
    const memory = new Arena(8 * (m * d + n * d + m * n) + 64);
    const x = memory.float64(m * d);
    const y = memory.float64(n * d);
    const out = memory.float64(m * n);
    for (let k = 0; k < x.length; k++) x[k] = noise(k);
    for (let k = 0; k < y.length; k++) y[k] = noise(k + 17);
    memory.kernels.dots64(x.byteOffset, m, y.byteOffset, n, d, out.byteOffset, n);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < d; k++) sum += x[i * d + k] * y[j * d + k];
        expect(Math.abs(out[i * n + j] - sum)).toBeLessThan(1e-13 * d * 9);
      }
    }
  });

  it.each([
    { P: 2, Q: 2, rows: 1 },
    { P: 4, Q: 18, rows: 33 },
    { P: 10, Q: 6, rows: 7 },
  ])("transposed product of $rows rows, $P x $Q", ({ P, Q, rows }) => {
    const memory = new Arena(8 * (rows * (P + Q) + P * Q) + 64);
    const a = memory.float64(rows * P);
    const b = memory.float64(rows * Q);
    const c = memory.float64(P * Q);
    for (let k = 0; k < a.length; k++) a[k] = noise(k);
    for (let k = 0; k < b.length; k++) b[k] = noise(k + 5);
    c.fill(1);
    memory.kernels.accumulateTN(a.byteOffset, P, b.byteOffset, Q, rows, c.byteOffset);
    for (let p = 0; p < P; p++) {
      for (let q = 0; q < Q; q++) {
        let sum = 1;
        for (let i = 0; i < rows; i++) sum += a[i * P + p] * b[i * Q + q];
        expect(c[p * Q + q]).toBeCloseTo(sum, 10);
      }
    }
  });

  it("exponential to a few units in the last place, over the whole range", () => {
    const n = 20000;
    const memory = new Arena(8 * n + 16);
    const x = memory.float64(n);
    const value = (i: number) => -708 + (1416 * i) / (n - 1);
    for (let i = 0; i < n; i++) x[i] = value(i);
    memory.kernels.expInPlace(x.byteOffset, n);
    for (let i = 0; i < n; i++) {
      const expected = Math.exp(value(i));
      expect(Math.abs(x[i] - expected)).toBeLessThanOrEqual(5e-16 * expected);
    }
    x.set([-800, Number.NEGATIVE_INFINITY, 0, 1]);
    memory.kernels.expInPlace(x.byteOffset, 4);
    expect(Array.from(x.subarray(0, 3))).toEqual([0, 0, 1]);
  });

  it("radial basis functions from dot products", () => {
    const memory = new Arena(1024);
    const dots = memory.float64(4);
    const a = memory.float64(1);
    const b = memory.float64(4);
    a.set([25]);
    b.set([25, 0, 1, 4]);
    dots.set([25 + 1e-12, 0, 3, 8]);
    memory.kernels.rbfFromDots(dots.byteOffset, 1, 4, 4, a.byteOffset, b.byteOffset, 0.5);
    const expected = [0, 25, 20, 13].map((d2) => Math.exp(-0.5 * d2));
    for (let j = 0; j < 4; j++) expect(dots[j]).toBeCloseTo(expected[j], 15);
  });

  it("says so when more memory is asked for than WebAssembly has", () => {
    expect(() => new Arena(5e9)).toThrow(SkylearnError);
    expect(() => new Arena(5e9)).toThrow(/4 GB is the most/);
  });
});
