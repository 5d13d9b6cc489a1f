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

/** Rows that {@link assignBounded} compares with all centres at a time; GATHERED of kmeans-bounds.ts. */
const GATHERED = 256;
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

// @ts-ignore: decorator
@inline
function pair(a: usize, b: usize): v128 {
  return f64x2.replace_lane(f64x2.splat(load<f64>(a)), 1, load<f64>(b));
}

/** The rows, two side by side, that some other centre may be as near to: m bounds the others' distances, u the own. */
// @ts-ignore: decorator
@inline
function inDoubt(m: v128, u: v128, slack: f64): i32 {
  const far = f64x2.gt(f64x2.sub(f64x2.mul(m, m), f64x2.mul(u, u)), f64x2.splat(slack));
  return 3 ^ i64x2.bitmask(v128.and(far, f64x2.gt(m, f64x2.splat(0))));
}

/**
 * As assign, but a row is compared with all centres only where it could have come nearer to another one: upper bounds
 * its distance from its own centre, lower that from every other. In the first assignment (`fresh`) all rows are.
 *
 * plain is the (clusters x d) centres; shifts holds for each cluster how far it has moved, how far at most any other
 * has, and its distance from the nearest other centre; slack is how much rounding can change a comparison of squares.
 * room has a place for GATHERED rows: their features, smallest and second smallest terms, numbers and labels. counts
 * gets the number of rows compared with their own centre and of those compared with all.
 */
export function assignBounded(
  x: usize, groups: i32, d: i32, centers: usize, norms: usize, quads: i32, labels: usize, plain: usize,
  rowNorms: usize, upper: usize, lower: usize, shifts: usize, slack: f64, fresh: bool, room: usize, counts: usize,
): i32 {
  const bytes = <usize>d << 5;
  const stride = <usize>d << 3;
  const loose = 1 + <f64>(d + 4) * 2.3e-16;
  const best = room + stride * GATHERED;
  const second = best + 8 * GATHERED;
  const numbers = second + 8 * GATHERED;
  const found = numbers + 4 * GATHERED;
  const rows = groups << 2;
  const margin = f64x2.replace_lane(f64x2.splat(slack), 1, -slack);
  const rounding = f64x2.replace_lane(f64x2.splat(UP), 1, DOWN);
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
      const row = x + <usize>(i >> 2) * bytes + (<usize>(i & 3) << 3);
      let out = room + <usize>(k >> 2) * bytes + (<usize>(k & 3) << 3);
      for (let p = row; p < row + bytes; p += 32, out += 32) store<f64>(out, load<f64>(p));
    }
    nearestTwo(room, (open + 3) >> 2, d, centers, norms, quads, found, best, second);
    for (let k: usize = 0; k < <usize>open; k++) {
      const at = <usize>load<i32>(numbers + (k << 2)) << 3;
      const label = load<i32>(found + (k << 2));
      changed += i32(load<i32>(labels + (at >> 1)) != label);
      store<i32>(labels + (at >> 1), label);
      const norm = load<f64>(rowNorms + at);
      const terms = pair(best + (k << 3), second + (k << 3));
      const squares = f64x2.add(f64x2.add(terms, f64x2.splat(norm)), margin);
      const bounds = f64x2.mul(f64x2.sqrt(f64x2.pmax(squares, f64x2.splat(0))), rounding);
      store<f64>(upper + at, f64x2.extract_lane(bounds, 0));
      store<f64>(lower + at, f64x2.extract_lane(bounds, 1));
    }
  }
  store<f64>(counts, <f64>own);
  store<f64>(counts, <f64>all, 8);
  return changed;
}
