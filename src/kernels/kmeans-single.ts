import { GROUP, KMeansRows } from "./kmeans";

/** Rows that the compiled code compares in double precision at a time. */
export const GATHERED = 256;
/** Half the distance from 1 to the next number of single precision. */
const ROUNDING = 2 ** -24;
/** What rounding near zero may add. */
const LEAST = 1e-36;
/** A term that single precision surely holds. */
const MOST = 1e37;
/** Norm of the centres that fill up the last four. */
const PADDING = 2e38;

/**
 * {@link KMeansRows} that look for the nearest centre in single precision, which takes half the time, and compare in
 * double precision only those that rounding might confuse: labels are those of a plain comparison to the last row.
 */
export class SingleKMeansRows extends KMeansRows {
  /** What rounding can change a difference of terms by: `offset + slope * length of the row`. */
  private offset = 0;
  protected slope = 0;
  private centerLength = 0;
  /** Length of the longest row; the constructor of the base class sets it by {@link load}. */
  declare private longest: number;

  constructor(
    data: Float64Array,
    rows: number,
    d: number,
    weights: Float64Array | null,
    k: number,
    trials: number,
    lengths: number[] = [],
  ) {
    const padded = Math.ceil(rows / GROUP) * GROUP;
    const slots = Math.ceil(k / 4) * 4;
    super(data, rows, d, weights, k, trials, [
      ...[(padded * d) / 2, padded / 2, (slots * d) / 2, slots / 2],
      ...[GATHERED * (d + 1) + 12, ...lengths],
    ]);
  }

  override load(data: Float64Array, rows: number, shift?: Float64Array): void {
    super.load(data, rows, shift);
    const [x32, lengths] = this.own;
    const groups = Math.ceil(rows / GROUP);
    this.longest = this.kernels.narrow(this.x.byteOffset, groups, this.d, x32.byteOffset, lengths.byteOffset);
  }

  override setCenters(centers: Float64Array): void {
    super.setCenters(centers);
    const { d, k, norms, packed } = this;
    const [, , centers32, norms32] = this.own;
    float32(centers32).set(packed);
    float32(norms32).set(norms.map((norm) => Math.min(norm, PADDING)));
    let largest = 0;
    for (let c = 0; c < k; c++) largest = Math.max(largest, norms[c]);
    // Two terms |c|² - 2 x·c, each wrong by (d + 4) roundings of |c|² + 2 |x| |c| at most and by 8 for two lost bits.
    const share = 2.2 * (d + 12) * ROUNDING;
    this.centerLength = Math.sqrt(largest);
    this.offset = share * largest + LEAST;
    this.slope = share * 2 * this.centerLength;
  }

  /** The constant part of the margin: infinite, so that nothing is certain, where single precision may not hold all. */
  protected get margin(): number {
    const { centerLength, longest, offset } = this;
    return centerLength * (centerLength + 2 * longest) < MOST ? offset : Number.POSITIVE_INFINITY;
  }

  override assign(group: number, groups: number): number {
    if (groups === 0 || this.margin === Number.POSITIVE_INFINITY) return super.assign(group, groups);
    this.compared += groups * GROUP * this.k;
    const [x32, lengths, centers32, norms32, room] = this.own;
    return this.kernels.assignSingle(
      this.rowsAt(group),
      x32.byteOffset + 4 * GROUP * this.d * group,
      lengths.byteOffset + 4 * GROUP * group,
      groups,
      this.d,
      this.packed.byteOffset,
      this.norms.byteOffset,
      centers32.byteOffset,
      norms32.byteOffset,
      this.quads,
      this.labels.byteOffset + 4 * GROUP * group,
      this.margin,
      this.slope,
      room.byteOffset,
    );
  }
}

/** The same memory as numbers of single precision. */
const float32 = (array: Float64Array): Float32Array =>
  new Float32Array(array.buffer, array.byteOffset, 2 * array.length);
