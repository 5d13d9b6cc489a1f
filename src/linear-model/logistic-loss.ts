import type { Matrix } from "../core/matrix";
import { Arena, arenaBytes, padded } from "../kernels/dense";

/** Rows whose scores are worked on at a time: they stay in the cache. */
const BLOCK = 256;

/**
 * The penalised logistic loss of a table, with everything that does not change from one evaluation to the next laid
 * out for the kernels once.
 *
 * A score is w . x + intercept. The coefficients are one vector: class after class, each its features' weights and,
 * with an intercept, that last. The loss is summed over rows, with (1 / 2) `l2` |w|² added; the intercept is not
 * penalised.
 */
export class LogisticLoss {
  readonly nCoef: number;
  private readonly arena: Arena;
  private readonly rows: number;
  private readonly features: number;
  /** Features, and 1 for the intercept, up to a whole number of vectors. */
  private readonly stride: number;
  /** Weights per class in the coefficient vector. */
  private readonly perClass: number;
  private readonly table: Float64Array;
  private readonly weights: Float64Array;
  private readonly scores: Float64Array;
  private readonly sums: Float64Array;
  private readonly expSums: Float64Array;
  private readonly codes: Int32Array;
  private readonly weightSpace: Float64Array;
  private weight: Float64Array | undefined;
  private readonly kept = new Float64Array(BLOCK);

  constructor(
    X: Matrix,
    fitIntercept: boolean,
    private readonly nScores: number,
    labels: Int32Array,
  ) {
    this.rows = X.rows;
    this.features = X.cols;
    this.perClass = X.cols + (fitIntercept ? 1 : 0);
    this.nCoef = nScores * this.perClass;
    this.stride = padded(this.perClass, 2);
    const columns = padded(nScores, 2);
    this.arena = new Arena(
      arenaBytes(
        X.rows * (this.stride + 1) * 8,
        X.rows * 4,
        2 * columns * this.stride * 8,
        BLOCK * (columns + 1) * 8,
      ),
    );
    this.table = this.arena.float64(X.rows * this.stride);
    this.weights = this.arena.float64(columns * this.stride);
    this.scores = this.arena.float64(BLOCK * columns);
    this.sums = this.arena.float64(columns * this.stride);
    this.expSums = this.arena.float64(BLOCK);
    this.codes = this.arena.int32(X.rows);
    this.codes.set(labels);
    this.weightSpace = this.arena.float64(X.rows);
    for (let i = 0, from = 0, to = 0; i < X.rows; i++, to += this.stride) {
      for (let j = 0; j < X.cols; j++) this.table[to + j] = X.data[from++];
      if (fitIntercept) this.table[to + X.cols] = 1;
    }
  }

  /** Weighs rows from now on; `undefined`: all alike. */
  weigh(weight: Float64Array | undefined): void {
    this.weight = weight === undefined ? undefined : this.weightSpace;
    if (weight !== undefined) this.weightSpace.set(weight);
  }

  /** Loss of the softmax of one score per class. */
  multinomial(coef: Float64Array, gradient: Float64Array, l2: number): number {
    const { arena, nScores, scores, codes, weight, expSums } = this;
    const columns = padded(nScores, 2);
    return this.evaluate(coef, gradient, l2, (from, rows) => {
      const below = arena.kernels.softmaxGradient(
        scores.byteOffset,
        rows,
        nScores,
        columns,
        codes.byteOffset + from * 4,
        weight === undefined ? 0 : weight.byteOffset + from * 8,
        expSums.byteOffset,
      );
      return below + this.sumOfLogs(from, rows);
    });
  }

  /** The weighted sum of the logarithms of the block's sums. */
  private sumOfLogs(from: number, rows: number): number {
    const { expSums, weight } = this;
    let out = 0;
    if (weight !== undefined) {
      for (let i = 0; i < rows; i++) out += weight[from + i] * Math.log(expSums[i]);
      return out;
    }
    // A logarithm of a product instead of many; each sum is at least 1 and at most the number of classes.
    let product = 1;
    for (let i = 0; i < rows; i++) {
      product *= expSums[i];
      if (product < 1e200) continue;
      out += Math.log(product);
      product = 1;
    }
    return out + Math.log(product);
  }

  /** Loss of one score for class `positive` against all others. */
  binomial(coef: Float64Array, gradient: Float64Array, positive: number, l2: number): number {
    const { scores, codes, weight, kept } = this;
    return this.evaluate(coef, gradient, l2, (from, rows) => {
      let loss = 0;
      // The second column, which pads the first, takes exp(-|score|).
      for (let at = 0; at < 2 * rows; at += 2) scores[at + 1] = -Math.abs(scores[at]);
      for (let i = 0; i < rows; i++) {
        kept[i] = scores[2 * i];
        scores[2 * i] = 0;
      }
      this.arena.kernels.expInPlace(scores.byteOffset, 2 * rows);
      for (let i = 0, at = 0; i < rows; i++, at += 2) {
        const score = kept[i];
        const small = scores[at + 1];
        const target = codes[from + i] === positive ? 1 : 0;
        const w = weight === undefined ? 1 : weight[from + i];
        loss += w * (Math.log1p(small) + Math.max(score, 0) - target * score);
        const probability = (score >= 0 ? 1 : small) / (1 + small);
        scores[at] = w * (probability - target);
        scores[at + 1] = 0;
      }
      return loss;
    });
  }

  /** Runs `block` over the scores of all rows; it returns their loss and leaves d loss / d score in their place. */
  private evaluate(
    coef: Float64Array,
    gradient: Float64Array,
    l2: number,
    block: (from: number, rows: number) => number,
  ): number {
    const { arena, rows, features, stride, perClass, nScores, table, weights, scores, sums } = this;
    const columns = padded(nScores, 2);
    for (let k = 0; k < nScores; k++) {
      weights.set(coef.subarray(k * perClass, (k + 1) * perClass), k * stride);
    }
    sums.fill(0);
    let loss = 0;
    for (let from = 0; from < rows; from += BLOCK) {
      const count = Math.min(BLOCK, rows - from);
      const at = table.byteOffset + from * stride * 8;
      arena.kernels.dots64(at, count, weights.byteOffset, columns, stride, scores.byteOffset, columns);
      loss += block(from, count);
      arena.kernels.accumulateTN(scores.byteOffset, columns, at, stride, count, sums.byteOffset);
    }
    for (let k = 0; k < nScores; k++) {
      for (let j = 0; j < perClass; j++) {
        const m = k * perClass + j;
        gradient[m] = sums[k * stride + j];
        if (j >= features) continue;
        gradient[m] += l2 * coef[m];
        loss += (l2 / 2) * coef[m] * coef[m];
      }
    }
    return loss;
  }
}
