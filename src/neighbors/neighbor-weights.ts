import { ParameterError, ValidationError } from "../core/errors";
import type { Matrix } from "../core/matrix";

/**
 * How much each neighbour counts: all alike, by the inverse of its distance (a neighbour at distance 0 then counts
 * alone), or by a function that turns the distances of one query into weights.
 */
export type NeighborWeights = "uniform" | "distance" | ((distances: Float64Array) => ArrayLike<number>);

/** @throws ParameterError unless `weights` is one of its forms. */
export function checkWeights(weights: unknown): void {
  if (weights === "uniform" || weights === "distance" || typeof weights === "function") return;
  throw new ParameterError(`weights must be "uniform", "distance" or a function; got ${String(weights)}.`);
}

/**
 * (queries x k) weight of each neighbour.
 *
 * @throws ValidationError if a function gives weights of another number, or one that is no finite number.
 */
export function weigh(weights: NeighborWeights, distances: Matrix): Float64Array {
  const { rows, cols } = distances;
  const out = new Float64Array(rows * cols).fill(1);
  if (weights === "uniform") return out;
  for (let i = 0; i < rows; i++) {
    const row = distances.row(i);
    if (weights === "distance") {
      const touching = row.includes(0);
      for (let j = 0; j < cols; j++) out[i * cols + j] = touching ? (row[j] === 0 ? 1 : 0) : 1 / row[j];
      continue;
    }
    const given = weights(row.slice());
    if (given.length !== cols) {
      throw new ValidationError(`The weights function gave ${given.length} weights for ${cols} distances.`);
    }
    for (let j = 0; j < cols; j++) {
      if (!Number.isFinite(given[j])) throw new ValidationError(`The weights function gave ${given[j]}.`);
      out[i * cols + j] = given[j];
    }
  }
  return out;
}
