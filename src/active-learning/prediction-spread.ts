import type { QueryStrategy } from "./query-strategy";

/**
 * Query by committee for numbers: asks where the members' predictions lie farthest apart, measured by their standard
 * deviation (Krogh & Vedelsby 1995, NIPS). For two members that is half their difference.
 */
export function predictionSpread(): QueryStrategy {
  return (candidates, { committee }) => {
    const predictions = committee.map((model) => model.predict(candidates) as ArrayLike<number>);
    return Float64Array.from({ length: candidates.rows }, (_, i) => {
      const mean = predictions.reduce((sum, p) => sum + p[i], 0) / predictions.length;
      return Math.sqrt(predictions.reduce((sum, p) => sum + (p[i] - mean) ** 2, 0) / predictions.length);
    });
  };
}
