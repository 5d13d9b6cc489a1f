import type { Team } from "../core/team";
import type { SparseRows } from "../kernels/tsne";

/** The slope of the Kullback-Leibler divergence of an embedding. */
export interface EmbeddingForces {
  /** (n x components) the embedding, to be moved by the caller. */
  readonly points: Float32Array;
  /**
   * Writes the slope of the team member's own rows, similarities multiplied by `exaggeration`, and returns the sum of
   * all unscaled similarities. All members of the team must call it.
   */
  slope(exaggeration: number, out: Float64Array): number;
}

/**
 * Parts into which the rows are cut. Sums are taken part by part and then over the parts in order, so that the result
 * does not depend on the number of threads.
 */
export const PARTS = 16;

/** The first row of a part. */
export const partStart = (part: number, n: number): number => Math.floor((n * part) / PARTS);

/** The rows of a member of the team. */
export function ownRows(team: Team, n: number): [number, number] {
  const [first, last] = team.part(PARTS);
  return [partStart(first, n), partStart(last, n)];
}

/**
 * Kullback-Leibler divergence of the embedding's similarities, whose unscaled sum is `sum`, from those of the rows; of
 * some rows their share.
 */
export function divergence(
  similarities: SparseRows,
  points: Float32Array,
  components: number,
  sum: number,
  [first, last]: readonly [number, number] = [0, similarities.starts.length - 1],
): number {
  const { starts, columns, values } = similarities;
  let total = 0;
  for (let i = first; i < last; i++) {
    for (let m = starts[i]; m < starts[i + 1]; m++) {
      let d2 = 0;
      for (let k = 0; k < components; k++) {
        d2 += (points[i * components + k] - points[columns[m] * components + k]) ** 2;
      }
      if (values[m] > 0) total += values[m] * Math.log(values[m] * sum * (1 + d2));
    }
  }
  return total;
}
