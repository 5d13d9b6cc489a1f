import { GridRepulsion, MARGIN } from "../kernels/interpolation";
import { PlaneForces, type SparseRows } from "../kernels/tsne";

/** Distance between nodes of the grid at most, that of Linderman et al.; forces then err by about half a per cent. */
const WIDEST = 1 / 3;
/** A grid finer than this would show no more of points at one place. */
const FINEST = 1e-12;
/** From one distance to the next, where the number of nodes stays the same. */
const STEP = 1.2;
/** Fewest and most nodes along a side: 8 times a product of powers of 2, 3 and 5, as all numbers between. */
const FEWEST = 96;
const MOST = 2048;

/** The slope of the Kullback-Leibler divergence of an embedding. */
export interface EmbeddingForces {
  /** (n x components) the embedding, to be moved by the caller. */
  readonly points: Float32Array;
  /** Writes the slope, similarities multiplied by `exaggeration`, and returns the sum of all unscaled similarities. */
  slope(exaggeration: number, out: Float64Array): number;
}

/** Forces by groups of far points (Barnes & Hut 1986; van der Maaten 2014), in the plane. */
export class BarnesHutForces implements EmbeddingForces {
  readonly points: Float32Array;
  private readonly forces: PlaneForces;

  constructor(
    n: number,
    similarities: SparseRows,
    private readonly angle: number,
  ) {
    this.forces = new PlaneForces(n, similarities);
    this.points = this.forces.points;
  }

  slope(exaggeration: number, out: Float64Array): number {
    const { forces } = this;
    forces.attract();
    const sum = forces.repel(this.angle);
    for (let at = 0; at < out.length; at++) {
      out[at] = 4 * (exaggeration * forces.attractive[at] - forces.repulsive[at] / sum);
    }
    return sum;
  }
}

/** Repulsion interpolated on a grid that grows with the map (Linderman et al. 2019), in the plane. */
export class InterpolatedForces implements EmbeddingForces {
  readonly points: Float32Array;
  private readonly forces: PlaneForces;
  private grid: GridRepulsion | undefined;

  constructor(
    private readonly n: number,
    similarities: SparseRows,
  ) {
    this.forces = new PlaneForces(n, similarities);
    this.points = this.forces.points;
  }

  slope(exaggeration: number, out: Float64Array): number {
    const { forces, points } = this;
    forces.attract();
    const x = rangeOf(points, 0);
    const y = rangeOf(points, 1);
    const { nodes, spacing } = gridFor(Math.max(x.high - x.low, y.high - y.low));
    if (this.grid?.nodes !== nodes) this.grid = new GridRepulsion(this.n, nodes);
    this.grid.setSpacing(spacing);
    const half = (nodes * spacing) / 2;
    const sum = this.grid.repel(points, (x.low + x.high) / 2 - half, (y.low + y.high) / 2 - half);
    const { forces: repulsive } = this.grid;
    for (let at = 0; at < out.length; at++) {
      out[at] = 4 * (exaggeration * forces.attractive[at] - repulsive[at] / sum);
    }
    return sum;
  }
}

function rangeOf(points: Float32Array, axis: number): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = axis; at < points.length; at += 2) {
    if (points[at] < low) low = points[at];
    if (points[at] > high) high = points[at];
  }
  return { low, high };
}

/**
 * The grid for points that are at most `span` apart along an axis: a large one with nodes as far apart as allowed, a
 * small one with the fewest. Numbers and distances come in steps, so that one grid serves many iterations.
 */
export function gridFor(span: number): { nodes: number; spacing: number } {
  // One node more on each side covers what rounding does to the corner.
  const room = (nodes: number) => nodes - 2 * MARGIN - 2;
  if (span > WIDEST * room(MOST)) return { nodes: MOST, spacing: span / room(MOST) };
  let spacing = WIDEST;
  if (span <= spacing * room(FEWEST)) {
    while (spacing > FINEST && span <= (spacing / STEP) * room(FEWEST)) spacing /= STEP;
    return { nodes: FEWEST, spacing };
  }
  let nodes = FEWEST;
  while (span > spacing * room(nodes) || !isSmooth(nodes)) nodes += 8;
  return { nodes, spacing };
}

/** Whether 2, 3 and 5 are the only primes in it. */
function isSmooth(value: number): boolean {
  let rest = value;
  for (const prime of [2, 3, 5]) while (rest % prime === 0) rest /= prime;
  return rest === 1;
}

/** Forces of every pair of points, in any number of dimensions. */
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

/** Kullback-Leibler divergence of the embedding's similarities, whose unscaled sum is `sum`, from those of the rows. */
export function divergence(
  similarities: SparseRows,
  points: Float32Array,
  components: number,
  sum: number,
): number {
  const { starts, columns, values } = similarities;
  let total = 0;
  for (let i = 0; i + 1 < starts.length; i++) {
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
