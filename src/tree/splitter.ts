/** Two values of a feature that are no further apart than this count as equal (single precision). */
export const FEATURE_THRESHOLD = Math.fround(1e-7);

/** The split that a {@link Splitter} has chosen. */
export interface Split {
  feature: number;
  threshold: number;
  /** First sample of the right child; the end of the node where no split was found. */
  position: number;
  improvement: number;
  leftImpurity: number;
  rightImpurity: number;
  /** How many features are known to be constant in both children. */
  constants: number;
}

export const emptySplit = (): Split => ({
  feature: 0,
  threshold: 0,
  position: 0,
  improvement: Number.NEGATIVE_INFINITY,
  leftImpurity: Number.POSITIVE_INFINITY,
  rightImpurity: Number.POSITIVE_INFINITY,
  constants: 0,
});

/** What a child must have at least. */
export interface LeafLimits {
  minSamplesLeaf: number;
  minWeightLeaf: number;
}

/** Finds the split of a node: the part of growing a tree in which the estimators differ. */
export interface Splitter {
  /** Number of samples with a weight above zero. */
  readonly sampleCount: number;
  readonly nFeatures: number;
  readonly valuesPerNode: number;
  /** Weight of the node entered. */
  readonly nodeWeight: number;

  /** Turns to the node that holds the samples at the positions `start … end − 1`. */
  enter(start: number, end: number): void;

  nodeImpurity(): number;

  /** Writes the class weights or the mean of the node entered. */
  writeValue(out: Float64Array, at: number): void;

  /** Chooses a split of the node entered and moves its samples to their sides. */
  split(impurity: number, constants: number, out: Split): void;
}
