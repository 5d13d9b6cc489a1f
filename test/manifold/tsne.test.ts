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
import { useWorkerPool } from "../../src/core/worker-pool";
import { divergence } from "../../src/manifold/forces";
import { jointProbabilities } from "../../src/manifold/similarities";
import { NodeWorkerPool } from "../../src/workers/node-worker-pool";
import { useTemporaryHome } from "../datasets/cache/temporary-home";
import { mirror } from "../mirror";
import reference from "./reference/tsne.json";

useTemporaryHome();

const X = Matrix.from(reference.X);
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
