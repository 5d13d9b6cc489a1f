import type { Label } from "../core/labels";
import type { QueryStrategy } from "./query-strategy";
import { entropy } from "./uncertainty-sampling";

/**
 * Query by committee for classes: asks where the members' votes are spread most evenly over the classes (Seung, Opper &
 * Sompolinsky 1992, COLT; vote entropy: Dagan & Engelson 1995, ICML).
 */
export function voteEntropy(): QueryStrategy {
  return (candidates, { committee }) => {
    const votes = committee.map((model) => model.predict(candidates));
    return Float64Array.from({ length: candidates.rows }, (_, i) => {
      const counts = new Map<Label, number>();
      for (const vote of votes) counts.set(vote[i], (counts.get(vote[i]) ?? 0) + 1);
      return entropy(Float64Array.from(counts.values(), (count) => count / votes.length));
    });
  };
}
