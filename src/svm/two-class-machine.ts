import type { Matrix } from "../core/matrix";
import { LegacyStream } from "../core/random/legacy-stream";
import type { SvmKernel } from "./kernel";
import { forEachKernelRow } from "./kernel-block";
import { KernelRows } from "./kernel-rows";
import { fitSigmoid, type Sigmoid } from "./platt";
import { type DualSolution, type SmoOptions, solveDual } from "./smo";

/** One pair of classes: the rows of the first class, then those of the second. */
export interface PairProblem {
  /** Rows with `shift` subtracted already. */
  X: Matrix;
  /** +1 for the first class, -1 for the second. */
  y: Int8Array;
  C: Float64Array;
}

export interface MachineOptions extends SmoOptions {
  kernel: SvmKernel;
  cacheBytes: number;
}

export function trainMachine({ X, y, C }: PairProblem, options: MachineOptions): DualSolution {
  return solveDual({ rows: new KernelRows(X, options.kernel, options.cacheBytes), y, C }, options);
}

const FOLDS = 5;

/**
 * The sigmoid from decision values of machines that did not see the rows: five folds, shuffled as LIBSVM's generator
 * (seeded with `seed`) does.
 */
export function crossValidatedSigmoid(problem: PairProblem, options: MachineOptions, seed: number): Sigmoid {
  const n = problem.y.length;
  const order = shuffled(n, seed);
  const values = new Float64Array(n);
  for (let fold = 0; fold < FOLDS; fold++) {
    const begin = Math.floor((fold * n) / FOLDS);
    const end = Math.floor(((fold + 1) * n) / FOLDS);
    const test = order.slice(begin, end);
    const rest = [...order.subarray(0, begin), ...order.subarray(end)];
    const negative = rest.filter((i) => problem.y[i] < 0);
    const positive = rest.filter((i) => problem.y[i] > 0);
    if (negative.length === 0 || positive.length === 0) {
      for (const i of test) values[i] = Math.sign(positive.length - negative.length);
      continue;
    }
    // LIBSVM sorts the labels, so that here the machine is for -1, and its decision counts the other way round.
    const train = [...negative, ...positive];
    const part: PairProblem = {
      X: problem.X.takeRows(train),
      y: Int8Array.from(train, (i) => -problem.y[i]),
      C: Float64Array.from(train, (i) => problem.C[i]),
    };
    const { coef, intercept } = trainMachine(part, options);
    const support = [...coef.keys()].filter((i) => coef[i] !== 0);
    const weights = support.map((i) => coef[i]);
    forEachKernelRow(
      problem.X.takeRows(test),
      part.X.takeRows(support),
      options.kernel,
      new Float64Array(problem.X.cols),
      (query, row, from) => {
        values[test[query]] = -weights.reduce((sum, weight, s) => sum + weight * row[from + s], intercept);
      },
    );
  }
  return fitSigmoid(
    values,
    Uint8Array.from(problem.y, (side) => (side > 0 ? 1 : 0)),
  );
}

/** 0 ... n - 1 in an order drawn from MT19937 by Lemire's method (2019, ACM TOMACS 29, 3), as LIBSVM draws it. */
function shuffled(n: number, seed: number): Int32Array {
  const stream = new LegacyStream();
  stream.reseed(seed);
  const out = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < n; i++) {
    const j = i + below(stream, n - i);
    const value = out[i];
    out[i] = out[j];
    out[j] = value;
  }
  return out;
}

function below(stream: LegacyStream, range: number): number {
  const wide = BigInt(range);
  const threshold = (2n ** 32n - wide) % wide;
  for (;;) {
    const product = BigInt(stream.nextWord() >>> 0) * wide;
    if ((product & 0xffffffffn) >= threshold) return Number(product >> 32n);
  }
}
