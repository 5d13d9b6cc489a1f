import { ParameterError } from "../core/errors";
import { Matrix } from "../core/matrix";
import { checkNumber } from "../core/parameters";
import { checkSameLength, toVector, type VectorLike } from "../core/targets";

export interface GradientDescentOptions {
  /** Step length as a multiple of the gradient; default 0.01. */
  learningRate?: number;
  /** Steps to take; default 100. */
  iterations?: number;
  /** Where to start, as [theta0, theta1]; default [0, 0]. */
  theta?: readonly [number, number];
}

/** The state of a descent; iteration 0 is the start. */
export interface GradientDescentStep {
  iteration: number;
  /** `theta0` and `theta1`: intercept and slope of h(x) = theta0 + theta1 x. */
  theta: [number, number];
  /** J(theta), half the mean squared residual. */
  cost: number;
  /** [dJ/dtheta0, dJ/dtheta1]. */
  gradient: [number, number];
}

/** A straight line's cost over a grid, laid out as a contour or surface plot takes it. */
export interface CostSurface {
  theta0: Float64Array;
  theta1: Float64Array;
  /** (theta1 x theta0) J at each pair: row i belongs to `theta1[i]`, column j to `theta0[j]`. */
  cost: Matrix;
}

/**
 * Descends the cost J = 1/(2n) sum (theta0 + theta1 x_i - y_i)² of a straight line, one step at a time, for a
 * reader to watch: the first state is the start, each next one follows a step against the gradient.
 *
 * A learning rate that is too large makes the cost grow; the generator then ends when a value stops being finite.
 *
 * @throws ValidationError if x or y is unusable or their lengths differ.
 * @throws ParameterError if an option is.
 */
function* steps(
  x: VectorLike,
  y: VectorLike,
  options: GradientDescentOptions = {},
): Generator<GradientDescentStep, void, undefined> {
  const { learningRate = 0.01, iterations = 100, theta: start = [0, 0] } = options;
  checkNumber("learningRate", learningRate, { exclusiveMin: 0 });
  checkNumber("iterations", iterations, { min: 0, integer: true });
  if (start.length !== 2) throw new ParameterError("theta must be [theta0, theta1].");
  checkNumber("theta[0]", start[0]);
  checkNumber("theta[1]", start[1]);
  const sums = momentsOf(x, y);
  let theta: [number, number] = [start[0], start[1]];
  for (let iteration = 0; iteration <= iterations; iteration++) {
    const gradient = gradientAt(sums, theta);
    const state = { iteration, theta, cost: costAt(sums, theta), gradient };
    if (!Number.isFinite(state.cost)) return;
    yield state;
    theta = [theta[0] - learningRate * gradient[0], theta[1] - learningRate * gradient[1]];
  }
}

/**
 * J over a grid of intercepts and slopes, to draw the bowl that {@link gradientDescent} descends.
 *
 * @throws ValidationError if a vector is unusable, or the lengths of x and y differ.
 */
export function costSurface(
  x: VectorLike,
  y: VectorLike,
  grid: { theta0: VectorLike; theta1: VectorLike },
): CostSurface {
  const sums = momentsOf(x, y);
  const theta0 = toVector(grid.theta0, "theta0");
  const theta1 = toVector(grid.theta1, "theta1");
  const cost = Matrix.zeros(theta1.length, theta0.length);
  for (let i = 0; i < theta1.length; i++) {
    for (let j = 0; j < theta0.length; j++) cost.set(i, j, costAt(sums, [theta0[j], theta1[i]]));
  }
  return { theta0, theta1, cost };
}

/** Linear regression by gradient descent, for teaching. */
export const gradientDescent = { steps };

/** Means that determine the cost of every line; about the means, so that nothing cancels. */
interface Moments {
  x: number;
  y: number;
  xx: number;
  xy: number;
  yy: number;
}

function momentsOf(xLike: VectorLike, yLike: VectorLike): Moments {
  const x = toVector(xLike, "x");
  const y = toVector(yLike, "y");
  checkSameLength(y.length, x.length, "y", "x");
  const n = x.length;
  const mean = (v: Float64Array) => v.reduce((sum, value) => sum + value, 0) / n;
  const out = { x: mean(x), y: mean(y), xx: 0, xy: 0, yy: 0 };
  for (let i = 0; i < n; i++) {
    out.xx += (x[i] - out.x) ** 2 / n;
    out.xy += ((x[i] - out.x) * (y[i] - out.y)) / n;
    out.yy += (y[i] - out.y) ** 2 / n;
  }
  return out;
}

/** Mean residual of a line. */
const offsetAt = (m: Moments, [theta0, theta1]: readonly number[]): number => theta0 + theta1 * m.x - m.y;

function costAt(m: Moments, theta: readonly number[]): number {
  const slope = theta[1];
  const spread = m.yy - 2 * slope * m.xy + slope * slope * m.xx;
  return (offsetAt(m, theta) ** 2 + Math.max(spread, 0)) / 2;
}

function gradientAt(m: Moments, theta: readonly number[]): [number, number] {
  const offset = offsetAt(m, theta);
  return [offset, offset * m.x + theta[1] * m.xx - m.xy];
}
