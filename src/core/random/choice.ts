import { ParameterError } from "../errors";
import type { LegacyStream } from "./legacy-stream";

const SUM_TOLERANCE = Math.sqrt(Number.EPSILON);

/** Shuffles in place, as `RandomState.shuffle`: from the last place down, each swapped with one before it. */
export function shuffleInPlace<T>(stream: LegacyStream, items: { length: number; [index: number]: T }): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = stream.nextInteger(i);
    const kept = items[i];
    items[i] = items[j];
    items[j] = kept;
  }
}

/** The whole numbers 0 … n−1 in random order. */
export function permutedRange(stream: LegacyStream, n: number): Int32Array {
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  shuffleInPlace(stream, order);
  return order;
}

/** Indices 0 … population−1 drawn as `RandomState.choice` draws them. */
export function drawIndices(
  stream: LegacyStream,
  population: number,
  count: number,
  replace: boolean,
  p: ArrayLike<number> | undefined,
): Int32Array {
  if (p !== undefined) checkProbabilities(p, population);
  if (population === 0 && count > 0) {
    throw new ParameterError("choice: there is nothing to choose from (a is empty).");
  }
  if (replace) {
    const out = new Int32Array(count);
    if (p === undefined) {
      if (count > 0) stream.fillIntegers(out, 0, population - 1);
      return out;
    }
    const cdf = cumulative(p);
    for (let i = 0; i < count; i++) out[i] = searchRight(cdf, stream.nextDouble());
    return out;
  }
  if (count > population) {
    throw new ParameterError(
      `choice: cannot draw ${count} of ${population} without replacement. Pass replace: true or a smaller size.`,
    );
  }
  return p === undefined
    ? permutedRange(stream, population).slice(0, count)
    : weightedWithoutReplacement(stream, p, count);
}

function weightedWithoutReplacement(stream: LegacyStream, p: ArrayLike<number>, count: number): Int32Array {
  const left = Float64Array.from(p);
  const possible = left.reduce((n, value) => n + (value > 0 ? 1 : 0), 0);
  if (possible < count) {
    throw new ParameterError(
      `choice: only ${possible} entries of p are above zero, fewer than the ${count} asked for.`,
    );
  }
  const found = new Int32Array(count);
  let filled = 0;
  while (filled < count) {
    const draws = Array.from({ length: count - filled }, () => stream.nextDouble());
    for (let i = 0; i < filled; i++) left[found[i]] = 0;
    const cdf = cumulative(left);
    for (const index of new Set(draws.map((draw) => searchRight(cdf, draw)))) found[filled++] = index;
  }
  return found;
}

function cumulative(p: ArrayLike<number>): Float64Array {
  const cdf = new Float64Array(p.length);
  let sum = 0;
  for (let i = 0; i < p.length; i++) cdf[i] = sum += p[i];
  for (let i = 0; i < p.length; i++) cdf[i] /= sum;
  return cdf;
}

/** How many entries of the ascending `cdf` are ≤ x. */
function searchRight(cdf: Float64Array, x: number): number {
  let low = 0;
  let high = cdf.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (x < cdf[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}

function checkProbabilities(p: ArrayLike<number>, population: number): void {
  if (p.length !== population) {
    throw new ParameterError(
      `choice: p has ${p.length} entries, but there are ${population} to choose from.`,
    );
  }
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    if (!(p[i] >= 0)) throw new ParameterError(`choice: p[${i}] is ${p[i]}, which is no probability.`);
    sum += p[i];
  }
  if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
    throw new ParameterError(`choice: the probabilities sum to ${sum}, not to 1. Divide p by its sum.`);
  }
}
