import { ParameterError } from "../errors";
import { bidiagonalize, type RightSingular } from "./bidiagonal";
import { rotation, singularValues2x2, smallerSingularValue } from "./plane-rotation";

const EPS = 2 ** -53;
const TOLERANCE = Math.max(10, Math.min(100, EPS ** -0.125)) * EPS;
const SMALLEST = 2 ** -1022;
const MAX_SWEEPS = 6;

/**
 * Singular values and right singular vectors of a row-major n x n matrix: Householder bidiagonalisation and
 * the implicit QR iteration of Demmel & Kahan (1990, SIAM J. Sci. Stat. Comput. 11, 873).
 *
 * It takes the same steps as LAPACK's `dgesdd` does for n ≤ 25 and so gives vectors of the same sign as
 * `numpy.linalg.svd`, except where singular values are equal or so nearly equal that rounding decides. For
 * n > 25 LAPACK divides and conquers; the vectors then agree up to sign only.
 */
export function rightSingular(matrix: ArrayLike<number>, n: number): RightSingular {
  const { d, e, timesPT } = bidiagonalize(matrix, n);
  const vt = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vt[i * n + i] = 1;
  diagonalize(d, e, vt, n);
  for (let i = 0; i < n; i++) {
    if (d[i] >= 0) continue;
    d[i] = -d[i];
    for (let j = 0; j < n; j++) vt[i * n + j] = -vt[i * n + j];
  }
  sortDescending(d, vt, n);
  timesPT(vt);
  return { s: d, vt };
}

function diagonalize(d: Float64Array, e: Float64Array, vt: Float64Array, n: number): void {
  const threshold = Math.max(TOLERANCE * smallestEstimate(d, e, n), MAX_SWEEPS * n * n * SMALLEST);
  let budget = MAX_SWEEPS * n * n;
  let oldFirst = -1;
  let oldLast = -1;
  let downwards = true;
  let last = n - 1;
  while (last > 0) {
    if (budget < 0) throw new ParameterError("The singular value decomposition did not converge.");
    let largest = Math.abs(d[last]);
    let first = last;
    while (first > 0) {
      const off = Math.abs(e[first - 1]);
      if (off <= threshold) {
        e[first - 1] = 0;
        break;
      }
      first--;
      largest = Math.max(largest, Math.abs(d[first]), off);
    }
    if (first === last) {
      last--;
      continue;
    }
    if (first === last - 1) {
      const block = singularValues2x2(d[first], e[first], d[last]);
      d[first] = block.largest;
      e[first] = 0;
      d[last] = block.smallest;
      rotateRows(vt, n, first, block.c, block.s);
      last -= 2;
      continue;
    }
    if (first > oldLast || last < oldFirst) downwards = Math.abs(d[first]) >= Math.abs(d[last]);
    const smallest = deflate(d, e, first, last, downwards);
    if (smallest < 0) continue;
    oldFirst = first;
    oldLast = last;
    const shift = chooseShift(d, e, first, last, downwards, n, smallest / largest);
    budget -= last - first;
    if (downwards) {
      if (shift === 0) sweepDownWithoutShift(d, e, vt, n, first, last);
      else sweepDown(d, e, vt, n, first, last, shift);
      if (Math.abs(e[last - 1]) <= threshold) e[last - 1] = 0;
    } else {
      if (shift === 0) sweepUpWithoutShift(d, e, vt, n, first, last);
      else sweepUp(d, e, vt, n, first, last, shift);
      if (Math.abs(e[first]) <= threshold) e[first] = 0;
    }
  }
}

/** A lower estimate of the smallest singular value, which sets the scale of what counts as zero. */
function smallestEstimate(d: Float64Array, e: Float64Array, n: number): number {
  let mu = Math.abs(d[0]);
  let smallest = mu;
  for (let i = 1; i < n && smallest !== 0; i++) {
    mu = Math.abs(d[i]) * (mu / (mu + Math.abs(e[i - 1])));
    smallest = Math.min(smallest, mu);
  }
  return smallest / Math.sqrt(n);
}

/** Sets a negligible off-diagonal entry to zero and returns -1, or returns a lower bound of the block. */
function deflate(d: Float64Array, e: Float64Array, first: number, last: number, downwards: boolean): number {
  const end = downwards ? last - 1 : first;
  if (Math.abs(e[end]) <= TOLERANCE * Math.abs(d[downwards ? last : first])) {
    e[end] = 0;
    return -1;
  }
  let mu = Math.abs(d[downwards ? first : last]);
  let smallest = mu;
  for (let step = 0; step < last - first; step++) {
    const k = downwards ? first + step : last - 1 - step;
    if (Math.abs(e[k]) <= TOLERANCE * mu) {
      e[k] = 0;
      return -1;
    }
    mu = Math.abs(d[downwards ? k + 1 : k]) * (mu / (mu + Math.abs(e[k])));
    smallest = Math.min(smallest, mu);
  }
  return smallest;
}

function chooseShift(
  d: Float64Array,
  e: Float64Array,
  first: number,
  last: number,
  downwards: boolean,
  n: number,
  ratio: number,
): number {
  // A shift would lose the relative accuracy of a tiny singular value.
  if (n * TOLERANCE * ratio <= Math.max(EPS, 0.01 * TOLERANCE)) return 0;
  const k = downwards ? last - 1 : first;
  const shift = smallerSingularValue(d[k], e[k], d[k + 1]);
  const start = Math.abs(d[downwards ? first : last]);
  return start > 0 && (shift / start) ** 2 < EPS ? 0 : shift;
}

function sweepDownWithoutShift(
  d: Float64Array,
  e: Float64Array,
  vt: Float64Array,
  n: number,
  first: number,
  last: number,
): void {
  let c = 1;
  let oldC = 1;
  let oldS = 0;
  for (let i = first; i < last; i++) {
    const right = rotation(d[i] * c, e[i]);
    if (i > first) e[i - 1] = oldS * right.r;
    const left = rotation(oldC * right.r, d[i + 1] * right.s);
    d[i] = left.r;
    c = right.c;
    oldC = left.c;
    oldS = left.s;
    rotateRows(vt, n, i, right.c, right.s);
  }
  const h = d[last] * c;
  d[last] = h * oldC;
  e[last - 1] = h * oldS;
}

function sweepUpWithoutShift(
  d: Float64Array,
  e: Float64Array,
  vt: Float64Array,
  n: number,
  first: number,
  last: number,
): void {
  let c = 1;
  let oldC = 1;
  let oldS = 0;
  for (let i = last; i > first; i--) {
    const left = rotation(d[i] * c, e[i - 1]);
    if (i < last) e[i] = oldS * left.r;
    const right = rotation(oldC * left.r, d[i - 1] * left.s);
    d[i] = right.r;
    c = left.c;
    oldC = right.c;
    oldS = right.s;
    rotateRows(vt, n, i - 1, right.c, -right.s);
  }
  const h = d[first] * c;
  d[first] = h * oldC;
  e[first] = h * oldS;
}

function sweepDown(
  d: Float64Array,
  e: Float64Array,
  vt: Float64Array,
  n: number,
  first: number,
  last: number,
  shift: number,
): void {
  let f = (Math.abs(d[first]) - shift) * (Math.sign(d[first]) + shift / d[first]);
  let g = e[first];
  for (let i = first; i < last; i++) {
    const right = rotation(f, g);
    if (i > first) e[i - 1] = right.r;
    f = right.c * d[i] + right.s * e[i];
    e[i] = right.c * e[i] - right.s * d[i];
    g = right.s * d[i + 1];
    d[i + 1] *= right.c;
    const left = rotation(f, g);
    d[i] = left.r;
    f = left.c * e[i] + left.s * d[i + 1];
    d[i + 1] = left.c * d[i + 1] - left.s * e[i];
    if (i < last - 1) {
      g = left.s * e[i + 1];
      e[i + 1] *= left.c;
    }
    rotateRows(vt, n, i, right.c, right.s);
  }
  e[last - 1] = f;
}

function sweepUp(
  d: Float64Array,
  e: Float64Array,
  vt: Float64Array,
  n: number,
  first: number,
  last: number,
  shift: number,
): void {
  let f = (Math.abs(d[last]) - shift) * (Math.sign(d[last]) + shift / d[last]);
  let g = e[last - 1];
  for (let i = last; i > first; i--) {
    const left = rotation(f, g);
    if (i < last) e[i] = left.r;
    f = left.c * d[i] + left.s * e[i - 1];
    e[i - 1] = left.c * e[i - 1] - left.s * d[i];
    g = left.s * d[i - 1];
    d[i - 1] *= left.c;
    const right = rotation(f, g);
    d[i] = right.r;
    f = right.c * e[i - 1] + right.s * d[i - 1];
    d[i - 1] = right.c * d[i - 1] - right.s * e[i - 1];
    if (i > first + 1) {
      g = right.s * e[i - 2];
      e[i - 2] *= right.c;
    }
    rotateRows(vt, n, i - 1, right.c, -right.s);
  }
  e[first] = f;
}

function rotateRows(vt: Float64Array, n: number, row: number, c: number, s: number): void {
  for (let j = 0; j < n; j++) {
    const upper = vt[row * n + j];
    const lower = vt[(row + 1) * n + j];
    vt[row * n + j] = c * upper + s * lower;
    vt[(row + 1) * n + j] = c * lower - s * upper;
  }
}

/**
 * Sorts by the same three passes of exchanges as LAPACK (descending, ascending, descending), because they
 * decide the order of the vectors of equal singular values.
 */
function sortDescending(d: Float64Array, vt: Float64Array, n: number): void {
  for (let end = n - 1; end > 0; end--) {
    let smallest = 0;
    for (let j = 1; j <= end; j++) if (d[j] <= d[smallest]) smallest = j;
    exchange(d, vt, n, smallest, end);
  }
  for (let start = 0; start < n; start++) {
    let smallest = start;
    for (let j = start + 1; j < n; j++) if (d[j] < d[smallest]) smallest = j;
    exchange(d, vt, n, smallest, start);
  }
  for (let start = 0; start < n; start++) {
    let largest = start;
    for (let j = start + 1; j < n; j++) if (d[j] > d[largest]) largest = j;
    exchange(d, vt, n, largest, start);
  }
}

function exchange(d: Float64Array, vt: Float64Array, n: number, a: number, b: number): void {
  if (a === b) return;
  [d[a], d[b]] = [d[b], d[a]];
  for (let j = 0; j < n; j++) [vt[a * n + j], vt[b * n + j]] = [vt[b * n + j], vt[a * n + j]];
}
