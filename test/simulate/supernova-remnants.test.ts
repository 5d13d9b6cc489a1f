import { beforeAll, describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import type { ImageDataset } from "../../src/datasets/image-dataset";
import { simulateSupernovaRemnants } from "../../src/simulate/supernova-remnants";

const SIDE = 64;
let data: ImageDataset<string[]>;
beforeAll(async () => {
  data = await simulateSupernovaRemnants({ scale: "photons", randomState: 1 });
}, 120_000);

/** Images of one kind. */
const ofKind = (kind: string): Float32Array[] =>
  (Array.from(data.table.array("kind")) as string[]).flatMap((name, i) =>
    name === kind ? [data.images.image(i)] : [],
  );

/** Mean photons a pixel between two distances from the middle, in pixels. */
function ring(image: Float32Array, from: number, to: number): number {
  let [sum, count] = [0, 0];
  image.forEach((value, k) => {
    const distance = Math.hypot(Math.floor(k / SIDE) - 31.5, (k % SIDE) - 31.5);
    if (distance < from || distance >= to) return;
    sum += value;
    count++;
  });
  return sum / count;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

describe("simulateSupernovaRemnants", () => {
  it("has the talk's test set, and twice as many to train on", () => {
    expect(String(data)).toBe(
      "ImageDataset(supernova-remnants, simulated): 1206 images, 64 x 64, target class, splits train, test",
    );
    const count = (split: string, label: string) =>
      data.subset(split).y.filter((own) => own === label).length;
    expect([count("test", "SNR"), count("test", "NON_SNR")]).toEqual([270, 132]);
    expect([count("train", "SNR"), count("train", "NON_SNR")]).toEqual([540, 264]);
    expect(data.targetNames).toEqual(["other source", "supernova remnant"]);
    // classes do not stand in blocks
    expect(new Set(data.y.slice(0, 20)).size).toBe(2);
  });

  it("counts whole photons, as many as the table says", () => {
    const photons = data.table.array("photons") as Float64Array;
    for (let i = 0; i < data.images.count; i += 97) {
      const image = data.images.image(i);
      expect(image.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
      expect(image.reduce((sum, value) => sum + value, 0)).toBe(photons[i]);
    }
  });

  it("has a background of Poisson's spread that grows with exposure", () => {
    const exposure = data.table.array("exposure") as Float64Array;
    const kinds = data.table.array("kind") as string[];
    let [seen, expected, square] = [0, 0, 0];
    for (let i = 0; i < data.images.count; i++) {
      if (kinds[i] !== "point") continue;
      // corners lie far from a point source; a pixel is 2 arcsec
      const image = data.images.image(i);
      const corner = [0, 1, 2, 3, 4].flatMap((row) => [...image.subarray(row * SIDE, row * SIDE + 5)]);
      const mean = 1.2e-3 * 4 * exposure[i] * 25;
      const sum = corner.reduce((all, value) => all + value, 0);
      // a stranger in the corner is no background
      if (sum > mean + 6 * Math.sqrt(mean)) continue;
      seen += sum;
      expected += mean;
      square += (sum - mean) ** 2 / mean;
    }
    expect(seen / expected).toBeGreaterThan(0.95);
    expect(seen / expected).toBeLessThan(1.15);
    expect(square / kinds.filter((kind) => kind === "point").length).toBeLessThan(1.6);
  });

  it("puts the light of a point source in the middle, of gas around it, and of shells at a rim", () => {
    const share = (image: Float32Array): number => ring(image, 0, 3) / ring(image, 3, 12);
    expect(median(ofKind("point").map(share))).toBeGreaterThan(10);
    expect(median(ofKind("extended").map(share))).toBeGreaterThan(2);
    expect(median(ofKind("diffuse").map(share))).toBeLessThan(1.5);
    // for a shell, there is a ring that is brighter than what lies within it
    const rims = ofKind("shell").filter((image) => {
      const rings = Array.from({ length: 9 }, (_, k) => ring(image, 3 * k, 3 * k + 3));
      return Math.max(...rings.slice(1)) > 1.1 * rings[0];
    });
    expect(rims.length / ofKind("shell").length).toBeGreaterThan(0.5);
    const gas = ofKind("extended").filter((image) => ring(image, 12, 15) > 1.1 * ring(image, 0, 3));
    expect(gas.length / ofKind("extended").length).toBeLessThan(0.1);
  });

  it("scales by the square root to the brightest pixel, is the same for the same seed, and another for another", async () => {
    const options = { nSamples: 12, size: 32 };
    const first = await simulateSupernovaRemnants(options);
    const photons = await simulateSupernovaRemnants({ ...options, scale: "photons" });
    for (let i = 0; i < 12; i++) {
      const counts = photons.images.image(i);
      const most = Math.max(...counts);
      first.images.image(i).forEach((value, k) => {
        expect(value).toBeCloseTo(Math.sqrt(counts[k] / most), 6);
      });
    }
    expect((await simulateSupernovaRemnants(options)).images.data).toEqual(first.images.data);
    expect((await simulateSupernovaRemnants({ ...options, randomState: 1 })).images.data).not.toEqual(
      first.images.data,
    );
  });

  it("refuses what makes no images", async () => {
    await expect(simulateSupernovaRemnants({ nSamples: 5 })).rejects.toThrow(ParameterError);
    await expect(simulateSupernovaRemnants({ size: 8 })).rejects.toThrow(ParameterError);
    await expect(simulateSupernovaRemnants({ scale: "log" as never })).rejects.toThrow(/"sqrt", "photons"/);
    await expect(simulateSupernovaRemnants({ seed: 3 } as never)).rejects.toThrow(/no option/);
  });
});
