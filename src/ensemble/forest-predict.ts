import type { Matrix } from "../core/matrix";
import type { TreeStructure } from "../tree/tree-structure";
import { addTrees, layOut, type WalkingTree } from "../tree/walk-trees";

const prepared = new WeakMap<TreeStructure, WalkingTree>();

/**
 * Adds up what the trees say of each row.
 *
 * @param isClassifier - trees say the shares of the classes in the leaf; else the mean.
 * @returns (n x values) sums.
 */
export function sumOfTrees(trees: readonly TreeStructure[], X: Matrix, isClassifier: boolean): Float64Array {
  const out = new Float64Array(X.rows * trees[0].valuesPerNode);
  const walking = trees.map((tree) => walkingTree(tree, isClassifier));
  addTrees(walking, new Float64Array(new Float32Array(X.data)), X.rows, X.cols, 1, out);
  return out;
}

/** Adds what one tree says of some rows to `out`. */
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

function walkingTree(tree: TreeStructure, isClassifier: boolean): WalkingTree {
  const known = prepared.get(tree);
  if (known !== undefined) return known;
  const { nodeCount, valuesPerNode: width, value } = tree;
  const values = value.slice();
  for (let node = 0; isClassifier && node < nodeCount; node++) {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += value[node * width + k];
    for (let k = 0; k < width; k++) values[node * width + k] /= sum;
  }
  const walking = layOut({
    nodeCount,
    feature: tree.feature,
    threshold: tree.threshold,
    left: tree.childrenLeft,
    right: tree.childrenRight,
    values,
    width,
  });
  prepared.set(tree, walking);
  return walking;
}
