// Parts of a network's layers that touch each number once, on f32, compiled by scripts/build-kernels.mjs into
// ../layers-wasm.ts. Images are NHWC. There are no constants in memory: the memory belongs to the caller, all of it.

/** Rows that are added up before their sum is added to the total, so that long sums lose few digits. */
const BLOCK: i32 = 128;

/** out[j] = factor * sum over rows of x[row, j]; `partial`: room for n numbers. */
export function sumRows(x: usize, rows: i32, n: i32, factor: f32, partial: usize, out: usize): void {
  const bytes = <usize>n << 2;
  memory.fill(out, 0, bytes);
  for (let from = 0; from < rows; from += BLOCK) {
    const count = min(BLOCK, rows - from);
    memory.fill(partial, 0, bytes);
    for (let i = 0; i < count; i++, x += bytes) {
      let j: usize = 0;
      for (; j + 16 <= bytes; j += 16) {
        v128.store(partial + j, f32x4.add(v128.load(partial + j), v128.load(x + j)));
      }
      for (; j < bytes; j += 4) f32.store(partial + j, f32.load(partial + j) + f32.load(x + j));
    }
    for (let j: usize = 0; j < bytes; j += 4) f32.store(out + j, f32.load(out + j) + f32.load(partial + j));
  }
  for (let j: usize = 0; j < bytes; j += 4) f32.store(out + j, f32.load(out + j) * factor);
}

/** out[i] = dy[i] where y[i] > 0, else 0. */
export function reluGradient(dy: usize, y: usize, n: i32, out: usize): void {
  const end = out + (<usize>n << 2);
  const zero = f32x4.splat(0);
  for (; out + 16 <= end; out += 16, dy += 16, y += 16) {
    v128.store(out, v128.and(v128.load(dy), f32x4.gt(v128.load(y), zero)));
  }
  for (; out < end; out += 4, dy += 4, y += 4) f32.store(out, f32.load(y) > 0 ? f32.load(dy) : 0);
}

/**
 * One step of Adam on n numbers: new values, means and mean squares into arrays of their own.
 * value - rate * mean / (spread * sqrt(square) + epsilon).
 */
export function adamStep(
  value: usize, mean: usize, square: usize, gradient: usize, n: i32,
  beta1: f32, beta2: f32, rate: f32, spread: f32, epsilon: f32,
  newValue: usize, newMean: usize, newSquare: usize,
): void {
  const b1 = f32x4.splat(beta1);
  const b2 = f32x4.splat(beta2);
  const c1 = f32x4.splat(1 - beta1);
  const c2 = f32x4.splat(1 - beta2);
  const r = f32x4.splat(rate);
  const s = f32x4.splat(spread);
  const e = f32x4.splat(epsilon);
  const bytes = <usize>n << 2;
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) {
    const g = v128.load(gradient + i);
    const m = f32x4.add(f32x4.mul(v128.load(mean + i), b1), f32x4.mul(g, c1));
    const q = f32x4.add(f32x4.mul(v128.load(square + i), b2), f32x4.mul(f32x4.mul(g, g), c2));
    const step = f32x4.div(m, f32x4.add(f32x4.mul(f32x4.sqrt(q), s), e));
    v128.store(newMean + i, m);
    v128.store(newSquare + i, q);
    v128.store(newValue + i, f32x4.sub(v128.load(value + i), f32x4.mul(step, r)));
  }
  for (; i < bytes; i += 4) {
    const g = f32.load(gradient + i);
    const m = f32.load(mean + i) * beta1 + g * (1 - beta1);
    const q = f32.load(square + i) * beta2 + g * g * (1 - beta2);
    f32.store(newMean + i, m);
    f32.store(newSquare + i, q);
    f32.store(newValue + i, f32.load(value + i) - (m / (sqrt<f32>(q) * spread + epsilon)) * rate);
  }
}

/**
 * dx of a max-pooling: dy of each window goes to the first of its pixels that has its largest value y. A window is
 * `windowHeight` x `windowWidth`, the first at row -top and column -left.
 */
export function maxPoolGradient(
  x: usize, y: usize, dy: usize, dx: usize, images: i32, height: i32, width: i32, channels: i32,
  outHeight: i32, outWidth: i32, windowHeight: i32, windowWidth: i32, strideHeight: i32, strideWidth: i32,
  top: i32, left: i32,
): void {
  const pixel = <usize>channels << 2;
  const line = <usize>width * pixel;
  memory.fill(dx, 0, <usize>images * <usize>height * line);
  for (let image = 0; image < images; image++, x += <usize>height * line, dx += <usize>height * line) {
    for (let i = 0; i < outHeight; i++) {
      const r0 = max(0, i * strideHeight - top);
      const r1 = min(height, i * strideHeight - top + windowHeight);
      for (let j = 0; j < outWidth; j++, y += pixel, dy += pixel) {
        const c0 = max(0, j * strideWidth - left);
        const c1 = min(width, j * strideWidth - left + windowWidth);
        let k: usize = 0;
        for (; k + 16 <= pixel; k += 16) {
          const most = v128.load(y + k);
          let rest = v128.load(dy + k);
          for (let r = r0; r < r1; r++) {
            let at = <usize>r * line + <usize>c0 * pixel + k;
            for (let c = c0; c < c1; c++, at += pixel) {
              const here = f32x4.eq(v128.load(x + at), most);
              v128.store(dx + at, f32x4.add(v128.load(dx + at), v128.and(rest, here)));
              rest = v128.andnot(rest, here);
            }
          }
        }
        for (; k < pixel; k += 4) {
          const most = f32.load(y + k);
          let rest = f32.load(dy + k);
          for (let r = r0; r < r1; r++) {
            let at = <usize>r * line + <usize>c0 * pixel + k;
            for (let c = c0; c < c1; c++, at += pixel) {
              if (f32.load(x + at) != most) continue;
              f32.store(dx + at, f32.load(dx + at) + rest);
              rest = 0;
            }
          }
        }
      }
    }
  }
}

/** to[i] += from[i] * by[i] */
function addProducts(to: usize, from: usize, by: usize, bytes: usize): void {
  let k: usize = 0;
  for (; k + 16 <= bytes; k += 16) {
    v128.store(to + k, f32x4.add(v128.load(to + k), f32x4.mul(v128.load(from + k), v128.load(by + k))));
  }
  for (; k < bytes; k += 4) f32.store(to + k, f32.load(to + k) + f32.load(from + k) * f32.load(by + k));
}

/** Sets each of `rows` rows of n numbers to the bias, or to zeros if its address is 0. */
export function startRows(out: usize, rows: i32, n: i32, bias: usize): void {
  const bytes = <usize>n << 2;
  if (bias == 0) {
    memory.fill(out, 0, <usize>rows * bytes);
    return;
  }
  for (let i = 0; i < rows; i++, out += bytes) memory.copy(out, bias, bytes);
}

/** x[i] = min(max(x[i], low), high) */
export function clamp(x: usize, n: i32, low: f32, high: f32): void {
  const end = x + (<usize>n << 2);
  for (; x + 16 <= end; x += 16) {
    v128.store(x, f32x4.min(f32x4.max(v128.load(x), f32x4.splat(low)), f32x4.splat(high)));
  }
  for (; x < end; x += 4) f32.store(x, min<f32>(max<f32>(f32.load(x), low), high));
}

/**
 * A convolution of each channel by itself (goal 0: y from x and the filter) or its gradients (1: x's from y's and the
 * filter; 2: the filter's from x and y's), added to what is there. Each channel of x gives `multiplier` channels of y.
 */
export function convolveChannels(
  goal: i32, x: usize, filter: usize, y: usize, images: i32, height: i32, width: i32, channels: i32,
  outHeight: i32, outWidth: i32, filterHeight: i32, filterWidth: i32, strideHeight: i32, strideWidth: i32,
  dilationHeight: i32, dilationWidth: i32, top: i32, left: i32, multiplier: i32,
): void {
  const pixel = <usize>channels << 2;
  const line = <usize>width * pixel;
  const outPixel = pixel * <usize>multiplier;
  for (let image = 0; image < images; image++, x += <usize>height * line) {
    for (let i = 0; i < outHeight; i++) {
      for (let j = 0; j < outWidth; j++, y += outPixel) {
        for (let a = 0; a < filterHeight; a++) {
          const r = i * strideHeight - top + a * dilationHeight;
          if (r < 0 || r >= height) continue;
          for (let b = 0; b < filterWidth; b++) {
            const c = j * strideWidth - left + b * dilationWidth;
            if (c < 0 || c >= width) continue;
            const tap = filter + <usize>(a * filterWidth + b) * outPixel;
            let at = x + <usize>r * line + <usize>c * pixel;
            if (multiplier == 1) {
              if (goal == 0) addProducts(y, at, tap, pixel);
              else if (goal == 1) addProducts(at, tap, y, pixel);
              else addProducts(tap, at, y, pixel);
              continue;
            }
            let k: usize = 0;
            for (let channel = 0; channel < channels; channel++, at += 4) {
              for (let m = 0; m < multiplier; m++, k += 4) {
                if (goal == 0) f32.store(y + k, f32.load(y + k) + f32.load(at) * f32.load(tap + k));
                else if (goal == 1) f32.store(at, f32.load(at) + f32.load(tap + k) * f32.load(y + k));
                else f32.store(tap + k, f32.load(tap + k) + f32.load(at) * f32.load(y + k));
              }
            }
          }
        }
      }
    }
  }
}
