import { LEAF, TreeBuffer, type TreeStructure, UNDEFINED } from "./tree-structure";

/** The trees that minimal cost-complexity pruning passes through. */
export interface PruningPath {
  /** Effective alphas, rising from 0. */
  ccpAlphas: Float64Array;
  /** Total impurity of the leaves at each alpha. */
  impurities: Float64Array;
}

/**
 * Minimal cost-complexity pruning (Breiman et al. 1984, ch. 3): cuts, one after the other, the branch whose removal
 * raises the impurity least per leaf saved, as long as that costs no more than `alpha`.
 */
export function pruneTree(tree: TreeStructure, alpha: number): TreeStructure {
  const pruning = new Pruning(tree);
  for (let node = pruning.weakest(); node >= 0 && pruning.alpha <= alpha; node = pruning.weakest()) {
    pruning.cut(node);
  }
  return pruning.result();
}

/** All steps of {@link pruneTree}, down to the root alone. */
export function pruningPath(tree: TreeStructure): PruningPath {
  const pruning = new Pruning(tree);
  const alphas = [0];
  const impurities = [pruning.impurity];
  for (let node = pruning.weakest(); node >= 0; node = pruning.weakest()) {
    pruning.cut(node);
    alphas.push(pruning.alpha);
    impurities.push(pruning.impurity);
  }
  return { ccpAlphas: Float64Array.from(alphas), impurities: Float64Array.from(impurities) };
}

class Pruning {
  /** Effective alpha of the node last returned by {@link weakest}. */
  alpha = 0;
  private readonly parent: Int32Array;
  private readonly leaves: Int32Array;
  private readonly nodeRisk: Float64Array;
  private readonly branchRisk: Float64Array;
  /** Nodes that are split in the pruned tree. */
  private readonly isInner: Uint8Array;

  constructor(private readonly tree: TreeStructure) {
    const n = tree.nodeCount;
    this.parent = new Int32Array(n).fill(-1);
    this.leaves = new Int32Array(n);
    this.nodeRisk = new Float64Array(n);
    this.branchRisk = new Float64Array(n);
    this.isInner = new Uint8Array(n);
    for (let node = 0; node < n; node++) {
      this.nodeRisk[node] =
        (tree.weightedNNodeSamples[node] * tree.impurity[node]) / tree.weightedNNodeSamples[0];
      if (tree.childrenLeft[node] === LEAF) continue;
      this.isInner[node] = 1;
      this.parent[tree.childrenLeft[node]] = node;
      this.parent[tree.childrenRight[node]] = node;
    }
    for (const leaf of leavesInStackOrder(tree)) {
      this.branchRisk[leaf] = this.nodeRisk[leaf];
      for (let above = this.parent[leaf]; above >= 0; above = this.parent[above]) {
        this.branchRisk[above] += this.nodeRisk[leaf];
        this.leaves[above]++;
      }
    }
  }

  get impurity(): number {
    return this.branchRisk[0];
  }

  /** The split node with the least effective alpha, the first of several; -1 once the root is a leaf. */
  weakest(): number {
    let best = -1;
    let least = Number.MAX_VALUE;
    for (let node = 0; node < this.isInner.length; node++) {
      if (this.isInner[node] === 0) continue;
      const alpha = (this.nodeRisk[node] - this.branchRisk[node]) / (this.leaves[node] - 1);
      if (alpha >= least) continue;
      least = alpha;
      best = node;
    }
    this.alpha = least;
    return best;
  }

  cut(node: number): void {
    const stack = [node];
    for (let inner = stack.pop(); inner !== undefined; inner = stack.pop()) {
      if (this.isInner[inner] === 0) continue;
      this.isInner[inner] = 0;
      stack.push(this.tree.childrenLeft[inner], this.tree.childrenRight[inner]);
    }
    const leavesCut = this.leaves[node] - 1;
    const riskAdded = this.nodeRisk[node] - this.branchRisk[node];
    this.leaves[node] = 0;
    this.branchRisk[node] = this.nodeRisk[node];
    for (let above = this.parent[node]; above >= 0; above = this.parent[above]) {
      this.leaves[above] -= leavesCut;
      this.branchRisk[above] += riskAdded;
    }
  }

  result(): TreeStructure {
    const { tree } = this;
    const width = tree.valuesPerNode;
    const buffer = new TreeBuffer(tree.nFeatures, width, tree.nodeCount);
    const stack = [{ node: 0, parent: -1, isLeft: false, depth: 0 }];
    let maxDepth = 0;
    for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
      const { node, parent, isLeft, depth } = item;
      const isLeaf = this.isInner[node] === 0;
      const copy = buffer.add(
        parent,
        isLeft,
        isLeaf ? UNDEFINED : tree.feature[node],
        isLeaf ? UNDEFINED : tree.threshold[node],
        tree.impurity[node],
        tree.nNodeSamples[node],
        tree.weightedNNodeSamples[node],
      );
      buffer.current.value.set(tree.value.subarray(node * width, (node + 1) * width), copy * width);
      if (depth > maxDepth) maxDepth = depth;
      if (isLeaf) continue;
      stack.push(
        { node: tree.childrenRight[node], parent: copy, isLeft: false, depth: depth + 1 },
        { node: tree.childrenLeft[node], parent: copy, isLeft: true, depth: depth + 1 },
      );
    }
    return buffer.finish(maxDepth);
  }
}

/** Leaves from right to left: the order in which scikit-learn adds up their impurities. */
function leavesInStackOrder(tree: TreeStructure): number[] {
  const leaves: number[] = [];
  const stack = [0];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (tree.childrenLeft[node] === LEAF) leaves.push(node);
    else stack.push(tree.childrenLeft[node], tree.childrenRight[node]);
  }
  return leaves;
}
