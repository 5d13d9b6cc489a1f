import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { useWorkerPool } from "../../src/core/worker-pool";
import {
  type LoadSimulatedTurbulenceMapsOptions,
  loadSimulatedTurbulenceMaps,
  TURBULENCE_VERSION,
} from "../../src/datasets/turbulence-maps";
import { NodeWorkerPool } from "../../src/workers/node-worker-pool";
import { useTemporaryHome } from "./cache/temporary-home";

const home = useTemporaryHome();

/** Small boxes; and how many of them were found in the cache folder. */
async function load(options: LoadSimulatedTurbulenceMapsOptions = {}) {
  const progress: number[] = [];
  const data = await loadSimulatedTurbulenceMaps({
    n: 3,
    size: 8,
    ...options,
    onProgress: (done) => progress.push(done),
  });
  // Told once before the lock is taken, and once more with it.
  return { data, pixels: data.images.data, progress, found: progress[0] };
}

async function storedFile(): Promise<string> {
  const folder = join(home(), "simulated");
  const [name] = (await readdir(folder)).filter((entry) => entry.endsWith(".bin"));
  return join(folder, name);
}

describe("loadSimulatedTurbulenceMaps", () => {
  it("gives four parts of three maps a box, split by box", async () => {
    const { data } = await load({ n: 20 });
    expect(String(data)).toBe(
      "ImageDataset(turbulence-maps, simulated): 240 images, 4 x 4, target index, splits train, test, holdout",
    );
    const column = (name: string) => Array.from(data.table.array(name) as ArrayLike<unknown>);
    expect(column("box").slice(10, 14)).toEqual([0, 0, 1, 1]);
    expect(column("projection").slice(0, 13).join("")).toBe("xxxxyyyyzzzzx");
    expect(column("quarter").slice(0, 6)).toEqual([0, 1, 2, 3, 0, 1]);
    expect([...data.y.slice(11, 13)]).toEqual([11 / 3, 4]);
    const boxes = (split: string) => [...new Set(data.subset(split).table.array("box") as Int32Array)];
    expect(boxes("test")).toEqual([16, 17]);
    expect(boxes("holdout")).toEqual([18, 19]);
    expect(boxes("train")).toHaveLength(16);
    expect(data.describe().toString()).toContain("log10 of the column density over its mean");
  });

  it("gives whole maps and maps turned over on demand", async () => {
    const whole = (await load({ n: 1, cut: false })).data;
    expect([whole.images.count, whole.images.width]).toEqual([3, 8]);
    const flipped = (await load({ n: 1, cut: false, flip: true })).data;
    expect(flipped.images.count).toBe(12);
    const first = whole.images.pixels(0);
    const over = [1, 2, 3].map((k) => flipped.images.pixels(k));
    expect(over[0].get(1, 2)).toBe(first.get(1, 5));
    expect(over[1].get(1, 2)).toBe(first.get(6, 2));
    expect(over[2].get(1, 2)).toBe(first.get(6, 5));
    const part = (await load({ n: 1 })).data.images.pixels(1);
    expect(part.get(0, 1)).toBe(first.get(0, 5));
    expect((await load({ n: 1, flip: true })).data.images.count).toBe(48);
  });

  it("holds the logarithm of what the box shows", async () => {
    const { data } = await load({ n: 2, cut: false, solver: "hllc", mach: 3 });
    for (let i = 0; i < data.images.count; i++) {
      const pixels = Array.from(data.images.image(i));
      // Mass is conserved: the mean of the column densities is 1.
      expect(pixels.reduce((sum, value) => sum + 10 ** value, 0) / pixels.length).toBeCloseTo(1, 6);
      expect(Math.max(...pixels)).toBeGreaterThan(0.001);
    }
  });

  it("scales each image by itself on demand", async () => {
    const { data } = await load({ n: 2, scale: "own" });
    for (let i = 0; i < data.images.count; i++) {
      const pixels = Array.from(data.images.image(i));
      const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
      expect(mean).toBeCloseTo(0, 6);
      expect(pixels.reduce((sum, value) => sum + value ** 2, 0) / pixels.length).toBeCloseTo(1, 5);
    }
    // A gas that does not move stays even, and a blank image blank.
    const still = await load({ n: 1, mach: 0, scale: "own" });
    expect(new Set(still.pixels)).toEqual(new Set([0]));
  });

  it("draws indices from a range", async () => {
    const { data } = await load({ n: 40, index: { from: 3, to: 4.5 } });
    const drawn = [...new Set(data.y)];
    expect(drawn).toHaveLength(40);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(3);
    expect(Math.max(...drawn)).toBeLessThan(4.5);
    expect(Math.max(...drawn) - Math.min(...drawn)).toBeGreaterThan(1.2);
  });

  it("gives what its version gave", async () => {
    const { data } = await load({ n: 2 });
    const sample = Array.from(data.images.data).filter((_, i) => i % 64 === 5);
    // Stored boxes of older code would be mixed with new ones: raise the version with these figures.
    expect(TURBULENCE_VERSION).toBe(1);
    const known = [0.0019226, 0.0019757, -0.0010068, -0.0022637, 0.0019016, 0.0034875];
    for (const [i, value] of known.entries()) expect(sample[i]).toBeCloseTo(value, 6);
  });

  it("simulates a box once, and only what a longer list lacks", async () => {
    const first = await load();
    expect(first.progress).toEqual([0, 0, 3]);
    const second = await load();
    expect(second.progress).toEqual([3]);
    expect(second.pixels).toEqual(first.pixels);
    const longer = await load({ n: 5 });
    expect(longer.progress).toEqual([3, 3, 5]);
    expect(longer.pixels.subarray(0, first.pixels.length)).toEqual(first.pixels);
    expect((await load({ n: 4 })).found).toBe(4);
    expect((await load({ randomState: 1 })).found).toBe(0);
    expect((await load({ order: 1 })).found).toBe(0);
  });

  it("gives the same on any number of threads", async () => {
    const here = await load({ n: 6, size: 32 });
    const pool = new NodeWorkerPool(2);
    useWorkerPool(pool);
    try {
      process.env.SKYLEARN_DATA_HOME = join(home(), "other");
      const there = await load({ n: 6, size: 32 });
      expect(there.found).toBe(0);
      expect(there.pixels).toEqual(here.pixels);
    } finally {
      useWorkerPool(undefined);
      await pool.close();
    }
  });

  it("computes the boxes again that were damaged or half written, at whatever byte", async () => {
    const whole = await load();
    const path = await storedFile();
    const bytes = await readFile(path);
    const record = (bytes.length - 32) / 3;
    for (const at of [0, 31, 32, 40, 32 + record - 1, 32 + record, 32 + 2 * record + 100, bytes.length - 1]) {
      const good = at < 32 ? 0 : Math.floor((at - 32) / record);
      const flipped = Buffer.from(bytes);
      flipped[at] ^= 1;
      for (const broken of [bytes.subarray(0, at), flipped]) {
        await writeFile(path, broken);
        const again = await load();
        expect(again.found).toBe(good);
        expect(again.pixels).toEqual(whole.pixels);
        expect(await readFile(path)).toEqual(bytes);
      }
    }
    // A record in another's place is as wrong as a broken one.
    const swapped = Buffer.concat([
      bytes.subarray(0, 32),
      bytes.subarray(32 + record, 32 + 2 * record),
      bytes.subarray(32, 32 + record),
      bytes.subarray(32 + 2 * record),
    ]);
    await writeFile(path, swapped);
    expect((await load()).found).toBe(0);
  });

  it("goes on where a killed process ended", async () => {
    // Three batches of the sort that a process writes at once.
    const options = { n: 1100, size: 16, duration: 0.05 };
    const script = join(__dirname, "turbulence-child.ts");
    const child = spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(options)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exit = once(child, "exit");
    let done = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      done = Number(line);
      if (done > 0) child.kill("SIGKILL");
    }
    expect(await exit).toEqual([null, "SIGKILL"]);
    expect(done).toBeLessThan(1100);
    const resumed = await load(options);
    expect(resumed.found).toBeGreaterThanOrEqual(done);
    expect(resumed.found).toBeLessThan(1100);
    expect((await load(options)).pixels).toEqual(resumed.pixels);
    // What the killed process wrote is what this one would have.
    process.env.SKYLEARN_DATA_HOME = join(home(), "other");
    const fresh = await load({ ...options, n: 20 });
    expect(fresh.found).toBe(0);
    expect(fresh.pixels).toEqual(resumed.pixels.subarray(0, fresh.pixels.length));
  }, 60_000);

  it("does without a cache folder that cannot be written to", async () => {
    const first = await load();
    await mkdir(join(home(), "..", "blocked"));
    await writeFile(join(home(), "..", "blocked", "simulated"), "no folder");
    process.env.SKYLEARN_DATA_HOME = join(home(), "..", "blocked");
    expect((await load()).pixels).toEqual(first.pixels);
    expect((await stat(join(home(), "..", "blocked", "simulated"))).isFile()).toBe(true);
  });

  it.each([
    [{ n: 0 }, "n must be a whole number, at least 1"],
    [{ n: 1.5 }, "n must be a whole number"],
    [{ size: 48 }, "size must be a power of two; got 48."],
    [{ index: [] }, "index must have at least one power-law index."],
    [{ index: 4 }, "index must be a list of power-law indices, or { from, to }."],
    [{ index: null }, "index must be a list of power-law indices, or { from, to }."],
    [{ index: { from: 3 } }, "index must be a list of power-law indices, or { from, to }."],
    [{ index: [3, Number.NaN] }, "index[1] must be a number"],
    [{ index: { from: 4, to: 3 } }, "index.to must be a number, at least 4"],
    [{ cut: 1 }, "cut must be one of true, false"],
    [{ scale: "image" }, 'scale must be one of "log", "own"'],
    [{ flip: "both" }, "flip must be one of true, false"],
    [{ randomState: -1 }, "randomState must be a whole number, at least 0"],
    [{ solver: "roe" }, 'solver must be one of "laxFriedrichs", "hllc"'],
    [{ density: 1 }, 'loadSimulatedTurbulenceMaps has no option "density".'],
    [{ seed: 1 }, 'loadSimulatedTurbulenceMaps has no option "seed".'],
  ])("refuses %j", async (options, message) => {
    await expect(loadSimulatedTurbulenceMaps(options as object)).rejects.toThrow(ParameterError);
    await expect(loadSimulatedTurbulenceMaps(options as object)).rejects.toThrow(message);
  });
});
