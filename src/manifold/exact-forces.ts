import type { SparseRows } from "../kernels/tsne";
import type { EmbeddingForces } from "./forces";

/** Forces of every pair of points, in any number of dimensions, on one thread. */
export class ExactForces implements EmbeddingForces {
  readonly points: Float32Array;

  constructor(
    private readonly n: number,
    private readonly components: number,
    private readonly similarities: SparseRows,
  ) {
    this.points = new Float32Array(n * components);
  }

  slope(exaggeration: number, out: Float64Array): number {
    const { n, components: c, points, similarities } = this;
    const repulsive = new Float64Array(n * c);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const q = 1 / (1 + this.squaredDistance(i, j));
        sum += 2 * q;
        for (let k = 0; k < c; k++) {
          const force = q * q * (points[i * c + k] - points[j * c + k]);
          repulsive[i * c + k] += force;
          repulsive[j * c + k] -= force;
        }
      }
    }
    for (let at = 0; at < out.length; at++) out[at] = (-4 * repulsive[at]) / sum;
    const { starts, columns, values } = similarities;
    for (let i = 0; i < n; i++) {
      for (let m = starts[i]; m < starts[i + 1]; m++) {
        const j = columns[m];
        const w = (4 * exaggeration * values[m]) / (1 + this.squaredDistance(i, j));
        for (let k = 0; k < c; k++) out[i * c + k] += w * (points[i * c + k] - points[j * c + k]);
      }
    }
    return sum;
  }

  private squaredDistance(i: number, j: number): number {
    const { components: c, points } = this;
    let sum = 0;
    for (let k = 0; k < c; k++) sum += (points[i * c + k] - points[j * c + k]) ** 2;
    return sum;
  }
}
