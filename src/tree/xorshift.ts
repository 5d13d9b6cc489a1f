/** Largest number that {@link Xorshift} gives. */
const MAX = 0x7fffffff;

/**
 * Marsaglia's 32-bit xorshift (2003, J. Stat. Softw. 8, 14) with the shifts 13, 17, 5: the generator by which
 * scikit-learn's trees draw features and thresholds, so that a seed gives the same tree.
 */
export class Xorshift {
  private state: number;

  constructor(seed: number) {
    this.state = seed === 0 ? 1 : seed | 0;
  }

  private next(): number {
    let state = this.state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.state = state;
    return state & MAX;
  }

  /** A whole number from `low` to `high` − 1. */
  integer(low: number, high: number): number {
    return low + (this.next() % (high - low));
  }

  /** A number from `low` to `high`. */
  uniform(low: number, high: number): number {
    return ((high - low) * this.next()) / MAX + low;
  }
}
