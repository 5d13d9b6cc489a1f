import { afterAll, describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { ImageStack } from "../../src/core/image-stack";
import { RandomState } from "../../src/core/random-state";
import { useWorkerPool } from "../../src/core/worker-pool";
import { type AugmentOptions, augmentImages } from "../../src/image/augment";
import { NodeWorkerPool } from "../../src/workers/node-worker-pool";
import reference from "./reference/augment.json";

const pool = new NodeWorkerPool(2);
afterAll(async () => {
  useWorkerPool(undefined);
  await pool.close();
});

const noise = (count: number, side: number): ImageStack =>
  new ImageStack(new Float32Array(new RandomState(1).randomSample(count * side * side)), {
    count,
    height: side,
    width: side,
    channels: 1,
  });

/** A round patch in the middle of each image. */
function patches(count: number, side: number, sigma: number): ImageStack {
  const stack = ImageStack.zeros({ count, height: side, width: side, channels: 1 });
  const middle = (side - 1) / 2;
  stack.data.forEach((_, k) => {
    const [row, column] = [Math.floor(k / side) % side, k % side];
    stack.data[k] = Math.exp(-((row - middle) ** 2 + (column - middle) ** 2) / (2 * sigma ** 2));
  });
  return stack;
}

function moments(stack: ImageStack, i: number) {
  const { height, width } = stack;
  let [flux, row, column, square] = [0, 0, 0, 0];
  stack.image(i).forEach((value, k) => {
    const [y, x] = [Math.floor(k / width) - (height - 1) / 2, (k % width) - (width - 1) / 2];
    flux += value;
    row += value * y;
    column += value * x;
    square += value * (x * x + y * y);
  });
  [row, column] = [row / flux, column / flux];
  return { flux, row, column, size: Math.sqrt(square / flux - row * row - column * column) };
}

describe("augmentImages", () => {
  it("changes images as SciPy does with NumPy's draws", async () => {
    const stack = new ImageStack(Float32Array.from(reference.images), reference.shape);
    const options = { ...reference.options, randomState: reference.randomState } as unknown as AugmentOptions;
    const { data } = await augmentImages(stack, options);
    expect(data.length).toBe(reference.augmented.length);
    data.forEach((value, k) => {
      expect(value, `value ${k}`).toBeCloseTo(reference.augmented[k], 6);
    });
    expect([...stack.data]).toEqual(reference.images.map(Math.fround));
  });

  it("leaves images as they are where nothing is asked for", async () => {
    const stack = noise(3, 5);
    expect((await augmentImages(stack)).data).toEqual(stack.data);
  });

  it("is the same on one thread and on two", async () => {
    useWorkerPool(pool);
    // enough images that the work is worth a thread
    const stack = noise(700, 100);
    const options = { rotation: 180, flips: true, shift: 0.1, randomState: 3 };
    const one = await augmentImages(stack, { ...options, nJobs: 1 });
    const two = await augmentImages(stack, { ...options, nJobs: 2 });
    expect(Buffer.from(two.data.buffer).equals(Buffer.from(one.data.buffer))).toBe(true);
    useWorkerPool(undefined);
  }, 60_000);

  it("gives an image the same change whatever others there are, and another seed another change", async () => {
    const stack = noise(20, 8);
    const options = { rotation: 180, randomState: 5 };
    const all = await augmentImages(stack, options);
    expect((await augmentImages(stack.take([0, 1]), options)).data).toEqual(all.take([0, 1]).data);
    expect((await augmentImages(stack, { ...options, randomState: 6 })).data).not.toEqual(all.data);
    expect(all.image(0)).not.toEqual(all.image(1));
    const random = new RandomState(0);
    const [first, second] = [
      await augmentImages(stack, { ...options, randomState: random }),
      await augmentImages(stack, { ...options, randomState: random }),
    ];
    expect(first.data).not.toEqual(second.data);
  });

  it("turns over left to right, top to bottom, both or not", async () => {
    const stack = new ImageStack(Float32Array.of(1, 2, 3, 4), { count: 1, height: 2, width: 2, channels: 1 });
    const seen = async (flips: AugmentOptions["flips"]): Promise<string[]> => {
      const many = stack.take(new Int32Array(60));
      const { data } = await augmentImages(many, { flips, randomState: 0 });
      return [...new Set(Array.from({ length: 60 }, (_, i) => data.slice(4 * i, 4 * i + 4).join("")))].sort();
    };
    expect(await seen(true)).toEqual(["1234", "2143", "3412", "4321"]);
    expect(await seen("horizontal")).toEqual(["1234", "2143"]);
    expect(await seen("vertical")).toEqual(["1234", "3412"]);
    expect(await seen(false)).toEqual(["1234"]);
  });

  it("moves by up to the share that was given, evenly", async () => {
    const moved = await augmentImages(patches(300, 41, 2), { shift: 0.2, randomState: 0 });
    const rows = Array.from({ length: 300 }, (_, i) => moments(moved, i).row);
    expect(Math.max(...rows)).toBeLessThan(8.2);
    expect(Math.max(...rows)).toBeGreaterThan(7.5);
    expect(Math.min(...rows)).toBeLessThan(-7.5);
    // the standard deviation of an even draw from -8.2 to 8.2 is 8.2 / sqrt(3)
    expect(Math.sqrt(rows.reduce((sum, row) => sum + row * row, 0) / 300)).toBeCloseTo(8.2 / Math.sqrt(3), 0);
  });

  it("magnifies a patch by its factor, and leaves its brightness per pixel", async () => {
    const stack = patches(100, 61, 4);
    const zoomed = await augmentImages(stack, { zoom: [0.5, 1.5], randomState: 0 });
    const { size } = moments(stack, 0);
    const factors = Array.from({ length: 100 }, (_, i) => moments(zoomed, i).size / size);
    expect(Math.min(...factors)).toBeGreaterThan(0.49);
    expect(Math.min(...factors)).toBeLessThan(0.55);
    expect(Math.max(...factors)).toBeLessThan(1.51);
    expect(Math.max(...factors)).toBeGreaterThan(1.45);
    expect(Math.max(...zoomed.image(0))).toBeCloseTo(1, 1);
  });

  it("brightens by its factor, also beyond 1", async () => {
    const stack = patches(100, 11, 3);
    const brighter = await augmentImages(stack, { brightness: [1, 2], randomState: 0 });
    const factors = Array.from({ length: 100 }, (_, i) => moments(brighter, i).flux / moments(stack, i).flux);
    expect(Math.min(...factors)).toBeGreaterThan(1);
    expect(Math.max(...factors)).toBeGreaterThan(1.95);
    expect(Math.max(...factors)).toBeLessThan(2);
    expect(Math.max(...brighter.data)).toBeGreaterThan(1.9);
  });

  it("turns by any angle without losing a patch in the middle", async () => {
    const turned = await augmentImages(patches(50, 41, 3), { rotation: 180, randomState: 0 });
    for (let i = 0; i < 50; i++) {
      const { row, column, flux } = moments(turned, i);
      expect(Math.hypot(row, column)).toBeLessThan(0.01);
      expect(flux / (2 * Math.PI * 9)).toBeCloseTo(1, 2);
    }
  });

  it("refuses what is out of range", async () => {
    const stack = noise(1, 4);
    const bad: { [name: string]: unknown }[] = [
      { rotation: 181 },
      { rotation: -1 },
      { flips: "both" },
      { shift: 1.1 },
      { zoom: [0, 1] },
      { zoom: [1.2, 0.8] },
      { zoom: 0.1 },
      { brightness: [-1, 1] },
      { brightness: [1] },
      { rotate: 3 },
      { randomState: "a" },
    ];
    for (const options of bad) {
      await expect(augmentImages(stack, options as AugmentOptions), JSON.stringify(options)).rejects.toThrow(
        ParameterError,
      );
    }
  });

  it("takes no images at all", async () => {
    const none = ImageStack.zeros({ count: 0, height: 4, width: 4, channels: 1 });
    expect((await augmentImages(none, { flips: true })).count).toBe(0);
  });
});
