/** Complex numbers on a cube of `size`³ points, x fastest: real and imaginary parts. */
export interface ComplexCube {
  size: number;
  re: Float64Array;
  im: Float64Array;
}

/** Rows that are transformed together, so that a line of the cache is used whole. */
const TOGETHER = 8;

/**
 * Fourier transform in place: `Σ_x f(x) e^(± 2πi k·x / size)` over the cube, with the sign that is given. Undoing one takes
 * the other sign and a division by size³.
 *
 * @param cube - `size` must be a power of two, at least {@link TOGETHER}.
 */
export function fourierCube({ size, re, im }: ComplexCube, sign: 1 | -1): void {
  const plan = planOf(size, sign);
  const rows = new Float64Array(2 * TOGETHER * size);
  for (const stride of [1, size, size * size]) {
    for (let line = 0; line < size * size; line += TOGETHER) {
      // Lines of one direction that start at neighbouring points.
      const start =
        stride === 1
          ? line * size
          : stride === size
            ? Math.floor(line / size) * size * size + (line % size)
            : line;
      const next = stride === 1 ? size : 1;
      transformLines(re, im, rows, { start, next, stride }, plan);
    }
  }
}

interface Plan {
  size: number;
  /** Where each point goes first: its number with the bits in reverse. */
  reversed: Int32Array;
  cos: Float64Array;
  sin: Float64Array;
}

function planOf(size: number, sign: 1 | -1): Plan {
  const reversed = new Int32Array(size);
  for (let k = 1; k < size; k++) reversed[k] = (reversed[k >> 1] >> 1) | (k & 1 ? size >> 1 : 0);
  const angle = (k: number) => (sign * 2 * Math.PI * k) / size;
  return {
    size,
    reversed,
    cos: Float64Array.from({ length: size / 2 }, (_, k) => Math.cos(angle(k))),
    sin: Float64Array.from({ length: size / 2 }, (_, k) => Math.sin(angle(k))),
  };
}

interface Lines {
  start: number;
  /** From the start of one line to that of the next. */
  next: number;
  /** From one point of a line to the next. */
  stride: number;
}

/** Cooley and Tukey's transform (1965, Math. Comput. 19, 297) of some lines; point k of all of them side by side. */
function transformLines(
  re: Float64Array,
  im: Float64Array,
  rows: Float64Array,
  { start, next, stride }: Lines,
  { size, reversed, cos, sin }: Plan,
): void {
  const count = TOGETHER;
  const imaginary = count * size;
  for (let k = 0; k < size; k++) {
    const to = reversed[k] * count;
    for (let j = 0, at = start + k * stride; j < count; j++, at += next) {
      rows[to + j] = re[at];
      rows[imaginary + to + j] = im[at];
    }
  }
  for (let half = 1; half < size; half *= 2) {
    for (let k = 0; k < half; k++) {
      const c = cos[(k * size) / (2 * half)];
      const s = sin[(k * size) / (2 * half)];
      for (let a = k * count; a < imaginary; a += 2 * half * count) {
        for (let p = a; p < a + count; p++) {
          const q = p + half * count;
          const r = c * rows[q] - s * rows[imaginary + q];
          const i = c * rows[imaginary + q] + s * rows[q];
          rows[q] = rows[p] - r;
          rows[imaginary + q] = rows[imaginary + p] - i;
          rows[p] += r;
          rows[imaginary + p] += i;
        }
      }
    }
  }
  for (let k = 0; k < size; k++) {
    for (let j = 0, at = start + k * stride; j < count; j++, at += next) {
      re[at] = rows[k * count + j];
      im[at] = rows[imaginary + k * count + j];
    }
  }
}
