export type HistogramLoss = "log_loss" | "squared_error";

/** A loss as boosting needs it; predictions are raw: log odds, or numbers. */
export interface Loss {
  /** Trees of one round: one, or one per class where there are more than two. */
  readonly treesPerRound: number;
  /** The best constant prediction. */
  baseline(): Float64Array;
  /** Writes the derivatives of the rows `from … to − 1`; of tree k at `k * n + i`. */
  derivatives(
    raw: Float64Array,
    from: number,
    to: number,
    gradient: Float32Array,
    hessian: Float32Array,
  ): void;
  /** Mean loss. */
  mean(raw: Float64Array): number;
}

/**
 * @param y - class codes or numbers of the rows, in their order.
 * @param nClasses - 0 for numbers.
 */
export function makeLoss(y: Float64Array, weight: Float64Array | null, nClasses: number): Loss {
  if (nClasses === 0) return new SquaredLoss(y, weight);
  return nClasses === 2 ? new BinaryLogLoss(y, weight) : new SoftmaxLoss(y, weight, nClasses);
}

function weightedMean(n: number, weight: Float64Array | null, termOf: (i: number) => number): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const w = weight === null ? 1 : weight[i];
    sum += w * termOf(i);
    total += w;
  }
  return sum / total;
}

/** Half the squared error. */
class SquaredLoss implements Loss {
  readonly treesPerRound = 1;

  constructor(
    private readonly y: Float64Array,
    private readonly weight: Float64Array | null,
  ) {}

  baseline(): Float64Array {
    return Float64Array.of(weightedMean(this.y.length, this.weight, (i) => this.y[i]));
  }

  derivatives(
    raw: Float64Array,
    from: number,
    to: number,
    gradient: Float32Array,
    hessian: Float32Array,
  ): void {
    for (let i = from; i < to; i++) {
      const w = this.weight === null ? 1 : this.weight[i];
      gradient[i] = w * (raw[i] - this.y[i]);
      hessian[i] = w;
    }
  }

  mean(raw: Float64Array): number {
    return weightedMean(this.y.length, this.weight, (i) => 0.5 * (raw[i] - this.y[i]) ** 2);
  }
}

/** Log loss of two classes. */
class BinaryLogLoss implements Loss {
  readonly treesPerRound = 1;

  constructor(
    private readonly y: Float64Array,
    private readonly weight: Float64Array | null,
  ) {}

  baseline(): Float64Array {
    const share = weightedMean(this.y.length, this.weight, (i) => this.y[i]);
    const clipped = Math.min(Math.max(share, Number.EPSILON), 1 - Number.EPSILON);
    return Float64Array.of(Math.log(clipped / (1 - clipped)));
  }

  derivatives(
    raw: Float64Array,
    from: number,
    to: number,
    gradient: Float32Array,
    hessian: Float32Array,
  ): void {
    const { y, weight } = this;
    for (let i = from; i < to; i++) {
      const w = weight === null ? 1 : weight[i];
      const e = Math.exp(-raw[i]);
      if (raw[i] > -37) {
        gradient[i] = (w * (1 - y[i] - y[i] * e)) / (1 + e);
        hessian[i] = (w * e) / ((1 + e) * (1 + e));
      } else {
        const small = Math.exp(raw[i]);
        gradient[i] = w * (small - y[i]);
        hessian[i] = w * small;
      }
    }
  }

  mean(raw: Float64Array): number {
    return weightedMean(this.y.length, this.weight, (i) => {
      const r = raw[i];
      return Math.max(r, 0) + Math.log1p(Math.exp(-Math.abs(r))) - this.y[i] * r;
    });
  }
}

/** Log loss of three classes and more. */
class SoftmaxLoss implements Loss {
  constructor(
    private readonly y: Float64Array,
    private readonly weight: Float64Array | null,
    readonly treesPerRound: number,
  ) {}

  baseline(): Float64Array {
    const { y, weight, treesPerRound } = this;
    const logs = Float64Array.from({ length: treesPerRound }, (_, k) => {
      const share = weightedMean(y.length, weight, (i) => (y[i] === k ? 1 : 0));
      return Math.log(Math.min(Math.max(share, Number.EPSILON), 1 - Number.EPSILON));
    });
    const mean = logs.reduce((sum, value) => sum + value, 0) / treesPerRound;
    return logs.map((value) => value - mean);
  }

  derivatives(
    raw: Float64Array,
    from: number,
    to: number,
    gradient: Float32Array,
    hessian: Float32Array,
  ): void {
    const { y, weight, treesPerRound } = this;
    const n = y.length;
    const share = new Float64Array(treesPerRound);
    for (let i = from; i < to; i++) {
      let highest = raw[i];
      for (let k = 1; k < treesPerRound; k++) if (raw[k * n + i] > highest) highest = raw[k * n + i];
      let sum = 0;
      for (let k = 0; k < treesPerRound; k++) {
        share[k] = Math.exp(raw[k * n + i] - highest);
        sum += share[k];
      }
      const w = weight === null ? 1 : weight[i];
      for (let k = 0; k < treesPerRound; k++) {
        const p = share[k] / sum;
        gradient[k * n + i] = w * (y[i] === k ? p - 1 : p);
        hessian[k * n + i] = w * p * (1 - p);
      }
    }
  }

  mean(raw: Float64Array): number {
    const { y, weight, treesPerRound } = this;
    const n = y.length;
    return weightedMean(n, weight, (i) => {
      let highest = raw[i];
      for (let k = 1; k < treesPerRound; k++) highest = Math.max(highest, raw[k * n + i]);
      let sum = 0;
      for (let k = 0; k < treesPerRound; k++) sum += Math.exp(raw[k * n + i] - highest);
      return highest + Math.log(sum) - raw[y[i] * n + i];
    });
  }
}
