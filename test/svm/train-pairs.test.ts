import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { useWorkerPool } from "../../src/core/worker-pool";
import { SVC } from "../../src/svm/svc";
import { NodeWorkerPool } from "../../src/workers/node-worker-pool";

const n = 4000;
const noise = (k: number): number => Math.sin(k * 12.9898 + k * k * 0.1);
const X = Array.from({ length: n }, (_, i) => [noise(2 * i), noise(2 * i + 1), noise(i + 0.5)]);
const y = X.map(([a, b, c]) => (a + b > 0.3 ? "up" : c > 0 ? "side" : "down"));

describe("SVC on several threads", () => {
  let pool: NodeWorkerPool;
  beforeAll(() => {
    pool = new NodeWorkerPool(2);
  });
  afterAll(() => pool.close());
  afterEach(() => useWorkerPool(undefined));

  it("is the machine of the calling thread, bit for bit", async () => {
    const options = { probability: true, randomState: 1 };
    const here = await new SVC(options).fit(X, y);
    let runs = 0;
    useWorkerPool({
      size: 2,
      run: (task, shared, jobs, threads) => {
        runs++;
        return pool.run(task, shared, jobs, threads);
      },
    });
    const there = await new SVC(options).fit(X, y);
    expect(JSON.stringify(there)).toBe(JSON.stringify(here));
    expect(runs).toBe(1);
  });
});
