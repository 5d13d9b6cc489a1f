import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { runJobs, threadsFor, useWorkerPool } from "../../src/core/worker-pool";
import { growTreesTask } from "../../src/ensemble/grow-trees";
import { RandomForestClassifier } from "../../src/ensemble/random-forest-classifier";
import { fromPlainError, toPlainError, toShared, transferables } from "../../src/workers/messages";
import { NodeWorkerPool } from "../../src/workers/node-worker-pool";

const rows = 400;
const X = Array.from({ length: rows }, (_, i) => [Math.sin(i), Math.cos(3 * i), (i * 7) % 11]);
const y = X.map(([a, b, c]) => (a + b > 0 ? "up" : c > 5 ? "side" : "down"));

describe("a pool of worker threads", () => {
  let pool: NodeWorkerPool;
  beforeAll(() => {
    pool = new NodeWorkerPool(2);
  });
  afterAll(() => pool.close());
  afterEach(() => useWorkerPool(undefined));

  const sample = {
    table: { columns: Float32Array.from(X.flat()), splitter: "random" as const },
    rows,
    targets: {
      criterion: "gini" as const,
      codes: Int32Array.from(y, (label) => label.length % 3),
      nClasses: 3,
    },
    weight: null,
    bootstrap: rows,
    balanceSubsample: false,
    minWeightFractionLeaf: 0,
    params: {
      maxDepth: 4,
      minSamplesSplit: 2,
      minSamplesLeaf: 1,
      minWeightLeaf: 0,
      minImpurityDecrease: 0,
      maxFeatures: 2,
      maxLeafNodes: null,
      ccpAlpha: 0,
    },
  };

  test("gives the results of the calling thread, in order", async () => {
    const seeds = [5, 1, 4, 2, 3];
    const here = await runJobs(growTreesTask, sample, seeds);
    const there = await pool.run(growTreesTask, sample, seeds, 2);
    expect(there).toEqual(here);
    expect(await pool.run(growTreesTask, sample, seeds.slice(0, 1), 2)).toEqual(here.slice(0, 1));
  });

  test("brings errors back by name, and goes on working", async () => {
    const broken = { ...sample, targets: null as unknown as typeof sample.targets };
    await expect(pool.run(growTreesTask, broken, [1, 2, 3], 2)).rejects.toThrow(TypeError);
    const unknown = { name: "noSuchTask", start: () => () => 0 };
    await expect(pool.run(unknown, null, [1], 1)).rejects.toThrow("noSuchTask");
    const unclonable = { ...sample, weight: (() => 1) as unknown as null };
    await expect(pool.run(growTreesTask, unclonable, [1], 1)).rejects.toThrow(/clone/);
    expect(await pool.run(growTreesTask, sample, [1], 1)).toHaveLength(1);
  });

  test("two runs at the same time do not disturb each other", async () => {
    const other = { ...sample, params: { ...sample.params, maxDepth: 1 } };
    const [deep, flat] = await Promise.all([
      pool.run(growTreesTask, sample, [1, 2, 3, 4], 2),
      pool.run(growTreesTask, other, [1, 2, 3, 4], 2),
    ]);
    expect(flat.every((tree) => tree.maxDepth === 1)).toBe(true);
    expect(deep).toEqual(await runJobs(growTreesTask, sample, [1, 2, 3, 4]));
  });

  test("a forest is the same on any number of threads", async () => {
    const wide = Array.from({ length: 6000 }, (_, i) => [Math.sin(i), Math.cos(i * i), (i * i) % 17]);
    const labels = wide.map(([a, b, c]) => (a * b > 0.1 ? 1 : c > 8 ? 2 : 3));
    const grow = (nJobs: number | null) =>
      new RandomForestClassifier({
        nEstimators: 100,
        maxDepth: 3,
        maxFeatures: null,
        randomState: 1,
        nJobs,
      }).fit(wide, labels);
    const here = await grow(1);
    const threads: number[] = [];
    useWorkerPool({
      size: 2,
      run: (task, shared, jobs, count) => {
        threads.push(count);
        return pool.run(task, shared, jobs, count);
      },
    });
    const there = await grow(null);
    expect(threads).toEqual([2]);
    expect(there.toJSON().fitted).toEqual(here.toJSON().fitted);
    await grow(1);
    expect(threads).toEqual([2]);
  });

  test("waiting threads let the process end", () => {
    const script = `
      const { NodeWorkerPool } = require(${JSON.stringify(join(__dirname, "../../src/workers/node-worker-pool"))});
      const { growTreesTask } = require(${JSON.stringify(join(__dirname, "../../src/ensemble/grow-trees"))});
      const sample = { table: { columns: new Float32Array([1, 2]), splitter: "best" }, rows: 2,
        targets: { criterion: "squared_error", y: new Float64Array([1, 2]) }, weight: null, bootstrap: null,
        balanceSubsample: false, minWeightFractionLeaf: 0, params: ${JSON.stringify(sample.params)} };
      new NodeWorkerPool(2).run(growTreesTask, sample, [1, 2, 3], 2).then((trees) => console.log(trees.length));
    `;
    const out = execFileSync(process.execPath, ["--require", require.resolve("tsx/cjs"), "-e", script], {
      encoding: "utf8",
      timeout: 30_000,
    });
    expect(out.trim()).toBe("3");
  });
});

describe("messages", () => {
  test("errors keep their class, name, message and place", () => {
    const error = fromPlainError(structuredClone(toPlainError(new ValidationError("X is ragged"))));
    expect(error).toBeInstanceOf(ValidationError);
    expect([error.name, error.message]).toEqual(["ValidationError", "X is ragged"]);
    expect(fromPlainError(toPlainError("text")).message).toBe("text");
  });

  test("typed arrays are shared once and everything else is kept", () => {
    const weights = new Float64Array([1, 2, 3]);
    const shared = toShared({ a: weights, b: [weights, "x", null], c: 3 });
    expect(shared.a.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(shared.b[0]).toBe(shared.a);
    expect(Array.from(shared.a)).toEqual([1, 2, 3]);
    expect([shared.b[1], shared.b[2], shared.c]).toEqual(["x", null, 3]);
  });

  test("a Buffer is shared as the bytes that it is, without Node's warning", () => {
    const bytes = toShared(Buffer.from("abc"));
    expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype);
    expect([bytes.buffer instanceof SharedArrayBuffer, ...bytes]).toEqual([true, 97, 98, 99]);
    expect(toShared(new Uint8ClampedArray([300]))).toBeInstanceOf(Uint8ClampedArray);
  });

  test("results are handed over, not copied", () => {
    const trees = [{ a: new Int32Array(3), n: 1 }, { a: new Float64Array(2) }];
    expect(transferables(trees).size).toBe(2);
  });
});

test("nJobs counts threads as scikit-learn does", () => {
  expect([null, 1, 2, 99, -1, -2, -99].map((n) => threadsFor(n, 4))).toEqual([4, 1, 2, 4, 4, 3, 1]);
  for (const bad of [0, 1.5, Number.NaN, "2" as unknown as number]) {
    expect(() => threadsFor(bad, 4)).toThrow(ParameterError);
  }
});
