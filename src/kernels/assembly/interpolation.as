// Repulsion between points in the plane by way of a grid and Fourier transforms, compiled by scripts/build-kernels.mjs
// into ../interpolation-wasm.ts. A point has its place on the grid in units of the spacing. All transforms are of four series at once, one in each lane: a series is an array of
// elements of 32 bytes, four real parts (f32x4) and four imaginary parts. The inverse transform is the same one with
// the two exchanged. m is the length of a transform, n = m / 2 the nodes of the grid along a side, a multiple of 8.
//
// Layouts, all of f32:
//   density   [n / 8][columns][8 rows]
//   spectrum  [n / 4 + 1][n rows][4 columns: re, im]
//   products  [n / 4 + 1][n rows][4 columns: re, im of x, re, im of y]
//   table     [n / 4 + 1][n + 1 frequencies][4 columns]
//   field     [n / 4][n columns][4 rows: x; 4 rows: y]

const ELEMENT: usize = 32;

// @ts-ignore: decorator
@inline
function timesRe(re: v128, im: v128, cos: v128, sin: v128): v128 {
  return f32x4.sub(f32x4.mul(re, cos), f32x4.mul(im, sin));
}

// @ts-ignore: decorator
@inline
function timesIm(re: v128, im: v128, cos: v128, sin: v128): v128 {
  return f32x4.add(f32x4.mul(re, sin), f32x4.mul(im, cos));
}

/** One step of Stockham's transform: `length` is what is left of each series, in `stride` interleaved ones. */
function pass2(length: usize, stride: usize, x: usize, y: usize, re: usize, im: usize, turns: usize): void {
  const part = length >> 1;
  const jump = part * stride * ELEMENT;
  const bytes = stride * ELEMENT;
  for (let p: usize = 0; p < part; p++) {
    const turn = turns + ((p * stride) << 3);
    const c1 = v128.load32_splat(turn);
    const s1 = v128.load32_splat(turn, 4);
    const from = x + p * bytes;
    const to = y + 2 * p * bytes;
    for (let q: usize = 0; q < bytes; q += ELEMENT) {
      const a = from + q;
      const ar = v128.load(a + re);
      const ai = v128.load(a + im);
      const br = v128.load(a + jump + re);
      const bi = v128.load(a + jump + im);
      const o = to + q;
      v128.store(o + re, f32x4.add(ar, br));
      v128.store(o + im, f32x4.add(ai, bi));
      const dr = f32x4.sub(ar, br);
      const di = f32x4.sub(ai, bi);
      v128.store(o + bytes + re, timesRe(dr, di, c1, s1));
      v128.store(o + bytes + im, timesIm(dr, di, c1, s1));
    }
  }
}

function pass3(length: usize, stride: usize, x: usize, y: usize, re: usize, im: usize, turns: usize): void {
  const part = length / 3;
  const jump = part * stride * ELEMENT;
  const bytes = stride * ELEMENT;
  const half = f32x4.splat(0.5);
  const sine = f32x4.splat(0.8660254037844386);
  for (let p: usize = 0; p < part; p++) {
    const turn = (p * stride) << 3;
    const c1 = v128.load32_splat(turns + turn);
    const s1 = v128.load32_splat(turns + turn, 4);
    const c2 = v128.load32_splat(turns + 2 * turn);
    const s2 = v128.load32_splat(turns + 2 * turn, 4);
    const from = x + p * bytes;
    const to = y + 3 * p * bytes;
    for (let q: usize = 0; q < bytes; q += ELEMENT) {
      const a = from + q;
      const b = a + jump;
      const c = b + jump;
      const ar = v128.load(a + re);
      const ai = v128.load(a + im);
      const br = v128.load(b + re);
      const bi = v128.load(b + im);
      const cr = v128.load(c + re);
      const ci = v128.load(c + im);
      const tr = f32x4.add(br, cr);
      const ti = f32x4.add(bi, ci);
      const mr = f32x4.sub(ar, f32x4.mul(half, tr));
      const mi = f32x4.sub(ai, f32x4.mul(half, ti));
      const dr = f32x4.mul(sine, f32x4.sub(br, cr));
      const di = f32x4.mul(sine, f32x4.sub(bi, ci));
      const o = to + q;
      v128.store(o + re, f32x4.add(ar, tr));
      v128.store(o + im, f32x4.add(ai, ti));
      const er = f32x4.add(mr, di);
      const ei = f32x4.sub(mi, dr);
      v128.store(o + bytes + re, timesRe(er, ei, c1, s1));
      v128.store(o + bytes + im, timesIm(er, ei, c1, s1));
      const fr = f32x4.sub(mr, di);
      const fi = f32x4.add(mi, dr);
      v128.store(o + 2 * bytes + re, timesRe(fr, fi, c2, s2));
      v128.store(o + 2 * bytes + im, timesIm(fr, fi, c2, s2));
    }
  }
}

function pass4(length: usize, stride: usize, x: usize, y: usize, re: usize, im: usize, turns: usize): void {
  const part = length >> 2;
  const jump = part * stride * ELEMENT;
  const bytes = stride * ELEMENT;
  for (let p: usize = 0; p < part; p++) {
    const turn = (p * stride) << 3;
    const c1 = v128.load32_splat(turns + turn);
    const s1 = v128.load32_splat(turns + turn, 4);
    const c2 = v128.load32_splat(turns + 2 * turn);
    const s2 = v128.load32_splat(turns + 2 * turn, 4);
    const c3 = v128.load32_splat(turns + 3 * turn);
    const s3 = v128.load32_splat(turns + 3 * turn, 4);
    const from = x + p * bytes;
    const to = y + 4 * p * bytes;
    for (let q: usize = 0; q < bytes; q += ELEMENT) {
      const a = from + q;
      const b = a + jump;
      const c = b + jump;
      const d = c + jump;
      const ar = v128.load(a + re);
      const ai = v128.load(a + im);
      const br = v128.load(b + re);
      const bi = v128.load(b + im);
      const cr = v128.load(c + re);
      const ci = v128.load(c + im);
      const dr = v128.load(d + re);
      const di = v128.load(d + im);
      const sr = f32x4.add(ar, cr);
      const si = f32x4.add(ai, ci);
      const tr = f32x4.sub(ar, cr);
      const ti = f32x4.sub(ai, ci);
      const ur = f32x4.add(br, dr);
      const ui = f32x4.add(bi, di);
      const vr = f32x4.sub(bi, di);
      const vi = f32x4.sub(dr, br);
      const o = to + q;
      v128.store(o + re, f32x4.add(sr, ur));
      v128.store(o + im, f32x4.add(si, ui));
      const er = f32x4.add(tr, vr);
      const ei = f32x4.add(ti, vi);
      v128.store(o + bytes + re, timesRe(er, ei, c1, s1));
      v128.store(o + bytes + im, timesIm(er, ei, c1, s1));
      const fr = f32x4.sub(sr, ur);
      const fi = f32x4.sub(si, ui);
      v128.store(o + 2 * bytes + re, timesRe(fr, fi, c2, s2));
      v128.store(o + 2 * bytes + im, timesIm(fr, fi, c2, s2));
      const gr = f32x4.sub(tr, vr);
      const gi = f32x4.sub(ti, vi);
      v128.store(o + 3 * bytes + re, timesRe(gr, gi, c3, s3));
      v128.store(o + 3 * bytes + im, timesIm(gr, gi, c3, s3));
    }
  }
}

function pass5(length: usize, stride: usize, x: usize, y: usize, re: usize, im: usize, turns: usize): void {
  const part = length / 5;
  const jump = part * stride * ELEMENT;
  const bytes = stride * ELEMENT;
  const cosA = f32x4.splat(0.30901699437494745);
  const sinA = f32x4.splat(0.9510565162951535);
  const cosB = f32x4.splat(-0.8090169943749475);
  const sinB = f32x4.splat(0.5877852522924731);
  for (let p: usize = 0; p < part; p++) {
    const turn = (p * stride) << 3;
    const c1 = v128.load32_splat(turns + turn);
    const s1 = v128.load32_splat(turns + turn, 4);
    const c2 = v128.load32_splat(turns + 2 * turn);
    const s2 = v128.load32_splat(turns + 2 * turn, 4);
    const c3 = v128.load32_splat(turns + 3 * turn);
    const s3 = v128.load32_splat(turns + 3 * turn, 4);
    const c4 = v128.load32_splat(turns + 4 * turn);
    const s4 = v128.load32_splat(turns + 4 * turn, 4);
    const from = x + p * bytes;
    const to = y + 5 * p * bytes;
    for (let q: usize = 0; q < bytes; q += ELEMENT) {
      const a = from + q;
      const b = a + jump;
      const c = b + jump;
      const d = c + jump;
      const e = d + jump;
      const ar = v128.load(a + re);
      const ai = v128.load(a + im);
      const t1r = f32x4.add(v128.load(b + re), v128.load(e + re));
      const t1i = f32x4.add(v128.load(b + im), v128.load(e + im));
      const t2r = f32x4.add(v128.load(c + re), v128.load(d + re));
      const t2i = f32x4.add(v128.load(c + im), v128.load(d + im));
      const t3r = f32x4.sub(v128.load(b + re), v128.load(e + re));
      const t3i = f32x4.sub(v128.load(b + im), v128.load(e + im));
      const t4r = f32x4.sub(v128.load(c + re), v128.load(d + re));
      const t4i = f32x4.sub(v128.load(c + im), v128.load(d + im));
      const m1r = f32x4.add(ar, f32x4.add(f32x4.mul(cosA, t1r), f32x4.mul(cosB, t2r)));
      const m1i = f32x4.add(ai, f32x4.add(f32x4.mul(cosA, t1i), f32x4.mul(cosB, t2i)));
      const m2r = f32x4.add(ar, f32x4.add(f32x4.mul(cosB, t1r), f32x4.mul(cosA, t2r)));
      const m2i = f32x4.add(ai, f32x4.add(f32x4.mul(cosB, t1i), f32x4.mul(cosA, t2i)));
      const n1r = f32x4.add(f32x4.mul(sinA, t3r), f32x4.mul(sinB, t4r));
      const n1i = f32x4.add(f32x4.mul(sinA, t3i), f32x4.mul(sinB, t4i));
      const n2r = f32x4.sub(f32x4.mul(sinB, t3r), f32x4.mul(sinA, t4r));
      const n2i = f32x4.sub(f32x4.mul(sinB, t3i), f32x4.mul(sinA, t4i));
      const o = to + q;
      v128.store(o + re, f32x4.add(ar, f32x4.add(t1r, t2r)));
      v128.store(o + im, f32x4.add(ai, f32x4.add(t1i, t2i)));
      let er = f32x4.add(m1r, n1i);
      let ei = f32x4.sub(m1i, n1r);
      v128.store(o + bytes + re, timesRe(er, ei, c1, s1));
      v128.store(o + bytes + im, timesIm(er, ei, c1, s1));
      er = f32x4.add(m2r, n2i);
      ei = f32x4.sub(m2i, n2r);
      v128.store(o + 2 * bytes + re, timesRe(er, ei, c2, s2));
      v128.store(o + 2 * bytes + im, timesIm(er, ei, c2, s2));
      er = f32x4.sub(m2r, n2i);
      ei = f32x4.add(m2i, n2r);
      v128.store(o + 3 * bytes + re, timesRe(er, ei, c3, s3));
      v128.store(o + 3 * bytes + im, timesIm(er, ei, c3, s3));
      er = f32x4.sub(m1r, n1i);
      ei = f32x4.add(m1i, n1r);
      v128.store(o + 4 * bytes + re, timesRe(er, ei, c4, s4));
      v128.store(o + 4 * bytes + im, timesIm(er, ei, c4, s4));
    }
  }
}

/**
 * Fourier transform of m = 2^a 3^b 5^c elements from x, with y as room; returns which of the two holds the result.
 * `turns` holds m pairs (cos, -sin) of 2 pi k / m. re and im: 0 and 16, or 16 and 0 for the inverse.
 */
function transform(m: usize, x: usize, y: usize, re: usize, im: usize, turns: usize): usize {
  let stride: usize = 1;
  let length = m;
  while (length > 1) {
    let radix: usize = 5;
    if ((length & 3) == 0) {
      radix = 4;
      pass4(length, stride, x, y, re, im, turns);
    } else if ((length & 1) == 0) {
      radix = 2;
      pass2(length, stride, x, y, re, im, turns);
    } else if (length % 3 == 0) {
      radix = 3;
      pass3(length, stride, x, y, re, im, turns);
    } else {
      pass5(length, stride, x, y, re, im, turns);
    }
    length /= radix;
    stride *= radix;
    const swap = x;
    x = y;
    y = swap;
  }
  return x;
}

/** Writes the four vectors transposed, `step` bytes apart. */
// @ts-ignore: decorator
@inline
function storeTransposed(a: v128, b: v128, c: v128, d: v128, to: usize, step: usize): void {
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const AB = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const CD = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to + step, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  v128.store(to + 2 * step, v128.shuffle<f32>(AB, CD, 0, 1, 4, 5));
  v128.store(to + 3 * step, v128.shuffle<f32>(AB, CD, 2, 3, 6, 7));
}

/**
 * Transforms rows of the density along x, `columns` (n or m) of them given and zeros after that, and writes twice the
 * non-negative frequencies to the spectrum. Eight rows at a time: four as real parts, four as imaginary parts.
 */
export function transformRows(
  m: usize, columns: usize, density: usize, spectrum: usize, room: usize, turns: usize,
): void {
  const n = m >> 1;
  for (let y: usize = 0; y < n; y += 8) {
    const bytes = columns * ELEMENT;
    memory.copy(room, density + (y >> 3) * bytes, bytes);
    memory.fill(room + bytes, 0, m * ELEMENT - bytes);
    const z = transform(m, room, room + m * ELEMENT, 0, 16, turns);
    for (let k: usize = 0; k <= n; k += 4) {
      const out = spectrum + ((k >> 2) * n + y) * ELEMENT;
      const a = z + k * ELEMENT;
      // Frequency 0 is its own mirror image.
      const b = k == 0 ? z : z + (m - k) * ELEMENT;
      const a0r = v128.load(a);
      const a0i = v128.load(a, 16);
      const a1r = v128.load(a, 32);
      const a1i = v128.load(a, 48);
      const a2r = v128.load(a, 64);
      const a2i = v128.load(a, 80);
      const a3r = v128.load(a, 96);
      const a3i = v128.load(a, 112);
      const c = z + (m - k) * ELEMENT;
      const b0r = v128.load(b);
      const b0i = v128.load(b, 16);
      const b1r = v128.load(c - 32);
      const b1i = v128.load(c - 16);
      const b2r = v128.load(c - 64);
      const b2i = v128.load(c - 48);
      const b3r = v128.load(c - 96);
      const b3i = v128.load(c - 80);
      storeTransposed(
        f32x4.add(a0r, b0r), f32x4.add(a1r, b1r), f32x4.add(a2r, b2r), f32x4.add(a3r, b3r), out, ELEMENT,
      );
      storeTransposed(
        f32x4.sub(a0i, b0i), f32x4.sub(a1i, b1i), f32x4.sub(a2i, b2i), f32x4.sub(a3i, b3i), out + 16, ELEMENT,
      );
      const next = out + 4 * ELEMENT;
      storeTransposed(
        f32x4.add(a0i, b0i), f32x4.add(a1i, b1i), f32x4.add(a2i, b2i), f32x4.add(a3i, b3i), next, ELEMENT,
      );
      storeTransposed(
        f32x4.sub(b0r, a0r), f32x4.sub(b1r, a1r), f32x4.sub(b2r, a2r), f32x4.sub(b3r, a3r), next + 16, ELEMENT,
      );
    }
  }
}

/**
 * Transforms the spectrum of a kernel along y, its rows mirrored with the sign `parity`, and writes the part `lane` (0:
 * real, 16: imaginary) to a table; zeros for frequencies along x above n.
 */
export function fillTable(
  m: usize, spectrum: usize, table: usize, room: usize, turns: usize, parity: f32, lane: usize,
): void {
  const n = m >> 1;
  const sign = f32x4.splat(parity);
  for (let g: usize = 0; g <= n >> 2; g++) {
    memory.copy(room, spectrum + g * n * ELEMENT, n * ELEMENT);
    memory.fill(room + n * ELEMENT, 0, ELEMENT);
    for (let y: usize = 1; y < n; y++) {
      const from = room + y * ELEMENT;
      const to = room + (m - y) * ELEMENT;
      v128.store(to, f32x4.mul(sign, v128.load(from)));
      v128.store(to, f32x4.mul(sign, v128.load(from, 16)), 16);
    }
    const z = transform(m, room, room + m * ELEMENT, 0, 16, turns);
    for (let k: usize = 0; k <= n; k++) {
      let value = v128.load(z + k * ELEMENT + lane);
      if (g == n >> 2) value = v128.shuffle<f32>(value, f32x4.splat(0), 0, 4, 5, 6);
      v128.store(table + ((g * (n + 1) + k) << 4), value);
    }
  }
}

/**
 * Transforms the groups first .. last - 1 of four columns of the spectrum along y, multiplies them with the tables of
 * both forces, and transforms back along y into `products`. Writes for each group the sum of table `potential` times
 * the squared spectrum to `powers` (f64).
 */
export function convolve(
  m: usize, first: usize, last: usize, spectrum: usize, products: usize, potential: usize, alongX: usize,
  alongY: usize, powers: usize, room: usize, turns: usize,
): void {
  const n = m >> 1;
  const x = room + 2 * m * ELEMENT;
  const y = x + m * ELEMENT;
  for (let g = first; g < last; g++) {
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    memory.copy(room, spectrum + g * n * ELEMENT, n * ELEMENT);
    memory.fill(room + n * ELEMENT, 0, n * ELEMENT);
    const z = transform(m, room, room + m * ELEMENT, 0, 16, turns);
    const free = z == room ? room + m * ELEMENT : room;
    let sign = f32x4.splat(1);
    for (let k: usize = 0; k < m; k++) {
      if (k == n) sign = f32x4.splat(-1);
      const row = (g * (n + 1) + (k <= n ? k : m - k)) << 4;
      const at = k * ELEMENT;
      const re = v128.load(z + at);
      const im = v128.load(z + at, 16);
      const power = f32x4.mul(v128.load(potential + row), f32x4.add(f32x4.mul(re, re), f32x4.mul(im, im)));
      low = f64x2.add(low, f64x2.promote_low_f32x4(power));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(power, power, 2, 3, 2, 3)));
      // A kernel odd about 0 has the transform -i times a real table.
      const a = v128.load(alongX + row);
      v128.store(x + at, f32x4.mul(a, im));
      v128.store(x + at, f32x4.neg(f32x4.mul(a, re)), 16);
      const b = f32x4.mul(sign, v128.load(alongY + row));
      v128.store(y + at, f32x4.mul(b, im));
      v128.store(y + at, f32x4.neg(f32x4.mul(b, re)), 16);
    }
    const out = products + 2 * g * n * ELEMENT;
    let back = transform(m, x, free, 16, 0, turns);
    for (let row: usize = 0; row < n; row++) {
      v128.store(out + 2 * row * ELEMENT, v128.load(back + row * ELEMENT));
      v128.store(out + 2 * row * ELEMENT, v128.load(back + row * ELEMENT, 16), 16);
    }
    back = transform(m, y, free, 16, 0, turns);
    for (let row: usize = 0; row < n; row++) {
      v128.store(out + 2 * row * ELEMENT, v128.load(back + row * ELEMENT), 32);
      v128.store(out + 2 * row * ELEMENT, v128.load(back + row * ELEMENT, 16), 48);
    }
    const sum = f64x2.add(low, high);
    store<f64>(powers + (g << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
  }
}

/**
 * Transforms groups first .. last - 1 of four rows of the products back along x: the field's x is the real part and its
 * y the imaginary part of one series.
 */
export function transformBack(
  m: usize, first: usize, last: usize, products: usize, field: usize, room: usize, turns: usize,
): void {
  const n = m >> 1;
  // Four columns of four rows, transposed: 16 vectors (x re, x im, y re, y im of each column).
  const block = room + 2 * m * ELEMENT;
  for (let y = 4 * first; y < 4 * last; y += 4) {
    for (let k: usize = 0; k <= n; k += 4) {
      const from = products + 2 * ((k >> 2) * n + y) * ELEMENT;
      for (let part: usize = 0; part < 64; part += 16) {
        const at = from + part;
        storeTransposed(v128.load(at), v128.load(at, 64), v128.load(at, 128), v128.load(at, 192), block + part, 64);
      }
      const columns = k == n ? 1 : 4;
      for (let j: usize = 0; j < <usize>columns; j++) {
        const column = block + (j << 6);
        const xr = v128.load(column);
        const xi = v128.load(column, 16);
        const yr = v128.load(column, 32);
        const yi = v128.load(column, 48);
        const at = room + (k + j) * ELEMENT;
        v128.store(at, f32x4.sub(xr, yi));
        v128.store(at, f32x4.add(xi, yr), 16);
        // Of real series, the spectrum at -k is the conjugate of that at k.
        if (k + j == 0 || k + j == n) continue;
        const mirror = room + (m - k - j) * ELEMENT;
        v128.store(mirror, f32x4.add(xr, yi));
        v128.store(mirror, f32x4.sub(yr, xi), 16);
      }
    }
    const z = transform(m, room, room + m * ELEMENT, 16, 0, turns);
    memory.copy(field + (y >> 2) * n * ELEMENT, z, n * ELEMENT);
  }
}

/** The four cubic B-splines that reach a point `t` behind the second of their nodes, six times. */
// @ts-ignore: decorator
@inline
function splines(t: f32): v128 {
  const u: f32 = 1 - t;
  const first = u * u * u;
  const last = t * t * t;
  const second: f32 = 4 - t * t * 6 + last * 3;
  const v = f32x4.replace_lane(f32x4.splat(first), 1, second);
  return f32x4.replace_lane(f32x4.replace_lane(v, 2, 6 - first - second - last), 3, last);
}

// @ts-ignore: decorator
@inline
function lane(v: v128, at: usize): f32 {
  if (at == 0) return f32x4.extract_lane(v, 0);
  if (at == 1) return f32x4.extract_lane(v, 1);
  return at == 2 ? f32x4.extract_lane(v, 2) : f32x4.extract_lane(v, 3);
}

/** Adds each point to the 16 nodes around it, with 36 times its weight. */
export function spread(count: i32, points: usize, m: usize, density: usize, x0: f32, y0: f32, perNode: f32): void {
  const n = m >> 1;
  memory.fill(density, 0, n * n * 4);
  for (let i: usize = 0; i < <usize>count; i++) {
    const x = (load<f32>(points + (i << 3)) - x0) * perNode;
    const y = (load<f32>(points + (i << 3), 4) - y0) * perNode;
    const column = <usize>x;
    const row = <usize>y;
    const a = splines(x - <f32>column);
    const b = splines(y - <f32>row);
    const a0 = f32x4.extract_lane(a, 0);
    const a1 = f32x4.extract_lane(a, 1);
    const a2 = f32x4.extract_lane(a, 2);
    const a3 = f32x4.extract_lane(a, 3);
    for (let r: usize = 0; r < 4; r++) {
      const w = lane(b, r);
      const node = row + r - 1;
      const at = density + ((node >> 3) * n + column - 1) * ELEMENT + ((node & 7) << 2);
      store<f32>(at, load<f32>(at) + w * a0);
      store<f32>(at, load<f32>(at, 32) + w * a1, 32);
      store<f32>(at, load<f32>(at, 64) + w * a2, 64);
      store<f32>(at, load<f32>(at, 96) + w * a3, 96);
    }
  }
}

/** Reads 36 times the field at the points first .. last - 1. */
export function gather(
  first: i32, last: i32, points: usize, m: usize, field: usize, x0: f32, y0: f32, perNode: f32, forces: usize,
): void {
  const n = m >> 1;
  for (let i = <usize>first; i < <usize>last; i++) {
    const x = (load<f32>(points + (i << 3)) - x0) * perNode;
    const y = (load<f32>(points + (i << 3), 4) - y0) * perNode;
    const column = <usize>x;
    const row = <usize>y;
    const a = splines(x - <f32>column);
    const b = splines(y - <f32>row);
    const a0 = f32x4.extract_lane(a, 0);
    const a1 = f32x4.extract_lane(a, 1);
    const a2 = f32x4.extract_lane(a, 2);
    const a3 = f32x4.extract_lane(a, 3);
    let fx: f32 = 0;
    let fy: f32 = 0;
    for (let r: usize = 0; r < 4; r++) {
      const w = lane(b, r);
      const node = row + r - 1;
      const at = field + ((node >> 2) * n + column - 1) * ELEMENT + ((node & 3) << 2);
      fx += w * (a0 * load<f32>(at) + a1 * load<f32>(at, 32) + a2 * load<f32>(at, 64) + a3 * load<f32>(at, 96));
      fy += w * (a0 * load<f32>(at, 16) + a1 * load<f32>(at, 48) + a2 * load<f32>(at, 80) + a3 * load<f32>(at, 112));
    }
    store<f32>(forces + (i << 3), fx);
    store<f32>(forces + (i << 3), fy, 4);
  }
}
