import { ParameterError } from "../core/errors";
import type { Estimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import type { Matrix } from "../core/matrix";
import { type Model, type ModelMethod, supports } from "../core/model";
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

/** @throws ParameterError if a member cannot do what a strategy judges by. */
export function checkCommittee(strategy: string, committee: readonly Model[], method: ModelMethod): void {
  const unfit = committee.find((model) => !supports(model as unknown as Estimator<object>, method));
  if (unfit === undefined) return;
  throw new ParameterError(`${strategy} needs ${method}, which ${String(unfit)} of the committee has not.`);
}
