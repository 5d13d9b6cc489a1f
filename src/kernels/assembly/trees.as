// Hot loops of growing trees, compiled by scripts/build-kernels.mjs into ../trees-wasm.ts. Arrays are dense; every
// pointer is a byte offset.

/** Bits of a key that hold the position of a sample within its node; the rank is above them. */
const POSITION_BITS: i32 = 9;
const POSITION_MASK: i32 = 511;
const NEAR: f32 = 1e-7;
/** Bins with more classes than this are looked into without asking what they could hold. */
const MAX_CORNER_CLASSES: i32 = 4;

/** Zeroes a whole number of 8 bytes; for few of them this is far quicker than memory.fill, which leaves the module. */
// @ts-ignore: decorator
@inline
function clear(at: usize, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += 8) store<u64>(at + k, 0);
}

// ---- small nodes: sorted -------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline
function insertionSort(keys: usize, n: i32): void {
  const end = keys + (<usize>n << 2);
  for (let p = keys + 4; p < end; p += 4) {
    const key = load<i32>(p);
    let q = p;
    while (q > keys) {
      const before = load<i32>(q - 4);
      if (before <= key) break;
      store<i32>(q, before);
      q -= 4;
    }
    store<i32>(q, key);
  }
}

// @ts-ignore: decorator
@inline
function sortRanked<T>(
  ranks: usize, stride: i32, samples: usize, n: i32, shift: i32, keys: usize, scratch: usize, counts: usize,
): void {
  if (n <= 20) {
    for (let k = 0; k < n; k++) {
      const row = load<i32>(samples + (<usize>k << 2));
      store<i32>(keys + (<usize>k << 2), (<i32>load<T>(ranks + <usize>(row * stride)) << POSITION_BITS) | k);
    }
    insertionSort(keys, n);
    return;
  }
  const bits = n <= 64 ? 6 : 8;
  const down = POSITION_BITS + shift + 8 - bits;
  const buckets = 1 << bits;
  for (let k: usize = 0; k < <usize>buckets << 2; k += 16) v128.store(counts + k, i32x4.splat(0));
  for (let k = 0; k < n; k++) {
    const row = load<i32>(samples + (<usize>k << 2));
    const key = (<i32>load<T>(ranks + <usize>(row * stride)) << POSITION_BITS) | k;
    store<i32>(scratch + (<usize>k << 2), key);
    const c = counts + (<usize>(key >> down) << 2);
    store<i32>(c, load<i32>(c) + 1);
  }
  let sum = 0;
  for (let b = 0; b < buckets; b++) {
    const c = counts + (<usize>b << 2);
    const count = load<i32>(c);
    store<i32>(c, sum);
    sum += count;
  }
  for (let k = 0; k < n; k++) {
    const key = load<i32>(scratch + (<usize>k << 2));
    const c = counts + (<usize>(key >> down) << 2);
    const at = load<i32>(c);
    store<i32>(c, at + 1);
    store<i32>(keys + (<usize>at << 2), key);
  }
  insertionSort(keys, n);
}

/**
 * Sorts the samples of a small node by rank: keys of rank and position. `ranks`, of 2 or 4 bytes each, points at the
 * feature of row 0.
 */
export function sortSamples(
  ranks: usize, bytes: i32, stride: i32, samples: usize, n: i32, shift: i32, keys: usize, scratch: usize,
  counts: usize,
): void {
  if (bytes == 2) sortRanked<u16>(ranks, stride, samples, n, shift, keys, scratch, counts);
  else sortRanked<i32>(ranks, stride, samples, n, shift, keys, scratch, counts);
}

/**
 * Tries every threshold between sorted samples by Gini's index. Returns how many samples go left at the best one, or
 * 0 if none beats `best`; writes its proxy to `out` and its class weights to `outLeft`.
 */
export function sweepGini(
  keys: usize, n: i32, codes: usize, weight: usize, total: usize, left: usize, classes: i32,
  nodeWeight: f64, nodeSquares: f64, best: f64, nearSpan: i32, values: usize,
  minSamples: i32, minWeight: f64, out: usize, outLeft: usize,
): i32 {
  clear(left, <usize>classes << 3);
  const slack = nodeWeight - 1e-9 * nodeWeight;
  let goal = best + slack;
  let leftWeight: f64 = 0;
  let leftSquares: f64 = 0;
  let rightSquares = nodeSquares;
  let bestCount = 0;
  let lastRank = load<i32>(keys) >> POSITION_BITS;
  for (let k = 0; k < n; k++) {
    const key = load<i32>(keys + (<usize>k << 2));
    const rank = key >> POSITION_BITS;
    const p = <usize>(key & POSITION_MASK);
    const rightWeight = nodeWeight - leftWeight;
    if (
      leftSquares * rightWeight + rightSquares * leftWeight > goal * leftWeight * rightWeight &&
      rank != lastRank &&
      k >= minSamples && n - k >= minSamples &&
      leftWeight >= minWeight && rightWeight >= minWeight &&
      !(rank - lastRank <= nearSpan &&
        load<f32>(values + (<usize>rank << 2)) <= load<f32>(values + (<usize>lastRank << 2)) + NEAR)
    ) {
      const proxy =
        -rightWeight * (1.0 - rightSquares / (rightWeight * rightWeight)) -
        leftWeight * (1.0 - leftSquares / (leftWeight * leftWeight));
      if (proxy > best) {
        best = proxy;
        bestCount = k;
        goal = best + slack;
      }
    }
    const code = <usize>load<i32>(codes + (p << 2)) << 3;
    const w = load<f64>(weight + (p << 3));
    const before = load<f64>(left + code);
    leftSquares += w * (2.0 * before + w);
    rightSquares -= w * (2.0 * (load<f64>(total + code) - before) - w);
    store<f64>(left + code, before + w);
    leftWeight += w;
    lastRank = rank;
  }
  if (bestCount == 0) return 0;
  store<f64>(out, best);
  clear(outLeft, <usize>classes << 3);
  for (let k = 0; k < bestCount; k++) {
    const p = <usize>(load<i32>(keys + (<usize>k << 2)) & POSITION_MASK);
    const at = outLeft + (<usize>load<i32>(codes + (p << 2)) << 3);
    store<f64>(at, load<f64>(at) + load<f64>(weight + (p << 3)));
  }
  return bestCount;
}

// ---- large nodes: binned -------------------------------------------------------------------------------------

/** histogram[bin, class] += weight, over the samples of a node; `bins` points at the feature's column. */
export function classHistogram(
  bins: usize, samples: usize, codes: usize, weight: usize, n: i32, classes: i32, binCount: i32, histogram: usize,
): void {
  memory.fill(histogram, 0, (<usize>binCount * <usize>classes) << 3);
  for (let k: usize = 0; k < <usize>n; k++) {
    const bin = <i32>load<u8>(bins + <usize>load<i32>(samples + (k << 2)));
    const at = histogram + (<usize>(bin * classes + load<i32>(codes + (k << 2))) << 3);
    store<f64>(at, load<f64>(at) + load<f64>(weight + (k << 3)));
  }
}

/** counts[bin] += 1 over the samples of a node. */
export function binCounts(bins: usize, samples: usize, n: i32, counts: usize): void {
  memory.fill(counts, 0, 1024);
  for (let k: usize = 0; k < <usize>n; k++) {
    const at = counts + (<usize>load<u8>(bins + <usize>load<i32>(samples + (k << 2))) << 2);
    store<i32>(at, load<i32>(at) + 1);
  }
}

/**
 * Proxies at the lower edges of the bins that are not empty, and the weight of every bin. Returns the bin that the
 * best edge below `best` ends, or -1, and writes its proxy to `out` and its class weights to `outLeft`.
 */
export function sweepBins(
  histogram: usize, bins: i32, classes: i32, total: usize, left: usize, nodeWeight: f64, ownProxy: f64,
  counts: usize, n: i32, minSamples: i32, minWeight: f64,
  binWeight: usize, edgeProxy: usize, out: usize, outLeft: usize,
): i32 {
  const width = <usize>classes << 3;
  clear(left, width);
  let leftWeight: f64 = 0;
  let leftSamples = 0;
  let lastBin = -1;
  let bestBin = -1;
  let best = -Infinity;
  let proxy = ownProxy;
  let at = histogram;
  for (let bin = 0; bin < bins; bin++, at += width) {
    let added: f64 = 0;
    for (let k: usize = 0; k < width; k += 8) added += load<f64>(at + k);
    store<f64>(binWeight + (<usize>bin << 3), added);
    if (added == 0) continue;
    store<f64>(edgeProxy + (<usize>bin << 3), proxy);
    if (
      lastBin >= 0 && proxy > best &&
      (minSamples <= 1 || (leftSamples >= minSamples && n - leftSamples >= minSamples)) &&
      leftWeight >= minWeight && nodeWeight - leftWeight >= minWeight
    ) {
      best = proxy;
      bestBin = lastBin;
      for (let k: usize = 0; k < width; k += 8) store<f64>(outLeft + k, load<f64>(left + k));
    }
    leftWeight += added;
    if (minSamples > 1) leftSamples += load<i32>(counts + (<usize>bin << 2));
    lastBin = bin;
    let leftSquares: f64 = 0;
    let rightSquares: f64 = 0;
    for (let k: usize = 0; k < width; k += 8) {
      const onLeft = load<f64>(left + k) + load<f64>(at + k);
      const onRight = load<f64>(total + k) - onLeft;
      store<f64>(left + k, onLeft);
      leftSquares += onLeft * onLeft;
      rightSquares += onRight * onRight;
    }
    const rightWeight = nodeWeight - leftWeight;
    proxy = rightWeight <= 0
      ? ownProxy
      : -rightWeight * (1.0 - rightSquares / (rightWeight * rightWeight)) -
        leftWeight * (1.0 - leftSquares / (leftWeight * leftWeight));
  }
  store<f64>(out, best);
  return bestBin;
}

/**
 * Marks the bins inside which a threshold could reach `goal`; `left` holds the weights of the whole node. Returns how
 * many.
 */
export function openBins(
  histogram: usize, bins: i32, classes: i32, total: usize, left: usize, nodeWeight: f64, ownProxy: f64, goal: f64,
  skipsPure: i32, binStart: usize, binWeight: usize, edgeProxy: usize, isOpen: usize,
): i32 {
  const width = <usize>classes << 3;
  let open = 0;
  let after = ownProxy;
  let at = histogram + <usize>(bins - 1) * width;
  for (let bin = bins - 1; bin >= 0; bin--, at -= width) {
    store<u8>(isOpen + <usize>bin, 0);
    const weight = load<f64>(binWeight + (<usize>bin << 3));
    if (weight == 0) continue;
    for (let k: usize = 0; k < width; k += 8) store<f64>(left + k, load<f64>(left + k) - load<f64>(at + k));
    const before = load<f64>(edgeProxy + (<usize>bin << 3));
    // A sample of weight w changes the proxy by at most 2 w.
    const isFar = (before + after) * 0.5 + weight < goal;
    after = before;
    if (isFar) continue;
    const start = binStart + (<usize>bin << 2);
    if (load<i32>(start + 4) - load<i32>(start) == 1) continue;
    if (before + climb(at, width, total, left, nodeWeight, weight) < goal) continue;
    if (highestCorner(at, width, total, left, nodeWeight, ownProxy, skipsPure) < goal) continue;
    store<u8>(isOpen + <usize>bin, 1);
    open++;
  }
  return open;
}

/**
 * By how much the proxy can rise within the bin after `left`: by its slopes there for each class, and the second
 * order, which 2 w^2 (1 / left + 1 / right) bounds.
 */
function climb(at: usize, width: usize, total: usize, left: usize, nodeWeight: f64, binWeight: f64): f64 {
  let leftWeight: f64 = 0;
  let leftSquares: f64 = 0;
  let rightSquares: f64 = 0;
  for (let k: usize = 0; k < width; k += 8) {
    const onLeft = load<f64>(left + k);
    const onRight = load<f64>(total + k) - onLeft;
    leftWeight += onLeft;
    leftSquares += onLeft * onLeft;
    rightSquares += onRight * onRight;
  }
  const rightWeight = nodeWeight - leftWeight;
  const rest = rightWeight - binWeight;
  if (leftWeight <= 0 || rest <= 0) return Infinity;
  const perLeft = 1.0 / leftWeight;
  const perRight = 1.0 / rightWeight;
  const level = rightSquares * perRight * perRight - leftSquares * perLeft * perLeft;
  let rise = 2.0 * binWeight * binWeight * (perLeft + 1.0 / rest);
  for (let k: usize = 0; k < width; k += 8) {
    const onLeft = load<f64>(left + k);
    const slope = 2.0 * (onLeft * perLeft - (load<f64>(total + k) - onLeft) * perRight) + level;
    if (slope > 0) rise += load<f64>(at + k) * slope;
  }
  return rise;
}

/** The largest proxy over the corners of the box of class weights that the bin after `left` spans. */
function highestCorner(
  at: usize, width: usize, total: usize, left: usize, nodeWeight: f64, ownProxy: f64, skipsPure: i32,
): f64 {
  let classes = 0;
  for (let k: usize = 0; k < width; k += 8) if (load<f64>(at + k) > 0) classes++;
  // Within a run of one class the proxy is highest at an end.
  if (classes == 1 && skipsPure) return -Infinity;
  if (classes > MAX_CORNER_CLASSES) return Infinity;
  let highest = -Infinity;
  for (let subset = 0; subset < 1 << classes; subset++) {
    let leftWeight: f64 = 0;
    let leftSquares: f64 = 0;
    let rightSquares: f64 = 0;
    let bit = 1;
    for (let k: usize = 0; k < width; k += 8) {
      let onLeft = load<f64>(left + k);
      const inBin = load<f64>(at + k);
      if (inBin > 0) {
        if (subset & bit) onLeft += inBin;
        bit <<= 1;
      }
      const onRight = load<f64>(total + k) - onLeft;
      leftWeight += onLeft;
      leftSquares += onLeft * onLeft;
      rightSquares += onRight * onRight;
    }
    const rightWeight = nodeWeight - leftWeight;
    const proxy = leftWeight <= 0 || rightWeight <= 0
      ? ownProxy
      : -rightWeight * (1.0 - rightSquares / (rightWeight * rightWeight)) -
        leftWeight * (1.0 - leftSquares / (leftWeight * leftWeight));
    highest = max(highest, proxy);
  }
  return highest;
}

// ---- parting the samples -------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline
function markRanked<T>(ranks: usize, stride: i32, samples: usize, n: i32, cut: i32, sides: usize, out: usize): i32 {
  let low = -1;
  let high = i32.MAX_VALUE;
  let count = 0;
  for (let k: usize = 0; k < <usize>n; k++) {
    const rank = <i32>load<T>(ranks + <usize>(load<i32>(samples + (k << 2)) * stride));
    const goesLeft = <i32>(rank <= cut);
    store<u8>(sides + k, <u8>goesLeft);
    count += goesLeft;
    const asLow = select<i32>(rank, -1, goesLeft);
    const asHigh = select<i32>(i32.MAX_VALUE, rank, goesLeft);
    low = select<i32>(asLow, low, asLow > low);
    high = select<i32>(asHigh, high, asHigh < high);
  }
  store<i32>(out, low);
  store<i32>(out + 4, high);
  return count;
}

/**
 * sides[k] = 1 where the sample's rank, of 2 or 4 bytes, is at most `cut`; returns how many, and the ranks next to the
 * cut in `out`.
 */
export function markSides(
  ranks: usize, bytes: i32, stride: i32, samples: usize, n: i32, cut: i32, sides: usize, out: usize,
): i32 {
  return bytes == 2
    ? markRanked<u16>(ranks, stride, samples, n, cut, sides, out)
    : markRanked<i32>(ranks, stride, samples, n, cut, sides, out);
}

/** Moves values to their sides and keeps their order. */
export function moveToSides32(values: usize, sides: usize, n: i32, spare: usize): void {
  let left = values;
  let right = spare;
  for (let k: usize = 0; k < <usize>n; k++) {
    // Both are written and one pointer moves on: nothing for the processor to guess.
    const value = load<i32>(values + (k << 2));
    store<i32>(left, value);
    store<i32>(right, value);
    const goesLeft = <usize>load<u8>(sides + k);
    left += goesLeft << 2;
    right += (1 - goesLeft) << 2;
  }
  for (let k: usize = 0; k < right - spare; k += 4) store<i32>(left + k, load<i32>(spare + k));
}

export function moveToSides64(values: usize, sides: usize, n: i32, spare: usize): void {
  let left = values;
  let right = spare;
  for (let k: usize = 0; k < <usize>n; k++) {
    const value = load<f64>(values + (k << 3));
    store<f64>(left, value);
    store<f64>(right, value);
    const goesLeft = <usize>load<u8>(sides + k);
    left += goesLeft << 3;
    right += (1 - goesLeft) << 3;
  }
  for (let k: usize = 0; k < right - spare; k += 8) store<f64>(left + k, load<f64>(spare + k));
}

// ---- boosting ------------------------------------------------------------------------------------------------

/**
 * sums[bin] += (gradient, hessian) and counts[bin] += 1 over the rows of a node, for two features at a time; `pairs`
 * holds gradient and hessian in the order of `rows`.
 */
export function pairHistograms(
  binsA: usize, binsB: usize, rows: usize, n: i32, pairs: usize,
  sumsA: usize, sumsB: usize, countsA: usize, countsB: usize,
): void {
  for (let k: usize = 0; k < <usize>n; k++) {
    const row = <usize>load<i32>(rows + (k << 2));
    const pair = v128.load(pairs + (k << 4));
    const a = <usize>load<u8>(binsA + row);
    const b = <usize>load<u8>(binsB + row);
    const atA = sumsA + (a << 4);
    const atB = sumsB + (b << 4);
    v128.store(atA, f64x2.add(v128.load(atA), pair));
    v128.store(atB, f64x2.add(v128.load(atB), pair));
    const countA = countsA + (a << 2);
    const countB = countsB + (b << 2);
    store<i32>(countA, load<i32>(countA) + 1);
    store<i32>(countB, load<i32>(countB) + 1);
  }
}

/** The same for one feature. */
export function pairHistogram(bins: usize, rows: usize, n: i32, pairs: usize, sums: usize, counts: usize): void {
  for (let k: usize = 0; k < <usize>n; k++) {
    const bin = <usize>load<u8>(bins + <usize>load<i32>(rows + (k << 2)));
    const at = sums + (bin << 4);
    v128.store(at, f64x2.add(v128.load(at), v128.load(pairs + (k << 4))));
    const count = counts + (bin << 2);
    store<i32>(count, load<i32>(count) + 1);
  }
}

/** Gathers gradient and hessian of the rows of a node side by side. */
export function gatherPairs(gradient: usize, hessian: usize, rows: usize, n: i32, pairs: usize): void {
  for (let k: usize = 0; k < <usize>n; k++) {
    const row = <usize>load<i32>(rows + (k << 2)) << 2;
    store<f64>(pairs + (k << 4), <f64>load<f32>(gradient + row));
    store<f64>(pairs + (k << 4) + 8, <f64>load<f32>(hessian + row));
  }
}

/** Takes one child's histograms away from its parent's: `n` pairs and counts, a multiple of 4. */
export function subtractPairs(sums: usize, counts: usize, otherSums: usize, otherCounts: usize, n: i32): void {
  const bytes = <usize>n << 4;
  for (let k: usize = 0; k < bytes; k += 16) {
    v128.store(sums + k, f64x2.sub(v128.load(sums + k), v128.load(otherSums + k)));
  }
  for (let k: usize = 0; k < bytes >> 2; k += 16) {
    v128.store(counts + k, i32x4.sub(v128.load(counts + k), v128.load(otherCounts + k)));
  }
}

/** What the best split of a node is found by; kept in globals, because a call takes few arguments cheaply. */
let gradient: f64 = 0;
let hessian: f64 = 0;
let l2: f64 = 0;
let minHessian: f64 = 0;
let bestGain: f64 = 0;

// @ts-ignore: decorator
@inline
function worth(g: f64, h: f64): f64 {
  return g * (g / (h + l2 + 1e-15));
}

// @ts-ignore: decorator
@inline
function scan(
  sums: usize, counts: usize, feature: i32, lastBin: i32, missingLeft: i32, count: i32, minSamples: i32, parent: f64,
  out: usize,
): void {
  const total = f64x2.replace_lane(f64x2.splat(gradient), 1, hessian);
  const shift = f64x2.splat(l2);
  const tiny = f64x2.splat(1e-15);
  let left = missingLeft ? v128.load(sums + (255 << 4)) : f64x2.splat(0);
  let leftCount = missingLeft ? load<i32>(counts + (255 << 2)) : 0;
  for (let bin = 0; bin <= lastBin; bin++) {
    const inBin = load<i32>(counts + (<usize>bin << 2));
    if (inBin == 0) continue;
    leftCount += inBin;
    left = f64x2.add(left, v128.load(sums + (<usize>bin << 4)));
    if (leftCount < minSamples || f64x2.extract_lane(left, 1) < minHessian) continue;
    const right = f64x2.sub(total, left);
    if (count - leftCount < minSamples || f64x2.extract_lane(right, 1) < minHessian) break;
    const g = v128.shuffle<f64>(left, right, 0, 2);
    const h = v128.shuffle<f64>(left, right, 1, 3);
    const both = f64x2.mul(g, f64x2.div(g, f64x2.add(f64x2.add(h, shift), tiny)));
    const gain = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1) - parent;
    if (gain <= bestGain) continue;
    bestGain = gain;
    store<f64>(out, gain);
    store<f64>(out + 8, <f64>feature);
    store<f64>(out + 16, <f64>bin);
    store<f64>(out + 24, <f64>missingLeft);
    v128.store(out + 32, left);
    store<f64>(out + 48, <f64>leftCount);
  }
}

/**
 * The best split of a node among some features, by the regularised gain; among equal gains that of the lowest feature
 * and bin. Writes gain, feature, bin, whether missing values go left, gradient, hessian and rows of the left side to
 * `out`; the gain is -Infinity if no split gains more than `minGain`.
 */
export function findSplit(
  sums: usize, counts: usize, features: usize, n: i32, bins: usize, hasMissing: usize,
  nodeGradient: f64, nodeHessian: f64, count: i32,
  l2Regularization: f64, leastHessian: f64, minSamples: i32, minGain: f64, out: usize,
): void {
  gradient = nodeGradient;
  hessian = nodeHessian;
  l2 = l2Regularization;
  minHessian = leastHessian;
  bestGain = minGain;
  store<f64>(out, -Infinity);
  store<f64>(out + 8, -1);
  const parent = worth(gradient, hessian);
  for (let f: usize = 0; f < <usize>n; f++) {
    const feature = load<i32>(features + (f << 2));
    const lastBin = load<i32>(bins + (<usize>feature << 2)) - 1;
    const ownSums = sums + (f << 12);
    const ownCounts = counts + (f << 10);
    if (load<u8>(hasMissing + <usize>feature)) {
      // Missing values go right at first: a last split then parts them from all others.
      scan(ownSums, ownCounts, feature, lastBin, 0, count, minSamples, parent, out);
      scan(ownSums, ownCounts, feature, lastBin - 1, 1, count, minSamples, parent, out);
    } else {
      scan(ownSums, ownCounts, feature, lastBin - 1, 0, count, minSamples, parent, out);
    }
  }
}

/** sides[k] = 1 where the row's bin is at most `bin` or is `missingBin`; returns how many. */
export function markBins(bins: usize, rows: usize, n: i32, bin: i32, missingBin: i32, sides: usize): i32 {
  let count = 0;
  for (let k: usize = 0; k < <usize>n; k++) {
    const b = <i32>load<u8>(bins + <usize>load<i32>(rows + (k << 2)));
    const goesLeft = <i32>(b <= bin) | <i32>(b == missingBin);
    store<u8>(sides + k, <u8>goesLeft);
    count += goesLeft;
  }
  return count;
}

// ---- predicting ----------------------------------------------------------------------------------------------

// A node is 16 bytes: the threshold (f64), the byte offset of the feature in a row with 1 added where NaN goes left
// (i32), and the byte offset of the left child, which the right child follows (i32). A leaf is its own left child, at
// an infinite threshold; in place of a feature it has its number among the leaves, times 8, plus 1. Whatever lies there
// after the row is compared to no effect: the nodes follow the rows in memory, and are more than the leaves.

// @ts-ignore: decorator
@inline
function step(nodes: usize, node: i32, row: usize): i32 {
  const at = nodes + <usize>node;
  const threshold = load<f64>(at);
  const feature = load<i32>(at, 8);
  const x = load<f64>(row + <usize>(feature & ~7));
  const right = select<i32>(<i32>(x > threshold), 1 - <i32>(x <= threshold), feature & 1);
  return load<i32>(at, 12) + (right << 4);
}

/**
 * Sends rows through a tree and adds the values of their leaves to `out`. Four rows walk at a time, so that the
 * processor need not wait for one of them.
 */
export function walkTree(
  x: usize, stride: i32, n: i32, nodes: usize, values: usize, width: i32, out: usize,
): void {
  const outStride = <usize>width << 3;
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const row = x + <usize>(i * stride);
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (;;) {
      const a2 = step(nodes, a, row);
      const b2 = step(nodes, b, row + <usize>stride);
      const c2 = step(nodes, c, row + <usize>(2 * stride));
      const d2 = step(nodes, d, row + <usize>(3 * stride));
      if ((a ^ a2) | (b ^ b2) | (c ^ c2) | (d ^ d2)) {
        a = a2;
        b = b2;
        c = c2;
        d = d2;
      } else break;
    }
    const at = out + <usize>i * outStride;
    addLeaf(nodes, values, a, width, at);
    addLeaf(nodes, values, b, width, at + outStride);
    addLeaf(nodes, values, c, width, at + 2 * outStride);
    addLeaf(nodes, values, d, width, at + 3 * outStride);
  }
  for (; i < n; i++) {
    let node = 0;
    for (;;) {
      const next = step(nodes, node, x + <usize>(i * stride));
      if (next == node) break;
      node = next;
    }
    addLeaf(nodes, values, node, width, out + <usize>i * outStride);
  }
}

// @ts-ignore: decorator
@inline
function addLeaf(nodes: usize, values: usize, node: i32, width: i32, out: usize): void {
  const from = values + <usize>((load<i32>(nodes + <usize>node, 8) & ~7) * width);
  for (let v: usize = 0; v < <usize>width << 3; v += 8) {
    store<f64>(out + v, load<f64>(out + v) + load<f64>(from + v));
  }
}
