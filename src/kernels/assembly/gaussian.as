// Log densities of diagonal normal distributions, compiled by scripts/build-kernels.mjs into ../gaussian-wasm.ts.

/**
 * out[i * classes + k] = constant[k] - sum over j of scale[k, j] * (x[i, j] - theta[k, j])^2.
 * Two rows at a time, two features at a time; all arrays are dense f64, rows of x one after the other.
 */
export function logDensities(
  x: usize, rows: i32, cols: i32, theta: usize, scale: usize, constant: usize, classes: i32, out: usize,
): void {
  const stride = <usize>cols << 3;
  const pairs = stride & ~15;
  const odd = (cols & 1) == 1;
  for (let i = 0; i < rows; i += 2) {
    const a = x + <usize>i * stride;
    // The last row of an odd number stands in for its missing partner.
    const b = i + 1 < rows ? a + stride : a;
    const oa = out + ((<usize>i * <usize>classes) << 3);
    const ob = i + 1 < rows ? oa + (<usize>classes << 3) : oa;
    let t = theta;
    let s = scale;
    for (let k: usize = 0; k < <usize>classes; k++) {
      let sa = f64x2.splat(0);
      let sb = f64x2.splat(0);
      for (let j: usize = 0; j < pairs; j += 16) {
        const mean = v128.load(t + j);
        const weight = v128.load(s + j);
        const da = f64x2.sub(v128.load(a + j), mean);
        const db = f64x2.sub(v128.load(b + j), mean);
        sa = f64x2.add(sa, f64x2.mul(f64x2.mul(da, da), weight));
        sb = f64x2.add(sb, f64x2.mul(f64x2.mul(db, db), weight));
      }
      let ra = f64x2.extract_lane(sa, 0) + f64x2.extract_lane(sa, 1);
      let rb = f64x2.extract_lane(sb, 0) + f64x2.extract_lane(sb, 1);
      if (odd) {
        const mean = load<f64>(t + pairs);
        const weight = load<f64>(s + pairs);
        const da = load<f64>(a + pairs) - mean;
        const db = load<f64>(b + pairs) - mean;
        ra += da * da * weight;
        rb += db * db * weight;
      }
      const c = load<f64>(constant + (k << 3));
      store<f64>(oa + (k << 3), c - ra);
      store<f64>(ob + (k << 3), c - rb);
      t += stride;
      s += stride;
    }
  }
}

/**
 * Adds each row's differences from the pivot of its class, and their squares, to the sums of that class:
 * sums[k, j] += x[i, j] - pivots[k, j], squares[k, j] += (x[i, j] - pivots[k, j])^2 with k = codes[i].
 */
export function addToClasses(
  x: usize, rows: i32, cols: i32, codes: usize, pivots: usize, sums: usize, squares: usize,
): void {
  const stride = <usize>cols << 3;
  const pairs = stride & ~15;
  const odd = (cols & 1) == 1;
  for (let i = 0; i < rows; i++) {
    const a = x + <usize>i * stride;
    const at = <usize>load<i32>(codes + (<usize>i << 2)) * stride;
    const p = pivots + at;
    const s = sums + at;
    const q = squares + at;
    for (let j: usize = 0; j < pairs; j += 16) {
      const d = f64x2.sub(v128.load(a + j), v128.load(p + j));
      v128.store(s + j, f64x2.add(v128.load(s + j), d));
      v128.store(q + j, f64x2.add(v128.load(q + j), f64x2.mul(d, d)));
    }
    if (odd) {
      const d = load<f64>(a + pairs) - load<f64>(p + pairs);
      store<f64>(s + pairs, load<f64>(s + pairs) + d);
      store<f64>(q + pairs, load<f64>(q + pairs) + d * d);
    }
  }
}

/**
 * The class of the largest log density of each row, the first among equals, into codes; out as in logDensities.
 * Returns 0, or NaN where some log density is not finite.
 */
export function mostLikely(
  x: usize, rows: i32, cols: i32, theta: usize, scale: usize, constant: usize, classes: i32, out: usize, codes: usize,
): f64 {
  logDensities(x, rows, cols, theta, scale, constant, classes, out);
  let check: f64 = 0;
  let o = out;
  for (let i = 0; i < rows; i++) {
    let best = 0;
    let most = load<f64>(o);
    check += most * 0;
    for (let k = 1; k < classes; k++) {
      const value = load<f64>(o + (<usize>k << 3));
      check += value * 0;
      if (value > most) {
        most = value;
        best = k;
      }
    }
    store<i32>(codes + (<usize>i << 2), best);
    o += <usize>classes << 3;
  }
  return check;
}
