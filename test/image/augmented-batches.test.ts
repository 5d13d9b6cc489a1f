import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { ImageStack } from "../../src/core/image-stack";
import { useWorkerPool } from "../../src/core/worker-pool";
import { type AugmentedBatch, augmentedBatches } from "../../src/image/augmented-batches";
import { NodeWorkerPool } from "../../src/workers/node-worker-pool";

const pool = new NodeWorkerPool(2);
beforeAll(() => useWorkerPool(pool));
afterAll(async () => {
  useWorkerPool(undefined);
  await pool.close();
});

/** Image i has the value i + 1 everywhere, and the label i % 3. */
const x = new ImageStack(
  Float32Array.from({ length: 10 * 16 }, (_, k) => 1 + Math.floor(k / 16)),
  { count: 10, height: 4, width: 4, channels: 1 },
);
const y = Array.from({ length: 10 }, (_, i) => `class ${i % 3}`);

async function collect(batches: AsyncIterable<AugmentedBatch>): Promise<AugmentedBatch[]> {
  const all: AugmentedBatch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}
const order = (batches: AugmentedBatch[]): number[] =>
  batches.flatMap(({ x }) => Array.from({ length: x.count }, (_, i) => x.image(i)[0] - 1));

describe("augmentedBatches", () => {
  it("has every image once an epoch, with its label, in an order of the epoch's own", async () => {
    const epochs = augmentedBatches({ x, y }, { batchSize: 4, flips: true, randomState: 0 });
    const [first, second] = [await collect(epochs(0)), await collect(epochs(1))];
    expect(first.map(({ x, y }) => [x.count, y.length])).toEqual([
      [4, 4],
      [4, 4],
      [2, 2],
    ]);
    for (const batches of [first, second]) {
      expect(order(batches).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      const labels = batches.flatMap(({ y }) => [...y]);
      expect(labels).toEqual(order(batches).map((i) => `class ${i % 3}`));
    }
    expect(order(first)).not.toEqual(order(second));
  });

  it("draws another change each epoch, and the same for the same seed, on any number of threads, in any order", async () => {
    const options = { batchSize: 3, brightness: [1, 2] as const, rotation: 30, randomState: 4 };
    const pixels = (batches: AugmentedBatch[]): number[][] => batches.map(({ x }) => [...x.data]);
    const one = augmentedBatches({ x, y }, { ...options, nJobs: 1 });
    const two = augmentedBatches({ x, y }, { ...options, nJobs: 2 });
    const epochs = [await collect(one(0)), await collect(one(1)), await collect(one(2))].map(pixels);
    expect(pixels(await collect(two(2)))).toEqual(epochs[2]);
    expect(pixels(await collect(two(0)))).toEqual(epochs[0]);
    expect(pixels(await collect(two(0)))).toEqual(epochs[0]);
    expect(pixels(await collect(two(1)))).toEqual(epochs[1]);
    expect(epochs[0]).not.toEqual(epochs[1]);
  });

  it("leaves the images as they are, and prepares the next epoch while this one is used", async () => {
    const before = x.data.slice();
    let runs = 0;
    useWorkerPool({
      size: 2,
      run: (...run) => {
        runs++;
        return pool.run(...run);
      },
    });
    const epochs = augmentedBatches({ x, y }, { batchSize: 5, brightness: [2, 3], randomState: 0 });
    const batches = epochs(0)[Symbol.asyncIterator]();
    await batches.next();
    // the first epoch, and already the second
    expect(runs).toBe(2);
    await collect(epochs(1));
    expect(runs).toBe(3);
    useWorkerPool(pool);
    expect(x.data).toEqual(before);
  });

  it("takes numbers as labels", async () => {
    const numbers = Float64Array.from({ length: 10 }, (_, i) => i);
    const batches = await collect(augmentedBatches({ x, y: numbers }, { randomState: 1 })(0));
    expect(batches[0].y).toEqual(Float64Array.from(order(batches)));
  });

  it("refuses what does not fit together", () => {
    expect(() => augmentedBatches({ x, y: ["a"] })).toThrow(ValidationError);
    expect(() => augmentedBatches({ x: x.take([]), y: [] })).toThrow(/one label an image/);
    expect(() => augmentedBatches({ x, y }, { batchSize: 0 })).toThrow(ParameterError);
    expect(() => augmentedBatches({ x, y }, { shift: 3 })).toThrow(/shift/);
    expect(() => augmentedBatches({ x, y }, { batch: 3 } as never)).toThrow(/no option "batch"/);
  });
});
