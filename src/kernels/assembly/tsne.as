// Forces of t-SNE in two dimensions, compiled by scripts/build-kernels.mjs into ../tsne-wasm.ts.
// Points are pairs of f32 (x, y). The tree is an array of nodes in depth-first order, 48 bytes each:
// x, y of the centre of mass, mass, squared longest side (f32); end of the subtree, first and last + 1 position in
// `order` (i32); one word unused; box x0, y0, x1, y1 (f32).

const NODE: usize = 48;
/** Most points in a leaf. */
const LEAF: i32 = 16;

let points: usize = 0;
let order: usize = 0;
let nodes: usize = 0;
let count: i32 = 0;

/** Builds the tree over n points; `rows` is a permutation of 0 .. n - 1 that is sorted along. Returns its nodes. */
export function buildTree(n: i32, y: usize, rows: usize, tree: usize): i32 {
  points = y;
  order = rows;
  nodes = tree;
  count = 0;
  grow(0, n);
  return count;
}

function pointAt(position: i32): usize {
  return points + (<usize>i32.load(order + (<usize>position << 2)) << 3);
}

function grow(from: i32, to: i32): void {
  const at = nodes + <usize>count * NODE;
  count++;
  let x0: f32 = f32.MAX_VALUE;
  let y0: f32 = f32.MAX_VALUE;
  let x1: f32 = -f32.MAX_VALUE;
  let y1: f32 = -f32.MAX_VALUE;
  let sx: f64 = 0;
  let sy: f64 = 0;
  for (let i = from; i < to; i++) {
    const p = pointAt(i);
    const x = load<f32>(p);
    const y = load<f32>(p, 4);
    x0 = min(x0, x);
    y0 = min(y0, y);
    x1 = max(x1, x);
    y1 = max(y1, y);
    sx += <f64>x;
    sy += <f64>y;
  }
  const mass = to - from;
  const side = max(x1 - x0, y1 - y0);
  store<f32>(at, <f32>(sx / <f64>mass));
  store<f32>(at, <f32>(sy / <f64>mass), 4);
  store<f32>(at, <f32>mass, 8);
  store<f32>(at, side * side, 12);
  store<i32>(at, from, 20);
  store<i32>(at, to, 24);
  store<f32>(at, x0, 32);
  store<f32>(at, y0, 36);
  store<f32>(at, x1, 40);
  store<f32>(at, y1, 44);
  if (mass > LEAF) {
    const along: usize = x1 - x0 >= y1 - y0 ? 0 : 4;
    const middle: f32 = along == 0 ? x0 + (x1 - x0) * 0.5 : y0 + (y1 - y0) * 0.5;
    let low = from;
    let high = to - 1;
    while (low <= high) {
      const row = i32.load(order + (<usize>low << 2));
      if (load<f32>(points + (<usize>row << 3) + along) < middle) {
        low++;
      } else {
        const other = order + (<usize>high << 2);
        i32.store(order + (<usize>low << 2), i32.load(other));
        i32.store(other, row);
        high--;
      }
    }
    // Points at one place cannot be told apart, and stay together.
    if (low > from && low < to) {
      grow(from, low);
      grow(low, to);
    }
  }
  store<i32>(at, count, 16);
}

/**
 * For the points at positions first .. last - 1 of the order: sum over all other points j of q (1 + |y_i - y_j|²)^-1 in
 * `potentials`, and of q² (y_i - y_j) in `forces`, far groups standing for their points (Barnes & Hut 1986). A whole
 * leaf shares one list of groups, which are far enough from its box.
 *
 * @param list - room for 3 (n + nodes + 8) f32.
 * @param room - n + nodes + 8, a multiple of four.
 */
export function repulsion(
  first: i32, last: i32, theta2: f32, list: usize, room: i32, forces: usize, potentials: usize,
): void {
  const xs = list;
  const ys = list + (<usize>room << 2);
  const ms = ys + (<usize>room << 2);
  const one = f32x4.splat(1);
  for (let leaf = 0; leaf < count; leaf++) {
    const own = nodes + <usize>leaf * NODE;
    if (load<i32>(own, 16) != leaf + 1) continue;
    const begin = max(first, load<i32>(own, 20));
    const stop = min(last, load<i32>(own, 24));
    if (begin >= stop) continue;
    const x0 = load<f32>(own, 32);
    const y0 = load<f32>(own, 36);
    const x1 = load<f32>(own, 40);
    const y1 = load<f32>(own, 44);
    let found: usize = 0;
    let at = 0;
    while (at < count) {
      const node = nodes + <usize>at * NODE;
      const x = load<f32>(node);
      const y = load<f32>(node, 4);
      const dx = max(max(x0 - x, x - x1), <f32>0);
      const dy = max(max(y0 - y, y - y1), <f32>0);
      const end = load<i32>(node, 16);
      if (load<f32>(node, 12) < theta2 * (dx * dx + dy * dy)) {
        store<f32>(xs + found, x);
        store<f32>(ys + found, y);
        store<f32>(ms + found, load<f32>(node, 8));
        found += 4;
        at = end;
      } else if (end == at + 1) {
        const to = load<i32>(node, 24);
        for (let i = load<i32>(node, 20); i < to; i++) {
          const p = pointAt(i);
          store<f32>(xs + found, load<f32>(p));
          store<f32>(ys + found, load<f32>(p, 4));
          store<f32>(ms + found, 1);
          found += 4;
        }
        at = end;
      } else {
        at++;
      }
    }
    while ((found & 15) != 0) {
      store<f32>(xs + found, 0);
      store<f32>(ys + found, 0);
      store<f32>(ms + found, 0);
      found += 4;
    }
    for (let i = begin; i < stop; i++) {
      const row = <usize>i32.load(order + (<usize>i << 2));
      const px = v128.load32_splat(points + (row << 3));
      const py = v128.load32_splat(points + (row << 3), 4);
      let sum = f32x4.splat(0);
      let fx = f32x4.splat(0);
      let fy = f32x4.splat(0);
      for (let k: usize = 0; k < found; k += 16) {
        const dx = f32x4.sub(px, v128.load(xs + k));
        const dy = f32x4.sub(py, v128.load(ys + k));
        const q = f32x4.div(one, f32x4.add(one, f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy))));
        const mq = f32x4.mul(q, v128.load(ms + k));
        const f = f32x4.mul(mq, q);
        sum = f32x4.add(sum, mq);
        fx = f32x4.add(fx, f32x4.mul(f, dx));
        fy = f32x4.add(fy, f32x4.mul(f, dy));
      }
      // The point itself is in the list, at distance 0.
      store<f32>(potentials + (row << 2), total(sum) - 1);
      store<f32>(forces + (row << 3), total(fx));
      store<f32>(forces + (row << 3), total(fy), 4);
    }
  }
}

function total(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

// @ts-ignore: decorator
@inline
function point(y: usize, column: usize): v128 {
  return v128.load64_zero(y + (<usize>i32.load(column) << 3));
}

/**
 * For rows first .. last - 1, out_i = sum over the row's entries of p_ij (1 + |y_i - y_j|²)^-1 (y_i - y_j). Row i's
 * entries begin at starts[i - first].
 */
export function attraction(
  first: i32, last: i32, y: usize, starts: usize, columns: usize, p: usize, out: usize,
): void {
  let from = <usize>i32.load(starts) << 2;
  const one = f32x4.splat(1);
  for (let i = first; i < last; i++) {
    const at = <usize>i << 3;
    starts += 4;
    const to = <usize>i32.load(starts) << 2;
    const x = load<f32>(y + at);
    const z = load<f32>(y + at, 4);
    const px = f32x4.splat(x);
    const py = f32x4.splat(z);
    let sx = f32x4.splat(0);
    let sy = f32x4.splat(0);
    for (; from + 12 < to; from += 16) {
      const a = v128.shuffle<f64>(point(y, columns + from), point(y, columns + from + 4), 0, 2);
      const b = v128.shuffle<f64>(point(y, columns + from + 8), point(y, columns + from + 12), 0, 2);
      const dx = f32x4.sub(px, v128.shuffle<f32>(a, b, 0, 2, 4, 6));
      const dy = f32x4.sub(py, v128.shuffle<f32>(a, b, 1, 3, 5, 7));
      const q = f32x4.add(one, f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)));
      const w = f32x4.div(v128.load(p + from), q);
      sx = f32x4.add(sx, f32x4.mul(w, dx));
      sy = f32x4.add(sy, f32x4.mul(w, dy));
    }
    let fx = total(sx);
    let fy = total(sy);
    for (; from < to; from += 4) {
      const other = y + (<usize>i32.load(columns + from) << 3);
      const dx = x - load<f32>(other);
      const dy = z - load<f32>(other, 4);
      const w = load<f32>(p + from) / (1 + dx * dx + dy * dy);
      fx += w * dx;
      fy += w * dy;
    }
    store<f32>(out + at, fx);
    store<f32>(out + at, fy, 4);
  }
}
