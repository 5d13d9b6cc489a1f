import { SplitQueue } from "./split-queue";
import { emptySplit, type Split, type Splitter } from "./splitter";
import { TreeBuffer, type TreeStructure, UNDEFINED } from "./tree-structure";

/** When a node stays a leaf. */
export interface GrowthLimits {
  maxDepth: number;
  minSamplesSplit: number;
  minSamplesLeaf: number;
  minWeightLeaf: number;
  minImpurityDecrease: number;
}

interface Node {
  start: number;
  end: number;
  depth: number;
  parent: number;
  isLeft: boolean;
  impurity: number;
  constants: number;
}

const root = (splitter: Splitter): Node => ({
  start: 0,
  end: splitter.sampleCount,
  depth: 0,
  parent: -1,
  isLeft: false,
  impurity: Number.POSITIVE_INFINITY,
  constants: 0,
});

const leftChild = (node: Node, parent: number, split: Split): Node => ({
  start: node.start,
  end: split.position,
  depth: node.depth + 1,
  parent,
  isLeft: true,
  impurity: split.leftImpurity,
  constants: split.constants,
});

const rightChild = (node: Node, parent: number, split: Split): Node => ({
  start: split.position,
  end: node.end,
  depth: node.depth + 1,
  parent,
  isLeft: false,
  impurity: split.rightImpurity,
  constants: split.constants,
});

/** Grows a tree node by node, left before right. */
export function growDepthFirst(splitter: Splitter, limits: GrowthLimits): TreeStructure {
  const buffer = new TreeBuffer(splitter.nFeatures, splitter.valuesPerNode, capacity(splitter, limits));
  const split = emptySplit();
  const stack = [root(splitter)];
  let maxDepth = 0;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const isLeaf = !trySplit(splitter, limits, node, split);
    const index = addNode(buffer, splitter, node, isLeaf ? undefined : split);
    if (node.depth > maxDepth) maxDepth = node.depth;
    if (isLeaf) continue;
    stack.push(rightChild(node, index, split), leftChild(node, index, split));
  }
  return buffer.finish(maxDepth);
}

/** Grows a tree of at most `maxLeafNodes` leaves, always splitting the leaf that improves most. */
export function growBestFirst(splitter: Splitter, limits: GrowthLimits, maxLeafNodes: number): TreeStructure {
  const buffer = new TreeBuffer(splitter.nFeatures, splitter.valuesPerNode, 2 * maxLeafNodes - 1);
  const queue = new SplitQueue<{ node: Node; index: number; split: Split }>();
  let maxDepth = 0;
  const visit = (node: Node) => {
    const split = emptySplit();
    // Known constants are those of the ancestors in depth-first order only.
    node.constants = 0;
    const canSplit = trySplit(splitter, limits, node, split);
    const index = addNode(buffer, splitter, node, canSplit ? split : undefined);
    if (node.depth > maxDepth) maxDepth = node.depth;
    return { node, index, split, canSplit };
  };
  const offer = (visited: ReturnType<typeof visit>) =>
    queue.push(visited, visited.canSplit ? visited.split.improvement : 0);

  let splitsLeft = maxLeafNodes - 1;
  offer(visit(root(splitter)));
  for (let best = queue.pop(); best !== undefined; best = queue.pop()) {
    const { node, index, split } = best;
    const tree = buffer.current;
    if (tree.feature[index] === UNDEFINED) continue;
    if (splitsLeft <= 0) {
      tree.feature[index] = UNDEFINED;
      tree.threshold[index] = UNDEFINED;
      continue;
    }
    splitsLeft--;
    const left = visit(leftChild(node, index, split));
    const right = visit(rightChild(node, index, split));
    offer(left);
    offer(right);
  }
  return buffer.finish(maxDepth);
}

function trySplit(splitter: Splitter, limits: GrowthLimits, node: Node, split: Split): boolean {
  const samples = node.end - node.start;
  splitter.enter(node.start, node.end);
  if (node.parent < 0) node.impurity = splitter.nodeImpurity();
  if (
    node.depth >= limits.maxDepth ||
    samples < limits.minSamplesSplit ||
    samples < 2 * limits.minSamplesLeaf ||
    splitter.nodeWeight < 2 * limits.minWeightLeaf ||
    node.impurity <= Number.EPSILON
  ) {
    return false;
  }
  splitter.split(node.impurity, node.constants, split);
  return split.position < node.end && split.improvement + Number.EPSILON >= limits.minImpurityDecrease;
}

function addNode(buffer: TreeBuffer, splitter: Splitter, node: Node, split: Split | undefined): number {
  const index = buffer.add(
    node.parent,
    node.isLeft,
    split === undefined ? UNDEFINED : split.feature,
    split === undefined ? UNDEFINED : split.threshold,
    node.impurity,
    node.end - node.start,
    splitter.nodeWeight,
  );
  splitter.writeValue(buffer.current.value, index * splitter.valuesPerNode);
  return index;
}

function capacity(splitter: Splitter, limits: GrowthLimits): number {
  return limits.maxDepth <= 10 ? 2 ** (limits.maxDepth + 1) - 1 : Math.min(2047, 2 * splitter.sampleCount);
}
