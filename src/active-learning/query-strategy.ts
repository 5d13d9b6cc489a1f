import type { LabelsLike } from "../core/labels";
import type { Matrix } from "../core/matrix";
import type { Model } from "../core/model";
import type { RandomState } from "../core/random-state";

/** What a strategy judges by: models that are trained on all that is known so far. */
export interface QueryContext {
  committee: readonly Model[];
  random: RandomState;
}

/**
 * How much a learner would like to know the answer at each candidate.
 *
 * @param candidates - (n x features) what could be asked.
 * @returns (n) the larger, the sooner it is asked.
 */
export type QueryStrategy = (candidates: Matrix, context: QueryContext) => Float64Array;

/** Whom a learner asks: the simulation, the telescope or the person that knows the answers for rows of features. */
export type Oracle = (X: Matrix) => LabelsLike | Promise<LabelsLike>;
