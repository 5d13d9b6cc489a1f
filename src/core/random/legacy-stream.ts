import { Mt19937 } from "./mt19937";

/** Everything that a `RandomState` must remember to go on drawing the same numbers; plain JSON. */
export interface RandomStateSnapshot {
  /** Always `"MT19937"`. */
  algorithm: "MT19937";
  /** The 624 words of the generator, each 0 … 2³²−1. */
  key: number[];
  /** How many of those words are used up. */
  pos: number;
  /** Whether a second normal deviate waits in `gauss`. */
  hasGauss: boolean;
  /** The waiting normal deviate, or 0. */
  gauss: number;
}

/**
 * MT19937 with the elementary draws that NumPy's legacy distributions are made of: the polar normal pair
 * whose second half is kept for the next call, and integers by masked rejection.
 */
export class LegacyStream extends Mt19937 {
  private hasGauss = false;
  private gauss = 0;

  reseed(words: number | ArrayLike<number>): void {
    if (typeof words === "number") this.seedWithWord(words);
    else this.seedWithWords(words);
    this.hasGauss = false;
    this.gauss = 0;
  }

  /** A standard normal deviate (Marsaglia's polar method; the second of each pair comes out first). */
  nextGauss(): number {
    if (this.hasGauss) {
      this.hasGauss = false;
      const kept = this.gauss;
      this.gauss = 0;
      return kept;
    }
    let x1: number;
    let x2: number;
    let r2: number;
    do {
      x1 = 2 * this.nextDouble() - 1;
      x2 = 2 * this.nextDouble() - 1;
      r2 = x1 * x1 + x2 * x2;
    } while (r2 >= 1 || r2 === 0);
    const factor = Math.sqrt((-2 * Math.log(r2)) / r2);
    this.gauss = factor * x1;
    this.hasGauss = true;
    return factor * x2;
  }

  /** A standard exponential deviate. */
  nextExponential(): number {
    return -Math.log(1 - this.nextDouble());
  }

  /** A whole number from 0 to `max` (included, at most 2⁵³−1), by masked rejection. */
  nextInteger(max: number): number {
    if (max === 0) return 0;
    if (max <= 0xffffffff) {
      const mask = maskOf(max);
      let value: number;
      do value = (this.nextWord() & mask) >>> 0;
      while (value > max);
      return value;
    }
    const highMask = maskOf(Math.floor(max / 4294967296));
    let value: number;
    do {
      const high = (this.nextWord() & highMask) >>> 0;
      value = high * 4294967296 + (this.nextWord() >>> 0);
    } while (value > max);
    return value;
  }

  /** Fills `out` with `low` + a whole number from 0 to `max` (included). */
  fillIntegers(out: Int32Array | Float64Array, low: number, max: number): void {
    if (max === 0 || max > 0xffffffff) {
      for (let i = 0; i < out.length; i++) out[i] = low + this.nextInteger(max);
      return;
    }
    const mask = maskOf(max);
    for (let i = 0; i < out.length; i++) {
      let value: number;
      do value = (this.nextWord() & mask) >>> 0;
      while (value > max);
      out[i] = low + value;
    }
  }

  snapshot(): RandomStateSnapshot {
    return {
      algorithm: "MT19937",
      key: Array.from(this.key, (word) => word >>> 0),
      pos: this.pos,
      hasGauss: this.hasGauss,
      gauss: this.gauss,
    };
  }

  restore(state: RandomStateSnapshot): void {
    this.key.set(state.key);
    this.pos = state.pos;
    this.hasGauss = state.hasGauss;
    this.gauss = state.gauss;
  }
}

/** The smallest 2ᵏ−1 that is ≥ `max`, as a signed 32-bit word. */
function maskOf(max: number): number {
  return max === 0 ? 0 : -1 >>> Math.clz32(max);
}
