import { RandomState } from "../core/random-state";

/**
 * Draws the masks of dropout: xoshiro128**, seeded by NumPy's generator, sixteen bits a draw. A convolutional network
 * needs tens of millions of draws an epoch, for which NumPy's own would take a tenth of the training.
 *
 * Blackman & Vigna 2021, ACM Transactions on Mathematical Software 47, 36.
 */
export class MaskStream {
  private readonly words = new Int32Array(4);

  constructor(seed: number) {
    const rng = new RandomState(seed);
    for (let k = 0; k < 4; k++) this.words[k] = rng.randint(2 ** 32);
  }

  /** Fills `mask` with 0 by the probability `rate`, else with what makes up for it; `rate` is rounded to 1/65536. */
  fill(mask: Float32Array, rate: number): void {
    const below = Math.round(65536 * rate) - 1;
    const kept = 1 / (1 - rate);
    let [a, b, c, d] = this.words;
    for (let i = 0; i < mask.length; i += 2) {
      const scaled = Math.imul(b, 5);
      const word = Math.imul((scaled << 7) | (scaled >>> 25), 9);
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      // 1 where the draw is not below the limit: a branch on chance would cost more than all of the above
      mask[i] = ((below - (word >>> 16)) >>> 31) * kept;
      if (i + 1 < mask.length) mask[i + 1] = ((below - (word & 0xffff)) >>> 31) * kept;
    }
    this.words.set([a, b, c, d]);
  }

  /** Where the stream stands; plain JSON. */
  getState(): number[] {
    return Array.from(this.words);
  }

  setState(state: readonly number[]): void {
    this.words.set(state);
  }
}
