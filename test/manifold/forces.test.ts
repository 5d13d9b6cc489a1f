import { describe, expect, it } from "vitest";
import { Matrix, RandomState } from "../../src";
import { MEETING_WORDS, Team } from "../../src/core/team";
import type { SparseRows } from "../../src/kernels/tsne";
import { BarnesHutForces } from "../../src/manifold/barnes-hut-forces";
import { ExactForces } from "../../src/manifold/exact-forces";
import { divergence } from "../../src/manifold/forces";
import { gridFor, InterpolatedForces } from "../../src/manifold/interpolated-forces";
import { jointProbabilities } from "../../src/manifold/similarities";
import { expectClose } from "../close";
import reference from "./reference/tsne.json";

const X = Matrix.from(reference.X);
const alone = new Team(0, 1, new Int32Array(MEETING_WORDS));

const groupedForces = (n: number, similarities: SparseRows, angle: number) =>
  new BarnesHutForces(n, similarities, angle, alone, {
    repulsive: new Float32Array(2 * n),
    potentials: new Float32Array(n),
  });
const griddedForces = (n: number, similarities: SparseRows) =>
  new InterpolatedForces(n, similarities, alone, null);

describe("jointProbabilities", () => {
  it("agrees with scikit-learn's when all neighbours count", async () => {
    const n = reference.small.length;
    const { starts, columns, values } = await jointProbabilities(Matrix.from(reference.small), 5, n - 1);
    const full = Matrix.zeros(n, n);
    for (let i = 0; i < n; i++) {
      for (let m = starts[i]; m < starts[i + 1]; m++) full.set(i, columns[m], values[m]);
    }
    // Both searches end where the entropy is right to 1e-5.
    expectClose(full, reference.joint, 1e-3, 1e-6);
  });

  it("adds up to one, rows with twins included", async () => {
    const rows = Matrix.from(Array.from({ length: 40 }, (_, i) => [i < 20 ? 1 : i, 2]));
    const { values } = await jointProbabilities(rows, 5, 16);
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
  });
});

describe("the forces", () => {
  it("are the slope of the divergence, by differences", async () => {
    const rows = Matrix.from(reference.small);
    const n = rows.rows;
    const similarities = await jointProbabilities(rows, 5, n - 1);
    const forces = new ExactForces(n, 2, similarities);
    forces.points.set(new RandomState(1).normal(0, 1, 2 * n));
    const slope = new Float64Array(2 * n);
    forces.slope(1, slope);
    const scratch = new Float64Array(2 * n);
    const at = (k: number, move: number) => {
      const before = forces.points[k];
      forces.points[k] = before + move;
      const moved = forces.points[k] - before;
      const value = divergence(similarities, forces.points, 2, forces.slope(1, scratch));
      forces.points[k] = before;
      return { value, moved };
    };
    for (const k of [0, 7, 20]) {
      const up = at(k, 1e-3);
      const down = at(k, -1e-3);
      expect((up.value - down.value) / (up.moved - down.moved)).toBeCloseTo(slope[k], 6);
    }
  });

  it("by groups are near those of all pairs, and equal to them for angle 0", async () => {
    const similarities = await jointProbabilities(X, 10, 31);
    const start = new RandomState(2).normal(0, 10, 2 * X.rows);
    const exact = new ExactForces(X.rows, 2, similarities);
    exact.points.set(start);
    const expected = new Float64Array(start.length);
    const sum = exact.slope(3, expected);
    const size = Math.max(...expected.map(Math.abs));
    for (const [angle, tolerance] of [
      [0, 2e-6],
      [0.5, 1e-2],
    ]) {
      const grouped = groupedForces(X.rows, similarities, angle);
      grouped.points.set(start);
      const slope = new Float64Array(start.length);
      expect(grouped.slope(3, slope) / sum).toBeCloseTo(1, angle === 0 ? 5 : 2);
      expectClose(slope, expected, 0, tolerance * size);
    }
  });

  it("on a grid are within 0.6 % of those of all pairs, and within 1e-6 on small maps", async () => {
    const similarities = await jointProbabilities(X, 10, 31);
    const exact = new ExactForces(X.rows, 2, similarities);
    const gridded = griddedForces(X.rows, similarities);
    const expected = new Float64Array(2 * X.rows);
    const slope = new Float64Array(2 * X.rows);
    // From maps far smaller than a node's spacing to ones that need more nodes, and back.
    for (const [scale, tolerance] of [
      [1e-6, 1e-6],
      [1e-4, 1e-6],
      [0.3, 1e-6],
      [3, 2e-3],
      [10, 6e-3],
      [40, 6e-3],
      [1, 1e-3],
    ]) {
      const start = new RandomState(2).normal(0, scale, 2 * X.rows);
      // Far from the origin, where a coordinate has fewer digits.
      for (let at = 0; at < start.length; at += 2) start[at] += 5 * scale;
      exact.points.set(start);
      gridded.points.set(start);
      const sum = exact.slope(0, expected);
      expect(Math.abs(gridded.slope(0, slope) / sum - 1)).toBeLessThan(tolerance);
      const error = Math.hypot(...slope.map((value, at) => value - expected[at]));
      expect(error).toBeLessThan(tolerance * Math.hypot(...expected));
    }
  });

  it("take a grid that covers the map with room at its edges, and is no larger than it need be", () => {
    for (const span of [0, 1e-3, 1, 20, 26, 27, 100, 333, 393, 395, 1e5]) {
      const { nodes, spacing } = gridFor(span);
      expect((nodes - 18) * spacing).toBeGreaterThanOrEqual(span);
      expect(nodes % 8).toBe(0);
      expect(nodes).toBeLessThanOrEqual(1200);
      if (span < 394) expect(spacing).toBeLessThanOrEqual(1 / 3);
      if (span > 1) expect((nodes - 18) * spacing).toBeLessThan(1.35 * span);
    }
  });

  for (const [name, make] of [
    ["groups", (n: number, rows: SparseRows) => groupedForces(n, rows, 0.5)],
    ["the grid", griddedForces],
  ] as const) {
    it(`by ${name} hold for points at one place`, async () => {
      const forces = make(X.rows, await jointProbabilities(X, 10, 31));
      const slope = new Float64Array(2 * X.rows);
      const pairs = X.rows * (X.rows - 1);
      expect(Math.abs(forces.slope(1, slope) / pairs - 1)).toBeLessThan(1e-6);
      expect(Math.max(...slope.map(Math.abs))).toBeLessThan(1e-7 / X.rows);
    });
  }
});
