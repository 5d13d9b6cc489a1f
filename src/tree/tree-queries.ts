import type { Matrix } from "../core/matrix";
import { LEAF, type TreeStructure } from "./tree-structure";

/** The nodes that each row passes: those of row i are `nodes[offsets[i]] … nodes[offsets[i + 1] − 1]`. */
export interface DecisionPath {
  offsets: Int32Array;
  nodes: Int32Array;
}

/** The index of the leaf that each row reaches. */
export function leavesOf(tree: TreeStructure, X: Matrix): Int32Array {
  const { childrenLeft, childrenRight, feature, threshold } = tree;
  const { data, rows, cols } = X;
  const out = new Int32Array(rows);
  for (let i = 0, at = 0; i < rows; i++, at += cols) {
    let node = 0;
    while (childrenLeft[node] !== LEAF) {
      const goesLeft = Math.fround(data[at + feature[node]]) <= threshold[node];
      node = goesLeft ? childrenLeft[node] : childrenRight[node];
    }
    out[i] = node;
  }
  return out;
}

/** The way of each row from the root to its leaf. */
export function decisionPathOf(tree: TreeStructure, X: Matrix): DecisionPath {
  const { childrenLeft, childrenRight, feature, threshold } = tree;
  const offsets = new Int32Array(X.rows + 1);
  const nodes: number[] = [];
  for (let i = 0; i < X.rows; i++) {
    const row = X.row(i);
    let node = 0;
    nodes.push(node);
    while (childrenLeft[node] !== LEAF) {
      const goesLeft = Math.fround(row[feature[node]]) <= threshold[node];
      node = goesLeft ? childrenLeft[node] : childrenRight[node];
      nodes.push(node);
    }
    offsets[i + 1] = nodes.length;
  }
  return { offsets, nodes: Int32Array.from(nodes) };
}

export function countLeaves(tree: TreeStructure): number {
  let leaves = 0;
  for (let node = 0; node < tree.nodeCount; node++) if (tree.childrenLeft[node] === LEAF) leaves++;
  return leaves;
}

/** Decrease of impurity by each feature, weighted by the samples that its splits saw; adds up to 1 if any. */
export function importancesOf(tree: TreeStructure, normalize = true): Float64Array {
  const { childrenLeft, childrenRight, impurity, weightedNNodeSamples: weight } = tree;
  const out = new Float64Array(tree.nFeatures);
  for (let node = 0; node < tree.nodeCount; node++) {
    const left = childrenLeft[node];
    if (left === LEAF) continue;
    const right = childrenRight[node];
    out[tree.feature[node]] +=
      weight[node] * impurity[node] - weight[left] * impurity[left] - weight[right] * impurity[right];
  }
  for (let j = 0; j < out.length; j++) out[j] /= weight[0];
  if (!normalize) return out;
  const sum = out.reduce((total, value) => total + value, 0);
  if (sum > 0) for (let j = 0; j < out.length; j++) out[j] /= sum;
  return out;
}
