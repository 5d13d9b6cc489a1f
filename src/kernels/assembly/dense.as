// Hot loops on dense row-major arrays, compiled by scripts/build-kernels.mjs into ../dense-wasm.ts.
// Rows are padded with zeros to whole vectors: an even number of f64, a multiple of four f32.

/** Rows of b that stay in the first-level cache while a is swept. */
const CACHE_BYTES: i32 = 20480;

function sum64(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

function dot64(a: usize, b: usize, bytes: usize): f64 {
  let s = f64x2.splat(0);
  for (let k: usize = 0; k < bytes; k += 16) {
    s = f64x2.add(s, f64x2.mul(v128.load(a + k), v128.load(b + k)));
  }
  return sum64(s);
}

/** out[i * ldo + j] = a_i . b_j for m rows of a and n rows of b, each d f64 long. */
export function dots64(a: usize, m: i32, b: usize, n: i32, d: i32, out: usize, ldo: i32): void {
  const bytes = <usize>d << 3;
  let width = max(2, (CACHE_BYTES / <i32>bytes) & ~1);
  for (let j0 = 0; j0 < n; j0 += width) {
    const j1 = min(n, j0 + width);
    let i = 0;
    for (; i + 4 <= m; i += 4) {
      const a0 = a + <usize>i * bytes;
      const a1 = a0 + bytes;
      const a2 = a1 + bytes;
      const a3 = a2 + bytes;
      const o0 = out + ((<usize>i * <usize>ldo) << 3);
      const step = <usize>ldo << 3;
      let j = j0;
      for (; j + 2 <= j1; j += 2) {
        const b0 = b + <usize>j * bytes;
        const b1 = b0 + bytes;
        let s00 = f64x2.splat(0);
        let s01 = f64x2.splat(0);
        let s10 = f64x2.splat(0);
        let s11 = f64x2.splat(0);
        let s20 = f64x2.splat(0);
        let s21 = f64x2.splat(0);
        let s30 = f64x2.splat(0);
        let s31 = f64x2.splat(0);
        for (let k: usize = 0; k < bytes; k += 16) {
          const x0 = v128.load(b0 + k);
          const x1 = v128.load(b1 + k);
          let y = v128.load(a0 + k);
          s00 = f64x2.add(s00, f64x2.mul(y, x0));
          s01 = f64x2.add(s01, f64x2.mul(y, x1));
          y = v128.load(a1 + k);
          s10 = f64x2.add(s10, f64x2.mul(y, x0));
          s11 = f64x2.add(s11, f64x2.mul(y, x1));
          y = v128.load(a2 + k);
          s20 = f64x2.add(s20, f64x2.mul(y, x0));
          s21 = f64x2.add(s21, f64x2.mul(y, x1));
          y = v128.load(a3 + k);
          s30 = f64x2.add(s30, f64x2.mul(y, x0));
          s31 = f64x2.add(s31, f64x2.mul(y, x1));
        }
        const o = o0 + (<usize>j << 3);
        f64.store(o, sum64(s00));
        f64.store(o, sum64(s01), 8);
        f64.store(o + step, sum64(s10));
        f64.store(o + step, sum64(s11), 8);
        f64.store(o + 2 * step, sum64(s20));
        f64.store(o + 2 * step, sum64(s21), 8);
        f64.store(o + 3 * step, sum64(s30));
        f64.store(o + 3 * step, sum64(s31), 8);
      }
      if (j < j1) {
        const b0 = b + <usize>j * bytes;
        const o = o0 + (<usize>j << 3);
        f64.store(o, dot64(a0, b0, bytes));
        f64.store(o + step, dot64(a1, b0, bytes));
        f64.store(o + 2 * step, dot64(a2, b0, bytes));
        f64.store(o + 3 * step, dot64(a3, b0, bytes));
      }
    }
    for (; i < m; i++) {
      const a0 = a + <usize>i * bytes;
      const o = out + ((<usize>i * <usize>ldo) << 3);
      for (let j = j0; j < j1; j++) {
        f64.store(o + (<usize>j << 3), dot64(a0, b + <usize>j * bytes, bytes));
      }
    }
  }
}

/** c[p * ldc + q] += sum over rows of a[row, p] * b[row, q]; P and Q are even row lengths of a and b. */
export function accumulateTN(a: usize, P: i32, b: usize, Q: i32, rows: i32, c: usize): void {
  const aBytes = <usize>P << 3;
  const bBytes = <usize>Q << 3;
  for (let p: usize = 0; p < aBytes; p += 16) {
    let q: usize = 0;
    for (; q + 64 <= bBytes; q += 64) {
      const c0 = c + (p >> 3) * bBytes + q;
      const c1 = c0 + bBytes;
      let s00 = v128.load(c0);
      let s01 = v128.load(c0, 16);
      let s02 = v128.load(c0, 32);
      let s03 = v128.load(c0, 48);
      let s10 = v128.load(c1);
      let s11 = v128.load(c1, 16);
      let s12 = v128.load(c1, 32);
      let s13 = v128.load(c1, 48);
      let pa = a + p;
      let pb = b + q;
      for (let i = 0; i < rows; i++, pa += aBytes, pb += bBytes) {
        const x = v128.load64_splat(pa);
        const y = v128.load64_splat(pa, 8);
        let v = v128.load(pb);
        s00 = f64x2.add(s00, f64x2.mul(x, v));
        s10 = f64x2.add(s10, f64x2.mul(y, v));
        v = v128.load(pb, 16);
        s01 = f64x2.add(s01, f64x2.mul(x, v));
        s11 = f64x2.add(s11, f64x2.mul(y, v));
        v = v128.load(pb, 32);
        s02 = f64x2.add(s02, f64x2.mul(x, v));
        s12 = f64x2.add(s12, f64x2.mul(y, v));
        v = v128.load(pb, 48);
        s03 = f64x2.add(s03, f64x2.mul(x, v));
        s13 = f64x2.add(s13, f64x2.mul(y, v));
      }
      v128.store(c0, s00);
      v128.store(c0, s01, 16);
      v128.store(c0, s02, 32);
      v128.store(c0, s03, 48);
      v128.store(c1, s10);
      v128.store(c1, s11, 16);
      v128.store(c1, s12, 32);
      v128.store(c1, s13, 48);
    }
    for (; q < bBytes; q += 16) {
      const c0 = c + (p >> 3) * bBytes + q;
      const c1 = c0 + bBytes;
      let s0 = v128.load(c0);
      let s1 = v128.load(c1);
      let pa = a + p;
      let pb = b + q;
      for (let i = 0; i < rows; i++, pa += aBytes, pb += bBytes) {
        const v = v128.load(pb);
        s0 = f64x2.add(s0, f64x2.mul(v128.load64_splat(pa), v));
        s1 = f64x2.add(s1, f64x2.mul(v128.load64_splat(pa, 8), v));
      }
      v128.store(c0, s0);
      v128.store(c1, s1);
    }
  }
}

/**
 * What exp2 needs, each number twice: an engine loads a vector from memory faster than it makes one of a constant.
 * The third is 1.5 * 2^52 + 1023: what is added to it is rounded to an integer, whose lowest bits then are the
 * exponent of a power of two.
 */
const EXP: usize = memory.data<f64>([
  709, 709, -708, -708, 6755399441056767.0, 6755399441056767.0,
  1.4426950408889634, 1.4426950408889634, 6.93147180369123816490e-1, 6.93147180369123816490e-1,
  1.90821492927058770002e-10, 1.90821492927058770002e-10,
  1.6059043836821613e-10, 1.6059043836821613e-10, 2.08767569878681e-9, 2.08767569878681e-9,
  2.505210838544172e-8, 2.505210838544172e-8, 2.755731922398589e-7, 2.755731922398589e-7,
  2.7557319223985893e-6, 2.7557319223985893e-6, 2.48015873015873e-5, 2.48015873015873e-5,
  1.984126984126984e-4, 1.984126984126984e-4, 1.388888888888889e-3, 1.388888888888889e-3,
  8.333333333333333e-3, 8.333333333333333e-3, 4.1666666666666664e-2, 4.1666666666666664e-2,
  1.6666666666666666e-1, 1.6666666666666666e-1, 0.5, 0.5, 1, 1,
], 16);

/**
 * exp of two values: 2^k exp(r) with |r| <= ln(2)/2 and a Taylor polynomial of degree 13 (its remainder is below
 * half a unit in the last place). Below -708 the result is 0.
 */
function exp2(value: v128): v128 {
  const x = f64x2.pmax(f64x2.pmin(value, v128.load(EXP)), v128.load(EXP, 16));
  const magic = v128.load(EXP, 32);
  const shifted = f64x2.add(f64x2.mul(x, v128.load(EXP, 48)), magic);
  const k = f64x2.sub(shifted, magic);
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(k, v128.load(EXP, 64))), f64x2.mul(k, v128.load(EXP, 80)));
  // Even and odd halves of the polynomial shorten the chain of dependent operations.
  const r2 = f64x2.mul(r, r);
  let odd = v128.load(EXP, 96);
  let even = v128.load(EXP, 112);
  odd = f64x2.add(f64x2.mul(odd, r2), v128.load(EXP, 128));
  even = f64x2.add(f64x2.mul(even, r2), v128.load(EXP, 144));
  odd = f64x2.add(f64x2.mul(odd, r2), v128.load(EXP, 160));
  even = f64x2.add(f64x2.mul(even, r2), v128.load(EXP, 176));
  odd = f64x2.add(f64x2.mul(odd, r2), v128.load(EXP, 192));
  even = f64x2.add(f64x2.mul(even, r2), v128.load(EXP, 208));
  odd = f64x2.add(f64x2.mul(odd, r2), v128.load(EXP, 224));
  even = f64x2.add(f64x2.mul(even, r2), v128.load(EXP, 240));
  odd = f64x2.add(f64x2.mul(odd, r2), v128.load(EXP, 256));
  even = f64x2.add(f64x2.mul(even, r2), v128.load(EXP, 272));
  const one = v128.load(EXP, 288);
  odd = f64x2.add(f64x2.mul(odd, r2), one);
  const p = f64x2.add(one, f64x2.add(f64x2.mul(odd, r), f64x2.mul(even, r2)));
  const scale = i64x2.shl(shifted, 52);
  return v128.and(f64x2.mul(p, scale), f64x2.ge(value, v128.load(EXP, 16)));
}

/** x[i] = exp(x[i]) for an even number n of f64. */
export function expInPlace(x: usize, n: i32): void {
  const end = x + (<usize>n << 3);
  for (; x < end; x += 16) v128.store(x, exp2(v128.load(x)));
}

/** Dot products to exp(-gamma |a_i - b_j|^2), from the rows' squared norms; n and ldo are even. */
export function rbfFromDots(dots: usize, m: i32, n: i32, ldo: i32, aNorms: usize, bNorms: usize, gamma: f64): void {
  const zero = f64x2.splat(0);
  const two = f64x2.splat(2);
  const minusGamma = f64x2.splat(-gamma);
  for (let i = 0; i < m; i++) {
    const norm = v128.load64_splat(aNorms + (<usize>i << 3));
    let o = dots + ((<usize>i * <usize>ldo) << 3);
    let p = bNorms;
    const end = o + (<usize>n << 3);
    for (; o < end; o += 16, p += 16) {
      const d2 = f64x2.sub(f64x2.add(norm, v128.load(p)), f64x2.mul(two, v128.load(o)));
      v128.store(o, exp2(f64x2.mul(minusGamma, f64x2.pmax(d2, zero))));
    }
  }
}

/**
 * Scores of the classes to the derivative of the softmax loss, in place, and the sum of the exponentials of each row
 * (after its largest score was subtracted) to sums.
 *
 * @param columns - distance of two rows of scores; those after the first K are set to zero.
 * @param weights - one per row, or 0 for none.
 * @returns the weighted sum over rows of (largest score - score of the row's class).
 */
export function softmaxGradient(
  scores: usize,
  rows: i32,
  K: i32,
  columns: i32,
  codes: usize,
  weights: usize,
  sums: usize,
): f64 {
  const step = <usize>columns << 3;
  const used = <usize>K << 3;
  let below: f64 = 0;
  let row = scores;
  for (let i: usize = 0; i < <usize>rows; i++, row += step) {
    let most = f64.load(row);
    for (let k: usize = 8; k < used; k += 8) {
      const value = f64.load(row + k);
      most = value > most ? value : most;
    }
    const gap = most - f64.load(row + (<usize>i32.load(codes + (i << 2)) << 3));
    below += weights == 0 ? gap : gap * f64.load(weights + (i << 3));
    for (let k: usize = 0; k < used; k += 8) f64.store(row + k, f64.load(row + k) - most);
  }
  expInPlace(scores, rows * columns);
  row = scores;
  for (let i: usize = 0; i < <usize>rows; i++, row += step) {
    let sum: f64 = 0;
    for (let k: usize = 0; k < used; k += 8) sum += f64.load(row + k);
    f64.store(sums + (i << 3), sum);
    const weight = weights == 0 ? 1 : f64.load(weights + (i << 3));
    const scale = weight / sum;
    for (let k: usize = 0; k < used; k += 8) f64.store(row + k, f64.load(row + k) * scale);
    for (let k = used; k < step; k += 8) f64.store(row + k, 0);
    const own = row + (<usize>i32.load(codes + (i << 2)) << 3);
    f64.store(own, f64.load(own) - weight);
  }
  return below;
}

/** What exp4 needs, each number four times. */
const EXP4: usize = memory.data<f32>([
  -87, -87, -87, -87, 1.44269504, 1.44269504, 1.44269504, 1.44269504,
  12583039, 12583039, 12583039, 12583039, 0.693359375, 0.693359375, 0.693359375, 0.693359375,
  -2.12194440e-4, -2.12194440e-4, -2.12194440e-4, -2.12194440e-4,
  1.98412698e-4, 1.98412698e-4, 1.98412698e-4, 1.98412698e-4,
  1.38888889e-3, 1.38888889e-3, 1.38888889e-3, 1.38888889e-3,
  8.33333333e-3, 8.33333333e-3, 8.33333333e-3, 8.33333333e-3,
  4.16666667e-2, 4.16666667e-2, 4.16666667e-2, 4.16666667e-2,
  1.66666667e-1, 1.66666667e-1, 1.66666667e-1, 1.66666667e-1,
  0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1,
], 16);

/** exp of four values that are not positive, to single precision; below -87 the result is 0. */
function exp4(value: v128): v128 {
  const x = f32x4.pmax(value, v128.load(EXP4));
  // 12583039 is 1.5 * 2^23 + 127: see EXP.
  const magic = v128.load(EXP4, 32);
  const shifted = f32x4.add(f32x4.mul(x, v128.load(EXP4, 16)), magic);
  const k = f32x4.sub(shifted, magic);
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(k, v128.load(EXP4, 48))), f32x4.mul(k, v128.load(EXP4, 64)));
  let p = v128.load(EXP4, 80);
  p = f32x4.add(f32x4.mul(p, r), v128.load(EXP4, 96));
  p = f32x4.add(f32x4.mul(p, r), v128.load(EXP4, 112));
  p = f32x4.add(f32x4.mul(p, r), v128.load(EXP4, 128));
  p = f32x4.add(f32x4.mul(p, r), v128.load(EXP4, 144));
  p = f32x4.add(f32x4.mul(p, r), v128.load(EXP4, 160));
  const one = v128.load(EXP4, 176);
  p = f32x4.add(f32x4.mul(p, r), one);
  p = f32x4.add(f32x4.mul(p, r), one);
  const scaled = f32x4.mul(p, i32x4.shl(shifted, 23));
  return v128.and(scaled, f32x4.ge(value, v128.load(EXP4)));
}

/** The sums of the lanes of four vectors, as one vector. */
function sums4(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/**
 * out[j] = exp(-gamma |x - b_j|^2) for n rows of b, in single precision; n and d are multiples of four, and `norm` and
 * bNorms the squared norms.
 */
export function rbfRow32(x: usize, norm: f32, b: usize, bNorms: usize, n: i32, d: i32, gamma: f32, out: usize): void {
  const bytes = <usize>d << 2;
  const start = out;
  const end = out + (<usize>n << 2);
  const two = f32x4.splat(2);
  const zero = f32x4.splat(0);
  const minusGamma = f32x4.splat(-gamma);
  const norms = f32x4.splat(norm);
  for (; out < end; out += 16, bNorms += 16, b += bytes << 2) {
    const b1 = b + bytes;
    const b2 = b1 + bytes;
    const b3 = b2 + bytes;
    let s0 = zero;
    let s1 = zero;
    let s2 = zero;
    let s3 = zero;
    for (let k: usize = 0; k < bytes; k += 16) {
      const v = v128.load(x + k);
      s0 = f32x4.add(s0, f32x4.mul(v, v128.load(b + k)));
      s1 = f32x4.add(s1, f32x4.mul(v, v128.load(b1 + k)));
      s2 = f32x4.add(s2, f32x4.mul(v, v128.load(b2 + k)));
      s3 = f32x4.add(s3, f32x4.mul(v, v128.load(b3 + k)));
    }
    const dots = sums4(s0, s1, s2, s3);
    const d2 = f32x4.sub(f32x4.add(norms, v128.load(bNorms)), f32x4.mul(two, dots));
    v128.store(out, f32x4.mul(minusGamma, f32x4.pmax(d2, zero)));
  }
  // In a short loop of their own the exponentials overlap; each is a long chain of dependent operations.
  for (out = start; out < end; out += 16) v128.store(out, exp4(v128.load(out)));
}

/** out[j] = x . b_j for n rows of b; d is even. */
export function dotsRow64(x: usize, b: usize, n: i32, d: i32, out: usize): void {
  const bytes = <usize>d << 3;
  let j = 0;
  for (; j + 4 <= n; j += 4, out += 32, b += bytes << 2) {
    const b1 = b + bytes;
    const b2 = b1 + bytes;
    const b3 = b2 + bytes;
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let s2 = f64x2.splat(0);
    let s3 = f64x2.splat(0);
    for (let k: usize = 0; k < bytes; k += 16) {
      const v = v128.load(x + k);
      s0 = f64x2.add(s0, f64x2.mul(v, v128.load(b + k)));
      s1 = f64x2.add(s1, f64x2.mul(v, v128.load(b1 + k)));
      s2 = f64x2.add(s2, f64x2.mul(v, v128.load(b2 + k)));
      s3 = f64x2.add(s3, f64x2.mul(v, v128.load(b3 + k)));
    }
    f64.store(out, sum64(s0));
    f64.store(out, sum64(s1), 8);
    f64.store(out, sum64(s2), 16);
    f64.store(out, sum64(s3), 24);
  }
  for (; j < n; j++, out += 8, b += bytes) f64.store(out, dot64(x, b, bytes));
}

/** y[k] += factor * x[k] for n f64 of y and f32 of x. */
export function addScaled32(y: usize, x: usize, factor: f64, n: i32): void {
  const f = f64x2.splat(factor);
  let k = 0;
  for (; k + 2 <= n; k += 2, y += 16, x += 8) {
    v128.store(y, f64x2.add(v128.load(y), f64x2.mul(f, f64x2.promote_low_f32x4(v128.load64_zero(x)))));
  }
  if (k < n) f64.store(y, f64.load(y) + factor * <f64>f32.load(x));
}
