/** What `childrenLeft` and `childrenRight` hold for a leaf. */
export const LEAF = -1;
/** What `feature` and `threshold` hold for a leaf. */
export const UNDEFINED = -2;

/**
 * A fitted decision tree as parallel arrays, one entry per node, the root first, parents before children; the
 * fields are those of scikit-learn 1.2's `tree_`. A row goes to the left child where
 * `fround(x[feature[node]]) <= threshold[node]`.
 */
export interface TreeStructure {
  nodeCount: number;
  /** Depth of the deepest leaf; a tree that is one leaf has 0. */
  maxDepth: number;
  nFeatures: number;
  /** Numbers per node in `value`: the number of classes, or 1 for a regression tree. */
  valuesPerNode: number;
  childrenLeft: Int32Array;
  childrenRight: Int32Array;
  feature: Int32Array;
  threshold: Float64Array;
  impurity: Float64Array;
  nNodeSamples: Int32Array;
  weightedNNodeSamples: Float64Array;
  /** (nodeCount x valuesPerNode) weight of each class in the node, or the node's mean target. */
  value: Float64Array;
}

/** A tree that is being grown: arrays that double when they are full. */
export class TreeBuffer {
  private tree: TreeStructure;
  private capacity: number;

  constructor(nFeatures: number, valuesPerNode: number, capacity: number) {
    this.capacity = Math.max(capacity, 1);
    this.tree = emptyTree(nFeatures, valuesPerNode, this.capacity);
  }

  /** The arrays as they are now, longer than `nodeCount`; adding a node may replace them. */
  get current(): TreeStructure {
    return this.tree;
  }

  /** Adds a node below `parent` (-1: the root) and returns its index. Its `value` is left to the caller. */
  add(
    parent: number,
    isLeft: boolean,
    feature: number,
    threshold: number,
    impurity: number,
    samples: number,
    weight: number,
  ): number {
    if (this.tree.nodeCount === this.capacity) this.grow();
    const tree = this.tree;
    const node = tree.nodeCount++;
    tree.childrenLeft[node] = LEAF;
    tree.childrenRight[node] = LEAF;
    tree.feature[node] = feature;
    tree.threshold[node] = threshold;
    tree.impurity[node] = impurity;
    tree.nNodeSamples[node] = samples;
    tree.weightedNNodeSamples[node] = weight;
    if (parent >= 0) (isLeft ? tree.childrenLeft : tree.childrenRight)[parent] = node;
    return node;
  }

  /** The finished tree, its arrays cut to length. */
  finish(maxDepth: number): TreeStructure {
    const finished = resized(this.tree, this.tree.nodeCount);
    finished.maxDepth = maxDepth;
    return finished;
  }

  private grow(): void {
    this.capacity *= 2;
    this.tree = resized(this.tree, this.capacity);
  }
}

function emptyTree(nFeatures: number, valuesPerNode: number, capacity: number): TreeStructure {
  return {
    nodeCount: 0,
    maxDepth: 0,
    nFeatures,
    valuesPerNode,
    childrenLeft: new Int32Array(capacity),
    childrenRight: new Int32Array(capacity),
    feature: new Int32Array(capacity),
    threshold: new Float64Array(capacity),
    impurity: new Float64Array(capacity),
    nNodeSamples: new Int32Array(capacity),
    weightedNNodeSamples: new Float64Array(capacity),
    value: new Float64Array(capacity * valuesPerNode),
  };
}

function resized(tree: TreeStructure, capacity: number): TreeStructure {
  const copy = emptyTree(tree.nFeatures, tree.valuesPerNode, capacity);
  const kept = tree.nodeCount;
  copy.nodeCount = kept;
  copy.maxDepth = tree.maxDepth;
  copy.childrenLeft.set(tree.childrenLeft.subarray(0, kept));
  copy.childrenRight.set(tree.childrenRight.subarray(0, kept));
  copy.feature.set(tree.feature.subarray(0, kept));
  copy.threshold.set(tree.threshold.subarray(0, kept));
  copy.impurity.set(tree.impurity.subarray(0, kept));
  copy.nNodeSamples.set(tree.nNodeSamples.subarray(0, kept));
  copy.weightedNNodeSamples.set(tree.weightedNNodeSamples.subarray(0, kept));
  copy.value.set(tree.value.subarray(0, kept * tree.valuesPerNode));
  return copy;
}
