// k-means, compiled by scripts/build-kernels.mjs into ../kmeans-wasm.ts.
// Rows come in groups of four: feature after feature, the four rows' values side by side. Where the
// last group lacks rows, its last one stands in for them with weight zero.

/**
 * The nearest of 4 * quads centres for each row, the first among equals, by |c|^2 - 2 x . c: centers holds -2 c for
 * four centres side by side, feature after feature; norms holds |c|^2, infinite where a quad is padded.
 * Returns how many labels changed.
 */
export function assign(
  x: usize, groups: i32, d: i32, centers: usize, norms: usize, quads: i32, labels: usize,
): i32 {
  const bytes = <usize>d << 5;
  let changed = 0;
  for (let g = 0; g < groups; g++) {
    let best0 = f64x2.splat(Infinity);
    let best1 = best0;
    let id0 = i64x2.splat(0);
    let id1 = id0;
    let c = centers;
    const end = x + bytes;
    for (let q = 0; q < quads; q++) {
      const n = norms + (<usize>q << 5);
      let a0 = v128.load64_splat(n);
      let b0 = v128.load64_splat(n, 8);
      let c0 = v128.load64_splat(n, 16);
      let d0 = v128.load64_splat(n, 24);
      let a1 = a0;
      let b1 = b0;
      let c1 = c0;
      let d1 = d0;
      for (let p = x; p < end; p += 32, c += 32) {
        const x0 = v128.load(p);
        const x1 = v128.load(p, 16);
        let w = v128.load64_splat(c);
        a0 = f64x2.add(a0, f64x2.mul(x0, w));
        a1 = f64x2.add(a1, f64x2.mul(x1, w));
        w = v128.load64_splat(c, 8);
        b0 = f64x2.add(b0, f64x2.mul(x0, w));
        b1 = f64x2.add(b1, f64x2.mul(x1, w));
        w = v128.load64_splat(c, 16);
        c0 = f64x2.add(c0, f64x2.mul(x0, w));
        c1 = f64x2.add(c1, f64x2.mul(x1, w));
        w = v128.load64_splat(c, 24);
        d0 = f64x2.add(d0, f64x2.mul(x0, w));
        d1 = f64x2.add(d1, f64x2.mul(x1, w));
      }
      const first = <i64>(q << 2);
      let id = i64x2.splat(first);
      id0 = v128.bitselect(id, id0, f64x2.lt(a0, best0));
      best0 = f64x2.pmin(best0, a0);
      id1 = v128.bitselect(id, id1, f64x2.lt(a1, best1));
      best1 = f64x2.pmin(best1, a1);
      id = i64x2.splat(first + 1);
      id0 = v128.bitselect(id, id0, f64x2.lt(b0, best0));
      best0 = f64x2.pmin(best0, b0);
      id1 = v128.bitselect(id, id1, f64x2.lt(b1, best1));
      best1 = f64x2.pmin(best1, b1);
      id = i64x2.splat(first + 2);
      id0 = v128.bitselect(id, id0, f64x2.lt(c0, best0));
      best0 = f64x2.pmin(best0, c0);
      id1 = v128.bitselect(id, id1, f64x2.lt(c1, best1));
      best1 = f64x2.pmin(best1, c1);
      id = i64x2.splat(first + 3);
      id0 = v128.bitselect(id, id0, f64x2.lt(d0, best0));
      best0 = f64x2.pmin(best0, d0);
      id1 = v128.bitselect(id, id1, f64x2.lt(d1, best1));
      best1 = f64x2.pmin(best1, d1);
    }
    const next = v128.shuffle<i32>(id0, id1, 0, 2, 4, 6);
    const same = i32x4.eq(next, v128.load(labels));
    changed += 4 - popcnt<i32>(i32x4.bitmask(same));
    v128.store(labels, next);
    labels += 16;
    x = end;
  }
  return changed;
}

/** Rows that are compared again, or for the first time, with all centres together. */
const GATHERED = 256;

// @ts-ignore: decorator
@inline
function pair(a: usize, b: usize): v128 {
  return f64x2.replace_lane(f64x2.splat(load<f64>(a)), 1, load<f64>(b));
}

/** Lays rows out in groups, less a shift. raw is (rows x d), row after row. */
export function pack(raw: usize, rows: i32, d: i32, shift: usize, x: usize): void {
  const stride = <usize>d << 3;
  const last = raw + <usize>(rows - 1) * stride;
  for (let i = 0; i < rows; i += 4) {
    // The last row again where the last group lacks one: its label changes when the row's does.
    const a = raw + <usize>i * stride;
    const b = min(a + stride, last);
    const c = min(b + stride, last);
    const e = min(c + stride, last);
    for (let j: usize = 0; j < stride; j += 8, x += 32) {
      const s = v128.load64_splat(shift + j);
      v128.store(x, f64x2.sub(pair(a + j, b + j), s));
      v128.store(x, f64x2.sub(pair(c + j, e + j), s), 16);
    }
  }
}

/** The rows in single precision, and the length of each, rounded up; returns the largest. */
export function narrow(x: usize, groups: i32, d: i32, x32: usize, lengths: usize): f32 {
  let longest = f32x4.splat(0);
  for (let g = 0; g < groups; g++, lengths += 16) {
    let s0 = f64x2.splat(0);
    let s1 = s0;
    for (let j = 0; j < d; j++, x += 32, x32 += 16) {
      const a = v128.load(x);
      const b = v128.load(x, 16);
      s0 = f64x2.add(s0, f64x2.mul(a, a));
      s1 = f64x2.add(s1, f64x2.mul(b, b));
      v128.store(x32, v128.shuffle<i64>(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 2));
    }
    s0 = f32x4.demote_f64x2_zero(f64x2.sqrt(s0));
    s1 = f32x4.demote_f64x2_zero(f64x2.sqrt(s1));
    const length = f32x4.mul(v128.shuffle<i64>(s0, s1, 0, 2), f32x4.splat(1.000001));
    v128.store(lengths, length);
    longest = f32x4.pmax(longest, length);
  }
  const a = max<f32>(f32x4.extract_lane(longest, 0), f32x4.extract_lane(longest, 1));
  return max<f32>(a, max<f32>(f32x4.extract_lane(longest, 2), f32x4.extract_lane(longest, 3)));
}

/** The value with its last two bits replaced by a number from 0 to 3. */
// @ts-ignore: decorator
@inline
function marked(value: v128, mark: i32): v128 {
  return v128.or(v128.and(value, i32x4.splat(~3)), i32x4.splat(mark));
}

/**
 * The smallest and the second smallest term of the rows of two groups, `apart` bytes from each other, in single
 * precision: to out the smallest of each row, then the second smallest, then the labels of the smallest.
 */
function searchPair(
  lead: usize, apart: usize, d: i32, centers32: usize, norms32: usize, quads: i32, out: usize,
): void {
  const end = lead + (<usize>d << 4);
  let best0 = f32x4.splat(3e38);
  let best1 = best0;
  let next0 = best0;
  let next1 = best0;
  let id0 = i32x4.splat(0);
  let id1 = id0;
  let c = centers32;
  for (let q = 0; q < quads; q++) {
    const n = norms32 + (<usize>q << 4);
    let a0 = v128.load32_splat(n);
    let b0 = v128.load32_splat(n, 4);
    let c0 = v128.load32_splat(n, 8);
    let d0 = v128.load32_splat(n, 12);
    let a1 = a0;
    let b1 = b0;
    let c1 = c0;
    let d1 = d0;
    for (let p = lead; p < end; p += 16, c += 16) {
      const x0 = v128.load(p);
      const x1 = v128.load(p + apart);
      let w = v128.load32_splat(c);
      a0 = f32x4.add(a0, f32x4.mul(x0, w));
      a1 = f32x4.add(a1, f32x4.mul(x1, w));
      w = v128.load32_splat(c, 4);
      b0 = f32x4.add(b0, f32x4.mul(x0, w));
      b1 = f32x4.add(b1, f32x4.mul(x1, w));
      w = v128.load32_splat(c, 8);
      c0 = f32x4.add(c0, f32x4.mul(x0, w));
      c1 = f32x4.add(c1, f32x4.mul(x1, w));
      w = v128.load32_splat(c, 12);
      d0 = f32x4.add(d0, f32x4.mul(x0, w));
      d1 = f32x4.add(d1, f32x4.mul(x1, w));
    }
    a0 = marked(a0, 0);
    a1 = marked(a1, 0);
    b0 = marked(b0, 1);
    b1 = marked(b1, 1);
    c0 = marked(c0, 2);
    c1 = marked(c1, 2);
    d0 = marked(d0, 3);
    d1 = marked(d1, 3);
    const id = i32x4.splat(q << 2);
    let low = f32x4.pmin(a0, b0);
    let high = f32x4.pmin(c0, d0);
    let least = f32x4.pmin(low, high);
    let second = f32x4.pmin(f32x4.pmax(low, high), f32x4.pmin(f32x4.pmax(a0, b0), f32x4.pmax(c0, d0)));
    next0 = f32x4.pmin(next0, f32x4.pmin(second, f32x4.pmax(least, best0)));
    id0 = v128.bitselect(id, id0, f32x4.lt(least, best0));
    best0 = f32x4.pmin(best0, least);
    low = f32x4.pmin(a1, b1);
    high = f32x4.pmin(c1, d1);
    least = f32x4.pmin(low, high);
    second = f32x4.pmin(f32x4.pmax(low, high), f32x4.pmin(f32x4.pmax(a1, b1), f32x4.pmax(c1, d1)));
    next1 = f32x4.pmin(next1, f32x4.pmin(second, f32x4.pmax(least, best1)));
    id1 = v128.bitselect(id, id1, f32x4.lt(least, best1));
    best1 = f32x4.pmin(best1, least);
  }
  v128.store(out, best0);
  v128.store(out, best1, 16);
  v128.store(out, next0, 32);
  v128.store(out, next1, 48);
  v128.store(out, v128.or(id0, v128.and(best0, i32x4.splat(3))), 64);
  v128.store(out, v128.or(id1, v128.and(best1, i32x4.splat(3))), 80);
}

/**
 * As assign, with the same labels, but most of the work in single precision, where the smallest and the second smallest
 * term of each row are found; rows of which these come within what rounding can change are compared in double precision.
 *
 * x32, centers32 and norms32 are x, centers and norms in single precision, none infinite; rounding changes a difference
 * of terms by less than offset + slope * length of the row. room has a place for the features of GATHERED rows, their
 * numbers and labels, and for what searchPair puts out.
 */
export function assignSingle(
  x: usize, x32: usize, lengths: usize, groups: i32, d: i32, centers: usize, norms: usize, centers32: usize,
  norms32: usize, quads: i32, labels: usize, offset: f32, slope: f32, room: usize,
): i32 {
  const bytes = <usize>d << 5;
  const bytes32 = <usize>d << 4;
  const numbers = room + (<usize>d << 3) * GATHERED;
  const found = numbers + 4 * GATHERED;
  const pairOut = found + 4 * GATHERED;
  let changed = 0;
  let gathered = 0;
  for (let g = 0; g < groups; g += 2) {
    // Two groups at a time; an odd last one is its own partner.
    const partner = min(g + 1, groups - 1);
    searchPair(x32 + <usize>g * bytes32, <usize>(partner - g) * bytes32, d, centers32, norms32, quads, pairOut);
    for (let half = 0; half <= partner - g; half++) {
      const group = g + half;
      const first = <usize>group << 4;
      const terms = pairOut + (<usize>half << 4);
      const margin = f32x4.add(f32x4.splat(offset), f32x4.mul(f32x4.splat(slope), v128.load(lengths + first)));
      const isClear = f32x4.gt(f32x4.sub(v128.load(terms, 32), v128.load(terms)), margin);
      const old = v128.load(labels + first);
      const now = v128.bitselect(v128.load(terms, 64), old, isClear);
      changed += 4 - popcnt<i32>(i32x4.bitmask(i32x4.eq(now, old)));
      v128.store(labels + first, now);
      for (let open = ~i32x4.bitmask(isClear) & 15; open != 0; open &= open - 1) {
        const r = ctz<i32>(open);
        const row = x + <usize>group * bytes + (<usize>r << 3);
        let out = room + <usize>(gathered >> 2) * bytes + (<usize>(gathered & 3) << 3);
        for (let p = row; p < row + bytes; p += 32, out += 32) store<f64>(out, load<f64>(p));
        store<i32>(numbers + (<usize>gathered << 2), (group << 2) + r);
        gathered++;
      }
    }
    if (gathered > GATHERED - 8 || g + 2 >= groups) {
      assign(room, (gathered + 3) >> 2, d, centers, norms, quads, found);
      for (let k: usize = 0; k < <usize>gathered; k++) {
        const label = load<i32>(found + (k << 2));
        const own = labels + (<usize>load<i32>(numbers + (k << 2)) << 2);
        changed += i32(load<i32>(own) != label);
        store<i32>(own, label);
      }
      gathered = 0;
    }
  }
  return changed;
}

/** Adds each row's weight and weighted features to the sums of its cluster: (clusters x (1 + d)). */
export function accumulate(x: usize, groups: i32, d: i32, labels: usize, weights: usize, sums: usize): void {
  const bytes = <usize>d << 5;
  const stride = <usize>(d + 1) << 3;
  for (let g = 0; g < groups; g++) {
    const end = x + bytes;
    for (let r = 0; r < 4; r++) {
      let s = sums + <usize>load<i32>(labels) * stride;
      const w = load<f64>(weights);
      store<f64>(s, load<f64>(s) + w);
      for (let p = x + (<usize>r << 3); p < end; p += 32) {
        s += 8;
        store<f64>(s, load<f64>(s) + w * load<f64>(p));
      }
      labels += 4;
      weights += 8;
    }
    x = end;
  }
}

/** out[i] = squared distance of row i from the centre that labels names; centers is (clusters x d). */
export function ownDistances(x: usize, groups: i32, d: i32, labels: usize, centers: usize, out: usize): void {
  const bytes = <usize>d << 5;
  const stride = <usize>d << 3;
  for (let g = 0; g < groups; g++) {
    const end = x + bytes;
    for (let r = 0; r < 4; r++) {
      let c = centers + <usize>load<i32>(labels) * stride;
      let sum: f64 = 0;
      for (let p = x + (<usize>r << 3); p < end; p += 32, c += 8) {
        const t = load<f64>(p) - load<f64>(c);
        sum += t * t;
      }
      store<f64>(out, sum);
      labels += 4;
      out += 8;
    }
    x = end;
  }
}

/**
 * For each candidate the sum over the rows of the smaller of closest and the squared distance from it: as two halves
 * side by side in potentials. candidates is (count x d).
 */
export function potentials(
  x: usize, groups: i32, d: i32, candidates: usize, count: i32, closest: usize, potentials: usize,
): void {
  const bytes = <usize>d << 5;
  for (let t = 0; t < count; t++) v128.store(potentials + (<usize>t << 4), f64x2.splat(0));
  for (let g = 0; g < groups; g++) {
    const end = x + bytes;
    const n0 = v128.load(closest);
    const n1 = v128.load(closest, 16);
    let c = candidates;
    let o = potentials;
    for (let t = 0; t < count; t++, o += 16) {
      let s0 = f64x2.splat(0);
      let s1 = s0;
      for (let p = x; p < end; p += 32, c += 8) {
        const w = v128.load64_splat(c);
        const t0 = f64x2.sub(v128.load(p), w);
        const t1 = f64x2.sub(v128.load(p, 16), w);
        s0 = f64x2.add(s0, f64x2.mul(t0, t0));
        s1 = f64x2.add(s1, f64x2.mul(t1, t1));
      }
      const sum = f64x2.add(f64x2.pmin(n0, s0), f64x2.pmin(n1, s1));
      v128.store(o, f64x2.add(v128.load(o), sum));
    }
    closest += 32;
    x = end;
  }
}

/** Lowers closest to the squared distance from one centre, and returns its sum. */
export function approach(x: usize, groups: i32, d: i32, center: usize, closest: usize): f64 {
  const bytes = <usize>d << 5;
  let total = f64x2.splat(0);
  for (let g = 0; g < groups; g++) {
    const end = x + bytes;
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let c = center;
    for (let p = x; p < end; p += 32, c += 8) {
      const w = v128.load64_splat(c);
      const t0 = f64x2.sub(v128.load(p), w);
      const t1 = f64x2.sub(v128.load(p, 16), w);
      s0 = f64x2.add(s0, f64x2.mul(t0, t0));
      s1 = f64x2.add(s1, f64x2.mul(t1, t1));
    }
    s0 = f64x2.pmin(v128.load(closest), s0);
    s1 = f64x2.pmin(v128.load(closest, 16), s1);
    v128.store(closest, s0);
    v128.store(closest, s1, 16);
    total = f64x2.add(total, f64x2.add(s0, s1));
    closest += 32;
    x = end;
  }
  return f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
}

/** Factors that make up for the rounding of a sum or product. */
const UP: f64 = 1 + 1e-15;
const DOWN: f64 = 1 - 1e-15;

/** As assign, with the two smallest of |c|^2 - 2 x . c of each row. */
function nearestTwo(
  x: usize, groups: i32, d: i32, centers: usize, norms: usize, quads: i32, labels: usize, best: usize, second: usize,
): void {
  const bytes = <usize>d << 5;
  for (let g = 0; g < groups; g++) {
    let best0 = f64x2.splat(Infinity);
    let best1 = best0;
    let next0 = best0;
    let next1 = best0;
    let id0 = i64x2.splat(0);
    let id1 = id0;
    let c = centers;
    const end = x + bytes;
    for (let q = 0; q < quads; q++) {
      const n = norms + (<usize>q << 5);
      let a0 = v128.load64_splat(n);
      let b0 = v128.load64_splat(n, 8);
      let c0 = v128.load64_splat(n, 16);
      let d0 = v128.load64_splat(n, 24);
      let a1 = a0;
      let b1 = b0;
      let c1 = c0;
      let d1 = d0;
      for (let p = x; p < end; p += 32, c += 32) {
        const x0 = v128.load(p);
        const x1 = v128.load(p, 16);
        let w = v128.load64_splat(c);
        a0 = f64x2.add(a0, f64x2.mul(x0, w));
        a1 = f64x2.add(a1, f64x2.mul(x1, w));
        w = v128.load64_splat(c, 8);
        b0 = f64x2.add(b0, f64x2.mul(x0, w));
        b1 = f64x2.add(b1, f64x2.mul(x1, w));
        w = v128.load64_splat(c, 16);
        c0 = f64x2.add(c0, f64x2.mul(x0, w));
        c1 = f64x2.add(c1, f64x2.mul(x1, w));
        w = v128.load64_splat(c, 24);
        d0 = f64x2.add(d0, f64x2.mul(x0, w));
        d1 = f64x2.add(d1, f64x2.mul(x1, w));
      }
      const first = <i64>(q << 2);
      let id = i64x2.splat(first);
      id0 = v128.bitselect(id, id0, f64x2.lt(a0, best0));
      next0 = f64x2.pmin(next0, f64x2.pmax(a0, best0));
      best0 = f64x2.pmin(best0, a0);
      id1 = v128.bitselect(id, id1, f64x2.lt(a1, best1));
      next1 = f64x2.pmin(next1, f64x2.pmax(a1, best1));
      best1 = f64x2.pmin(best1, a1);
      id = i64x2.splat(first + 1);
      id0 = v128.bitselect(id, id0, f64x2.lt(b0, best0));
      next0 = f64x2.pmin(next0, f64x2.pmax(b0, best0));
      best0 = f64x2.pmin(best0, b0);
      id1 = v128.bitselect(id, id1, f64x2.lt(b1, best1));
      next1 = f64x2.pmin(next1, f64x2.pmax(b1, best1));
      best1 = f64x2.pmin(best1, b1);
      id = i64x2.splat(first + 2);
      id0 = v128.bitselect(id, id0, f64x2.lt(c0, best0));
      next0 = f64x2.pmin(next0, f64x2.pmax(c0, best0));
      best0 = f64x2.pmin(best0, c0);
      id1 = v128.bitselect(id, id1, f64x2.lt(c1, best1));
      next1 = f64x2.pmin(next1, f64x2.pmax(c1, best1));
      best1 = f64x2.pmin(best1, c1);
      id = i64x2.splat(first + 3);
      id0 = v128.bitselect(id, id0, f64x2.lt(d0, best0));
      next0 = f64x2.pmin(next0, f64x2.pmax(d0, best0));
      best0 = f64x2.pmin(best0, d0);
      id1 = v128.bitselect(id, id1, f64x2.lt(d1, best1));
      next1 = f64x2.pmin(next1, f64x2.pmax(d1, best1));
      best1 = f64x2.pmin(best1, d1);
    }
    v128.store(labels, v128.shuffle<i32>(id0, id1, 0, 2, 4, 6));
    v128.store(best, best0);
    v128.store(best, best1, 16);
    v128.store(second, next0);
    v128.store(second, next1, 16);
    labels += 16;
    best += 32;
    second += 32;
    x = end;
  }
}

/** The rows, two side by side, that some other centre may be as near to: m bounds the others' distances, u the own. */
// @ts-ignore: decorator
@inline
function inDoubt(m: v128, u: v128, slack: f64): i32 {
  const far = f64x2.gt(f64x2.sub(f64x2.mul(m, m), f64x2.mul(u, u)), f64x2.splat(slack));
  return 3 ^ i64x2.bitmask(v128.and(far, f64x2.gt(m, f64x2.splat(0))));
}

/** Bounds of the distances that the smallest two terms |c|^2 - 2 x . c stand for, each wrong by slack at most. */
// @ts-ignore: decorator
@inline
function setBounds(least: f64, next: f64, norm: f64, slack: f64, upper: usize, lower: usize): void {
  const terms = f64x2.replace_lane(f64x2.splat(least + slack), 1, next - slack);
  const squares = f64x2.pmax(f64x2.add(terms, f64x2.splat(norm)), f64x2.splat(0));
  const bounds = f64x2.sqrt(squares);
  store<f64>(upper, f64x2.extract_lane(bounds, 0) * UP);
  store<f64>(lower, f64x2.extract_lane(bounds, 1) * DOWN);
}

/**
 * As assign, but a row is compared with all centres only where it could have come nearer to another one: upper bounds
 * its distance from its own centre, lower that from every other. In the first assignment (`fresh`) all rows are.
 *
 * The comparison is that of assignSingle, and plain is the (clusters x d) centres; shifts holds for each cluster how far it has moved, how far at most any other
 * has, and its distance from the nearest other centre; slack is how much rounding can change a comparison of squares.
 * room has a place for GATHERED rows: their features in
 * double and single precision, smallest and second smallest terms, numbers and labels, and for what searchPair puts
 * out. counts
 * gets the number of rows compared with their own centre and of those compared with all.
 */
export function assignBounded(
  x: usize, x32: usize, lengths: usize, groups: i32, d: i32, centers: usize, norms: usize, centers32: usize,
  norms32: usize, quads: i32, labels: usize, offset: f32, slope: f32, plain: usize, rowNorms: usize, upper: usize,
  lower: usize, shifts: usize, slack: f64, fresh: bool, room: usize, counts: usize,
): i32 {
  const bytes = <usize>d << 5;
  const bytes32 = <usize>d << 4;
  const stride = <usize>d << 3;
  const loose = 1 + <f64>(d + 4) * 2.3e-16;
  const best = room + stride * GATHERED;
  const second = best + 8 * GATHERED;
  const numbers = second + 8 * GATHERED;
  const found = numbers + 4 * GATHERED;
  const single = found + 4 * GATHERED;
  const pairOut = single + (<usize>d << 2) * GATHERED;
  const rows = groups << 2;
  let changed = 0;
  let own = 0;
  let all = 0;
  for (let from = 0; from < rows; from += GATHERED) {
    const to = min(rows, from + GATHERED);
    // Without branches: which way a row goes cannot be foreseen.
    let open = 0;
    if (fresh) {
      for (let i = from; i < to; i++) store<i32>(numbers + (<usize>(i - from) << 2), i);
      open = to - from;
    } else {
      for (let i = from; i < to; i += 2) {
        const at = <usize>i << 3;
        const a = shifts + <usize>load<i32>(labels + (at >> 1)) * 24;
        const b = shifts + <usize>load<i32>(labels + (at >> 1), 4) * 24;
        const u = f64x2.mul(f64x2.add(v128.load(upper + at), pair(a, b)), f64x2.splat(UP));
        const less = f64x2.sub(v128.load(lower + at), pair(a + 8, b + 8));
        const l = f64x2.mul(f64x2.pmax(less, f64x2.splat(0)), f64x2.splat(DOWN));
        v128.store(upper + at, u);
        v128.store(lower + at, l);
        const beyond = f64x2.mul(f64x2.sub(pair(a + 16, b + 16), u), f64x2.splat(DOWN));
        const doubt = inDoubt(f64x2.pmax(l, beyond), u, slack);
        store<i32>(numbers + (<usize>open << 2), i);
        open += doubt & 1;
        store<i32>(numbers + (<usize>open << 2), i + 1);
        open += doubt >> 1;
      }
      own += open;
      let left = 0;
      for (let k = 0; k < open; k++) {
        const i = load<i32>(numbers + (<usize>k << 2));
        const at = <usize>i << 3;
        const label = <usize>load<i32>(labels + (at >> 1));
        let sum: f64 = 0;
        let c = plain + label * stride;
        const row = x + <usize>(i >> 2) * bytes + (<usize>(i & 3) << 3);
        for (let p = row; p < row + bytes; p += 32, c += 8) {
          const t = load<f64>(p) - load<f64>(c);
          sum += t * t;
        }
        const u = sqrt(sum) * loose;
        store<f64>(upper + at, u);
        store<i32>(numbers + (<usize>left << 2), i);
        const beyond = f64x2.splat((load<f64>(shifts + label * 24, 16) - u) * DOWN);
        left += inDoubt(f64x2.pmax(v128.load64_splat(lower + at), beyond), f64x2.splat(u), slack) & 1;
      }
      open = left;
    }
    all += open;
    for (let k = 0; k < open; k++) {
      const i = load<i32>(numbers + (<usize>k << 2));
      const row = x32 + <usize>(i >> 2) * bytes32 + (<usize>(i & 3) << 2);
      let out = single + <usize>(k >> 2) * bytes32 + (<usize>(k & 3) << 2);
      for (let p = row; p < row + bytes32; p += 16, out += 16) store<f32>(out, load<f32>(p));
    }
    let left = 0;
    for (let k = 0; k < open; k += 8) {
      searchPair(single + <usize>(k >> 2) * bytes32, bytes32, d, centers32, norms32, quads, pairOut);
      for (let r: usize = 0; r < <usize>min(8, open - k); r++) {
        const i = load<i32>(numbers + ((<usize>k + r) << 2));
        const at = <usize>i << 3;
        const margin = offset + slope * load<f32>(lengths + (at >> 1));
        const least = load<f32>(pairOut + (r << 2));
        const next = load<f32>(pairOut + (r << 2), 32);
        if (!(next - least > margin)) {
          store<i32>(numbers + (<usize>left << 2), i);
          left++;
          continue;
        }
        const label = load<i32>(pairOut + (r << 2), 64);
        changed += i32(load<i32>(labels + (at >> 1)) != label);
        store<i32>(labels + (at >> 1), label);
        setBounds(<f64>least, <f64>next, load<f64>(rowNorms + at), slack + <f64>margin, upper + at, lower + at);
      }
    }
    for (let k = 0; k < left; k++) {
      const i = load<i32>(numbers + (<usize>k << 2));
      const row = x + <usize>(i >> 2) * bytes + (<usize>(i & 3) << 3);
      let out = room + <usize>(k >> 2) * bytes + (<usize>(k & 3) << 3);
      for (let p = row; p < row + bytes; p += 32, out += 32) store<f64>(out, load<f64>(p));
    }
    nearestTwo(room, (left + 3) >> 2, d, centers, norms, quads, found, best, second);
    for (let k: usize = 0; k < <usize>left; k++) {
      const at = <usize>load<i32>(numbers + (k << 2)) << 3;
      const label = load<i32>(found + (k << 2));
      changed += i32(load<i32>(labels + (at >> 1)) != label);
      store<i32>(labels + (at >> 1), label);
      const term = best + (k << 3);
      setBounds(load<f64>(term), load<f64>(second + (k << 3)), load<f64>(rowNorms + at), slack, upper + at, lower + at);
    }
  }
  store<f64>(counts, <f64>own);
  store<f64>(counts, <f64>all, 8);
  return changed;
}
