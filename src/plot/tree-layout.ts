/** What a figure reads of a fitted tree: scikit-learn's arrays, one entry a node, the root first. */
export interface TreeArrays {
  readonly nodeCount: number;
  /** The child where the answer is yes; -1 for a leaf. */
  readonly childrenLeft: ArrayLike<number>;
  /** The child where the answer is no; -1 for a leaf. */
  readonly childrenRight: ArrayLike<number>;
  readonly feature: ArrayLike<number>;
  readonly threshold: ArrayLike<number>;
  readonly nNodeSamples: ArrayLike<number>;
  readonly nFeatures: number;
  readonly valuesPerNode: number;
  /** (nodeCount x valuesPerNode) weight of each class, or the mean target. */
  readonly value: ArrayLike<number>;
}

/** A node in its place. */
export interface PlacedNode {
  node: number;
  /** The place of the parent in the list; -1 for the root. */
  parent: number;
  /** Whether the node is its parent's answer "yes". */
  yes: boolean;
  depth: number;
  /** Where the node stands across the tree, in leaves: leaves at 0, 1, 2, …, a parent in the middle of its children. */
  across: number;
  /** Whether no question follows in the drawing. */
  last: boolean;
  /** Questions left out below the node. */
  cut: number;
}

/** Places the nodes of a tree down to `maxDepth`, parents before children. */
export function placeNodes(tree: TreeArrays, maxDepth: number): PlacedNode[] {
  const placed: PlacedNode[] = [];
  let leaves = 0;
  const place = (node: number, parent: number, yes: boolean, depth: number): number => {
    const last = tree.childrenLeft[node] < 0 || depth === maxDepth;
    const here: PlacedNode = { node, parent, yes, depth, across: 0, last, cut: 0 };
    const index = placed.push(here) - 1;
    if (last) {
      here.across = leaves++;
      here.cut = questionsBelow(tree, node);
    } else {
      const left = place(tree.childrenLeft[node], index, true, depth + 1);
      const right = place(tree.childrenRight[node], index, false, depth + 1);
      here.across = (left + right) / 2;
    }
    return here.across;
  };
  place(0, -1, true, 0);
  return placed;
}

function questionsBelow(tree: TreeArrays, node: number): number {
  const [left, right] = [tree.childrenLeft[node], tree.childrenRight[node]];
  return left < 0 ? 0 : 1 + questionsBelow(tree, left) + questionsBelow(tree, right);
}

/** Sizes in CSS pixels; one unit of the hidden axes is one pixel. */
export const BOX = { width: 164, padding: 9, line: 17, bar: 9, barGap: 4, gap: 14, level: 46 };
export const LEAF_WIDTH = 112;
/** More leaves than these, side by side, are wider than a page: the tree then grows to the right. */
export const PAGE_LEAVES = 8;

/** What is placed: a node's box, its size known. */
export interface PlacedBox {
  readonly node: PlacedNode;
  readonly width: number;
  readonly height: number;
  /** Middle of the box, from the left. */
  x: number;
  /** Middle of the box, from the top. */
  y: number;
}

/** Puts each level of the tree below the last; returns the size of the whole. */
export function placeDownwards(boxes: PlacedBox[], leaves: number): { width: number; height: number } {
  const slot = LEAF_WIDTH + BOX.gap;
  const width = Math.max(leaves * slot - BOX.gap, BOX.width);
  const tops = levelStarts(boxes, (box) => box.height);
  for (const box of boxes) {
    box.x = leaves === 1 ? width / 2 : box.node.across * slot + LEAF_WIDTH / 2;
    box.y = tops[box.node.depth] + box.height / 2;
  }
  return { width, height: tops[tops.length - 1] - BOX.level };
}

/** Puts each level of the tree to the right of the last; returns the size of the whole. */
export function placeSideways(boxes: PlacedBox[], leaves: number): { width: number; height: number } {
  const slot = Math.max(...boxes.filter((box) => box.node.last).map((box) => box.height)) + BOX.gap;
  const lefts = levelStarts(boxes, (box) => box.width);
  for (const box of boxes) {
    box.x = lefts[box.node.depth] + box.width / 2;
    box.y = box.node.across * slot + (slot - BOX.gap) / 2;
  }
  return { width: lefts[lefts.length - 1] - BOX.level, height: leaves * slot - BOX.gap };
}

/** Where each level of the tree begins, and after the last where the next would. */
function levelStarts(boxes: PlacedBox[], thickness: (box: PlacedBox) => number): number[] {
  const starts = [0];
  const depth = Math.max(...boxes.map((box) => box.node.depth));
  for (let level = 0; level <= depth; level++) {
    const thickest = Math.max(...boxes.filter((box) => box.node.depth === level).map(thickness));
    starts.push(starts[level] + thickest + BOX.level);
  }
  return starts;
}
