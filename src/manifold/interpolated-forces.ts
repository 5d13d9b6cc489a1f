import { ParameterError } from "../core/errors";
import type { Team } from "../core/team";
import { GridRepulsion, MARGIN } from "../kernels/interpolation";
import { PlaneForces, type SparseRows } from "../kernels/tsne";
import { type EmbeddingForces, ownRows } from "./forces";

/** Distance between nodes of the grid at most, that of Linderman et al.; forces then err by about half a per cent. */
const WIDEST = 1 / 3;
/** A grid finer than this would show no more of points at one place. */
const FINEST = 1e-12;
/** From one distance to the next, where the number of nodes stays the same. */
const STEP = 1.2;
/**
 * Fewest and most nodes along a side: 8 times a product of powers of 2, 3 and 5, as all numbers between. The most cover
 * 394 units; maps of a million rows span some hundred. Wider ones get nodes farther apart.
 */
const FEWEST = 96;
const MOST = 1200;

/** Memory that the members of a team write to, for the largest grid. */
export interface GridWork {
  products: Float32Array;
  field: Float32Array;
  powers: Float64Array;
}

/** Numbers in a {@link GridWork}. */
export const gridWorkLengths = {
  products: (MOST / 4 + 1) * MOST * 16,
  field: 2 * MOST * MOST,
  powers: MOST / 4 + 1,
};

/** Repulsion interpolated on a grid that grows with the map (Linderman et al. 2019), in the plane. */
export class InterpolatedForces implements EmbeddingForces {
  readonly points: Float32Array;
  private readonly forces: PlaneForces;
  private readonly rows: [number, number];
  private grid: GridRepulsion | undefined;

  /**
   * @param work - `null` for a team of one.
   */
  constructor(
    private readonly n: number,
    similarities: SparseRows,
    private readonly team: Team,
    private readonly work: GridWork | null,
  ) {
    this.rows = ownRows(team, n);
    this.forces = new PlaneForces(n, similarities, this.rows);
    this.points = this.forces.points;
  }

  slope(exaggeration: number, out: Float64Array): number {
    const { forces, rows, team } = this;
    forces.attract();
    const grid = this.coveringGrid();
    const groups = team.part(grid.groups);
    grid.convolve(...groups);
    const size = 16 * grid.nodes;
    this.share(grid.products, this.work?.products, groups[0] * size, groups[1] * size, grid.groups * size);
    this.share(grid.powers, this.work?.powers, groups[0], groups[1], grid.groups);
    const sum = grid.potentialSum();
    const fours = team.part(grid.nodes / 4);
    grid.transformBack(...fours);
    const line = 8 * grid.nodes;
    this.share(grid.field, this.work?.field, fours[0] * line, fours[1] * line, 2 * grid.nodes ** 2);
    grid.gather(...rows);
    for (let at = 2 * rows[0]; at < 2 * rows[1]; at++) {
      out[at] = 4 * (exaggeration * forces.attractive[at] - grid.forces[at] / sum);
    }
    return sum;
  }

  /** The grid that suits the points, with the points on it. */
  private coveringGrid(): GridRepulsion {
    const { points } = this;
    const x = rangeOf(points, 0);
    const y = rangeOf(points, 1);
    const farthest = Math.max(Math.abs(x.low), Math.abs(x.high), Math.abs(y.low), Math.abs(y.high));
    if (!Number.isFinite(farthest)) {
      throw new ParameterError("The map has grown beyond all bounds: choose a lower learningRate.");
    }
    // The grid's corner has no more digits than a coordinate far from 0.
    const { nodes, spacing } = gridFor(Math.max(x.high - x.low, y.high - y.low, 1e-4 * farthest));
    if (this.grid?.nodes !== nodes) this.grid = new GridRepulsion(this.n, nodes);
    this.grid.setSpacing(spacing);
    const half = (nodes * spacing) / 2;
    this.grid.spread(points, (x.low + x.high) / 2 - half, (y.low + y.high) / 2 - half);
    return this.grid;
  }

  /** Gives the others what this member found, from `first` to `last`, and takes what they found. */
  private share<T extends Float32Array | Float64Array>(
    mine: T,
    all: T | undefined,
    first: number,
    last: number,
    length: number,
  ): void {
    if (all === undefined) return;
    all.set(mine.subarray(first, last), first);
    this.team.meet();
    mine.set(all.subarray(0, first));
    mine.set(all.subarray(last, length), last);
  }
}

function rangeOf(points: Float32Array, axis: number): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = axis; at < points.length; at += 2) {
    // Unlike a comparison, these let no NaN pass.
    low = Math.min(low, points[at]);
    high = Math.max(high, points[at]);
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
