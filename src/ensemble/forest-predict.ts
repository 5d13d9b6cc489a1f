import type { Matrix } from "../core/matrix";
import { LEAF, type TreeStructure } from "../tree/tree-structure";

/** A tree laid out for walking it many times. */
interface WalkingTree {
  /** Both children of node k at 2 k and 2 k + 1; a leaf is its own child. */
  children: Int32Array;
  feature: Int32Array;
  threshold: Float64Array;
  /** What the tree says at each node: shares of the classes, or the mean. */
  output: Float64Array;
}

const prepared = new WeakMap<TreeStructure, WalkingTree>();

/** Rows that are walked through one tree before the next tree's turn: their values stay in the cache. */
const BLOCK = 1024;

/**
 * Adds up what the trees say of each row.
 *
 * @param isClassifier - trees say the shares of the classes in the leaf; else the mean.
 * @returns (n x values) sums.
 */
export function sumOfTrees(trees: readonly TreeStructure[], X: Matrix, isClassifier: boolean): Float64Array {
  const width = trees[0].valuesPerNode;
  const out = new Float64Array(X.rows * width);
  const walking = trees.map((tree) => walkingTree(tree, isClassifier));
  const x = Float32Array.from(X.data);
  for (let from = 0; from < X.rows; from += BLOCK) {
    const to = Math.min(X.rows, from + BLOCK);
    for (const tree of walking) addTree(tree, width, x, X.cols, from, to, out);
  }
  return out;
}

/** Adds what one tree says of some rows to `out`, and counts those rows. */
export function addTreeToRows(
  tree: TreeStructure,
  X: Matrix,
  rows: Int32Array,
  isClassifier: boolean,
  out: Float64Array,
): void {
  const width = tree.valuesPerNode;
  const sums = sumOfTrees([tree], X.takeRows(rows), isClassifier);
  for (let k = 0; k < rows.length; k++) {
    for (let v = 0; v < width; v++) out[rows[k] * width + v] += sums[k * width + v];
  }
}

function addTree(
  tree: WalkingTree,
  width: number,
  x: Float32Array,
  cols: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const { children, feature, threshold, output } = tree;
  let i = from;
  // Four rows at a time: while one waits for its node to come from memory, the others go on.
  for (; i + 4 <= to; i += 4) {
    const atA = i * cols;
    const atB = atA + cols;
    const atC = atB + cols;
    const atD = atC + cols;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (;;) {
      const nextA = children[2 * a + (x[atA + feature[a]] <= threshold[a] ? 0 : 1)];
      const nextB = children[2 * b + (x[atB + feature[b]] <= threshold[b] ? 0 : 1)];
      const nextC = children[2 * c + (x[atC + feature[c]] <= threshold[c] ? 0 : 1)];
      const nextD = children[2 * d + (x[atD + feature[d]] <= threshold[d] ? 0 : 1)];
      if (nextA === a && nextB === b && nextC === c && nextD === d) break;
      a = nextA;
      b = nextB;
      c = nextC;
      d = nextD;
    }
    addLeaf(output, a, width, out, i);
    addLeaf(output, b, width, out, i + 1);
    addLeaf(output, c, width, out, i + 2);
    addLeaf(output, d, width, out, i + 3);
  }
  for (; i < to; i++) {
    const at = i * cols;
    let node = 0;
    for (;;) {
      const next = children[2 * node + (x[at + feature[node]] <= threshold[node] ? 0 : 1)];
      if (next === node) break;
      node = next;
    }
    addLeaf(output, node, width, out, i);
  }
}

function addLeaf(output: Float64Array, node: number, width: number, out: Float64Array, row: number): void {
  for (let v = 0; v < width; v++) out[row * width + v] += output[node * width + v];
}

function walkingTree(tree: TreeStructure, isClassifier: boolean): WalkingTree {
  const known = prepared.get(tree);
  if (known !== undefined) return known;
  const { nodeCount, valuesPerNode: width, value } = tree;
  const children = new Int32Array(2 * nodeCount);
  const feature = new Int32Array(nodeCount);
  const output = value.slice();
  for (let node = 0; node < nodeCount; node++) {
    const isLeaf = tree.childrenLeft[node] === LEAF;
    children[2 * node] = isLeaf ? node : tree.childrenLeft[node];
    children[2 * node + 1] = isLeaf ? node : tree.childrenRight[node];
    feature[node] = isLeaf ? 0 : tree.feature[node];
    if (!isClassifier) continue;
    let sum = 0;
    for (let k = 0; k < width; k++) sum += value[node * width + k];
    for (let k = 0; k < width; k++) output[node * width + k] /= sum;
  }
  const walking = { children, feature, threshold: tree.threshold, output };
  prepared.set(tree, walking);
  return walking;
}
