import { MEETING_WORDS, Team } from "../core/team";
import { defineTask, runJobs, threadCount } from "../core/worker-pool";
import type { SparseRows } from "../kernels/tsne";
import { BarnesHutForces, type GroupWork } from "./barnes-hut-forces";
import {
  CHECK,
  Descent,
  type DescentOptions,
  type DescentState,
  type DescentWork,
  descentStart,
} from "./descent";
import { ExactForces } from "./exact-forces";
import { type EmbeddingForces, PARTS } from "./forces";
import { type GridWork, gridWorkLengths, InterpolatedForces } from "./interpolated-forces";

/** How points repel one another. */
export interface Repulsion {
  method: "barnes_hut" | "interpolation" | "exact";
  /** Of `"barnes_hut"`. */
  angle: number;
}

/** Fewest rows for each thread: with less to do, threads wait for each other most of the time. */
const ROWS_PER_THREAD = 1000;
/** Rough time for one row in one iteration. */
const MILLISECONDS = 3e-4;

/** Everything that the members of a team share. */
export interface MapPlan {
  n: number;
  similarities: SparseRows;
  repulsion: Repulsion;
  options: DescentOptions;
  teamSize: number;
  meeting: Int32Array;
  descent: DescentWork;
  groups: GroupWork | null;
  grid: GridWork | null;
}

/**
 * A plan for the descent from `start`, (n x components), with its arrays where all threads see them.
 *
 * @param alone - stay on the calling thread, whose state can then be had after each iteration.
 */
export function mapPlan(
  start: Float64Array,
  similarities: SparseRows,
  repulsion: Repulsion,
  options: DescentOptions,
  alone: boolean,
): MapPlan {
  const n = similarities.starts.length - 1;
  const { method } = repulsion;
  const most = alone || method === "exact" ? 1 : Math.min(PARTS, Math.ceil(n / ROWS_PER_THREAD));
  const teamSize = threadCount({ milliseconds: MILLISECONDS * n * options.nIter }, most);
  const room = (bytes: number) => (teamSize > 1 ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  const float32 = (length: number) => new Float32Array(room(4 * length));
  const float64 = (length: number) => new Float64Array(room(8 * length));
  const descent: DescentWork = {
    points: float32(start.length),
    update: float64(start.length),
    gains: float64(start.length).fill(1),
    sums: float64(2 * PARTS),
  };
  descent.points.set(start);
  const { products, field, powers } = gridWorkLengths;
  return {
    n,
    similarities: teamSize > 1 ? inRoom(similarities, room) : similarities,
    repulsion,
    options,
    teamSize,
    meeting: new Int32Array(room(4 * MEETING_WORDS)),
    descent,
    groups: method === "barnes_hut" ? { repulsive: float32(2 * n), potentials: float32(n) } : null,
    grid:
      method === "interpolation" && teamSize > 1
        ? { products: float32(products), field: float32(field), powers: float64(powers) }
        : null,
  };
}

function inRoom(
  { starts, columns, values }: SparseRows,
  room: (bytes: number) => ArrayBufferLike,
): SparseRows {
  const out = {
    starts: new Int32Array(room(starts.byteLength)),
    columns: new Int32Array(room(columns.byteLength)),
    values: new Float32Array(room(values.byteLength)),
  };
  out.starts.set(starts);
  out.columns.set(columns);
  out.values.set(values);
  return out;
}

/** One member's descent from `state` on; the map and its motion are in the plan's memory. */
function descentOf(plan: MapPlan, rank: number, state: DescentState): Descent {
  const team = new Team(rank, plan.teamSize, plan.meeting);
  return new Descent(forcesOf(plan, team), plan.similarities, plan.options, team, plan.descent, state);
}

function forcesOf(
  { n, similarities, repulsion, options, groups, grid }: MapPlan,
  team: Team,
): EmbeddingForces {
  if (repulsion.method === "exact") return new ExactForces(n, options.components, similarities);
  if (repulsion.method === "interpolation") return new InterpolatedForces(n, similarities, team, grid);
  return new BarnesHutForces(n, similarities, repulsion.angle, team, groups!);
}

/** Iterations up to the next look at the divergence, by each member of the team. */
const descendTask = defineTask({
  name: "descend",
  start:
    (plan: MapPlan) =>
    ({ rank, state }: { rank: number; state: DescentState }): DescentState => {
      const descent = descentOf(plan, rank, state);
      do descent.step();
      while (!descent.state.done && descent.state.iteration % CHECK !== 0);
      return descent.state;
    },
});

/** The state after each iteration, or with several threads after each look at the divergence. */
export async function* descend(plan: MapPlan): AsyncGenerator<DescentState> {
  let state = descentStart;
  while (!state.done) {
    if (plan.teamSize > 1) {
      const before = state;
      const jobs = Array.from({ length: plan.teamSize }, (_, rank) => ({ rank, state: before }));
      [state] = await runJobs(descendTask, plan, jobs, { nJobs: plan.teamSize });
      yield state;
      continue;
    }
    // As often as on several threads anew, so that the map is the same.
    const descent = descentOf(plan, 0, state);
    state = descent.state;
    do {
      descent.step();
      yield state;
    } while (!state.done && state.iteration % CHECK !== 0);
  }
}
