// Hot loops of the search for Euclidean neighbours, compiled by scripts/build-kernels.mjs into ../neighbors-wasm.ts.
// All rows are of f32, padded with zeros to a multiple of four. A block's rows lie in panels of eight: of each feature
// the eight values one after the other.

/** More than single precision surely holds: stands for no limit, and yet keeps out the rows that pad a block. */
const NO_LIMIT: f64 = 3e38;

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

/** out[i * n + j] = norms[j] - 2 q_i . b_j for four queries and the n rows of a block. */
function estimate(
  q0: usize, q1: usize, q2: usize, q3: usize, bytes: usize, panels: usize, n: i32, norms: usize, out: usize,
): void {
  const two = f32x4.splat(2);
  const step = <usize>n << 2;
  const end = out + step;
  let b = panels;
  for (; out < end; out += 32, norms += 32) {
    let s00 = f32x4.splat(0);
    let s01 = s00;
    let s10 = s00;
    let s11 = s00;
    let s20 = s00;
    let s21 = s00;
    let s30 = s00;
    let s31 = s00;
    for (let k: usize = 0; k < bytes; k += 4, b += 32) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      let x = v128.load32_splat(q0 + k);
      s00 = f32x4.add(s00, f32x4.mul(x, b0));
      s01 = f32x4.add(s01, f32x4.mul(x, b1));
      x = v128.load32_splat(q1 + k);
      s10 = f32x4.add(s10, f32x4.mul(x, b0));
      s11 = f32x4.add(s11, f32x4.mul(x, b1));
      x = v128.load32_splat(q2 + k);
      s20 = f32x4.add(s20, f32x4.mul(x, b0));
      s21 = f32x4.add(s21, f32x4.mul(x, b1));
      x = v128.load32_splat(q3 + k);
      s30 = f32x4.add(s30, f32x4.mul(x, b0));
      s31 = f32x4.add(s31, f32x4.mul(x, b1));
    }
    const n0 = v128.load(norms);
    const n1 = v128.load(norms, 16);
    let o = out;
    v128.store(o, f32x4.sub(n0, f32x4.mul(two, s00)));
    v128.store(o, f32x4.sub(n1, f32x4.mul(two, s01)), 16);
    o += step;
    v128.store(o, f32x4.sub(n0, f32x4.mul(two, s10)));
    v128.store(o, f32x4.sub(n1, f32x4.mul(two, s11)), 16);
    o += step;
    v128.store(o, f32x4.sub(n0, f32x4.mul(two, s20)));
    v128.store(o, f32x4.sub(n1, f32x4.mul(two, s21)), 16);
    o += step;
    v128.store(o, f32x4.sub(n0, f32x4.mul(two, s30)));
    v128.store(o, f32x4.sub(n1, f32x4.mul(two, s31)), 16);
  }
}

/** {@link estimate} for the queries number i to i + 3 of m; the last stands for those that are not there. */
function estimateFrom(
  i: i32, m: i32, ids: usize, queries: usize, width: i32, panels: usize, n: i32, norms: usize, out: usize,
): void {
  const bytes = <usize>width << 2;
  const last = m - 1;
  const q0 = queries + <usize>i32.load(ids + (<usize>i << 2)) * bytes;
  const q1 = queries + <usize>i32.load(ids + (<usize>min(i + 1, last) << 2)) * bytes;
  const q2 = queries + <usize>i32.load(ids + (<usize>min(i + 2, last) << 2)) * bytes;
  const q3 = queries + <usize>i32.load(ids + (<usize>min(i + 3, last) << 2)) * bytes;
  estimate(q0, q1, q2, q3, bytes, panels, n, norms, out);
}

/**
 * For each of m queries the k rows of a block with the smallest norms[j] - 2 q . b_j, smallest first, to
 * places[i * k ...]. The block has at least k rows of finite norm.
 *
 * @param ids - which rows of `queries` are meant.
 * @param room - 4 n + k values.
 */
export function smallest(
  ids: usize, m: i32, queries: usize, width: i32, panels: usize, n: i32, norms: usize, k: i32, room: usize, places: usize,
): void {
  const values = room + (<usize>n << 4);
  const last = <usize>(k - 1) << 2;
  for (let i = 0; i < m; i++) {
    if ((i & 3) == 0) estimateFrom(i, m, ids, queries, width, panels, n, norms, room);
    const row = room + ((<usize>(i & 3) * <usize>n) << 2);
    const place = places + ((<usize>i * <usize>k) << 2);
    for (let c: usize = 0; c <= last; c += 4) f32.store(values + c, Infinity);
    let worst = f32x4.splat(Infinity);
    for (let j = 0; j < n; j += 4) {
      const v = v128.load(row + (<usize>j << 2));
      let mask = i32x4.bitmask(f32x4.lt(v, worst));
      while (mask != 0) {
        const column = j + ctz(mask);
        mask &= mask - 1;
        const value = f32.load(row + (<usize>column << 2));
        if (!(value < f32.load(values + last))) continue;
        let to = last;
        while (to > 0 && f32.load(values + to - 4) > value) {
          f32.store(values + to, f32.load(values + to - 4));
          i32.store(place + to, i32.load(place + to - 4));
          to -= 4;
        }
        f32.store(values + to, value);
        i32.store(place + to, column);
        worst = v128.load32_splat(values + last);
      }
    }
  }
}

/**
 * For each of m queries the rows of a block that may lie within its limit: their places in the block go to
 * found[i * n ...] and their count to counts[i]. A row is left out where its distance along the kept directions, and
 * where `full` is not 0 its distance over all features, both of single precision, surely exceed the limit.
 *
 * @param ids - which queries are meant.
 * @param limits - (f64) squared distance that each query allows, by id.
 * @param keptNorms - squared norms of the queries along the kept directions, by id.
 * @param norms - the same of the block's rows, lowered by the slack.
 * @param slack - share of the squared norms by which single precision may be wrong.
 * @param full - values of a row with all features.
 * @param fullNorms - squared norms of such rows, by id; those of the block's rows follow in `rowNorms`.
 * @param room - 4 n values.
 */
export function within(
  ids: usize, m: i32, limits: usize,
  queries: usize, width: i32, keptNorms: usize, panels: usize, n: i32, norms: usize, slack: f64,
  full: i32, fullQueries: usize, fullNorms: usize, fullRows: usize, rowNorms: usize, fullSlack: f64,
  room: usize, found: usize, counts: usize,
): void {
  const fullBytes = <usize>full << 2;
  for (let i = 0; i < m; i++) {
    if ((i & 3) == 0) estimateFrom(i, m, ids, queries, width, panels, n, norms, room);
    const id = <usize>i32.load(ids + (<usize>i << 2));
    const limit = f64.load(limits + (id << 3));
    const kept = f32.load(keptNorms + (id << 2));
    const most = f32x4.splat(<f32>min(NO_LIMIT, limit * (1 + slack) - <f64>kept * (1 - slack)));
    const row = room + ((<usize>(i & 3) * <usize>n) << 2);
    const first = found + ((<usize>i * <usize>n) << 2);
    let to = first;
    for (let j = 0; j < n; j += 8) {
      const at = row + (<usize>j << 2);
      const low = f32x4.le(v128.load(at), most);
      const high = f32x4.le(v128.load(at, 16), most);
      if (!v128.any_true(v128.or(low, high))) continue;
      let mask = i32x4.bitmask(low) | (i32x4.bitmask(high) << 4);
      while (mask != 0) {
        i32.store(to, j + ctz(mask));
        to += 4;
        mask &= mask - 1;
      }
    }
    if (full != 0) {
      const query = fullQueries + id * fullBytes;
      const own = limit * (1 + fullSlack) + fullSlack * <f64>f32.load(fullNorms + (id << 2));
      let keep = first;
      for (let from = first; from < to; from += 4) {
        const j = <usize>i32.load(from);
        const other = fullRows + j * fullBytes;
        let sum = f32x4.splat(0);
        for (let k: usize = 0; k < fullBytes; k += 16) {
          const gap = f32x4.sub(v128.load(query + k), v128.load(other + k));
          sum = f32x4.add(sum, f32x4.mul(gap, gap));
        }
        if (<f64>sum32(sum) > own + fullSlack * <f64>f32.load(rowNorms + (j << 2))) continue;
        i32.store(keep, <i32>j);
        keep += 4;
      }
      to = keep;
    }
    i32.store(counts + (<usize>i << 2), <i32>((to - first) >> 2));
  }
}
