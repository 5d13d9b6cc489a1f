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

  constructor(
    X: Matrix,
    fitIntercept: boolean,
    private readonly nScores: number,
  ) {
    this.rows = X.rows;
    this.features = X.cols;
    this.perClass = X.cols + (fitIntercept ? 1 : 0);
    this.nCoef = nScores * this.perClass;
    this.stride = padded(this.perClass, 2);
    const columns = padded(nScores, 2);
    this.arena = new Arena(
      arenaBytes(X.rows * this.stride * 8, 2 * columns * this.stride * 8, BLOCK * columns * 8),
    );
    this.table = this.arena.float64(X.rows * this.stride);
    this.weights = this.arena.float64(columns * this.stride);
    this.scores = this.arena.float64(BLOCK * columns);
    this.sums = this.arena.float64(columns * this.stride);
    for (let i = 0, from = 0, to = 0; i < X.rows; i++, to += this.stride) {
      for (let j = 0; j < X.cols; j++) this.table[to + j] = X.data[from++];
      if (fitIntercept) this.table[to + X.cols] = 1;
    }
  }

  /** Loss of the softmax of one score per class; `codes` name the class of each row. */
  multinomial(
    coef: Float64Array,
    gradient: Float64Array,
    codes: Int32Array,
    weight: Float64Array | undefined,
    l2: number,
  ): number {
    const { nScores, scores } = this;
    const columns = padded(nScores, 2);
    const chosen = new Float64Array(BLOCK);
    return this.evaluate(coef, gradient, l2, (from, rows) => {
      for (let i = 0, at = 0; i < rows; i++, at += columns) {
        let max = scores[at];
        for (let k = 1; k < nScores; k++) if (scores[at + k] > max) max = scores[at + k];
        for (let k = 0; k < nScores; k++) scores[at + k] -= max;
        chosen[i] = scores[at + codes[from + i]];
      }
      this.arena.kernels.expInPlace(scores.byteOffset, rows * columns);
      let loss = 0;
      for (let i = 0, at = 0; i < rows; i++, at += columns) {
        let sum = 0;
        for (let k = 0; k < nScores; k++) sum += scores[at + k];
        const w = weight === undefined ? 1 : weight[from + i];
        loss += w * (Math.log(sum) - chosen[i]);
        const scale = w / sum;
        for (let k = 0; k < nScores; k++) scores[at + k] *= scale;
        scores[at + codes[from + i]] -= w;
        for (let k = nScores; k < columns; k++) scores[at + k] = 0;
      }
      return loss;
    });
  }

  /** Loss of one score for class `positive` against all others. */
  binomial(
    coef: Float64Array,
    gradient: Float64Array,
    codes: Int32Array,
    positive: number,
    weight: Float64Array | undefined,
    l2: number,
  ): number {
    const { scores } = this;
    return this.evaluate(coef, gradient, l2, (from, rows) => {
      let loss = 0;
      // The second column, which pads the first, takes exp(-|score|).
      for (let at = 0; at < 2 * rows; at += 2) scores[at + 1] = -Math.abs(scores[at]);
      const kept = this.kept;
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

  private readonly kept = new Float64Array(BLOCK);

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
