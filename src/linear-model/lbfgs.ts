import { wolfeSearch } from "./line-search";

/** Writes the gradient at `x` into `gradient` and returns the value. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface LbfgsOptions {
  maxIter: number;
  /** Stop when no component of the gradient is larger. */
  gtol: number;
  /** Stop when a step lowers the value by less than this share of it; default 1e7 machine epsilons. */
  ftol?: number;
}

export interface LbfgsResult {
  x: Float64Array;
  f: number;
  iterations: number;
  /** Whether a stopping rule other than `maxIter` was met. */
  converged: boolean;
}

/** Steps that the curvature is learnt from. */
const MEMORY = 10;

interface Correction {
  s: Float64Array;
  y: Float64Array;
  /** yᵀ s */
  curvature: number;
}

/**
 * Minimises a smooth function by the limited-memory BFGS method (Liu & Nocedal 1989, Mathematical Programming 45,
 * 503), with the memory, line search and stopping rules that `scipy.optimize` uses for L-BFGS-B without bounds.
 *
 * @param start - where to begin; not changed.
 */
export function minimizeLbfgs(objective: Objective, start: Float64Array, options: LbfgsOptions): LbfgsResult {
  const { maxIter, gtol, ftol = 1e7 * Number.EPSILON } = options;
  const n = start.length;
  let x = start.slice();
  let gradient = new Float64Array(n);
  let f = objective(x, gradient);
  let memory: Correction[] = [];
  let iterations = 0;
  const finish = (converged: boolean): LbfgsResult => ({ x, f, iterations, converged });
  while (largest(gradient) > gtol) {
    if (iterations >= maxIter) return finish(false);
    const direction = descentDirection(gradient, memory);
    const slope = dot(direction, gradient);
    if (!(slope < 0)) {
      if (memory.length === 0) return finish(false);
      memory = [];
      continue;
    }
    const firstStep = iterations === 0 ? Math.min(1, 1 / Math.sqrt(dot(direction, direction))) : 1;
    const trialX = new Float64Array(n);
    const trialGradient = new Float64Array(n);
    let trialF = f;
    let trialStep = 0;
    const along = (step: number) => {
      for (let k = 0; k < n; k++) trialX[k] = x[k] + step * direction[k];
      trialF = objective(trialX, trialGradient);
      trialStep = step;
      return { f: trialF, slope: dot(direction, trialGradient) };
    };
    const { step, found } = wolfeSearch(along, { f, slope }, firstStep, 1e10);
    if (!found || !Number.isFinite(trialF)) {
      // No descent along this direction: what was learnt of the curvature misleads. Without it, f is at its floor.
      if (memory.length === 0) return finish(false);
      memory = [];
      continue;
    }
    if (step !== trialStep) along(step);
    iterations++;
    remember(memory, x, trialX, gradient, trialGradient, slope * step);
    const decrease = f - trialF;
    const scale = Math.max(Math.abs(f), Math.abs(trialF), 1);
    x = trialX;
    gradient = trialGradient;
    f = trialF;
    if (decrease <= ftol * scale) return finish(true);
  }
  return finish(true);
}

/** The two-loop recursion. */
function descentDirection(gradient: Float64Array, memory: readonly Correction[]): Float64Array {
  const q = gradient.map((value) => -value);
  const alpha = new Float64Array(memory.length);
  for (let m = memory.length - 1; m >= 0; m--) {
    alpha[m] = dot(memory[m].s, q) / memory[m].curvature;
    addScaled(q, -alpha[m], memory[m].y);
  }
  const last = memory.at(-1);
  if (last !== undefined) {
    const scale = last.curvature / dot(last.y, last.y);
    for (let k = 0; k < q.length; k++) q[k] *= scale;
  }
  memory.forEach((correction, m) => {
    addScaled(q, alpha[m] - dot(correction.y, q) / correction.curvature, correction.s);
  });
  return q;
}

function remember(
  memory: Correction[],
  x: Float64Array,
  nextX: Float64Array,
  gradient: Float64Array,
  nextGradient: Float64Array,
  slope: number,
): void {
  const s = nextX.map((value, k) => value - x[k]);
  const y = nextGradient.map((value, k) => value - gradient[k]);
  const curvature = dot(s, y);
  // A step along which the gradient hardly changes would make the next direction arbitrarily long.
  if (curvature <= Number.EPSILON * -slope) return;
  memory.push({ s, y, curvature });
  if (memory.length > MEMORY) memory.shift();
}

function largest(v: Float64Array): number {
  let out = 0;
  for (let k = 0; k < v.length; k++) out = Math.max(out, Math.abs(v[k]));
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

function addScaled(x: Float64Array, factor: number, y: Float64Array): void {
  for (let k = 0; k < x.length; k++) x[k] += factor * y[k];
}
