import { GROUP } from "./kmeans";
import { GATHERED, SingleKMeansRows } from "./kmeans-single";

/**
 * {@link SingleKMeansRows} that remember a bound of each row's distance from its own centre and from all others. By the
 * triangle inequality most rows of a later assignment need not be compared with any centre (Hamerly 2010, SIAM Int.
 * Conf. Data Mining, 130, who simplifies Elkan 2003, ICML, 147). A bound decides only where rounding cannot matter, so
 * labels are those of a plain comparison to the last row.
 */
export class BoundedKMeansRows extends SingleKMeansRows {
  /** Squared length of each row, and bounds of its distances. */
  private readonly rowNorms: Float64Array;
  private readonly upper: Float64Array;
  private readonly lower: Float64Array;
  private readonly shifts: Float64Array;
  private readonly room: Float64Array;
  private readonly counts: Float64Array;
  /** Centres of the assignment before, to which the bounds belong. */
  private readonly before: Float64Array;
  private readonly largestNorm: number;
  private slack = 0;

  constructor(
    data: Float64Array,
    rows: number,
    d: number,
    weights: Float64Array | null,
    k: number,
    trials: number,
  ) {
    const padded = Math.ceil(rows / GROUP) * GROUP;
    super(data, rows, d, weights, k, trials, [
      ...[padded, padded, padded, 3 * k, GATHERED * (1.5 * d + 3) + 12, 2],
    ]);
    [this.rowNorms, this.upper, this.lower, this.shifts, this.room, this.counts] = this.own.slice(5);
    this.before = new Float64Array(k * d);
    let largest = 0;
    for (let i = 0; i < padded; i++) {
      const from = Math.min(i, rows - 1) * d;
      for (let j = 0; j < d; j++) this.rowNorms[i] += data[from + j] * data[from + j];
      largest = Math.max(largest, this.rowNorms[i]);
    }
    this.largestNorm = largest;
  }

  override setCenters(centers: Float64Array): void {
    super.setCenters(centers);
    const { d, k, before, shifts, norms } = this;
    let largest = this.largestNorm;
    let [first, second] = [0, 0];
    for (let c = 0; c < k; c++) {
      largest = Math.max(largest, norms[c]);
      const moved = this.roundedUp(squaredDistance(centers, c, before, c, d));
      shifts[3 * c] = moved;
      if (moved > first) [first, second] = [moved, first];
      else if (moved > second) second = moved;
      shifts[3 * c + 2] = Number.POSITIVE_INFINITY;
    }
    for (let c = 0; c < k; c++) {
      shifts[3 * c + 1] = shifts[3 * c] === first ? second : first;
      for (let other = 0; other < c; other++) {
        const gap =
          Math.sqrt(squaredDistance(centers, c, centers, other, d)) * (1 - (d + 4) * Number.EPSILON);
        shifts[3 * c + 2] = Math.min(shifts[3 * c + 2], gap);
        shifts[3 * other + 2] = Math.min(shifts[3 * other + 2], gap);
      }
    }
    before.set(centers);
    // Several times what d products and sums of numbers up to the square of the longest row can be wrong by.
    this.slack = 16 * (d + 4) * Number.EPSILON * largest;
  }

  override assign(group: number, groups: number): number {
    const { counts, d, k } = this;
    const first = 8 * GROUP * group;
    const [x32, lengths, centers32, norms32] = this.own;
    const changed = this.kernels.assignBounded(
      this.rowsAt(group),
      x32.byteOffset + 4 * GROUP * d * group,
      lengths.byteOffset + first / 2,
      groups,
      d,
      this.packed.byteOffset,
      this.norms.byteOffset,
      centers32.byteOffset,
      norms32.byteOffset,
      this.quads,
      this.labels.byteOffset + first / 2,
      this.margin,
      this.slope,
      this.plain.byteOffset,
      this.rowNorms.byteOffset + first,
      this.upper.byteOffset + first,
      this.lower.byteOffset + first,
      this.shifts.byteOffset,
      this.slack,
      this.labels[GROUP * group] < 0,
      this.room.byteOffset,
      counts.byteOffset,
    );
    this.compared += counts[0] + counts[1] * k;
    return changed;
  }

  private roundedUp(square: number): number {
    return Math.sqrt(square) * (1 + (this.d + 4) * Number.EPSILON);
  }
}

function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, d: number): number {
  let sum = 0;
  for (let m = 0; m < d; m++) sum += (a[i * d + m] - b[j * d + m]) ** 2;
  return sum;
}
