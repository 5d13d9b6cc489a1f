import { BIN_STRIDE, MISSING_BIN } from "./binning";
import type { HistogramTree } from "./histogram-tree";
import {
  emptyHistograms,
  type FoundSplit,
  findSplit,
  HistogramBuilder,
  type Histograms,
  type SplitRules,
  subtractHistograms,
} from "./histograms";
import type { Team } from "./team";

/** Nodes whose splits the team exchanges at a time. */
const BATCH = 32;
/** Numbers that describe a split. */
const OFFER = 7;

/** Room in shared memory that {@link TreeGrower} needs for the exchange of splits. */
export const offerNumbers = (teamSize: number): number => 2 * teamSize * BATCH * OFFER;

/** A binned table. */
export interface BinnedTable {
  rows: number;
  cols: number;
  /** Column by column. */
  bins: Uint8Array;
  thresholds: readonly Float64Array[];
  /** Bins of each column, without that of missing values. */
  binCounts: Int32Array;
  hasMissing: Uint8Array;
}

export interface GrowRules extends SplitRules {
  learningRate: number;
  maxDepth: number;
  maxLeafNodes: number;
}

interface Node {
  index: number;
  start: number;
  end: number;
  depth: number;
  gradient: number;
  hessian: number;
  histograms: Histograms | undefined;
  split: FoundSplit | undefined;
  left: Node | undefined;
  right: Node | undefined;
}

/**
 * Grows trees on a team of threads. Every member keeps the same tree and the same order of rows; each sums up its own
 * share of the features, and the best split of all is agreed on. So the tree is the same on any number of threads.
 */
export class TreeGrower {
  private readonly builder: HistogramBuilder;
  private readonly rows: Int32Array;
  private readonly spare: Int32Array;
  private readonly pool: Histograms[] = [];
  private ownFeatures: Int32Array = new Int32Array(0);
  private nodes: Node[] = [];
  private round = 0;

  /**
   * @param offers - {@link offerNumbers} numbers in memory that the team shares.
   */
  constructor(
    private readonly table: BinnedTable,
    private readonly rules: GrowRules,
    private readonly team: Team,
    private readonly offers: Float64Array,
  ) {
    this.builder = new HistogramBuilder(table.bins, table.rows);
    this.rows = this.builder.rows;
    this.spare = new Int32Array(table.rows);
  }

  /**
   * @param sample - rows to grow on, rising; `null`: all.
   * @param features - features to split on, rising.
   */
  grow(
    gradient: Float32Array,
    hessian: Float32Array,
    sample: Int32Array | null,
    features: Int32Array,
  ): HistogramTree {
    const { team, rows, rules } = this;
    const n = sample === null ? rows.length : sample.length;
    for (let k = 0; k < n; k++) rows[k] = sample === null ? k : sample[k];
    this.setFeatures(features.filter((_, k) => k % team.size === team.rank));
    this.builder.load(gradient, hessian);
    const root = this.makeNode(0, n, 0);
    for (let k = 0; k < n; k++) {
      root.gradient += gradient[rows[k]];
      root.hessian += hessian[rows[k]];
    }
    this.nodes = [root];
    if (this.canSplit(root)) this.findSplits([[root]]);
    // Without a limit on the leaves the order is free, and many nodes share one meeting.
    const isFree = rules.maxLeafNodes === Number.POSITIVE_INFINITY;
    let open = root.split === undefined ? [] : [root];
    let leaves = 1;
    while (open.length > 0) {
      const chosen = isFree ? open.splice(0) : [takeBest(open)];
      const families: Node[][] = [];
      for (const node of chosen) {
        if (leaves >= rules.maxLeafNodes) {
          node.split = undefined;
          this.giveBack(node);
          continue;
        }
        this.divide(node);
        leaves++;
        const children = [node.left!, node.right!].filter((child) => this.canSplit(child));
        const isLast = leaves >= rules.maxLeafNodes;
        if (children.length === 0 || isLast) this.giveBack(node);
        else families.push([node, ...children]);
      }
      this.findSplits(families);
      const next = families.flatMap((family) => family.slice(1)).filter((node) => node.split !== undefined);
      open = [...open, ...next];
    }
    return this.finish();
  }

  /** Adds each leaf's value to the raw predictions of its rows, of this member's share of the positions. */
  addValues(tree: HistogramTree, raw: Float64Array, offset: number): void {
    const { rows } = this;
    const [from, to] = this.team.part(this.nodes[0].end);
    for (const node of this.nodes) {
      if (node.left !== undefined) continue;
      const value = tree.value[node.index];
      const last = Math.min(node.end, to);
      for (let p = Math.max(node.start, from); p < last; p++) raw[offset + rows[p]] += value;
    }
  }

  private setFeatures(features: Int32Array): void {
    if (features.length !== this.ownFeatures.length) this.pool.length = 0;
    this.ownFeatures = features;
  }

  private makeNode(start: number, end: number, depth: number): Node {
    return {
      index: 0,
      start,
      end,
      depth,
      gradient: 0,
      hessian: 0,
      histograms: undefined,
      split: undefined,
      left: undefined,
      right: undefined,
    };
  }

  private canSplit(node: Node): boolean {
    const { maxDepth, minSamples, minHessian } = this.rules;
    return node.depth < maxDepth && node.end - node.start >= 2 * minSamples && node.hessian >= minHessian;
  }

  private giveBack(node: Node): void {
    if (node.histograms !== undefined) this.pool.push(node.histograms);
    node.histograms = undefined;
  }

  /**
   * Finds the splits of the children of some families (parent first, then the children that may be split), or of the
   * root alone.
   */
  private findSplits(families: readonly Node[][]): void {
    const seeking: Node[] = [];
    for (const family of families) {
      if (family.length === 1) {
        this.build(family[0]);
        seeking.push(family[0]);
        continue;
      }
      const [parent, ...children] = family;
      const left = parent.left!;
      const right = parent.right!;
      const smaller = left.end - left.start <= right.end - right.start ? left : right;
      const larger = smaller === left ? right : left;
      this.build(smaller);
      if (children.includes(larger)) {
        subtractHistograms(parent.histograms!, smaller.histograms!);
        larger.histograms = parent.histograms;
        parent.histograms = undefined;
      } else {
        this.giveBack(parent);
      }
      if (!children.includes(smaller)) this.giveBack(smaller);
      seeking.push(...children);
    }
    for (let from = 0; from < seeking.length; from += BATCH) this.agree(seeking.slice(from, from + BATCH));
  }

  private build(node: Node): void {
    node.histograms = this.pool.pop() ?? emptyHistograms(this.ownFeatures.length);
    this.builder.build(node.histograms, this.ownFeatures, node.start, node.end);
  }

  /** Each member offers its best splits; all take the best of all. */
  private agree(nodes: readonly Node[]): void {
    const { team, offers, table, rules, ownFeatures } = this;
    // The two halves take turns, so that nobody overwrites what another still reads.
    const half = (this.round++ % 2) * team.size * BATCH * OFFER;
    nodes.forEach((node, k) => {
      const found = findSplit(
        node.histograms!,
        ownFeatures,
        table.binCounts,
        table.hasMissing,
        node.gradient,
        node.hessian,
        node.end - node.start,
        rules,
      );
      const at = half + (team.rank * BATCH + k) * OFFER;
      offers[at] = found.gain;
      offers[at + 1] = found.feature;
      offers[at + 2] = found.bin;
      offers[at + 3] = found.missingLeft ? 1 : 0;
      offers[at + 4] = found.leftGradient;
      offers[at + 5] = found.leftHessian;
      offers[at + 6] = found.leftCount;
    });
    team.meet();
    nodes.forEach((node, k) => {
      let best = half + k * OFFER;
      for (let rank = 1; rank < team.size; rank++) {
        const at = half + (rank * BATCH + k) * OFFER;
        const isBetter =
          offers[at] > offers[best] || (offers[at] === offers[best] && offers[at + 1] < offers[best + 1]);
        if (isBetter) best = at;
      }
      if (!(offers[best] > rules.minGain)) {
        this.giveBack(node);
        return;
      }
      node.split = {
        gain: offers[best],
        feature: offers[best + 1],
        bin: offers[best + 2],
        missingLeft: offers[best + 3] === 1,
        leftGradient: offers[best + 4],
        leftHessian: offers[best + 5],
        leftCount: offers[best + 6],
      };
    });
  }

  /** Parts a node's rows, keeping their order. */
  private divide(node: Node): void {
    const { rows, spare, table } = this;
    const { feature, bin, missingLeft, leftGradient, leftHessian } = node.split!;
    const { bins } = table;
    const base = feature * table.rows;
    // Every bin up to the split's goes left; where missing values go right, theirs is the highest of all.
    const missingBin = missingLeft ? MISSING_BIN : BIN_STRIDE;
    let left = node.start;
    let right = 0;
    for (let p = node.start; p < node.end; p++) {
      const row = rows[p];
      const b = bins[base + row];
      const goesLeft = b <= bin || b === missingBin ? 1 : 0;
      rows[left] = row;
      spare[right] = row;
      left += goesLeft;
      right += 1 - goesLeft;
    }
    for (let k = 0; k < right; k++) rows[left + k] = spare[k];
    node.left = this.makeNode(node.start, left, node.depth + 1);
    node.right = this.makeNode(left, node.end, node.depth + 1);
    node.left.gradient = leftGradient;
    node.left.hessian = leftHessian;
    node.right.gradient = node.gradient - leftGradient;
    node.right.hessian = node.hessian - leftHessian;
    this.nodes.push(node.left, node.right);
    node.left.index = this.nodes.length - 2;
    node.right.index = this.nodes.length - 1;
  }

  private finish(): HistogramTree {
    const { nodes, table, rules } = this;
    const n = nodes.length;
    const tree: HistogramTree = {
      feature: new Int32Array(n).fill(-1),
      threshold: new Float64Array(n),
      bin: new Uint8Array(n),
      missingLeft: new Uint8Array(n),
      left: new Int32Array(n).fill(-1),
      right: new Int32Array(n).fill(-1),
      value: new Float64Array(n),
      gain: new Float64Array(n),
      count: Int32Array.from(nodes, (node) => node.end - node.start),
    };
    nodes.forEach((node, k) => {
      this.giveBack(node);
      tree.value[k] = (-rules.learningRate * node.gradient) / (node.hessian + rules.l2Regularization + 1e-15);
      if (node.left === undefined || node.right === undefined) return;
      const { feature, bin, gain, missingLeft } = node.split!;
      tree.feature[k] = feature;
      tree.bin[k] = bin;
      // A split behind the last bin parts the missing values from all others.
      tree.threshold[k] = table.thresholds[feature][bin] ?? Number.POSITIVE_INFINITY;
      tree.gain[k] = gain;
      tree.left[k] = node.left.index;
      tree.right[k] = node.right.index;
      const goesToLarger = node.left.end - node.left.start > node.right.end - node.right.start;
      tree.missingLeft[k] = (table.hasMissing[feature] !== 0 ? missingLeft : goesToLarger) ? 1 : 0;
    });
    return tree;
  }
}

function takeBest(open: Node[]): Node {
  let best = 0;
  for (let k = 1; k < open.length; k++) if (open[k].split!.gain > open[best].split!.gain) best = k;
  return open.splice(best, 1)[0];
}
