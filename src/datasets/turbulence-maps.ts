import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ParameterError } from "../core/errors";
import { ImageStack } from "../core/image-stack";
import { checkKnown, checkNumber, checkOneOf } from "../core/parameters";
import { flips } from "../image/flips";
import { quarters } from "../image/quarters";
import { AXES } from "../simulate/turbulence/column-density";
import {
  type BoxMaps,
  type MapBoxesShared,
  mapBoxes,
  type TurbulenceIndex,
} from "../simulate/turbulence/map-boxes";
import { checkTurbulence, type SimulateTurbulenceOptions } from "../simulate/turbulence/simulate-turbulence";
import { dataHome } from "./cache/data-home";
import { withLock } from "./cache/lock";
import { readRecords, writeRecords } from "./cache/record-file";
import { ImageDataset } from "./image-dataset";

export interface LoadSimulatedTurbulenceMapsOptions
  extends Omit<SimulateTurbulenceOptions, "index" | "randomState" | "density"> {
  /** Boxes, each with three maps; default 400. */
  n?: number;
  /**
   * The power-law indices of the velocity (see {@link simulateTurbulence}): those of a list in turn, by default [11/3, 4],
   * Kolmogorov and Burgers; or `{ from, to }`, one for each box, drawn evenly between the two.
   */
  index?: TurbulenceIndex;
  /** Cut each map in four, as the talk does; default `true`. */
  cut?: boolean;
  /** Give each map four times: as it is, turned over left to right, top to bottom, and both; default `false`. */
  flip?: boolean;
  /**
   * What a pixel holds: `"log"` (the default), log10 of the column density over its mean in the box; or `"own"`, that on each
   * image's own scale, with mean 0 and standard deviation 1, as pictures are shown that reach from black to white.
   */
  scale?: "log" | "own";
  /** Seed; default 0. A number, since stored boxes must be known by it. */
  randomState?: number;
  /** Told how many boxes are done. */
  onProgress?: (done: number, total: number) => void;
}

/** Raised with every change of what a seed gives; a test holds the two together. */
export const TURBULENCE_VERSION = 1;

/**
 * Maps of the column density of many turbulent boxes, each seen along x, y and z: see {@link simulateTurbulence}, whose
 * options it takes. The target is the power-law index that the velocity had at the start.
 *
 * Boxes are simulated on all cores and written one after another to a file in the cache folder, so that the next call reads
 * them, and a call that was cut off goes on where it ended. A file that has fewer boxes than asked for is added to; each box
 * is read with its SHA-256, and what follows a damaged one is computed again. A cache folder that cannot be written to costs the
 * storing, not the maps.
 *
 * Splits "train" (80 % of the boxes), "test" and "holdout" (10 % each) are **by box**: maps of one box, and parts of one map,
 * show the same gas, so a network that has seen one of them has seen something of the others. Of ten rounds through the list
 * of indices (of ten boxes, with a range), the ninth is for testing and the tenth is held out.
 *
 * The table has `index`, `box`, `projection` ("x", "y" or "z"), `quarter` (0 to 3, row by row; -1 where maps are whole),
 * `flip` (0 to 3) and `split`.
 *
 * @throws ParameterError if a number is out of range, or an option does not exist.
 */
export async function loadSimulatedTurbulenceMaps(
  options: LoadSimulatedTurbulenceMapsOptions = {},
): Promise<ImageDataset<Float64Array>> {
  const owner = "loadSimulatedTurbulenceMaps";
  checkKnown(owner, options, OPTIONS);
  const {
    n = 400,
    index = [11 / 3, 4],
    cut = true,
    flip = false,
    scale = "log",
    randomState = 0,
    onProgress,
    ...rest
  } = options;
  checkNumber("n", n, { min: 1, integer: true });
  checkIndex(index);
  checkOneOf("cut", cut, [true, false]);
  checkOneOf("flip", flip, [true, false]);
  checkOneOf("scale", scale, ["log", "own"]);
  checkNumber("randomState", randomState, { min: 0, max: 2 ** 32 - 1, integer: true });
  const { index: _index, randomState: _seed, ...settings } = checkTurbulence(owner, rest);
  const boxes = await loadBoxes({ settings, index, seed: randomState }, n, onProgress);
  return toDataset(boxes, { size: settings.size, index, cut, flip, scale });
}

const OPTIONS = [
  "n",
  "index",
  "cut",
  "flip",
  "scale",
  "randomState",
  "onProgress",
  "size",
  "mach",
  "boxSize",
  "temperature",
  "meanMolecularWeight",
  "duration",
  "solver",
  "order",
  "cfl",
];

function checkIndex(index: TurbulenceIndex): void {
  const bounds = { min: 0, max: 8 };
  if (Array.isArray(index)) {
    if (index.length === 0) throw new ParameterError("index must have at least one power-law index.");
    for (const [i, value] of index.entries()) checkNumber(`index[${i}]`, value, bounds);
    return;
  }
  const { from, to } = (typeof index === "object" && index !== null ? index : {}) as {
    from?: unknown;
    to?: unknown;
  };
  if (from === undefined || to === undefined) {
    throw new ParameterError("index must be a list of power-law indices, or { from, to }.");
  }
  checkNumber("index.from", from, bounds);
  checkNumber("index.to", to, { ...bounds, min: from });
}

/** All boxes, from the cache folder or simulated and put there. */
async function loadBoxes(
  shared: MapBoxesShared,
  n: number,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<BoxMaps[]> {
  const about = JSON.stringify({ version: TURBULENCE_VERSION, ...shared });
  const name = createHash("sha256").update(about).digest("hex").slice(0, 16);
  const path = join(dataHome(), "simulated", `turbulence-maps-${name}.bin`);
  const mapPixels = AXES.length * shared.settings.size ** 2;
  const file = { path, about, recordBytes: 8 + 4 * mapPixels };
  const boxes: BoxMaps[] = [];
  const read = async () => {
    boxes.length = 0;
    await readRecords(file, n, (record) => boxes.push(toBox(record, mapPixels)));
    onProgress(boxes.length, n);
  };
  const compute = async (store: (from: number, batch: BoxMaps[]) => Promise<void>) => {
    for await (const batch of mapBoxes(shared, boxes.length, n)) {
      await store(boxes.length, batch);
      boxes.push(...batch);
      onProgress(boxes.length, n);
    }
  };
  await read();
  if (boxes.length === n) return boxes;
  const writable = await mkdir(dirname(path), { recursive: true }).then(
    () => true,
    () => false,
  );
  if (!writable) {
    await compute(async () => undefined);
    return boxes;
  }
  await withLock(`${path}.lock`, undefined, async (lost) => {
    // Another process may have simulated some while this one waited for the lock.
    await read();
    let storing = true;
    await compute(async (from, batch) => {
      if (lost.aborted || !storing) return;
      await writeRecords(file, from, batch.map(toRecord)).catch(() => {
        // A full disk costs the storing, not the maps.
        storing = false;
      });
    });
  });
  return boxes;
}

function toRecord({ index, maps }: BoxMaps): Uint8Array {
  const record = new Uint8Array(8 + maps.byteLength);
  record.set(new Uint8Array(Float64Array.of(index).buffer));
  record.set(new Uint8Array(maps.buffer, maps.byteOffset, maps.byteLength), 8);
  return record;
}

function toBox(record: Uint8Array, mapPixels: number): BoxMaps {
  const bytes = Uint8Array.from(record);
  return {
    index: new Float64Array(bytes.buffer, 0, 1)[0],
    maps: new Float32Array(bytes.buffer, 8, mapPixels),
  };
}

function toDataset(
  boxes: BoxMaps[],
  {
    size,
    index,
    cut,
    flip,
    scale,
  }: Required<Pick<LoadSimulatedTurbulenceMapsOptions, "size" | "index" | "cut" | "flip" | "scale">>,
): Promise<ImageDataset<Float64Array>> {
  const maps = ImageStack.zeros({
    count: AXES.length * boxes.length,
    height: size,
    width: size,
    channels: 1,
  });
  for (const [b, box] of boxes.entries()) maps.data.set(box.maps, b * box.maps.length);
  const parts = cut ? quarters(maps) : maps;
  const images = flip ? flips(parts) : parts;
  if (scale === "own") for (let i = 0; i < images.count; i++) standardize(images.image(i));
  const [perPart, perMap] = [flip ? 4 : 1, (flip ? 4 : 1) * (cut ? 4 : 1)];
  const boxOf = (i: number) => Math.floor(i / (perMap * AXES.length));
  const column = <T>(value: (i: number) => T) => Array.from({ length: images.count }, (_, i) => value(i));
  const y = Float64Array.from(column((i) => boxes[boxOf(i)].index));
  const together = "from" in index ? 1 : index.length;
  return ImageDataset.create({
    id: "turbulence-maps",
    title: "Column density of turbulent gas",
    images,
    pixel:
      scale === "own"
        ? "log10 of the column density, scaled to mean 0 and standard deviation 1 in each image"
        : "log10 of the column density over its mean in the box",
    columns: {
      index: y,
      box: Int32Array.from(column(boxOf)),
      projection: column((i) => AXES[Math.floor(i / perMap) % AXES.length]),
      quarter: Int32Array.from(column((i) => (cut ? Math.floor(i / perPart) % 4 : -1))),
      flip: Int32Array.from(column((i) => i % perPart)),
      split: column((i) => SPLITS[Math.floor(boxOf(i) / together) % SPLITS.length]),
    },
    targetName: "index",
    y,
    provenance: "simulated",
    description: `Turbulent gas of one temperature, boxes of ${size} x ${size} x ${size} cells; see simulateTurbulence for the physics.`,
    citation:
      "Set-up after M. Pasquato, Supervised and unsupervised machine learning for astronomy; made by skylearn",
    terms: "made by skylearn; free to use as simulated data",
  });
}

/** Gives an image mean 0 and standard deviation 1; a blank one stays blank. */
function standardize(image: Float32Array): void {
  const mean = image.reduce((sum, value) => sum + value, 0) / image.length;
  const variance = image.reduce((sum, value) => sum + (value - mean) ** 2, 0) / image.length;
  for (let k = 0; k < image.length; k++)
    image[k] = variance > 0 ? (image[k] - mean) / Math.sqrt(variance) : 0;
}

/** The split of each tenth of the boxes in turn. */
const SPLITS = [...new Array<string>(8).fill("train"), "test", "holdout"];
