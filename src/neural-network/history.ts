import type { Network } from "./network";
import type { FittedNetwork } from "./training-state";

type Attributes = Pick<
  FittedNetwork,
  | "loss"
  | "bestLoss"
  | "lossCurve"
  | "validationScores"
  | "bestValidationScore"
  | "validationLossCurve"
  | "learningRateCurve"
  | "nIter"
>;

/** What was measured after each epoch, and the best of it. */
export class History {
  /** The weights of the best validation score, where training is stopped by it. */
  bestWeights: Float64Array | undefined;
  private readonly losses: number[];
  private readonly rates: number[];
  private readonly scores: number[] = [];
  private readonly validationLosses: number[] = [];
  private bestLoss: number;
  private bestScore = Number.NEGATIVE_INFINITY;

  /** @param byScore - whether the validation score decides, rather than the loss. */
  constructor(
    readonly byScore: boolean,
    previous: FittedNetwork | undefined,
  ) {
    this.losses = Array.from(previous?.lossCurve ?? []);
    this.rates = Array.from(previous?.learningRateCurve ?? []);
    this.bestLoss = previous?.bestLoss ?? Number.POSITIVE_INFINITY;
  }

  get epochs(): number {
    return this.losses.length;
  }

  /** @returns whether the epoch improved what decides by `tol`. */
  add(
    tol: number,
    network: Network,
    rate: number,
    loss: number,
    validation: { loss: number; score: number } | undefined,
  ): boolean {
    this.losses.push(loss);
    this.rates.push(rate);
    if (validation !== undefined) this.validationLosses.push(validation.loss);
    if (this.byScore && validation !== undefined) {
      const { score } = validation;
      this.scores.push(score);
      const gained = score >= this.bestScore + tol;
      if (score > this.bestScore) {
        this.bestScore = score;
        this.bestWeights = network.weights.slice();
      }
      return gained;
    }
    const gained = loss <= this.bestLoss - tol;
    this.bestLoss = Math.min(this.bestLoss, loss);
    return gained;
  }

  attributes(): Attributes {
    const { byScore, validationLosses } = this;
    return {
      loss: this.losses[this.losses.length - 1],
      bestLoss: byScore ? null : this.bestLoss,
      lossCurve: Float64Array.from(this.losses),
      validationScores: byScore ? Float64Array.from(this.scores) : null,
      bestValidationScore: byScore ? this.bestScore : null,
      validationLossCurve: validationLosses.length > 0 ? Float64Array.from(validationLosses) : null,
      learningRateCurve: Float64Array.from(this.rates),
      nIter: this.losses.length,
    };
  }
}
