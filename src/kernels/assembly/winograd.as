// Convolutions by 3 x 3 with 16 multiplications in place of 36 for each 2 x 2 pixels of the output (Lavin & Gray 2016,
// arXiv:1509.09308, F(2x2, 3x3)), on f32, compiled by scripts/build-kernels.mjs into ../winograd-wasm.ts. Patches of
// 4 x 4 pixels are transformed to 16 numbers a channel, k = 0 .. 15; for each k there is one product of matrices, with a
// row for each patch ("tile"). Channels, on both sides, are a multiple of 8. There are no constants in memory: the
// memory belongs to the caller, all of it.

/**
 * Bytes between one matrix and the next. Without them, the same place of all 16 would often fall on one line of the
 * cache.
 */
const GAP: usize = 64;

/**
 * The 16 matrices of a filter, [k][columns / 8][rows][8], as products takes them. The tap of row r and column s of the
 * filter, for row i and column j of the matrix, is at filter + (r * 3 + s) * tapStep + i * rowStep + j * columnStep;
 * `flipped` turns the filter upside down and left to right.
 */
export function transformFilter(
  filter: usize, tapStep: usize, rows: i32, rowStep: usize, columns: i32, columnStep: usize, flipped: i32, out: usize,
): void {
  const kStep = ((<usize>rows * <usize>columns) << 2) + GAP;
  const start = flipped != 0 ? 8 * tapStep : 0;
  const step = flipped != 0 ? 0 - tapStep : tapStep;
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) {
      const from = filter + start + <usize>i * rowStep + <usize>j * columnStep;
      let to = out + ((<usize>(j >> 3) * <usize>rows + <usize>i) << 5) + (<usize>(j & 7) << 2);
      // Row r of G g, then each row by G again; G = [1 0 0; 1/2 1/2 1/2; 1/2 -1/2 1/2; 0 0 1].
      for (let r = 0; r < 4; r++) {
        let a: f32 = 0;
        let b: f32 = 0;
        let c: f32 = 0;
        if (r == 0 || r == 3) {
          const row = from + (r == 0 ? 0 : 6 * step);
          a = f32.load(row);
          b = f32.load(row + step);
          c = f32.load(row + 2 * step);
        } else {
          const sign: f32 = r == 1 ? 0.5 : -0.5;
          a = <f32>0.5 * (f32.load(from) + f32.load(from + 6 * step)) + sign * f32.load(from + 3 * step);
          b = <f32>0.5 * (f32.load(from + step) + f32.load(from + 7 * step)) + sign * f32.load(from + 4 * step);
          c = <f32>0.5 * (f32.load(from + 2 * step) + f32.load(from + 8 * step)) + sign * f32.load(from + 5 * step);
        }
        const half = <f32>0.5 * (a + c);
        f32.store(to, a);
        f32.store(to + kStep, half + <f32>0.5 * b);
        f32.store(to + 2 * kStep, half - <f32>0.5 * b);
        f32.store(to + 3 * kStep, c);
        to += kStep << 2;
      }
    }
  }
}

/** The gradient of a filter, [3][3][channels][filters], from that of its 16 matrices, [k][channels][filters]. */
export function filterFromMatrices(matrices: usize, size: i32, out: usize): void {
  const bytes = <usize>size << 2;
  const step = bytes + GAP;
  for (let at: usize = 0; at < bytes; at += 16) {
    // Rows of G^T d, each then by G.
    for (let r = 0; r < 3; r++) {
      let from = matrices + at;
      let a = f32x4.splat(0);
      let b = a;
      let c = a;
      let d = a;
      for (let s = 0; s < 4; s++, from += step << 2) {
        let weight: f32 = 0.5;
        if (s == 0) weight = r == 0 ? 1 : 0;
        else if (s == 3) weight = r == 2 ? 1 : 0;
        else if (s == 2 && r == 1) weight = -0.5;
        const w = f32x4.splat(weight);
        a = f32x4.add(a, f32x4.mul(w, v128.load(from)));
        b = f32x4.add(b, f32x4.mul(w, v128.load(from + step)));
        c = f32x4.add(c, f32x4.mul(w, v128.load(from + 2 * step)));
        d = f32x4.add(d, f32x4.mul(w, v128.load(from + 3 * step)));
      }
      const half = f32x4.splat(0.5);
      const to = out + at + <usize>(3 * r) * bytes;
      const sum = f32x4.mul(half, f32x4.add(b, c));
      v128.store(to, f32x4.add(a, sum));
      v128.store(to + bytes, f32x4.mul(half, f32x4.sub(b, c)));
      v128.store(to + 2 * bytes, f32x4.add(sum, d));
    }
  }
}

/** Bytes from the first image to the corner of tile number `tile`. */
function corner(tile: i32, down: i32, across: i32, imageBytes: usize, lineBytes: usize, pixelBytes: usize): usize {
  const image = tile / (down * across);
  const rest = tile - image * down * across;
  const row = rest / across;
  return <usize>image * imageBytes + <usize>(2 * row) * lineBytes + <usize>(2 * (rest - row * across)) * pixelBytes;
}

/** B^T d of one row of the transform: 4 numbers of two lines, then B from the right: 4 matrices. */
function storeInputRow(a: v128, b: v128, c: v128, d: v128, to: usize, kStep: usize): void {
  v128.store(to, f32x4.sub(a, c));
  v128.store(to + kStep, f32x4.add(b, c));
  v128.store(to + 2 * kStep, f32x4.sub(c, b));
  v128.store(to + 3 * kStep, f32x4.sub(b, d));
}

/** [k][tiles][channels]: the patches of 4 x 4 pixels of `count` tiles from `first`, transformed. */
export function transformInput(
  x: usize, imageBytes: usize, lineBytes: usize, down: i32, across: i32, first: i32, count: i32, channels: i32, out: usize,
): void {
  const pixel = <usize>channels << 2;
  const kStep = <usize>count * pixel + GAP;
  for (let t = 0; t < count; t++, out += pixel) {
    const from = x + corner(first + t, down, across, imageBytes, lineBytes, pixel);
    for (let c: usize = 0; c < pixel; c += 16) {
      const l0 = from + c;
      const l1 = l0 + lineBytes;
      const l2 = l1 + lineBytes;
      const l3 = l2 + lineBytes;
      const to = out + c;
      const p1 = pixel;
      const p2 = 2 * pixel;
      const p3 = 3 * pixel;
      storeInputRow(
        f32x4.sub(v128.load(l0), v128.load(l2)), f32x4.sub(v128.load(l0 + p1), v128.load(l2 + p1)),
        f32x4.sub(v128.load(l0 + p2), v128.load(l2 + p2)), f32x4.sub(v128.load(l0 + p3), v128.load(l2 + p3)),
        to, kStep,
      );
      storeInputRow(
        f32x4.add(v128.load(l1), v128.load(l2)), f32x4.add(v128.load(l1 + p1), v128.load(l2 + p1)),
        f32x4.add(v128.load(l1 + p2), v128.load(l2 + p2)), f32x4.add(v128.load(l1 + p3), v128.load(l2 + p3)),
        to + 4 * kStep, kStep,
      );
      storeInputRow(
        f32x4.sub(v128.load(l2), v128.load(l1)), f32x4.sub(v128.load(l2 + p1), v128.load(l1 + p1)),
        f32x4.sub(v128.load(l2 + p2), v128.load(l1 + p2)), f32x4.sub(v128.load(l2 + p3), v128.load(l1 + p3)),
        to + 8 * kStep, kStep,
      );
      storeInputRow(
        f32x4.sub(v128.load(l1), v128.load(l3)), f32x4.sub(v128.load(l1 + p1), v128.load(l3 + p1)),
        f32x4.sub(v128.load(l1 + p2), v128.load(l3 + p2)), f32x4.sub(v128.load(l1 + p3), v128.load(l3 + p3)),
        to + 12 * kStep, kStep,
      );
    }
  }
}

/** Two numbers of a line of dy by A^T from the right: 4 matrices. */
function storeGradientRow(a: v128, b: v128, to: usize, kStep: usize): void {
  v128.store(to, a);
  v128.store(to + kStep, f32x4.add(a, b));
  v128.store(to + 2 * kStep, f32x4.sub(a, b));
  v128.store(to + 3 * kStep, f32x4.neg(b));
}

/** [k][channels / 8][tiles][8]: the 2 x 2 pixels of dy of `count` tiles from `first`, transformed. */
export function transformGradient(
  dy: usize, imageBytes: usize, lineBytes: usize, down: i32, across: i32, first: i32, count: i32, channels: i32,
  out: usize,
): void {
  const pixel = <usize>channels << 2;
  const kStep = <usize>count * pixel + GAP;
  for (let t = 0; t < count; t++, out += 32) {
    const from = dy + corner(first + t, down, across, imageBytes, lineBytes, pixel);
    for (let c: usize = 0; c < pixel; c += 16) {
      const a = v128.load(from + c);
      const b = v128.load(from + c + pixel);
      const d = v128.load(from + c + lineBytes);
      const e = v128.load(from + c + lineBytes + pixel);
      const to = out + (c >> 5) * (<usize>count << 5) + (c & 16);
      storeGradientRow(a, b, to, kStep);
      storeGradientRow(f32x4.add(a, d), f32x4.add(b, e), to + 4 * kStep, kStep);
      storeGradientRow(f32x4.sub(a, d), f32x4.sub(b, e), to + 8 * kStep, kStep);
      storeGradientRow(f32x4.neg(d), f32x4.neg(e), to + 12 * kStep, kStep);
    }
  }
}

/**
 * The pixels of `count` tiles from `first` out of [k][tiles][channels], with a bias (0: none), cut off at `low` and
 * `high`. Pixels past the last line or column are not stored.
 */
export function transformOutput(
  m: usize, out: usize, height: i32, width: i32, down: i32, across: i32, first: i32, count: i32, channels: i32,
  bias: usize, low: f32, high: f32,
): void {
  const pixel = <usize>channels << 2;
  const line = <usize>width * pixel;
  const kStep = <usize>count * pixel + GAP;
  const least = f32x4.splat(low);
  const most = f32x4.splat(high);
  for (let t = 0; t < count; t++, m += pixel) {
    const image = (first + t) / (down * across);
    const rest = first + t - image * down * across;
    const row = 2 * (rest / across);
    const column = 2 * (rest % across);
    const corner = out + <usize>(image * height + row) * line + <usize>column * pixel;
    for (let c: usize = 0; c < pixel; c += 16) {
      const start = bias == 0 ? f32x4.splat(0) : v128.load(bias + c);
      for (let r = 0; r < min(2, height - row); r++) {
        // Lines of A^T m: m0 + m1 + m2, and m1 - m2 - m3.
        let from = m + c + (r == 0 ? 0 : 4 * kStep);
        let a = v128.load(from);
        let b = v128.load(from + kStep);
        let d = v128.load(from + 2 * kStep);
        let e = v128.load(from + 3 * kStep);
        for (let s = 0; s < 2; s++) {
          from += kStep << 2;
          if (r == 0) {
            a = f32x4.add(a, v128.load(from));
            b = f32x4.add(b, v128.load(from + kStep));
            d = f32x4.add(d, v128.load(from + 2 * kStep));
            e = f32x4.add(e, v128.load(from + 3 * kStep));
          } else {
            a = f32x4.sub(a, v128.load(from));
            b = f32x4.sub(b, v128.load(from + kStep));
            d = f32x4.sub(d, v128.load(from + 2 * kStep));
            e = f32x4.sub(e, v128.load(from + 3 * kStep));
          }
        }
        const to = corner + c + <usize>r * line;
        const left = f32x4.add(f32x4.add(a, b), f32x4.add(d, start));
        v128.store(to, f32x4.min(f32x4.max(left, least), most));
        if (column + 1 == width) continue;
        const right = f32x4.add(f32x4.sub(b, d), f32x4.sub(start, e));
        v128.store(to + pixel, f32x4.min(f32x4.max(right, least), most));
      }
    }
  }
}

/** out[k] = a[k] b[k] for the 16 matrices: a [k][rows][depth], b [k][columns / 8][depth][8], out [k][rows][columns]. */
export function products(a: usize, rows: i32, depth: i32, b: usize, columns: i32, out: usize): void {
  const bytes = <usize>depth << 2;
  const outBytes = <usize>columns << 2;
  const panelBytes = <usize>depth << 5;
  for (let k = 0; k < 16; k++, a += <usize>rows * bytes + GAP, b += GAP, out += <usize>rows * outBytes + GAP) {
    for (let j = 0; j < columns; j += 8, b += panelBytes) {
      const end = b + panelBytes;
      for (let i = 0; i < rows; i += 4) {
        // Past the end the last row is computed again.
        const i1 = <usize>min(i + 1, rows - 1);
        const i2 = <usize>min(i + 2, rows - 1);
        const i3 = <usize>min(i + 3, rows - 1);
        let q0 = a + <usize>i * bytes;
        let q1 = a + i1 * bytes;
        let q2 = a + i2 * bytes;
        let q3 = a + i3 * bytes;
        let s00 = f32x4.splat(0);
        let s01 = s00;
        let s10 = s00;
        let s11 = s00;
        let s20 = s00;
        let s21 = s00;
        let s30 = s00;
        let s31 = s00;
        for (let x = b; x < end; x += 32, q0 += 4, q1 += 4, q2 += 4, q3 += 4) {
          const x0 = v128.load(x);
          const x1 = v128.load(x, 16);
          let y = v128.load32_splat(q0);
          s00 = f32x4.add(s00, f32x4.mul(y, x0));
          s01 = f32x4.add(s01, f32x4.mul(y, x1));
          y = v128.load32_splat(q1);
          s10 = f32x4.add(s10, f32x4.mul(y, x0));
          s11 = f32x4.add(s11, f32x4.mul(y, x1));
          y = v128.load32_splat(q2);
          s20 = f32x4.add(s20, f32x4.mul(y, x0));
          s21 = f32x4.add(s21, f32x4.mul(y, x1));
          y = v128.load32_splat(q3);
          s30 = f32x4.add(s30, f32x4.mul(y, x0));
          s31 = f32x4.add(s31, f32x4.mul(y, x1));
        }
        const o = out + (<usize>j << 2);
        v128.store(o + <usize>i * outBytes, s00);
        v128.store(o + <usize>i * outBytes, s01, 16);
        v128.store(o + i1 * outBytes, s10);
        v128.store(o + i1 * outBytes, s11, 16);
        v128.store(o + i2 * outBytes, s20);
        v128.store(o + i2 * outBytes, s21, 16);
        v128.store(o + i3 * outBytes, s30);
        v128.store(o + i3 * outBytes, s31, 16);
      }
    }
  }
}

/**
 * out[k] += a[k]^T b[k] for the 16 matrices: a [k][rows][depth], b [k][columns / 8][rows][8], out [k][depth][columns].
 */
export function transposedProducts(a: usize, rows: i32, depth: i32, b: usize, columns: i32, out: usize): void {
  const bytes = <usize>depth << 2;
  const outBytes = <usize>columns << 2;
  const panelBytes = <usize>rows << 5;
  for (let k = 0; k < 16; k++, a += <usize>rows * bytes + GAP, b += GAP, out += <usize>depth * outBytes + GAP) {
    for (let j = 0; j < columns; j += 8, b += panelBytes) {
      const end = b + panelBytes;
      let o = out + (<usize>j << 2);
      for (let i: usize = 0; i < bytes; i += 16, o += outBytes << 2) {
        const o1 = o + outBytes;
        const o2 = o1 + outBytes;
        const o3 = o2 + outBytes;
        let s00 = v128.load(o);
        let s01 = v128.load(o, 16);
        let s10 = v128.load(o1);
        let s11 = v128.load(o1, 16);
        let s20 = v128.load(o2);
        let s21 = v128.load(o2, 16);
        let s30 = v128.load(o3);
        let s31 = v128.load(o3, 16);
        let q = a + i;
        for (let x = b; x < end; x += 32, q += bytes) {
          const x0 = v128.load(x);
          const x1 = v128.load(x, 16);
          let y = v128.load32_splat(q);
          s00 = f32x4.add(s00, f32x4.mul(y, x0));
          s01 = f32x4.add(s01, f32x4.mul(y, x1));
          y = v128.load32_splat(q, 4);
          s10 = f32x4.add(s10, f32x4.mul(y, x0));
          s11 = f32x4.add(s11, f32x4.mul(y, x1));
          y = v128.load32_splat(q, 8);
          s20 = f32x4.add(s20, f32x4.mul(y, x0));
          s21 = f32x4.add(s21, f32x4.mul(y, x1));
          y = v128.load32_splat(q, 12);
          s30 = f32x4.add(s30, f32x4.mul(y, x0));
          s31 = f32x4.add(s31, f32x4.mul(y, x1));
        }
        v128.store(o, s00);
        v128.store(o, s01, 16);
        v128.store(o1, s10);
        v128.store(o1, s11, 16);
        v128.store(o2, s20);
        v128.store(o2, s21, 16);
        v128.store(o3, s30);
        v128.store(o3, s31, 16);
      }
    }
  }
}
