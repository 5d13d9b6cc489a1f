import { afterAll, describe, expect, it } from "vitest";
import { KMeans } from "../../src/cluster/kmeans";
import { kmeansTask, kmeansWork } from "../../src/cluster/kmeans-run";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { RandomState } from "../../src/core/random-state";
import { NodeWorkerPool } from "../../src/workers/node-worker-pool";
import { expectClose } from "../close";
import reference from "./reference/kmeans.json";

describe("KMeans", () => {
  for (const c of reference) {
    it(`equals scikit-learn: ${c.name}`, async () => {
      const model = await new KMeans(c.params as object).fit(c.X, null, { sampleWeight: c.weight });
      expect(Array.from(model.labels)).toEqual(c.labels);
      expectClose(model.clusterCenters, c.centers, 1e-9, 1e-9);
      expectClose([model.inertia], [c.inertia], 1e-9, 1e-9);
      expect(model.nIter).toBe(c.nIter);
      expect(Array.from(model.predict(c.query))).toEqual(c.predicted);
      expectClose(model.transform(c.query), c.transformed, 1e-9, 1e-9);
      expectClose([model.score(c.query)], [c.score], 1e-9, 1e-9);
    });
  }

  it("finds the same by bounds as by comparing all, to the last digit", async () => {
    for (const { X, params, weight } of reference) {
      const fitBy = (algorithm: "lloyd" | "elkan") =>
        new KMeans({ ...(params as object), algorithm }).fit(X, null, { sampleWeight: weight });
      expect((await fitBy("elkan")).toJSON().fitted).toEqual((await fitBy("lloyd")).toJSON().fitted);
    }
  });

  it("gives the rows that it was fitted on their own labels", async () => {
    const X = new RandomState(1).normal(0, 1, [5001, 3]);
    const model = await new KMeans({ nClusters: 11, nInit: 1, randomState: 0 }).fit(X);
    expect(model.predict(X)).toEqual(model.labels);
    expectClose([-model.score(X)], [model.inertia], 1e-9);
    expect(await new KMeans({ nClusters: 11, nInit: 1, randomState: 0 }).fitPredict(X)).toEqual(model.labels);
  });

  it("takes a weight of two as the same row twice", async () => {
    const X = new RandomState(2).normal(0, 1, [50, 2]).toArray();
    const init = X.slice(0, 3);
    const twice = await new KMeans({ nClusters: 3, init, tol: 0 }).fit([...X, X[7]]);
    const sampleWeight = X.map((_, i) => (i === 7 ? 2 : 1));
    const weighted = await new KMeans({ nClusters: 3, init, tol: 0 }).fit(X, null, { sampleWeight });
    expectClose(weighted.clusterCenters, twice.clusterCenters.toArray());
    expectClose([weighted.inertia], [twice.inertia]);
  });

  it("refuses what it cannot use", async () => {
    const X = [
      [0, 1],
      [2, 3],
      [4, 5],
    ];
    const refused = (params: object) => expect(new KMeans({ nInit: 1, ...params }).fit(X)).rejects;
    await refused({ nClusters: 4 }).toThrow(/3 rows, but nClusters is 4/);
    await refused({ nClusters: 0 }).toThrow(ParameterError);
    await refused({ nClusters: 2, init: "kmeans" }).toThrow(ParameterError);
    await refused({ nClusters: 2, init: [[1, 2]] }).toThrow(/1 x 2, but must be .* 2 x 2/);
    await refused({ nClusters: 1, init: [[1, Number.NaN]] }).toThrow(ValidationError);
    await refused({ nClusters: 2, nInit: 0 }).toThrow(ParameterError);
    await refused({ nClusters: 2, tol: -1 }).toThrow(ParameterError);
    await refused({ nClusters: 2, maxIter: 0 }).toThrow(ParameterError);
    await refused({ nClusters: 2, algorithm: "full" }).toThrow(/"lloyd", "elkan"/);
    const sampleWeight = [1, 1];
    await expect(new KMeans({ nClusters: 2 }).fit(X, null, { sampleWeight })).rejects.toThrow(/sampleWeight/);
  });
});

describe("the team of k-means", () => {
  const pool = new NodeWorkerPool(3);
  afterAll(() => pool.close());

  it.each(["lloyd", "elkan"] as const)("finds the same on any number of threads: %s", async (algorithm) => {
    const [n, d, k, trials] = [997, 3, 9, 4];
    const plan = (teamSize: number) => ({
      data: new RandomState(0).normal(0, 1, n * d),
      n,
      d,
      k,
      weights: null,
      runs: 2,
      starts: {
        kind: "k-means++" as const,
        trials,
        first: new Int32Array([5, 990]),
        uniforms: new RandomState(1).uniform(0, 1, 2 * (k - 1) * trials),
      },
      algorithm,
      maxIter: 50,
      tol: 0,
      teamSize,
      work: kmeansWork(n, d, k, trials),
    });
    const one = kmeansTask.start(plan(1))(0);
    for (const size of [2, 3]) {
      const ranks = Array.from({ length: size }, (_, rank) => rank);
      const [fit] = await pool.run(kmeansTask, plan(size), ranks, size);
      expect(fit).toEqual(one);
    }
  });
});
