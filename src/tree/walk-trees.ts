import { Arena, arenaBytes } from "../kernels/dense";
import { treeKernels } from "../kernels/trees";

/** A tree laid out for sending many rows through it; see the kernel `walkTree` for the layout of the nodes. */
export interface WalkingTree {
  nodeCount: number;
  /** Threshold of each node, in every second number. */
  numbers: Float64Array;
  /** Feature or leaf, and left child, of each node, in every third and fourth integer; the same memory as `numbers`. */
  integers: Int32Array;
  /** (leaves x width) what a leaf adds. */
  values: Float64Array;
  width: number;
}

/** What {@link layOut} asks of a tree. */
export interface TreeShape {
  nodeCount: number;
  /** Feature of a node's split; negative for a leaf. */
  feature: ArrayLike<number>;
  threshold: ArrayLike<number>;
  left: ArrayLike<number>;
  right: ArrayLike<number>;
  /** 1 where NaN goes left; without it NaN goes right. */
  missingLeft?: ArrayLike<number>;
  /** (nodes x width). */
  values: Float64Array;
  width: number;
}

/** Rows that are sent through one tree before the next one's turn: their values stay in the cache. */
const BLOCK = 4096;
/** Below this many rows, preparing the kernels takes longer than walking. */
const FEW_ROWS = 32;

/** Lays a tree out for {@link addTrees}: siblings side by side. */
export function layOut(tree: TreeShape): WalkingTree {
  const { nodeCount, width } = tree;
  const numbers = new Float64Array(2 * nodeCount);
  const integers = new Int32Array(numbers.buffer);
  const values = new Float64Array(((nodeCount + 1) / 2) * width);
  let leaves = 0;
  const place = new Int32Array(nodeCount);
  let next = 1;
  const stack = [0];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const at = place[node];
    if (tree.feature[node] < 0) {
      for (let v = 0; v < width; v++) values[leaves * width + v] = tree.values[node * width + v];
      numbers[2 * at] = Number.POSITIVE_INFINITY;
      integers[4 * at + 2] = 8 * leaves++ + 1;
      integers[4 * at + 3] = 16 * at;
      continue;
    }
    numbers[2 * at] = tree.threshold[node];
    integers[4 * at + 2] = 8 * tree.feature[node] + (tree.missingLeft?.[node] === 1 ? 1 : 0);
    integers[4 * at + 3] = 16 * next;
    place[tree.left[node]] = next;
    place[tree.right[node]] = next + 1;
    next += 2;
    stack.push(tree.right[node], tree.left[node]);
  }
  return { nodeCount, numbers, integers, values, width };
}

/**
 * Sends rows through trees and adds up what the leaves say.
 *
 * @param x - (rows x cols), row by row; rounded to single precision where the trees compare so.
 * @param trees - all of one width; tree t adds to the values of group `t % groups`.
 * @param out - (groups x rows x width).
 */
export function addTrees(
  trees: readonly WalkingTree[],
  x: Float64Array,
  rows: number,
  cols: number,
  groups: number,
  out: Float64Array,
): void {
  if (rows < FEW_ROWS) {
    for (let t = 0; t < trees.length; t++) walkHere(trees[t], x, rows, cols, out, t % groups);
    return;
  }
  const { width } = trees[0];
  const block = Math.min(rows, BLOCK);
  const largest = trees.reduce((most, tree) => Math.max(most, tree.nodeCount), 0);
  const arena = new Arena(
    arenaBytes(8 * block * cols, 8 * groups * block * width, 16 * largest, 8 * largest * width),
  );
  const kernels = treeKernels(arena);
  const sums = arena.float64(groups * block * width);
  // The kernel wants the nodes right behind the rows.
  const part = arena.float64(block * cols);
  const nodes = arena.float64(2 * largest);
  const values = arena.float64(largest * width);
  for (let from = 0; from < rows; from += block) {
    const n = Math.min(block, rows - from);
    part.set(x.subarray(from * cols, (from + n) * cols));
    const own = (group: number) => (group * rows + from) * width;
    for (let g = 0; g < groups; g++) sums.set(out.subarray(own(g), own(g) + n * width), g * block * width);
    trees.forEach((tree, t) => {
      nodes.set(tree.numbers);
      values.set(tree.values);
      const group = sums.byteOffset + 8 * (t % groups) * block * width;
      kernels.walkTree(part.byteOffset, 8 * cols, n, nodes.byteOffset, values.byteOffset, width, group);
    });
    for (let g = 0; g < groups; g++) {
      out.set(sums.subarray(g * block * width, (g * block + n) * width), own(g));
    }
  }
}

function walkHere(
  tree: WalkingTree,
  x: Float64Array,
  rows: number,
  cols: number,
  out: Float64Array,
  group: number,
): void {
  const { numbers, integers, values, width } = tree;
  for (let i = 0; i < rows; i++) {
    let node = 0;
    for (;;) {
      const feature = integers[4 * node + 2];
      // A leaf has no feature: whatever is read for it sends it to the left, to itself.
      const value = x[i * cols + (feature >> 3)];
      // A comparison with NaN is false: the two ways to ask send it to different sides.
      const goesLeft = (feature & 1) === 1 ? !(value > numbers[2 * node]) : value <= numbers[2 * node];
      const next = (integers[4 * node + 3] >> 4) + (goesLeft ? 0 : 1);
      if (next === node) break;
      node = next;
    }
    const at = (group * rows + i) * width;
    const leaf = (integers[4 * node + 2] >> 3) * width;
    for (let v = 0; v < width; v++) out[at + v] += values[leaf + v];
  }
}
