/**
 * Measures a split of the samples `start … end − 1` of one node at a position that moves to the right. The sums
 * are taken in the order of `samples`, the shorter way round, so that they round as scikit-learn's do.
 */
export abstract class Criterion {
  /** Weight of the node, and of the samples left and right of the position. */
  nodeWeight = 0;
  leftWeight = 0;
  rightWeight = 0;
  /** Impurity of the two sides, set by {@link Criterion.measureChildren}. */
  leftImpurity = 0;
  rightImpurity = 0;
  protected start = 0;
  protected end = 0;
  protected position = 0;

  constructor(
    protected readonly samples: Int32Array,
    protected readonly weight: Float64Array,
    protected readonly totalWeight: number,
  ) {}

  /** Numbers per node that {@link Criterion.writeValue} writes. */
  abstract readonly valuesPerNode: number;

  /** Turns to the node of the samples `start … end − 1`. */
  abstract enter(start: number, end: number): void;

  /** Puts the position at the start: all samples are on the right. */
  abstract reset(): void;

  /** Moves the position to the right; samples before it are on the left. */
  abstract moveTo(position: number): void;

  abstract nodeImpurity(): number;

  /** Computes the impurity of the two sides. */
  abstract measureChildren(): void;

  abstract writeValue(out: Float64Array, at: number): void;

  /** Grows with the improvement of a split, and is cheaper; not comparable between nodes. */
  proxyImprovement(): number {
    this.measureChildren();
    return -this.rightWeight * this.rightImpurity - this.leftWeight * this.leftImpurity;
  }

  /** Decrease of impurity by the split, weighted by the node's share of the whole sample. */
  improvement(parentImpurity: number): number {
    return (
      (this.nodeWeight / this.totalWeight) *
      (parentImpurity -
        (this.rightWeight / this.nodeWeight) * this.rightImpurity -
        (this.leftWeight / this.nodeWeight) * this.leftImpurity)
    );
  }
}
