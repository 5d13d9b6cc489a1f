// Flows of mass and momentum between the cells of an isothermal gas, compiled by scripts/build-kernels.mjs into
// ../gas-wasm.ts. A state is four cubes of f64: density and the velocities along x, y and z; x runs fastest, and there is
// an even number of cells along it. From one cube to the next there are `jump` bytes.

// @ts-ignore: decorator
@inline
function abs(a: v128): v128 {
  return f64x2.abs(a);
}

/**
 * Half the difference across a cell, from those to its neighbours on either side: monotonized central (van Leer 1977,
 * J. Comput. Phys. 23, 276). None at an extremum.
 */
// @ts-ignore: decorator
@inline
function halfSlope(a: v128, b: v128): v128 {
  const central = f64x2.mul(f64x2.splat(0.25), f64x2.add(a, b));
  const size = f64x2.min(f64x2.min(abs(a), abs(b)), abs(central));
  const signed = v128.or(size, v128.and(central, f64x2.splat(-0.0)));
  return v128.and(signed, f64x2.gt(f64x2.mul(a, b), f64x2.splat(0)));
}

/** A quantity on a cell's face towards `ahead`, from the cell's mean and, if `linear`, its slope. */
// @ts-ignore: decorator
@inline
function edge(behind: usize, at: usize, ahead: usize, linear: bool): v128 {
  const q = v128.load(at);
  if (!linear) return q;
  return f64x2.add(q, halfSlope(f64x2.sub(q, v128.load(behind)), f64x2.sub(v128.load(ahead), q)));
}

/** Flux of a momentum by Lax and Friedrichs: the mean of both sides, less the jump at the fastest speed. */
// @ts-ignore: decorator
@inline
function laxFriedrichs(fl: v128, fr: v128, ul: v128, ur: v128, speed: v128): v128 {
  const mean = f64x2.add(fl, fr);
  return f64x2.mul(f64x2.splat(0.5), f64x2.sub(mean, f64x2.mul(speed, f64x2.sub(ur, ul))));
}

/** Flux between two waves of speeds low <= 0 <= high (Harten, Lax & van Leer 1983, SIAM Rev. 25, 35). */
// @ts-ignore: decorator
@inline
function hll(fl: v128, fr: v128, ul: v128, ur: v128, low: v128, high: v128): v128 {
  const flow = f64x2.sub(f64x2.mul(high, fl), f64x2.mul(low, fr));
  const jump = f64x2.mul(f64x2.mul(low, high), f64x2.sub(ur, ul));
  return f64x2.div(f64x2.add(flow, jump), f64x2.sub(high, low));
}

/**
 * Fluxes through `count` faces, each between a cell of the row at `l` and the one at `r`; `ll` and `rr` are the rows beyond,
 * for the slopes. `jump`, `outJump`: bytes between one quantity and the next. Quantity `n` is the velocity across the face.
 */
// @ts-ignore: decorator
@inline
function faces(
  count: i32, ll: usize, l: usize, r: usize, rr: usize, jump: usize, n: i32, sound: f64, contact: bool, linear: bool,
  out: usize, outJump: usize,
): void {
  const normal = <usize>n * jump;
  const side = <usize>(n == 3 ? 1 : n + 1);
  const other = <usize>(side == 3 ? 1 : side + 1);
  const c = f64x2.splat(sound);
  const pressure = f64x2.splat(sound * sound);
  const zero = f64x2.splat(0);
  for (let j: usize = 0; j < <usize>count << 3; j += 16) {
    const dl = edge(ll + j, l + j, r + j, linear);
    const dr = edge(rr + j, r + j, l + j, linear);
    const ul = edge(ll + j + normal, l + j + normal, r + j + normal, linear);
    const ur = edge(rr + j + normal, r + j + normal, l + j + normal, linear);
    const sl = edge(ll + j + side * jump, l + j + side * jump, r + j + side * jump, linear);
    const sr = edge(rr + j + side * jump, r + j + side * jump, l + j + side * jump, linear);
    const tl = edge(ll + j + other * jump, l + j + other * jump, r + j + other * jump, linear);
    const tr = edge(rr + j + other * jump, r + j + other * jump, l + j + other * jump, linear);
    const ml = f64x2.mul(dl, ul);
    const mr = f64x2.mul(dr, ur);
    const pl = f64x2.add(f64x2.mul(ml, ul), f64x2.mul(pressure, dl));
    const pr = f64x2.add(f64x2.mul(mr, ur), f64x2.mul(pressure, dr));
    const to = out + j;
    if (contact) {
      const wl = f64x2.sqrt(dl);
      const wr = f64x2.sqrt(dr);
      const mean = f64x2.div(f64x2.add(f64x2.mul(wl, ul), f64x2.mul(wr, ur)), f64x2.add(wl, wr));
      const low = f64x2.min(zero, f64x2.sub(f64x2.min(ul, mean), c));
      const high = f64x2.max(zero, f64x2.add(f64x2.max(ur, mean), c));
      const mass = hll(ml, mr, dl, dr, low, high);
      const rightward = f64x2.gt(mass, zero);
      v128.store(to, mass);
      v128.store(to + <usize>n * outJump, hll(pl, pr, ml, mr, low, high));
      v128.store(to + side * outJump, f64x2.mul(mass, v128.bitselect(sl, sr, rightward)));
      v128.store(to + other * outJump, f64x2.mul(mass, v128.bitselect(tl, tr, rightward)));
    } else {
      const speed = f64x2.add(f64x2.max(abs(ul), abs(ur)), c);
      v128.store(to, laxFriedrichs(ml, mr, dl, dr, speed));
      v128.store(to + <usize>n * outJump, laxFriedrichs(pl, pr, ml, mr, speed));
      const fs = laxFriedrichs(f64x2.mul(ml, sl), f64x2.mul(mr, sr), f64x2.mul(dl, sl), f64x2.mul(dr, sr), speed);
      v128.store(to + side * outJump, fs);
      const ft = laxFriedrichs(f64x2.mul(ml, tl), f64x2.mul(mr, tr), f64x2.mul(dl, tl), f64x2.mul(dr, tr), speed);
      v128.store(to + other * outJump, ft);
    }
  }
}

function fluxes(
  count: i32, ll: usize, l: usize, r: usize, rr: usize, jump: usize, n: i32, sound: f64, contact: bool, linear: bool,
  out: usize, outJump: usize,
): void {
  if (contact) {
    if (linear) faces(count, ll, l, r, rr, jump, n, sound, true, true, out, outJump);
    else faces(count, ll, l, r, rr, jump, n, sound, true, false, out, outJump);
  } else {
    if (linear) faces(count, ll, l, r, rr, jump, n, sound, false, true, out, outJump);
    else faces(count, ll, l, r, rr, jump, n, sound, false, false, out, outJump);
  }
}

/** rate += (inflow - outflow) * factor, for a row of all four quantities. */
function addRow(count: i32, inflow: usize, outflow: usize, faceJump: usize, factor: f64, rate: usize, jump: usize): void {
  const f = f64x2.splat(factor);
  for (let quantity: usize = 0; quantity < 4; quantity++) {
    const a = inflow + quantity * faceJump;
    const b = outflow + quantity * faceJump;
    const to = rate + quantity * jump;
    for (let j: usize = 0; j < <usize>count << 3; j += 16) {
      const change = f64x2.mul(f, f64x2.sub(v128.load(a + j), v128.load(b + j)));
      v128.store(to + j, f64x2.add(v128.load(to + j), change));
    }
  }
}

/** Rates of change by what flows along x; `scratch` has room for 8 (nx + 4) numbers. */
export function flowAlongX(
  state: usize, rate: usize, jump: usize, nx: i32, rows: i32,
  perLength: f64, sound: f64, contact: bool, linear: bool, scratch: usize,
): void {
  const padded = <usize>(nx + 4) << 3;
  const flux = scratch + 4 * padded;
  const length = <usize>nx << 3;
  for (let row = 0; row < rows; row++) {
    const at = <usize>row * length;
    for (let quantity: usize = 0; quantity < 4; quantity++) {
      const from = state + at + quantity * jump;
      const to = scratch + quantity * padded;
      memory.copy(to + 16, from, length);
      // The last two cells lie before the first, the first two after the last.
      v128.store(to, v128.load(from + length - 16));
      v128.store(to + 16 + length, v128.load(from));
    }
    const l = scratch + 8;
    fluxes(nx, l - 8, l, l + 8, l + 16, padded, 1, sound, contact, linear, flux, padded);
    for (let quantity: usize = 0; quantity < 4; quantity++) {
      store<f64>(flux + quantity * padded + length, load<f64>(flux + quantity * padded));
    }
    addRow(nx, flux, flux + 8, padded, perLength, rate + at, jump);
  }
}

/**
 * Rates of change by what flows along y (`axis` 1) or z (2): over `cells` rows that lie `step` numbers apart, for each of
 * `lines` starts that lie `lineStep` apart; `scratch` has room for 12 nx numbers.
 */
export function flowAcross(
  axis: i32, state: usize, rate: usize, jump: usize, nx: i32, cells: i32, step: i32, lines: i32, lineStep: i32,
  perLength: f64, sound: f64, contact: bool, linear: bool, scratch: usize,
): void {
  const faceJump = <usize>nx << 3;
  const stride = <usize>step << 3;
  const around = stride * <usize>cells;
  const first = scratch;
  for (let line = 0; line < lines; line++) {
    const start = (<usize>line * <usize>lineStep) << 3;
    let inflow = first;
    let spare = scratch + 4 * faceJump;
    let free = scratch + 8 * faceJump;
    for (let i = -1; i < cells; i++) {
      const l = start + <usize>(i < 0 ? i + cells : i) * stride;
      let outflow = first;
      if (i < cells - 1) {
        const ll = l >= start + stride ? l - stride : l + around - stride;
        const r = start + <usize>(i + 1) * stride;
        const rr = i + 2 < cells ? r + stride : r + stride - around;
        outflow = i < 0 ? first : spare;
        fluxes(
          nx, state + ll, state + l, state + r, state + rr, jump, axis + 1, sound, contact, linear, outflow, faceJump,
        );
      }
      if (i < 0) continue;
      addRow(nx, inflow, outflow, faceJump, perLength, rate + l, jump);
      inflow = outflow;
      const next = free;
      free = spare;
      spare = next;
    }
  }
}

/**
 * The state after `dt` at the given rates, in place. With `old` (not 0): the mean of that and of the state `old`.
 */
export function advance(state: usize, rate: usize, old: usize, jump: usize, cells: i32, dt: f64): void {
  const t = f64x2.splat(dt);
  const half = f64x2.splat(0.5);
  for (let j: usize = 0; j < <usize>cells << 3; j += 16) {
    const before = v128.load(state + j);
    let density = f64x2.add(before, f64x2.mul(t, v128.load(rate + j)));
    const oldDensity = old != 0 ? v128.load(old + j) : density;
    if (old != 0) density = f64x2.mul(half, f64x2.add(density, oldDensity));
    v128.store(state + j, density);
    for (let quantity: usize = 1; quantity < 4; quantity++) {
      const at = j + quantity * jump;
      let momentum = f64x2.add(f64x2.mul(before, v128.load(state + at)), f64x2.mul(t, v128.load(rate + at)));
      if (old != 0) {
        momentum = f64x2.mul(half, f64x2.add(momentum, f64x2.mul(oldDensity, v128.load(old + at))));
      }
      v128.store(state + at, f64x2.div(momentum, density));
    }
  }
}

/** The largest |vx| + |vy| + |vz|; not a number if one is none. */
export function fastest(state: usize, jump: usize, cells: i32): f64 {
  let most = f64x2.splat(0);
  for (let j: usize = 0; j < <usize>cells << 3; j += 16) {
    const vx = abs(v128.load(state + jump + j));
    const vy = abs(v128.load(state + 2 * jump + j));
    const vz = abs(v128.load(state + 3 * jump + j));
    most = f64x2.max(most, f64x2.add(f64x2.add(vx, vy), vz));
  }
  return max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
}
