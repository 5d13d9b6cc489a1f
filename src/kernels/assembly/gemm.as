// Products of f32 matrices for convolutions and dense layers, compiled by scripts/build-kernels.mjs into ../gemm-wasm.ts.
// The rows of the left matrix are found by a table of byte offsets, and each row is made of pieces at fixed distances
// from its start: so the patches of an image that a filter sees are the rows of a matrix that is never written down.
// There are no constants in memory: the memory belongs to the caller, all of it.

/** Rows of the right matrix that are packed together: 8 columns of them stay in the first-level cache. */
const DEPTH: i32 = 512;
/** Rows of the left matrix that are worked on together. */
const ROWS: i32 = 512;
/** Rows that a column of a transposed product adds up before it is stored. */
const LONG: i32 = 256;
/** Bytes of a piece: byte offset in the row, its length in numbers, the address of its part of the other matrix. */
const PIECE: usize = 12;

/** Copies columns j .. j+7 of n rows side by side; columns past the last become zeros. */
function pack(from: usize, rowStep: usize, columnStep: usize, n: i32, columns: i32, to: usize): void {
  if (columns >= 8 && columnStep == 4) {
    for (let k = 0; k < n; k++, from += rowStep, to += 32) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    }
    return;
  }
  for (let j = 0; j < 8; j++) {
    let target = to + (<usize>j << 2);
    if (j >= columns) {
      for (let k = 0; k < n; k++, target += 32) f32.store(target, 0);
      continue;
    }
    let source = from + <usize>j * columnStep;
    for (let k = 0; k < n; k++, target += 32, source += rowStep) f32.store(target, f32.load(source));
  }
}

/** Stores the first `columns` of eight numbers. */
function store(to: usize, left: v128, right: v128, columns: i32): void {
  if (columns >= 8) {
    v128.store(to, left);
    v128.store(to, right, 16);
    return;
  }
  if (columns >= 4) {
    v128.store(to, left);
    to += 16;
    columns -= 4;
    left = right;
  }
  if (columns > 0) f32.store(to, f32x4.extract_lane(left, 0));
  if (columns > 1) f32.store(to, f32x4.extract_lane(left, 1), 4);
  if (columns > 2) f32.store(to, f32x4.extract_lane(left, 2), 8);
}

/** The first four of `columns` numbers, zeros after them. */
function load(from: usize, columns: i32): v128 {
  if (columns >= 4) return v128.load(from);
  let v = f32x4.splat(0);
  if (columns > 0) v = f32x4.replace_lane(v, 0, f32.load(from));
  if (columns > 1) v = f32x4.replace_lane(v, 1, f32.load(from, 4));
  if (columns > 2) v = f32x4.replace_lane(v, 2, f32.load(from, 8));
  return v;
}

function clamped(v: v128, low: f32, high: f32): v128 {
  return f32x4.min(f32x4.max(v, f32x4.splat(low)), f32x4.splat(high));
}

/**
 * out[i, j] = clamp(bias[j] + sum over pieces p and k of a[i, p, k] * b[p, k, j]) for `m` rows and `n` columns.
 * Row i of a starts at a + rows[i], row i of out at out + outs[i]. b[p, k, j] is at (the third of piece p) + k * bRow +
 * j * bColumn. No piece is longer than 512. `bias` 0: none. `panel`: room for 512 x 8 numbers.
 */
export function multiply(
  a: usize, rows: usize, m: i32, out: usize, outs: usize, n: i32,
  pieces: usize, count: i32, bRow: usize, bColumn: usize,
  bias: usize, low: f32, high: f32, panel: usize,
): void {
  for (let i0 = 0; i0 < m; i0 += ROWS) {
    const i1 = min(m, i0 + ROWS);
    let first = pieces;
    const end = pieces + <usize>count * PIECE;
    do {
      let last = first;
      let depth = 0;
      while (last < end) {
        const length = i32.load(last, 4);
        if (depth + length > DEPTH) break;
        depth += length;
        last += PIECE;
      }
      const isFirst = first == pieces;
      const isLast = last == end;
      for (let j = 0; j < n; j += 8) {
        const columns = n - j;
        let to = panel;
        for (let piece = first; piece < last; piece += PIECE) {
          const length = i32.load(piece, 4);
          pack(<usize>i32.load(piece, 8) + <usize>j * bColumn, bRow, bColumn, length, columns, to);
          to += <usize>length << 5;
        }
        const o = out + (<usize>j << 2);
        let b0 = f32x4.splat(0);
        let b1 = b0;
        if (isFirst && bias != 0) {
          b0 = load(bias + (<usize>j << 2), columns);
          b1 = load(bias + (<usize>j << 2) + 16, columns - 4);
        }
        for (let i = i0; i < i1; i += 4) {
          // Past the end the last row is computed again.
          const r0 = <usize>i << 2;
          const r1 = <usize>min(i + 1, i1 - 1) << 2;
          const r2 = <usize>min(i + 2, i1 - 1) << 2;
          const r3 = <usize>min(i + 3, i1 - 1) << 2;
          const o0 = o + <usize>i32.load(outs + r0);
          const o1 = o + <usize>i32.load(outs + r1);
          const o2 = o + <usize>i32.load(outs + r2);
          const o3 = o + <usize>i32.load(outs + r3);
          let s00 = b0;
          let s01 = b1;
          let s10 = b0;
          let s11 = b1;
          let s20 = b0;
          let s21 = b1;
          let s30 = b0;
          let s31 = b1;
          if (!isFirst) {
            s00 = load(o0, columns);
            s01 = load(o0 + 16, columns - 4);
            s10 = load(o1, columns);
            s11 = load(o1 + 16, columns - 4);
            s20 = load(o2, columns);
            s21 = load(o2 + 16, columns - 4);
            s30 = load(o3, columns);
            s31 = load(o3 + 16, columns - 4);
          }
          const p0 = a + <usize>i32.load(rows + r0);
          const p1 = a + <usize>i32.load(rows + r1);
          const p2 = a + <usize>i32.load(rows + r2);
          const p3 = a + <usize>i32.load(rows + r3);
          let b = panel;
          for (let piece = first; piece < last; piece += PIECE) {
            const offset = <usize>i32.load(piece);
            let q0 = p0 + offset;
            let q1 = p1 + offset;
            let q2 = p2 + offset;
            let q3 = p3 + offset;
            // Unrolled, this loop runs at two thirds of its speed: the engine then keeps the sums in memory.
            const stop = b + (<usize>i32.load(piece, 4) << 5);
            for (; b < stop; b += 32, q0 += 4, q1 += 4, q2 += 4, q3 += 4) {
              const x0 = v128.load(b);
              const x1 = v128.load(b, 16);
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
          }
          if (isLast) {
            s00 = clamped(s00, low, high);
            s01 = clamped(s01, low, high);
            s10 = clamped(s10, low, high);
            s11 = clamped(s11, low, high);
            s20 = clamped(s20, low, high);
            s21 = clamped(s21, low, high);
            s30 = clamped(s30, low, high);
            s31 = clamped(s31, low, high);
          }
          store(o0, s00, s01, columns);
          store(o1, s10, s11, columns);
          store(o2, s20, s21, columns);
          store(o3, s30, s31, columns);
        }
      }
      first = last;
    } while (first < end);
  }
}

/**
 * c[p, k, j] = sum over i of a[i, p, k] * b[i, j] for n columns, added to what is there if `add`. Row i of a starts at
 * a + rows[i], b[i, j] is at b + i * bRow + j * bColumn, row k of piece p of c at (the third of piece p) + k * n * 4.
 * `panel`: room for 512 x 8 numbers.
 */
export function multiplyTransposed(
  a: usize, rows: usize, m: i32, b: usize, bRow: usize, bColumn: usize, n: i32,
  pieces: usize, count: i32, add: i32, panel: usize,
): void {
  const end = pieces + <usize>count * PIECE;
  const step = <usize>n << 2;
  for (let i0 = 0; i0 < m; i0 += LONG) {
    const i1 = min(m, i0 + LONG);
    const from = rows + (<usize>i0 << 2);
    const to = rows + (<usize>i1 << 2);
    const adds = add != 0 || i0 > 0;
    for (let j = 0; j < n; j += 8) {
      const columns = n - j;
      pack(b + <usize>i0 * bRow + <usize>j * bColumn, bRow, bColumn, i1 - i0, columns, panel);
      for (let piece = pieces; piece < end; piece += PIECE) {
        let p = a + <usize>i32.load(piece);
        let k = i32.load(piece, 4);
        let o0 = <usize>i32.load(piece, 8) + (<usize>j << 2);
        for (; k > 0; k -= 4, p += 16, o0 += step << 2) {
          let s00 = f32x4.splat(0);
          let s01 = s00;
          let s10 = s00;
          let s11 = s00;
          let s20 = s00;
          let s21 = s00;
          let s30 = s00;
          let s31 = s00;
          const o1 = o0 + step;
          const o2 = o1 + step;
          const o3 = o2 + step;
          if (adds) {
            s00 = load(o0, columns);
            s01 = load(o0 + 16, columns - 4);
            if (k > 1) {
              s10 = load(o1, columns);
              s11 = load(o1 + 16, columns - 4);
            }
            if (k > 2) {
              s20 = load(o2, columns);
              s21 = load(o2 + 16, columns - 4);
            }
            if (k > 3) {
              s30 = load(o3, columns);
              s31 = load(o3 + 16, columns - 4);
            }
          }
          let x = panel;
          for (let row = from; row < to; row += 4, x += 32) {
            const q = p + <usize>i32.load(row);
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
          store(o0, s00, s01, columns);
          if (k > 1) store(o1, s10, s11, columns);
          if (k > 2) store(o2, s20, s21, columns);
          if (k > 3) store(o3, s30, s31, columns);
        }
      }
    }
  }
}

/** Writes the byte offsets of `columns` x `lines` x `images` pixels, a column after the other, into a table. */
export function fillOffsets(
  table: usize, images: i32, imageStep: i32, lines: i32, lineStep: i32, columns: i32, columnStep: i32,
): void {
  for (let image = 0; image < images; image++) {
    for (let line = 0; line < lines; line++) {
      let offset = image * imageStep + line * lineStep;
      for (let column = 0; column < columns; column++, table += 4, offset += columnStep) i32.store(table, offset);
    }
  }
}

/** Copies images of `lines` x `bytes` bytes into the middle of zeros. */
export function padImages(
  from: usize, images: i32, lines: i32, bytes: usize, to: usize, above: i32, below: i32, before: usize, after: usize,
): void {
  const width = before + bytes + after;
  for (let image = 0; image < images; image++) {
    memory.fill(to, 0, <usize>above * width);
    to += <usize>above * width;
    for (let line = 0; line < lines; line++, from += bytes) {
      memory.fill(to, 0, before);
      memory.copy(to + before, from, bytes);
      memory.fill(to + before + bytes, 0, after);
      to += width;
    }
    memory.fill(to, 0, <usize>below * width);
    to += <usize>below * width;
  }
}
