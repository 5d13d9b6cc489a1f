import type { Team } from "../core/team";
import type { SparseRows } from "../kernels/tsne";
import { divergence, type EmbeddingForces, ownRows, PARTS, partStart } from "./forces";

/** Iterations with exaggerated similarities, as in scikit-learn. */
export const EXPLORATION = 250;
/** Iterations from one look at the divergence to the next. */
export const CHECK = 50;

export interface DescentOptions {
  components: number;
  earlyExaggeration: number;
  learningRate: number;
  nIter: number;
  nIterWithoutProgress: number;
  minGradNorm: number;
}

/** Memory that the members of a team write to. */
export interface DescentWork {
  /** (n x components) each. */
  points: Float32Array;
  update: Float64Array;
  gains: Float64Array;
  /** Twice {@link PARTS}: squared norms of the gradient, and divergences. */
  sums: Float64Array;
}

/** Where a descent is. */
export interface DescentState {
  iteration: number;
  /** Of the last check; the similarities are exaggerated in the first iterations. */
  klDivergence: number;
  best: number;
  bestIteration: number;
  exploring: boolean;
  done: boolean;
}

export const descentStart: DescentState = {
  iteration: 0,
  klDivergence: Number.NaN,
  best: Number.POSITIVE_INFINITY,
  bestIteration: 0,
  exploring: true,
  done: false,
};

/**
 * Gradient descent with momentum and a gain for each coordinate, as scikit-learn's `_gradient_descent`. The members of
 * a team move their own rows, and all judge the progress by the same sums.
 */
export class Descent {
  readonly state: DescentState;
  private readonly gradient: Float64Array;
  private readonly rows: [number, number];

  constructor(
    private readonly forces: EmbeddingForces,
    private readonly similarities: SparseRows,
    private readonly options: DescentOptions,
    private readonly team: Team,
    private readonly work: DescentWork,
    state: DescentState,
  ) {
    this.state = { ...state };
    this.gradient = new Float64Array(work.points.length);
    this.rows = ownRows(team, similarities.starts.length - 1);
    forces.points.set(work.points);
  }

  /** One iteration. */
  step(): void {
    const { forces, gradient, options, rows, state, team, work } = this;
    const { components } = options;
    const { points, update, gains } = work;
    const sum = forces.slope(state.exploring ? options.earlyExaggeration : 1, gradient);
    const last = state.iteration + 1 >= options.nIter;
    const check = (state.iteration + 1) % CHECK === 0 || last;
    const momentum = state.exploring ? 0.5 : 0.8;
    for (let at = rows[0] * components; at < rows[1] * components; at++) {
      gains[at] = Math.max(0.01, update[at] * gradient[at] < 0 ? gains[at] + 0.2 : gains[at] * 0.8);
      update[at] = momentum * update[at] - options.learningRate * gradient[at] * gains[at];
      points[at] = forces.points[at] + update[at];
    }
    if (check) this.measure(sum);
    team.meet();
    forces.points.set(points);
    state.iteration++;
    if (check) this.judge(last);
  }

  /** Takes this member's parts of the divergence, before the step, and of the gradient's norm. */
  private measure(sum: number): void {
    const { forces, gradient, options, similarities, team, work } = this;
    const { components } = options;
    const n = similarities.starts.length - 1;
    const [first, last] = team.part(PARTS);
    for (let part = first; part < last; part++) {
      const rows: [number, number] = [partStart(part, n), partStart(part + 1, n)];
      let norm = 0;
      for (let at = rows[0] * components; at < rows[1] * components; at++) {
        norm += (gradient[at] * work.gains[at]) ** 2;
      }
      work.sums[part] = norm;
      work.sums[PARTS + part] = divergence(similarities, forces.points, components, sum, rows);
    }
  }

  private judge(last: boolean): void {
    const { options, state, work, rows } = this;
    const total = (sums: Float64Array) => sums.reduce((sum, value) => sum + value, 0);
    const gradientNorm = Math.sqrt(total(work.sums.subarray(0, PARTS)));
    state.klDivergence = total(work.sums.subarray(PARTS));
    if (state.klDivergence < state.best) {
      state.best = state.klDivergence;
      state.bestIteration = state.iteration;
    }
    const patience = state.exploring ? EXPLORATION : options.nIterWithoutProgress;
    const settled = state.iteration - state.bestIteration > patience || gradientNorm <= options.minGradNorm;
    state.done = last || (settled && !state.exploring);
    if (state.exploring && (settled || state.iteration >= EXPLORATION)) {
      state.exploring = false;
      state.best = Number.POSITIVE_INFINITY;
      state.bestIteration = state.iteration;
      const { components } = options;
      work.update.fill(0, rows[0] * components, rows[1] * components);
      work.gains.fill(1, rows[0] * components, rows[1] * components);
    }
  }
}
