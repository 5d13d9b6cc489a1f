import wasmBase64 from "./kmeans-wasm";
import { workspace } from "./workspace";

/** A table in double and in single precision, the centres likewise, and how far the two may be apart. */
export type SingleTable = [
  x: number,
  x32: number,
  lengths: number,
  groups: number,
  d: number,
  centers: number,
  norms: number,
  centers32: number,
  norms32: number,
  quads: number,
  labels: number,
  offset: number,
  slope: number,
];

export interface KMeansKernels {
  assign(
    x: number,
    groups: number,
    d: number,
    centers: number,
    norms: number,
    quads: number,
    labels: number,
  ): number;
  pack(raw: number, rows: number, d: number, shift: number, x: number): void;
  narrow(x: number, groups: number, d: number, x32: number, lengths: number): number;
  assignSingle(...args: [...single: SingleTable, room: number]): number;
  accumulate(x: number, groups: number, d: number, labels: number, weights: number, sums: number): void;
  ownDistances(x: number, groups: number, d: number, labels: number, centers: number, out: number): void;
  potentials(
    x: number,
    groups: number,
    d: number,
    candidates: number,
    count: number,
    closest: number,
    potentials: number,
  ): void;
  approach(x: number, groups: number, d: number, center: number, closest: number): number;
  assignBounded(
    ...args: [
      ...single: SingleTable,
      plain: number,
      rowNorms: number,
      upper: number,
      lower: number,
      shifts: number,
      slack: number,
      fresh: boolean,
      room: number,
      counts: number,
    ]
  ): number;
}

/** Rows that the kernels take together; parts of a table begin at multiples of it. */
export const GROUP = 4;
/** Rows that are brought into the memory at a time; a multiple of {@link GROUP}. */
const LOADED = 1024;

/**
 * A run of rows in compiled code's memory, with the labels and distances of each. Parts of it are named by the first
 * group and the number of groups.
 */
export class KMeansRows {
  /** The cluster of each row; -1 before the first assignment. */
  readonly labels: Int32Array;
  /** Squared distance of each row from the nearest seed so far, or, after {@link measure}, from its own centre. */
  readonly distances: Float64Array;
  /** Distances between a row and a centre that assignments have taken so far. */
  compared = 0;
  protected readonly kernels: KMeansKernels;
  protected readonly x: Float64Array;
  private readonly weights: Float64Array;
  protected readonly packed: Float64Array;
  protected readonly norms: Float64Array;
  /** (k x d) the centres. */
  protected readonly plain: Float64Array;
  private readonly halves: Float64Array;
  private readonly sums: Float64Array;
  private readonly raw: Float64Array;
  private readonly shift: Float64Array;
  protected readonly quads: number;
  /** Arrays that a subclass asked for. */
  protected readonly own: Float64Array[];

  /**
   * @param data - (rows x d), row-major.
   * @param weights - one a row; `null`: all 1.
   * @param k - clusters.
   * @param trials - candidates that {@link potentials} takes.
   * @param lengths - of further arrays.
   */
  constructor(
    data: Float64Array,
    readonly rows: number,
    protected readonly d: number,
    weights: Float64Array | null,
    protected readonly k: number,
    trials: number,
    lengths: number[] = [],
  ) {
    const groups = Math.ceil(rows / GROUP);
    const padded = groups * GROUP;
    this.quads = Math.ceil(k / 4);
    const { kernels, arrays } = workspace<KMeansKernels>(wasmBase64, [
      padded * d,
      padded / 2,
      padded,
      padded,
      this.quads * 4 * d,
      this.quads * 4,
      Math.max(k, trials) * d,
      2 * trials,
      k * (d + 1),
      LOADED * d,
      d,
      ...lengths,
    ]);
    this.kernels = kernels;
    this.x = arrays[0];
    this.labels = new Int32Array(arrays[1].buffer, arrays[1].byteOffset, padded);
    this.distances = arrays[2];
    this.weights = arrays[3];
    [, , , , this.packed, this.norms, this.plain, this.halves, this.sums] = arrays;
    [this.raw, this.shift, ...this.own] = arrays.slice(9);
    this.load(data, rows);
    for (let i = 0; i < rows; i++) this.weights[i] = weights === null ? 1 : weights[i];
    this.forget();
  }

  /**
   * Takes other rows, no more than at first, in place of those before.
   *
   * @param shift - (d) what is subtracted from each row.
   */
  load(data: Float64Array, rows: number, shift = new Float64Array(this.d)): void {
    const { d, x, raw } = this;
    this.shift.set(shift);
    for (let from = 0; from < rows; from += LOADED) {
      const count = Math.min(LOADED, rows - from);
      raw.set(data.subarray(from * d, (from + count) * d));
      this.kernels.pack(raw.byteOffset, count, d, this.shift.byteOffset, x.byteOffset + 8 * from * d);
    }
  }

  /** Makes ready for a new start. */
  forget(): void {
    this.labels.fill(-1);
    this.distances.fill(Number.POSITIVE_INFINITY, 0, this.rows);
    this.distances.fill(0, this.rows);
  }

  /** Sets the (k x d) centres that {@link assign} and {@link measure} compare with. */
  setCenters(centers: Float64Array): void {
    const { d, k } = this;
    this.plain.set(centers);
    this.norms.fill(Number.POSITIVE_INFINITY);
    for (let c = 0; c < k; c++) {
      let norm = 0;
      const to = (c - (c % 4)) * d + (c % 4);
      for (let j = 0; j < d; j++) {
        const value = centers[c * d + j];
        this.packed[to + j * 4] = -2 * value;
        norm += value * value;
      }
      this.norms[c] = norm;
    }
  }

  /** Gives each row the label of the nearest centre; returns how many labels changed. */
  assign(group: number, groups: number): number {
    this.compared += groups * GROUP * this.k;
    return this.kernels.assign(
      this.rowsAt(group),
      groups,
      this.d,
      this.packed.byteOffset,
      this.norms.byteOffset,
      this.quads,
      this.labels.byteOffset + 4 * GROUP * group,
    );
  }

  /** (k x (1 + d)) for each cluster the sum of weights and of weighted features; overwritten by the next call. */
  clusterSums(group: number, groups: number): Float64Array {
    const { sums, weights, labels } = this;
    sums.fill(0);
    this.kernels.accumulate(
      this.rowsAt(group),
      groups,
      this.d,
      labels.byteOffset + 4 * GROUP * group,
      weights.byteOffset + 8 * GROUP * group,
      sums.byteOffset,
    );
    return sums;
  }

  /** Writes each row's squared distance from its own centre to {@link distances}; returns their weighted sum. */
  measure(group: number, groups: number): number {
    const { distances, labels, weights } = this;
    this.kernels.ownDistances(
      this.rowsAt(group),
      groups,
      this.d,
      labels.byteOffset + 4 * GROUP * group,
      this.plain.byteOffset,
      distances.byteOffset + 8 * GROUP * group,
    );
    let sum = 0;
    for (let i = GROUP * group; i < GROUP * (group + groups); i++) sum += weights[i] * distances[i];
    return sum;
  }

  /** Writes to `out` what the sum of {@link distances} would be with each of the (count x d) candidates as a seed. */
  potentials(
    candidates: Float64Array,
    count: number,
    group: number,
    groups: number,
    out: Float64Array,
  ): void {
    const { plain, halves, distances } = this;
    plain.set(candidates);
    this.kernels.potentials(
      this.rowsAt(group),
      groups,
      this.d,
      plain.byteOffset,
      count,
      distances.byteOffset + 8 * GROUP * group,
      halves.byteOffset,
    );
    for (let t = 0; t < count; t++) out[t] = halves[2 * t] + halves[2 * t + 1];
  }

  /** Takes a seed: lowers {@link distances} to the squared distance from it and returns their sum. */
  approach(seed: Float64Array, group: number, groups: number): number {
    this.plain.set(seed);
    return this.kernels.approach(
      this.rowsAt(group),
      groups,
      this.d,
      this.plain.byteOffset,
      this.distances.byteOffset + 8 * GROUP * group,
    );
  }

  protected rowsAt(group: number): number {
    return this.x.byteOffset + 8 * GROUP * this.d * group;
  }
}
