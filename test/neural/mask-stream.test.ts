import { describe, expect, it } from "vitest";
import { RandomState } from "../../src/core/random-state";
import { MaskStream } from "../../src/neural/mask-stream";

/** xoshiro128** as its authors wrote it, with whole numbers of any size. */
function* xoshiro(words: bigint[]): Generator<bigint> {
  const low = (x: bigint) => x & 0xffffffffn;
  const rotate = (x: bigint, k: bigint) => low((x << k) | (x >> (32n - k)));
  const s = [...words];
  for (;;) {
    yield low(rotate(low(s[1] * 5n), 7n) * 9n);
    const t = low(s[1] << 9n);
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 11n);
  }
}

describe("MaskStream", () => {
  it("is xoshiro128**, sixteen bits a value", () => {
    const rng = new RandomState(5);
    const words = xoshiro(Array.from({ length: 4 }, () => BigInt(rng.randint(2 ** 32))));
    const mask = new Float32Array(1001);
    new MaskStream(5).fill(mask, 0.3);
    const limit = BigInt(Math.round(0.3 * 65536));
    for (let i = 0; i < 1001; i += 2) {
      const word = words.next().value as bigint;
      expect(mask[i] === 0).toBe(word >> 16n < limit);
      if (i < 1000) expect(mask[i + 1] === 0).toBe((word & 0xffffn) < limit);
    }
    expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / 0.7)]));
  });

  it("drops the share that it is asked for, each value by itself", () => {
    const mask = new Float32Array(1_000_000);
    new MaskStream(0).fill(mask, 0.2);
    const dropped = Array.from(mask, (value) => (value === 0 ? 1 : 0));
    const share = (lag: number) =>
      dropped.reduce((sum: number, one, i) => sum + one * (lag === 0 ? 1 : (dropped[i + lag] ?? 0)), 0) / 1e6;
    expect(Math.abs(share(0) - 0.2)).toBeLessThan(5 * Math.sqrt(0.16 / 1e6));
    for (const lag of [1, 2, 3, 64]) expect(Math.abs(share(lag) - 0.04)).toBeLessThan(0.001);
  });

  it("goes on from a saved state", () => {
    const stream = new MaskStream(1);
    stream.fill(new Float32Array(100), 0.5);
    const other = new MaskStream(2);
    other.setState(JSON.parse(JSON.stringify(stream.getState())));
    const [a, b] = [new Float32Array(100), new Float32Array(100)];
    stream.fill(a, 0.5);
    other.fill(b, 0.5);
    expect(b).toEqual(a);
  });
});
