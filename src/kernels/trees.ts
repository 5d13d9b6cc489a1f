import type { Arena } from "./dense";
import wasmBase64 from "./trees-wasm";

/** What assembly/trees.as exports; every pointer is a byte offset into the arena. */
export interface TreeKernels {
  sortSamples(
    ranks: number,
    bytes: number,
    stride: number,
    samples: number,
    n: number,
    shift: number,
    keys: number,
    scratch: number,
    counts: number,
  ): void;
  sweepGini(
    keys: number,
    n: number,
    codes: number,
    weight: number,
    total: number,
    left: number,
    classes: number,
    nodeWeight: number,
    nodeSquares: number,
    best: number,
    nearSpan: number,
    values: number,
    minSamples: number,
    minWeight: number,
    out: number,
    outLeft: number,
  ): number;
  classHistogram(
    bins: number,
    samples: number,
    codes: number,
    weight: number,
    n: number,
    classes: number,
    binCount: number,
    histogram: number,
  ): void;
  binCounts(bins: number, samples: number, n: number, counts: number): void;
  sweepBins(
    histogram: number,
    bins: number,
    classes: number,
    total: number,
    left: number,
    nodeWeight: number,
    ownProxy: number,
    counts: number,
    n: number,
    minSamples: number,
    minWeight: number,
    binWeight: number,
    edgeProxy: number,
    out: number,
    outLeft: number,
  ): number;
  openBins(
    histogram: number,
    bins: number,
    classes: number,
    total: number,
    left: number,
    nodeWeight: number,
    ownProxy: number,
    goal: number,
    skipsPure: number,
    binStart: number,
    binWeight: number,
    edgeProxy: number,
    isOpen: number,
  ): number;
  markSides(
    ranks: number,
    bytes: number,
    stride: number,
    samples: number,
    n: number,
    cut: number,
    sides: number,
    out: number,
  ): number;
  moveToSides32(values: number, sides: number, n: number, spare: number): void;
  moveToSides64(values: number, sides: number, n: number, spare: number): void;
  pairHistogram(bins: number, rows: number, n: number, pairs: number, sums: number, counts: number): void;
  pairHistograms(
    binsA: number,
    binsB: number,
    rows: number,
    n: number,
    pairs: number,
    sumsA: number,
    sumsB: number,
    countsA: number,
    countsB: number,
  ): void;
  subtractPairs(sums: number, counts: number, otherSums: number, otherCounts: number, n: number): void;
  findSplit(
    sums: number,
    counts: number,
    features: number,
    n: number,
    bins: number,
    hasMissing: number,
    gradient: number,
    hessian: number,
    count: number,
    l2Regularization: number,
    minHessian: number,
    minSamples: number,
    minGain: number,
    out: number,
  ): void;
  markBins(bins: number, rows: number, n: number, bin: number, missingBin: number, sides: number): number;
  walkTree(
    x: number,
    stride: number,
    n: number,
    nodes: number,
    values: number,
    width: number,
    out: number,
  ): void;
  gatherPairs(gradient: number, hessian: number, rows: number, n: number, pairs: number): void;
}

/** Most samples of a node that `sortSamples` takes. */
export const SMALL_NODE = 512;
/** Bits of a sorted key that hold the position of a sample; its rank is above them. */
export const POSITION_BITS = 9;

let compiled: WebAssembly.Module | undefined;

/** The loops of growing trees, on the memory of an arena. */
export function treeKernels(arena: Arena): TreeKernels {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(wasmBase64), (c) => c.charCodeAt(0)));
  const { memory } = arena.kernels as unknown as { memory: WebAssembly.Memory };
  const instance = new WebAssembly.Instance(compiled, { env: { memory, abort: () => {} } });
  return instance.exports as unknown as TreeKernels;
}
