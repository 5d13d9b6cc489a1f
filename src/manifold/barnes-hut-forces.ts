import type { Team } from "../core/team";
import { PlaneForces, type SparseRows } from "../kernels/tsne";
import { type EmbeddingForces, ownRows } from "./forces";

/** Memory that the members of a team write to. */
export interface GroupWork {
  /** (n x 2) */
  repulsive: Float32Array;
  /** (n) */
  potentials: Float32Array;
}

/** Forces by groups of far points (Barnes & Hut 1986; van der Maaten 2014), in the plane. */
export class BarnesHutForces implements EmbeddingForces {
  readonly points: Float32Array;
  private readonly forces: PlaneForces;
  private readonly rows: [number, number];

  constructor(
    private readonly n: number,
    similarities: SparseRows,
    private readonly angle: number,
    private readonly team: Team,
    private readonly work: GroupWork,
  ) {
    this.rows = ownRows(team, n);
    this.forces = new PlaneForces(n, similarities, this.rows);
    this.points = this.forces.points;
  }

  slope(exaggeration: number, out: Float64Array): number {
    const { forces, work, team, n } = this;
    const [first, last] = team.part(n);
    forces.attract();
    forces.repel(this.angle, first, last);
    for (let position = first; position < last; position++) {
      const i = forces.order[position];
      work.potentials[i] = forces.potentials[i];
      work.repulsive[2 * i] = forces.repulsive[2 * i];
      work.repulsive[2 * i + 1] = forces.repulsive[2 * i + 1];
    }
    team.meet();
    let sum = 0;
    for (let i = 0; i < n; i++) sum += work.potentials[i];
    for (let at = 2 * this.rows[0]; at < 2 * this.rows[1]; at++) {
      out[at] = 4 * (exaggeration * forces.attractive[at] - work.repulsive[at] / sum);
    }
    return sum;
  }
}
