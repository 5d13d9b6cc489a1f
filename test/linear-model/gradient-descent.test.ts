import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { costSurface, gradientDescent } from "../../src/linear-model/gradient-descent";
import { LinearRegression } from "../../src/linear-model/linear-regression";

const x = [1, 2, 3, 4, 5.5];
const y = [2.1, 3.9, 6.2, 7.8, 11.4];

const costOf = (theta0: number, theta1: number): number =>
  x.reduce((sum, value, i) => sum + (theta0 + theta1 * value - y[i]) ** 2, 0) / (2 * x.length);

describe("gradientDescent.steps", () => {
  it("starts where it is told and steps against the gradient", () => {
    const [first, second] = gradientDescent.steps(x, y, {
      learningRate: 0.05,
      iterations: 1,
      theta: [1, 0.5],
    });
    expect(first.iteration).toBe(0);
    expect(first.theta).toEqual([1, 0.5]);
    expect(first.cost).toBeCloseTo(costOf(1, 0.5), 12);
    const h = 1e-5;
    expect(first.gradient[0]).toBeCloseTo((costOf(1 + h, 0.5) - costOf(1 - h, 0.5)) / (2 * h), 8);
    expect(first.gradient[1]).toBeCloseTo((costOf(1, 0.5 + h) - costOf(1, 0.5 - h)) / (2 * h), 8);
    expect(second.theta[0]).toBe(1 - 0.05 * first.gradient[0]);
    expect(second.theta[1]).toBe(0.5 - 0.05 * first.gradient[1]);
  });

  it("ends at the line that LinearRegression fits", async () => {
    const states = [...gradientDescent.steps(x, y, { learningRate: 0.1, iterations: 3000 })];
    expect(states.length).toBe(3001);
    for (let k = 1; k < states.length; k++) {
      expect(states[k].cost).toBeLessThanOrEqual(states[k - 1].cost * (1 + 1e-12));
    }
    const line = await new LinearRegression().fit(
      x.map((value) => [value]),
      y,
    );
    expect(states[3000].theta[0]).toBeCloseTo(line.intercept, 9);
    expect(states[3000].theta[1]).toBeCloseTo(line.coef[0], 9);
  });

  it("ends when a too large learning rate lets the cost grow without limit", () => {
    const states = [...gradientDescent.steps(x, y, { learningRate: 10, iterations: 10000 })];
    expect(states.length).toBeLessThan(10001);
    expect(states.at(-1)!.cost).toBeGreaterThan(states[0].cost);
    expect(states.every((state) => Number.isFinite(state.cost))).toBe(true);
  });

  it("refuses bad input", () => {
    const first = (options: object) => gradientDescent.steps(x, y, options).next();
    expect(() => first({ learningRate: 0 })).toThrow(ParameterError);
    expect(() => first({ iterations: -1 })).toThrow(ParameterError);
    expect(() => first({ theta: [1] })).toThrow(ParameterError);
    expect(() => first({ theta: [1, Number.NaN] })).toThrow(ParameterError);
    expect(() => gradientDescent.steps(x, y.slice(1)).next()).toThrow(ValidationError);
    expect(() => gradientDescent.steps([], []).next()).toThrow(/x is empty/);
  });
});

describe("costSurface", () => {
  it("holds the cost of each line of the grid", () => {
    const { cost, theta0, theta1 } = costSurface(x, y, { theta0: [-1, 0, 2], theta1: [1, 2] });
    expect(cost.shape).toEqual([2, 3]);
    for (let i = 0; i < 2; i++) {
      for (let j = 0; j < 3; j++) expect(cost.get(i, j)).toBeCloseTo(costOf(theta0[j], theta1[i]), 12);
    }
  });
});
