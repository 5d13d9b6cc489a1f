const N = 624;
const M = 397;
const MATRIX_A = 0x9908b0df | 0;
const UPPER_MASK = 0x80000000 | 0;
const LOWER_MASK = 0x7fffffff;
const TWO_POW_MINUS_53 = 1 / 9007199254740992;

/**
 * The Mersenne Twister MT19937 of Matsumoto & Nishimura (1998, ACM TOMACS 8, 3), seeded as NumPy's
 * `RandomState` seeds it.
 */
export class Mt19937 {
  // Signed words: V8 keeps an Int32Array's values in integer registers, a Uint32Array's often not.
  protected readonly key = new Int32Array(N);
  protected pos = N;

  /** Seeds with one 32-bit word (Knuth's generator fills the state). */
  protected seedWithWord(seed: number): void {
    const key = this.key;
    key[0] = seed;
    for (let i = 1; i < N; i++) {
      const previous = key[i - 1];
      key[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
    this.pos = N;
  }

  /** Seeds with several 32-bit words. */
  protected seedWithWords(words: ArrayLike<number>): void {
    this.seedWithWord(19650218);
    const key = this.key;
    let i = 1;
    let j = 0;
    for (let k = Math.max(N, words.length); k > 0; k--) {
      const previous = key[i - 1];
      key[i] = (key[i] ^ Math.imul(previous ^ (previous >>> 30), 1664525)) + (words[j] | 0) + j;
      if (++i === N) {
        key[0] = key[N - 1];
        i = 1;
      }
      if (++j === words.length) j = 0;
    }
    for (let k = N - 1; k > 0; k--) {
      const previous = key[i - 1];
      key[i] = (key[i] ^ Math.imul(previous ^ (previous >>> 30), 1566083941)) - i;
      if (++i === N) {
        key[0] = key[N - 1];
        i = 1;
      }
    }
    key[0] = UPPER_MASK;
    this.pos = N;
  }

  private refill(): void {
    const key = this.key;
    let y: number;
    let i = 0;
    for (; i < N - M; i++) {
      y = (key[i] & UPPER_MASK) | (key[i + 1] & LOWER_MASK);
      key[i] = key[i + M] ^ (y >>> 1) ^ (-(y & 1) & MATRIX_A);
    }
    for (; i < N - 1; i++) {
      y = (key[i] & UPPER_MASK) | (key[i + 1] & LOWER_MASK);
      key[i] = key[i + M - N] ^ (y >>> 1) ^ (-(y & 1) & MATRIX_A);
    }
    y = (key[N - 1] & UPPER_MASK) | (key[0] & LOWER_MASK);
    key[N - 1] = key[M - 1] ^ (y >>> 1) ^ (-(y & 1) & MATRIX_A);
    this.pos = 0;
  }

  /** Draws `out.length` doubles at once. */
  fillDoubles(out: Float64Array): void {
    for (let i = 0; i < out.length; ) {
      if (this.pos >= N - 1) {
        out[i++] = this.nextDouble();
        continue;
      }
      const { key } = this;
      const pairs = Math.min((N - this.pos) >>> 1, out.length - i);
      for (let k = this.pos, end = k + 2 * pairs; k < end; k += 2) {
        out[i++] = ((temper(key[k]) >>> 5) * 67108864 + (temper(key[k + 1]) >>> 6)) * TWO_POW_MINUS_53;
      }
      this.pos += 2 * pairs;
    }
  }

  /** The next 32 random bits, as a signed word. */
  nextWord(): number {
    if (this.pos === N) this.refill();
    return temper(this.key[this.pos++]);
  }

  /** A double in [0, 1) with 53 random bits, from two words. */
  nextDouble(): number {
    const high = this.nextWord() >>> 5;
    const low = this.nextWord() >>> 6;
    return (high * 67108864 + low) * TWO_POW_MINUS_53;
  }
}

function temper(word: number): number {
  let y = word;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return y ^ (y >>> 18);
}
