// Hot loops of the search for Euclidean neighbours, compiled by scripts/build-kernels.mjs into ../neighbors-wasm.ts.
// All rows are of f32, padded with zeros to a multiple of four. A block's rows lie in panels of eight: of each feature
// the eight values one after the other.

/** No squared distance is as large; stands for no limit. */
const FAR: f32 = 3e38;

function sum32(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/**
 * out[i] = squared distance of row i to the box between low and high, less slack times norms[i]; rows and box have
 * `width` values.
 */
export function boxBounds(
  rows: usize, n: i32, width: i32, low: usize, high: usize, norms: usize, slack: f32, out: usize,
): void {
  const bytes = <usize>width << 2;
  const zero = f32x4.splat(0);
  for (let i: usize = 0; i < <usize>n; i++, rows += bytes) {
    let sum = zero;
    for (let k: usize = 0; k < bytes; k += 16) {
      const x = v128.load(rows + k);
      // Inside the box both are negative, outside one is positive.
      const gap = f32x4.pmax(f32x4.pmax(f32x4.sub(v128.load(low + k), x), f32x4.sub(x, v128.load(high + k))), zero);
      sum = f32x4.add(sum, f32x4.mul(gap, gap));
    }
    f32.store(out + (i << 2), sum32(sum) - slack * f32.load(norms + (i << 2)));
  }
}

/** Least q . b - |b|^2 / 2 along the kept directions of a row that may lie within the limit of query `id`. */
@inline
function threshold(id: usize, k: i32, uppers: usize, keptNorms: usize, slack: f64): v128 {
  const limit = <f64>f32.load(uppers + ((id * <usize>k + <usize>k - 1) << 2));
  const kept = <f64>f32.load(keptNorms + (id << 2));
  return f32x4.splat(<f32>(0.5 * (kept * (1 - slack) - limit * (1 + slack))));
}

/** Leaves out what has turned out too far; returns how many stay. */
function drop(places: usize, lowers: usize, count: i32, limit: f32): i32 {
  let to: usize = 0;
  for (let from: usize = 0; from < <usize>count << 2; from += 4) {
    const lower = f32.load(lowers + from);
    if (lower > limit) continue;
    f32.store(lowers + to, lower);
    i32.store(places + to, i32.load(places + from));
    to += 4;
  }
  return <i32>(to >> 2);
}

/** Adds a place to the candidates of query `id`. */
function keep(
  id: usize, place: i32, lower: f32, limit: f32, most: i32, places: usize, lowers: usize, counts: usize,
): void {
  const own = (id * <usize>most) << 2;
  let count = i32.load(counts + (id << 2));
  if (count == most) count = drop(places + own, lowers + own, most, limit);
  if (count == most || count < 0) {
    i32.store(counts + (id << 2), -1);
    return;
  }
  const to = own + (<usize>count << 2);
  i32.store(places + to, place);
  f32.store(lowers + to, lower);
  i32.store(counts + (id << 2), count + 1);
}

/** The values of `best`, smallest first, with `value` in place of the last where that is larger. */
function insert(best: usize, k: i32, value: f32): void {
  let more = f32x4.splat(value);
  // No branch: how far a value moves can't be foretold.
  for (const end = best + (<usize>k << 2); best < end; best += 4) {
    const there = v128.load32_zero(best);
    v128.store32_lane(best, f32x4.pmin(there, more), 0);
    more = f32x4.pmax(there, more);
  }
}

function squaredDistance(a: usize, b: usize, bytes: usize): f64 {
  let sum = f32x4.splat(0);
  let more = sum;
  let j: usize = 0;
  for (; j + 16 < bytes; j += 32) {
    let gap = f32x4.sub(v128.load(a + j), v128.load(b + j));
    sum = f32x4.add(sum, f32x4.mul(gap, gap));
    gap = f32x4.sub(v128.load(a + j, 16), v128.load(b + j, 16));
    more = f32x4.add(more, f32x4.mul(gap, gap));
  }
  if (j < bytes) {
    const gap = f32x4.sub(v128.load(a + j), v128.load(b + j));
    sum = f32x4.add(sum, f32x4.mul(gap, gap));
  }
  return <f64>sum32(f32x4.add(sum, more));
}

/** Bit r of four times eight, by query: whether row r of a panel reaches its threshold. */
@inline
function reached(
  s00: v128, s01: v128, s10: v128, s11: v128, s20: v128, s21: v128, s30: v128, s31: v128,
  t0: v128, t1: v128, t2: v128, t3: v128,
): i32 {
  const c0 = i16x8.narrow_i32x4_s(f32x4.ge(s00, t0), f32x4.ge(s01, t0));
  const c1 = i16x8.narrow_i32x4_s(f32x4.ge(s10, t1), f32x4.ge(s11, t1));
  const c2 = i16x8.narrow_i32x4_s(f32x4.ge(s20, t2), f32x4.ge(s21, t2));
  const c3 = i16x8.narrow_i32x4_s(f32x4.ge(s30, t3), f32x4.ge(s31, t3));
  return i8x16.bitmask(i8x16.narrow_i16x8_s(c0, c1)) | (i8x16.bitmask(i8x16.narrow_i16x8_s(c2, c3)) << 16);
}

/**
 * Compares m queries with a block of n rows. What may be among a query's k nearest rows of all blocks so far joins
 * its candidates: the row's place and a lower bound on its squared distance. What is kept of a query, by id, must be
 * set before its first block: `uppers` to 3e38, `counts` to 0.
 *
 * @param ids - which queries are meant.
 * @param keptNorms - squared norms of the queries along the kept directions, by id.
 * @param halfNorms - minus half the squared norm of each row along them, each less the slack; minus infinity where
 * the block is padded.
 * @param slack - share of the squared norms by which single precision may be wrong.
 * @param first - place of the block's first row; `panels`, `halfNorms`, `fullRows` and `rowNorms` begin at place 0.
 * @param full - values of a row with all features.
 * @param fullNorms - squared norms of such rows, by id; those of the block's rows follow in `rowNorms`.
 * @param uppers - the k smallest upper bounds on squared distances, smallest first, by id.
 * @param most - candidates that a query may have at a time.
 * @param counts - candidates, by id; -1 once there were too many, and then they are worthless.
 * @param hits - n values.
 */
export function visit(
  ids: usize, m: i32, queries: usize, width: i32, keptNorms: usize,
  first: i32, n: i32, panels: usize, halfNorms: usize, slack: f64,
  full: i32, fullQueries: usize, fullNorms: usize, fullRows: usize, rowNorms: usize, fullSlack: f64,
  k: i32, uppers: usize, most: i32, places: usize, lowers: usize, counts: usize, hits: usize,
): void {
  const bytes = <usize>width << 2;
  const fullBytes = <usize>full << 2;
  const last = <usize>(k - 1) << 2;
  const end = first + n;
  const never = f32x4.splat(Infinity);
  for (let i = 0; i < m; i += 4, ids += 16) {
    // The first stands for those that are not there, whose threshold nothing reaches.
    const id0 = <usize>i32.load(ids);
    const id1 = i + 1 < m ? <usize>i32.load(ids, 4) : id0;
    const id2 = i + 2 < m ? <usize>i32.load(ids, 8) : id0;
    const id3 = i + 3 < m ? <usize>i32.load(ids, 12) : id0;
    const q0 = queries + id0 * bytes;
    const q1 = queries + id1 * bytes;
    const q2 = queries + id2 * bytes;
    const q3 = queries + id3 * bytes;
    let b = panels + <usize>first * bytes;
    // As long as there is no limit, it is looked for among a few rows, then twice as many, and so on.
    let step = f32.load(uppers + id0 * (last + 4) + last) < FAR ? n : 8;
    for (let from = first; from < end; ) {
      const to = min(end, from + step);
      step <<= 1;
      const t0 = threshold(id0, k, uppers, keptNorms, slack);
      const t1 = i + 1 < m ? threshold(id1, k, uppers, keptNorms, slack) : never;
      const t2 = i + 2 < m ? threshold(id2, k, uppers, keptNorms, slack) : never;
      const t3 = i + 3 < m ? threshold(id3, k, uppers, keptNorms, slack) : never;
      let hit = hits;
      for (; from < to; from += 8) {
        const norms = halfNorms + (<usize>from << 2);
        let s00 = v128.load(norms);
        let s01 = v128.load(norms, 16);
        let s10 = s00;
        let s11 = s01;
        let s20 = s00;
        let s21 = s01;
        let s30 = s00;
        let s31 = s01;
        for (let j: usize = 0; j < bytes; j += 4, b += 32) {
          const b0 = v128.load(b);
          const b1 = v128.load(b, 16);
          let x = v128.load32_splat(q0 + j);
          s00 = f32x4.add(s00, f32x4.mul(x, b0));
          s01 = f32x4.add(s01, f32x4.mul(x, b1));
          x = v128.load32_splat(q1 + j);
          s10 = f32x4.add(s10, f32x4.mul(x, b0));
          s11 = f32x4.add(s11, f32x4.mul(x, b1));
          x = v128.load32_splat(q2 + j);
          s20 = f32x4.add(s20, f32x4.mul(x, b0));
          s21 = f32x4.add(s21, f32x4.mul(x, b1));
          x = v128.load32_splat(q3 + j);
          s30 = f32x4.add(s30, f32x4.mul(x, b0));
          s31 = f32x4.add(s31, f32x4.mul(x, b1));
        }
        const mask = reached(s00, s01, s10, s11, s20, s21, s30, s31, t0, t1, t2, t3);
        // Written in any case: whether a panel is hit can't be foretold.
        i32.store(hit, from);
        i32.store(hit, mask, 4);
        hit += <usize>(mask != 0) << 3;
      }
      for (let h = hits; h < hit; h += 8) {
        const panel = i32.load(h);
        for (let mask = i32.load(h, 4); mask != 0; mask &= mask - 1) {
          const bit = ctz(mask);
          const id = <usize>i32.load(ids + (<usize>(bit >> 3) << 2));
          const at = panel + (bit & 7);
          const square = squaredDistance(fullQueries + id * fullBytes, fullRows + <usize>at * fullBytes, fullBytes);
          const norms = <f64>f32.load(fullNorms + (id << 2)) + <f64>f32.load(rowNorms + (<usize>at << 2));
          const doubt = fullSlack * (square + norms);
          const best = uppers + id * (last + 4);
          const lower = <f32>(square - doubt);
          if (lower > f32.load(best + last)) continue;
          keep(id, at, lower, f32.load(best + last), most, places, lowers, counts);
          insert(best, k, <f32>(square + doubt));
        }
      }
    }
  }
}
