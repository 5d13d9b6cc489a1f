import { describe, expect, it } from "vitest";
import {
  fetchLinearVariables,
  Matrix,
  makeClassification,
  ParameterError,
  RandomState,
  StandardScaler,
  type TableLike,
  TSNE,
  trustworthiness,
  ValidationError,
} from "../../src";
import { MEETING_WORDS, Team } from "../../src/core/team";
import { useWorkerPool } from "../../src/core/worker-pool";
import type { SparseRows } from "../../src/kernels/tsne";
import { BarnesHutForces } from "../../src/manifold/barnes-hut-forces";
import { ExactForces } from "../../src/manifold/exact-forces";
import { divergence } from "../../src/manifold/forces";
import { gridFor, InterpolatedForces } from "../../src/manifold/interpolated-forces";
import { jointProbabilities } from "../../src/manifold/similarities";
import { NodeWorkerPool } from "../../src/workers/node-worker-pool";
import { expectClose } from "../close";
import { useTemporaryHome } from "../datasets/cache/temporary-home";
import { mirror } from "../mirror";
import reference from "./reference/tsne.json";

useTemporaryHome();

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

describe("TSNE", () => {
  for (const method of ["barnes_hut", "exact"] as const) {
    it(`reaches scikit-learn's divergence and trustworthiness: ${method}`, async () => {
      const seen: number[] = [];
      const model = new TSNE({ perplexity: 20, method });
      const embedding = await model.fitTransform(X, null, {
        onProgress: ({ klDivergence }) => seen.push(klDivergence),
      });
      const peer = reference.maps[method];
      expect(embedding.shape).toEqual([X.rows, 2]);
      expect(model.klDivergence).toBeLessThan(1.02 * peer.kl);
      expect(trustworthiness(X, embedding, { nNeighbors: 12 })).toBeGreaterThan(peer.trust - 0.005);
      expect(seen.length).toBe(Math.floor(model.nIterations / 50));
      expect(seen[seen.length - 1]).toBeCloseTo(model.klDivergence, 2);
    });
  }

  for (const method of ["barnes_hut", "interpolation"] as const) {
    const reaches = async (table: TableLike, peer: { kl: number; trust: number }) => {
      const scaled = (await new StandardScaler().fit(table)).transform(table);
      const model = await new TSNE({ method }).fit(scaled);
      expect(model.klDivergence).toBeLessThan(1.02 * peer.kl);
      const trust = trustworthiness(scaled, model.embedding, { nNeighbors: 12 });
      expect(trust).toBeGreaterThan(peer.trust - 0.005);
      return model;
    };

    it(`reaches them on 500 made rows: ${method}`, async () => {
      const { X: made } = makeClassification({
        nSamples: 500,
        nFeatures: 10,
        nInformative: 6,
        nClasses: 3,
        randomState: 0,
      });
      const { klDivergence, embedding } = await reaches(made, reference.maps.made);
      // The divergence by the method's own sum is that by the sum over all pairs.
      let sum = 0;
      const { data } = embedding;
      for (let i = 0; i < data.length; i += 2) {
        for (let j = 0; j < i; j += 2) {
          sum += 2 / (1 + (data[i] - data[j]) ** 2 + (data[i + 1] - data[j + 1]) ** 2);
        }
      }
      const scaled = (await new StandardScaler().fit(made)).transform(made);
      const similarities = await jointProbabilities(scaled, 30, 91);
      const exact = divergence(similarities, Float32Array.from(data), 2, sum);
      expect(Math.abs(klDivergence / exact - 1)).toBeLessThan(3e-3);
    });

    it.skipIf(mirror === undefined)(`reaches them on LINEAR's variable stars: ${method}`, async () => {
      process.env.SKYLEARN_MIRROR = mirror;
      const linear = (await fetchLinearVariables()).X;
      const rows = Array.from({ length: Math.ceil(linear.rows / 4) }, (_, i) => 4 * i);
      await reaches(linear.takeRows(rows), reference.maps.linear);
    });
  }

  for (const method of ["barnes_hut", "interpolation"] as const) {
    it(`gives the same map for the same seed, and another for another: ${method}`, async () => {
      const mapOf = (randomState: number) =>
        new TSNE({ init: "random", randomState, nIter: 250, method }).fitTransform(X);
      const first = await mapOf(1);
      expect(await mapOf(1)).toEqual(first);
      expect(await mapOf(2)).not.toEqual(first);
    });
  }

  for (const method of ["barnes_hut", "interpolation"] as const) {
    it(`draws the same map on any number of threads: ${method}`, async () => {
      const rows = new Matrix(new RandomState(3).normal(0, 1, 2100 * 3), 2100, 3);
      const mapOf = async (threads: number) => {
        const pool = new NodeWorkerPool(threads);
        useWorkerPool(pool);
        const seen: number[] = [];
        const model = await new TSNE({ perplexity: 10, method, nIter: 320 }).fit(rows, null, {
          onProgress: ({ iteration, klDivergence }) => seen.push(iteration, klDivergence),
        });
        await pool.close();
        return { model, seen };
      };
      try {
        const one = await mapOf(1);
        expect(one.seen).toHaveLength(12);
        expect(one.model.nIterations).toBe(320);
        for (const threads of [2, 3]) {
          const several = await mapOf(threads);
          expect(several.seen).toEqual(one.seen);
          expect(several.model.embedding).toEqual(one.model.embedding);
          expect(several.model.klDivergence).toBe(one.model.klDivergence);
        }
      } finally {
        useWorkerPool(undefined);
      }
    });
  }

  it("says so when the map grows beyond all bounds", async () => {
    const model = new TSNE({ method: "interpolation", learningRate: 1e200 });
    await expect(model.fit(X)).rejects.toThrow(/beyond all bounds.*learningRate/);
  });

  it("starts where it is told, and steps there as fit does", async () => {
    const init = new Matrix(new RandomState(5).normal(0, 1e-4, 2 * X.rows), X.rows, 2);
    const model = new TSNE({ init, nIter: 250 });
    let last: Matrix | undefined;
    let count = 0;
    for await (const step of model.steps(X)) {
      expect(step.iteration).toBe(++count);
      last = step.embedding;
    }
    expect(model.isFitted).toBe(false);
    expect(last).toEqual(await model.fitTransform(X));
  });

  it("lets others work while it fits, and stops when told to", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("enough")), 100);
    const model = new TSNE({
      method: "exact",
      nIter: 100_000,
      nIterWithoutProgress: 100_000,
      minGradNorm: 0,
    });
    await expect(model.fit(X, null, { signal: stop.signal })).rejects.toThrow("enough");
    expect(model.isFitted).toBe(false);
  });

  it("refuses what it cannot do", async () => {
    const bad = [
      { nComponents: 3 },
      { nComponents: 3, method: "interpolation" as const },
      { nComponents: 1, method: "interpolation" as const },
      { perplexity: 0 },
      { nIter: 100 },
      { earlyExaggeration: 0.5 },
      { learningRate: 0 },
      { angle: 2 },
      { method: "fft" as never },
      { init: "spectral" as never },
    ];
    for (const params of bad) await expect(new TSNE(params).fit(X)).rejects.toThrow(ParameterError);
    await expect(new TSNE({ nComponents: 3, method: "interpolation" }).fit(X)).rejects.toThrow(
      'method "interpolation" makes maps of 2 components, not of 3: use "exact" for others.',
    );
    await expect(new TSNE({ perplexity: X.rows }).fit(X)).rejects.toThrow(
      /perplexity.*below the number of rows/,
    );
    await expect(new TSNE({ init: [[1, 2]] }).fit(X)).rejects.toThrow(ValidationError);
    const line = await new TSNE({ method: "exact", nComponents: 1, nIter: 250 }).fitTransform(
      reference.small.concat(reference.small),
    );
    expect(line.cols).toBe(1);
  });
});

describe("trustworthiness", () => {
  it("agrees with scikit-learn", () => {
    for (const [k, expected] of Object.entries(reference.trust)) {
      expect(trustworthiness(reference.cloud, reference.plane, { nNeighbors: Number(k) })).toBeCloseTo(
        expected,
        12,
      );
    }
  });

  it("is 1 for the table itself, and lower for a shuffled one", () => {
    expect(trustworthiness(X, X)).toBe(1);
    const shuffled = X.takeRows(new RandomState(0).permutation(X.rows) as ArrayLike<number>);
    expect(trustworthiness(X, shuffled)).toBeLessThan(0.6);
  });

  it("refuses what it cannot do", () => {
    expect(() => trustworthiness(X, X.takeRows([0, 1]))).toThrow(ValidationError);
    expect(() => trustworthiness(X, X, { nNeighbors: 100 })).toThrow(ParameterError);
  });
});
