import type { Matrix } from "../core/matrix";

export interface SegmentOptions {
  /** A segment must hold a pixel above this. */
  detectionThreshold: number;
  /** Pixels below this belong to no segment. */
  islandThreshold: number;
  /** How far a peak must stand above the saddle to a higher one to be a source of its own. */
  prominence: number;
}

/** One peak, and the pixels from which one climbs to it. */
export interface Segment {
  /** Index of the peak in the image's data. */
  peak: number;
  /** Indices of its pixels in the image's data, the brightest first. */
  pixels: number[];
  /** Which connected island above the threshold it is part of; islands are numbered from 0. */
  island: number;
}

/**
 * Islands of connected pixels (8 neighbours) above a threshold, taken apart where they have several peaks: the water
 * sinks from the highest pixel on, each pixel that emerges joins the hill of its highest neighbour, and where two hills
 * meet, the lower one becomes part of the higher if its peak is less than `prominence` above the saddle. What is left are
 * the hills that stand out by themselves, as the branches of Bertin & Arnouts (1996) do, without levels to choose.
 *
 * @param image - (rows x columns) signal in units of the noise, say; NaN belongs to no segment.
 */
export function segmentImage(image: Matrix, options: SegmentOptions): Segment[] {
  const { detectionThreshold, islandThreshold, prominence } = options;
  const { data } = image;
  const above = Uint32Array.from(
    (function* () {
      for (let k = 0; k < data.length; k++) if (data[k] > islandThreshold) yield k;
    })(),
  ).sort((a, b) => data[b] - data[a] || a - b);
  // the hill of each pixel is named by its peak; a hill that was swallowed points to the one that did
  const hill = new Int32Array(data.length).fill(-1);
  const island = new Int32Array(data.length).fill(-1);
  const near = new Int32Array(8);
  for (const pixel of above) {
    const count = emergedNeighbours(image, pixel, hill, near);
    if (count === 0) {
      hill[pixel] = pixel;
      island[pixel] = pixel;
      continue;
    }
    let highest = near[0];
    for (let n = 1; n < count; n++) if (data[near[n]] > data[highest]) highest = near[n];
    // its own hill is decided before the others are swallowed, so that a lasting one keeps its slope
    hill[pixel] = rootOf(hill, highest);
    island[pixel] = rootOf(island, highest);
    for (let n = 0; n < count; n++) {
      join(data, island, pixel, near[n], Number.POSITIVE_INFINITY);
      join(data, hill, pixel, near[n], data[pixel] + prominence);
    }
  }
  const segments = new Map<number, Segment>();
  const islands = new Map<number, number>();
  for (const pixel of above) {
    const peak = rootOf(hill, pixel);
    if (!(data[peak] > detectionThreshold)) continue;
    let segment = segments.get(peak);
    if (segment === undefined) {
      const root = rootOf(island, pixel);
      if (!islands.has(root)) islands.set(root, islands.size);
      segment = { peak, pixels: [], island: islands.get(root) as number };
      segments.set(peak, segment);
    }
    segment.pixels.push(pixel);
  }
  return [...segments.values()];
}

/** Those of the eight pixels around one that have a hill, into `near`; how many they are. */
function emergedNeighbours(
  { rows, cols }: Matrix,
  pixel: number,
  hill: Int32Array,
  near: Int32Array,
): number {
  const row = Math.floor(pixel / cols);
  const column = pixel - row * cols;
  let count = 0;
  for (let i = Math.max(0, row - 1); i <= Math.min(rows - 1, row + 1); i++) {
    for (let j = Math.max(0, column - 1); j <= Math.min(cols - 1, column + 1); j++) {
      const k = i * cols + j;
      if (k !== pixel && hill[k] >= 0) near[count++] = k;
    }
  }
  return count;
}

/** Follows the pointers to the one that points to itself, and shortens the way for the next time. */
function rootOf(parent: Int32Array, from: number): number {
  let root = from;
  while (parent[root] !== root) root = parent[root];
  for (let k = from; parent[k] !== root; ) [k, parent[k]] = [parent[k], root];
  return root;
}

/** Makes the lower of two hills part of the higher, if its peak is below `limit`. */
function join(data: Float64Array, parent: Int32Array, a: number, b: number, limit: number): void {
  const [first, second] = [rootOf(parent, a), rootOf(parent, b)];
  if (first === second) return;
  const [low, high] =
    data[first] < data[second] || (data[first] === data[second] && first > second)
      ? [first, second]
      : [second, first];
  if (data[low] < limit) parent[low] = high;
}
