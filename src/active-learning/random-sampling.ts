import type { QueryStrategy } from "./query-strategy";

/** Asks at random: the passive learner, against which active ones are measured. */
export function randomSampling(): QueryStrategy {
  return (candidates, { random }) => random.randomSample(candidates.rows);
}
