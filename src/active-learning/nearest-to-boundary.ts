import { Matrix } from "../core/matrix";
import { checkCommittee, type QueryStrategy } from "./query-strategy";

/**
 * Uncertainty sampling by `decisionFunction`, for classifiers that know distances rather than probabilities, such as a
 * support vector machine: asks what lies nearest to the boundary (Tong & Koller 2001, Journal of Machine Learning Research
 * 2, 45). With more than two classes that is where the two largest scores differ least. Of several classifiers the distances
 * are averaged, so they should be on one scale.
 *
 * @throws ParameterError when used, if a member has no `decisionFunction`.
 */
export function nearestToBoundary(): QueryStrategy {
  return (candidates, { committee }) => {
    checkCommittee("nearestToBoundary", committee, "decisionFunction");
    const scores = new Float64Array(candidates.rows);
    for (const model of committee) {
      const decision = model.decisionFunction(candidates);
      for (let i = 0; i < candidates.rows; i++) {
        const distance = decision instanceof Matrix ? lead(decision.row(i)) : Math.abs(decision[i]);
        scores[i] -= distance / committee.length;
      }
    }
    return scores;
  };
}

/** How far the largest value is above the second. */
function lead(values: Float64Array): number {
  const [first, second] = values.slice().sort().reverse();
  return first - second;
}
