import { Arena, arenaBytes } from "../kernels/dense";
import { SMALL_NODE, type TreeKernels, treeKernels } from "../kernels/trees";
import { BINS, type RankedColumns } from "./ranked-columns";

/**
 * A ranked table in the kernels' memory, with room for growing one tree at a time on it: made once for many trees.
 */
export class RankedWorkspace {
  readonly kernels: TreeKernels;
  readonly ranks: Uint16Array | Int32Array;
  readonly ranksByColumn: Uint16Array | Int32Array;
  readonly bins: Uint8Array;
  readonly values: Float32Array;
  readonly binStart: Int32Array;
  /** Per sample of the tree: its row, its weight, the side it goes to; and room for moving them. */
  readonly samples: Int32Array;
  readonly spareSamples: Int32Array;
  readonly weight: Float64Array;
  readonly spareWeight: Float64Array;
  readonly sides: Uint8Array;
  /** Class codes of the samples, in their order. */
  readonly codes: Int32Array;
  /** Targets of the samples, in their order, where those are numbers. */
  readonly targets: Float64Array;
  readonly keys: Int32Array;
  readonly scratch: Int32Array;
  readonly counts: Int32Array;
  readonly isOpen: Uint8Array;
  readonly binWeight: Float64Array;
  readonly edgeProxy: Float64Array;
  /** (bins x classes). */
  readonly histogram: Float64Array;
  /** Weights of the classes: of the node, left of a threshold, of the feature's best split and the node's. */
  readonly total: Float64Array;
  readonly left: Float64Array;
  readonly featureLeft: Float64Array;
  /** What kernels give back beside their result. */
  readonly out: Float64Array;
  readonly outRanks: Int32Array;

  /** @param nClasses - 0 for numbers. */
  constructor(
    readonly table: RankedColumns,
    readonly nClasses: number,
  ) {
    const { rows, ranks, bins, values } = table;
    const widest = Math.max(nClasses, 1);
    const arena = new Arena(
      arenaBytes(
        2 * ranks.byteLength,
        bins.byteLength + 4,
        values.byteLength + table.binStart.byteLength,
        rows * (3 * 4 + 3 * 8 + 1) + 64,
        3 * 4 * SMALL_NODE + BINS * (4 + 4 + 8 + 8 + 8 * widest) + 8 * (3 * widest + 4) + 1024,
      ),
    );
    this.kernels = treeKernels(arena);
    const bytes = (length: number) => {
      const words = arena.int32(Math.ceil(length / 4));
      return new Uint8Array(words.buffer, words.byteOffset, length);
    };
    const rankArray = () => {
      const room = bytes(ranks.byteLength);
      return ranks instanceof Uint16Array
        ? new Uint16Array(room.buffer, room.byteOffset, ranks.length)
        : new Int32Array(room.buffer, room.byteOffset, ranks.length);
    };
    this.ranks = rankArray();
    this.ranks.set(ranks);
    this.ranksByColumn = rankArray();
    this.ranksByColumn.set(table.ranksByColumn);
    this.bins = bytes(bins.length);
    this.bins.set(bins);
    this.values = arena.float32(values.length);
    this.values.set(values);
    this.binStart = arena.int32(table.binStart.length);
    this.binStart.set(table.binStart);
    this.samples = arena.int32(rows);
    this.spareSamples = arena.int32(rows);
    this.codes = arena.int32(rows);
    this.weight = arena.float64(rows);
    this.spareWeight = arena.float64(rows);
    this.targets = arena.float64(nClasses === 0 ? rows : 0);
    this.sides = bytes(rows);
    this.keys = arena.int32(SMALL_NODE);
    this.scratch = arena.int32(SMALL_NODE);
    this.counts = arena.int32(BINS);
    this.isOpen = bytes(BINS);
    this.binWeight = arena.float64(BINS);
    this.edgeProxy = arena.float64(BINS);
    this.histogram = arena.float64(BINS * widest);
    this.total = arena.float64(widest);
    this.left = arena.float64(widest);
    this.featureLeft = arena.float64(widest);
    this.out = arena.float64(1);
    this.outRanks = arena.int32(2);
  }
}
