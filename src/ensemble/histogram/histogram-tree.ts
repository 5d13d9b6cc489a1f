import { MISSING_BIN } from "./binning";

/** A boosted tree as parallel arrays, one entry per node, the root first. */
export interface HistogramTree {
  /** Feature of the split; -1 for a leaf. */
  feature: Int32Array;
  /** A row goes left where its value is at most this. */
  threshold: Float64Array;
  /** The bin that `threshold` ends. */
  bin: Uint8Array;
  /** 1 where a missing value goes left. */
  missingLeft: Uint8Array;
  left: Int32Array;
  right: Int32Array;
  /** What a leaf adds to the raw prediction, learning rate included. */
  value: Float64Array;
  /** Gain of the split; 0 for a leaf. */
  gain: Float64Array;
  /** Rows seen in training. */
  count: Int32Array;
}

/** The leaf that a binned row reaches; bins lie column by column. */
export function leafOfBins(tree: HistogramTree, bins: Uint8Array, rows: number, i: number): number {
  let node = 0;
  for (let j = tree.feature[0]; j >= 0; j = tree.feature[node]) {
    const bin = bins[j * rows + i];
    const goesLeft = bin === MISSING_BIN ? tree.missingLeft[node] === 1 : bin <= tree.bin[node];
    node = goesLeft ? tree.left[node] : tree.right[node];
  }
  return node;
}
