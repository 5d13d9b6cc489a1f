import { checkKnown, checkOneOf } from "../core/parameters";
import { checkCommittee, type QueryStrategy } from "./query-strategy";

export interface UncertaintySamplingOptions {
  /**
   * Default `"leastConfident"`: 1 − the largest probability; `"margin"`: how little the largest exceeds the second;
   * `"entropy"`: −Σ p ln p. For two classes all three rank alike.
   */
  measure?: "leastConfident" | "margin" | "entropy";
}

/**
 * Asks where the classifier is least sure of the class (Lewis & Gale 1994, SIGIR; Settles 2009, Computer Sciences
 * Technical Report 1648, University of Wisconsin). Of several classifiers the probabilities are averaged.
 *
 * @throws ParameterError if the measure or an option does not exist; when used, if a member knows no probabilities.
 */
export function uncertaintySampling(options: UncertaintySamplingOptions = {}): QueryStrategy {
  checkKnown("uncertaintySampling", options, ["measure"]);
  const { measure = "leastConfident" } = options;
  checkOneOf("measure", measure, ["leastConfident", "margin", "entropy"]);
  return (candidates, { committee }) => {
    checkCommittee("uncertaintySampling", committee, "predictProba");
    const probabilities = committee.map((model) => model.predictProba(candidates));
    const { rows, cols } = probabilities[0];
    const mean = new Float64Array(cols);
    return Float64Array.from({ length: rows }, (_, i) => {
      for (let k = 0; k < cols; k++) {
        mean[k] = probabilities.reduce((sum, p) => sum + p.data[i * cols + k], 0) / probabilities.length;
      }
      return uncertainty[measure](mean);
    });
  };
}

const uncertainty = {
  leastConfident: (p: Float64Array) => 1 - Math.max(...p),
  margin: (p: Float64Array) => {
    const [first, second = 0] = p.slice().sort().reverse();
    return second - first;
  },
  entropy: (p: Float64Array) => entropy(p),
};

/** Entropy of shares that add up to 1, in nats. */
export function entropy(shares: Float64Array): number {
  let sum = 0;
  for (const share of shares) if (share > 0) sum -= share * Math.log(share);
  return sum;
}
