import type { Xorshift } from "./xorshift";

/** What {@link FeatureDraw.next} returns when a node has no feature left to try. */
export const NONE = -1;

/**
 * Draws the features that a node tries: `maxFeatures` of them without replacement (Fisher–Yates), more where none
 * of those varies within the node. Features that are constant in a node are constant in its descendants too, and
 * are remembered, so that they are drawn but not looked at again. The draws are those of scikit-learn's trees.
 *
 * Layout of `features` during a node: drawn known constants, known constants, constants found here, features not
 * drawn yet, drawn features that vary.
 */
export class FeatureDraw {
  private readonly features: Int32Array;
  private readonly constants: Int32Array;
  private undrawnEnd = 0;
  private visited = 0;
  private found = 0;
  private drawnConstants = 0;
  private known = 0;
  private slot = 0;

  constructor(
    nFeatures: number,
    private readonly maxFeatures: number,
    private readonly random: Xorshift,
  ) {
    this.features = Int32Array.from({ length: nFeatures }, (_, j) => j);
    this.constants = new Int32Array(nFeatures);
  }

  /** Begins a node whose ancestors found `known` constant features. */
  begin(known: number): void {
    this.undrawnEnd = this.features.length;
    this.visited = 0;
    this.found = 0;
    this.drawnConstants = 0;
    this.known = known;
  }

  /** The next feature to try, or {@link NONE}. Each is followed by {@link varies} or {@link isConstant}. */
  next(): number {
    const { features, known, found } = this;
    while (
      this.undrawnEnd > known + found &&
      (this.visited < this.maxFeatures || this.visited <= found + this.drawnConstants)
    ) {
      this.visited++;
      const drawn = this.random.integer(this.drawnConstants, this.undrawnEnd - found);
      if (drawn < known) {
        this.exchange(drawn, this.drawnConstants++);
        continue;
      }
      this.slot = drawn + found;
      return features[this.slot];
    }
    return NONE;
  }

  /** The feature just drawn varies within the node. */
  varies(): void {
    this.exchange(--this.undrawnEnd, this.slot);
  }

  /** The feature just drawn is constant within the node. */
  isConstant(): void {
    this.exchange(this.slot, this.known + this.found++);
  }

  /** Ends the node; returns how many constant features its children know. */
  end(): number {
    const { features, constants, known, found } = this;
    // Draws moved the known constants about; a sibling of this node relies on their order.
    features.set(constants.subarray(0, known));
    constants.set(features.subarray(known, known + found), known);
    return known + found;
  }

  private exchange(i: number, j: number): void {
    const { features } = this;
    const feature = features[i];
    features[i] = features[j];
    features[j] = feature;
  }
}
