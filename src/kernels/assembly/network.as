// Element-wise loops of neural networks, compiled by scripts/build-kernels.mjs into ../network-wasm.ts. They run on the
// memory of the dense kernels, whose constants lie at its start: nothing here may need a constant from memory.

/** x[i] = max(x[i], 0) for an even number n of f64; NaN stays. */
export function relu(x: usize, n: i32): void {
  const zero = f64x2.splat(0);
  const end = x + (<usize>n << 3);
  for (; x < end; x += 16) v128.store(x, f64x2.max(v128.load(x), zero));
}

/**
 * delta[i, j] = 0 where a[i, j] is 0, for `rows` rows and columns j < width.
 *
 * @param width - even, at most both strides.
 */
export function reluBackward(delta: usize, deltaStride: i32, a: usize, aStride: i32, rows: i32, width: i32): void {
  const zero = f64x2.splat(0);
  const bytes = <usize>width << 3;
  for (let i = 0; i < rows; i++) {
    for (let k: usize = 0; k < bytes; k += 16) {
      const live = f64x2.ne(v128.load(a + k), zero);
      v128.store(delta + k, v128.and(v128.load(delta + k), live));
    }
    delta += <usize>deltaStride << 3;
    a += <usize>aStride << 3;
  }
}

/**
 * One step of Adam on n weights (n even); `rate` is corrected for the start at zero.
 *
 * @returns the sum of penalty times weight squared, before the step.
 */
export function adam(
  weights: usize,
  gradient: usize,
  penalties: usize,
  first: usize,
  second: usize,
  n: i32,
  share: f64,
  beta1: f64,
  beta2: f64,
  rate: f64,
  epsilon: f64,
): f64 {
  const shares = f64x2.splat(share);
  const keep1 = f64x2.splat(beta1);
  const keep2 = f64x2.splat(beta2);
  const take1 = f64x2.splat(1 - beta1);
  const take2 = f64x2.splat(1 - beta2);
  const rates = f64x2.splat(rate);
  const floor = f64x2.splat(epsilon);
  let penalty = f64x2.splat(0);
  const bytes = <usize>n << 3;
  for (let k: usize = 0; k < bytes; k += 16) {
    const w = v128.load(weights + k);
    const decay = f64x2.mul(v128.load(penalties + k), w);
    penalty = f64x2.add(penalty, f64x2.mul(decay, w));
    const g = f64x2.mul(f64x2.add(v128.load(gradient + k), decay), shares);
    const m = f64x2.add(f64x2.mul(keep1, v128.load(first + k)), f64x2.mul(take1, g));
    const v = f64x2.add(f64x2.mul(keep2, v128.load(second + k)), f64x2.mul(take2, f64x2.mul(g, g)));
    v128.store(first + k, m);
    v128.store(second + k, v);
    v128.store(
      weights + k,
      f64x2.sub(w, f64x2.div(f64x2.mul(rates, m), f64x2.add(f64x2.sqrt(v), floor))),
    );
  }
  return f64x2.extract_lane(penalty, 0) + f64x2.extract_lane(penalty, 1);
}

/** One step of gradient descent with momentum on n weights (n even); returns as `adam`. */
export function momentum(
  weights: usize,
  gradient: usize,
  penalties: usize,
  velocity: usize,
  n: i32,
  share: f64,
  keep: f64,
  rate: f64,
  nesterov: bool,
): f64 {
  const shares = f64x2.splat(share);
  const keeps = f64x2.splat(keep);
  const rates = f64x2.splat(rate);
  const ahead = f64x2.splat(nesterov ? keep : 1);
  const direct = f64x2.splat(nesterov ? rate : 0);
  let penalty = f64x2.splat(0);
  const bytes = <usize>n << 3;
  for (let k: usize = 0; k < bytes; k += 16) {
    const w = v128.load(weights + k);
    const decay = f64x2.mul(v128.load(penalties + k), w);
    penalty = f64x2.add(penalty, f64x2.mul(decay, w));
    const g = f64x2.mul(f64x2.add(v128.load(gradient + k), decay), shares);
    const v = f64x2.sub(f64x2.mul(keeps, v128.load(velocity + k)), f64x2.mul(rates, g));
    v128.store(velocity + k, v);
    v128.store(weights + k, f64x2.add(w, f64x2.sub(f64x2.mul(ahead, v), f64x2.mul(direct, g))));
  }
  return f64x2.extract_lane(penalty, 0) + f64x2.extract_lane(penalty, 1);
}

/** out[i] = the row order[i] of table, for `rows` rows of `stride` f64 (even). */
export function gather(table: usize, stride: i32, order: usize, rows: i32, out: usize): void {
  const bytes = <usize>stride << 3;
  for (let i: usize = 0; i < <usize>rows; i++) {
    const row = table + <usize>i32.load(order + (i << 2)) * bytes;
    for (let k: usize = 0; k < bytes; k += 16) v128.store(out + k, v128.load(row + k));
    out += bytes;
  }
}

/** x[i] = factor * x[i] for an even number n of f64. */
export function scale(x: usize, n: i32, factor: f64): void {
  const factors = f64x2.splat(factor);
  const end = x + (<usize>n << 3);
  for (; x < end; x += 16) v128.store(x, f64x2.mul(v128.load(x), factors));
}

/** x[i] = base + factor / (1 + x[i]) for an even number n of f64: from exponentials to a logistic function or tanh. */
export function sigmoidOfExp(x: usize, n: i32, base: f64, factor: f64): void {
  const one = f64x2.splat(1);
  const bases = f64x2.splat(base);
  const factors = f64x2.splat(factor);
  const end = x + (<usize>n << 3);
  for (; x < end; x += 16) {
    v128.store(x, f64x2.add(bases, f64x2.div(factors, f64x2.add(one, v128.load(x)))));
  }
}

/** delta[i, j] *= base + (slope - a[i, j]) a[i, j], over rows and columns as in `reluBackward`. */
export function sigmoidBackward(
  delta: usize,
  deltaStride: i32,
  a: usize,
  aStride: i32,
  rows: i32,
  width: i32,
  base: f64,
  slope: f64,
): void {
  const bases = f64x2.splat(base);
  const slopes = f64x2.splat(slope);
  const bytes = <usize>width << 3;
  for (let i = 0; i < rows; i++) {
    for (let k: usize = 0; k < bytes; k += 16) {
      const value = v128.load(a + k);
      const derivative = f64x2.add(bases, f64x2.mul(f64x2.sub(slopes, value), value));
      v128.store(delta + k, f64x2.mul(v128.load(delta + k), derivative));
    }
    delta += <usize>deltaStride << 3;
    a += <usize>aStride << 3;
  }
}
