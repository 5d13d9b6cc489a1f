import type { RandomState } from "../../core/random-state";
import { type ComplexCube, fourierCube } from "./fourier-cube";

/**
 * A random velocity field without divergence in a periodic cube: every wave is Gaussian, and the mean power of one with the
 * wave vector k is proportional to |k|^-index, for |k| below half of `size` (in waves a box), and 0 beyond.
 *
 * The waves of low |k| are drawn first, so that the same generator gives the same large eddies at any size.
 *
 * "Without divergence" is meant as the cells see it: at each, the differences of its neighbours along x, y and z add up to 0
 * to rounding, since each wave is made perpendicular to (sin k_x h, sin k_y h, sin k_z h), h being a cell.
 *
 * @param rms - root mean square of the speed.
 * @param out - (size³ each, x fastest) velocities along x, y and z, written over.
 */
export function randomVelocity(
  size: number,
  index: number,
  rms: number,
  random: RandomState,
  out: readonly [Float64Array, Float64Array, Float64Array],
): void {
  const cube = (): ComplexCube => ({
    size,
    re: new Float64Array(size ** 3),
    im: new Float64Array(size ** 3),
  });
  // Two real fields go through one transform, the second as the imaginary part.
  const waves = { xy: cube(), z: cube() };
  const sines = Float64Array.from({ length: size }, (_, k) => Math.sin((2 * Math.PI * k) / size));
  for (let shell = 1; shell < size / 2; shell++) drawShell(shell, index, random, waves, sines);
  fourierCube(waves.xy, 1);
  fourierCube(waves.z, 1);
  const fields = [waves.xy.re, waves.xy.im, waves.z.re];
  let squares = 0;
  for (const field of fields) for (let i = 0; i < field.length; i++) squares += field[i] * field[i];
  const scale = rms / Math.sqrt(squares / size ** 3);
  for (const [d, field] of fields.entries()) {
    for (let i = 0; i < field.length; i++) out[d][i] = scale * field[i];
  }
}

/** Fourier coefficients of the velocity: of x and, times i, of y in one cube, of z in another. */
interface Waves {
  xy: ComplexCube;
  z: ComplexCube;
}

/** Draws the waves whose largest component is `shell`; of k and -k only one, since the field is real. */
function drawShell(
  shell: number,
  index: number,
  random: RandomState,
  waves: Waves,
  sines: Float64Array,
): void {
  const side = 2 * shell + 1;
  const draws = random.standardNormal(3 * (side ** 3 - (side - 2) ** 3)) as Float64Array;
  let at = 0;
  for (let z = 0; z <= shell; z++) {
    for (let y = z === 0 ? 0 : -shell; y <= shell; y++) {
      const inside = z < shell && Math.abs(y) < shell;
      for (let x = -shell; x <= shell; x += inside ? 2 * shell : 1) {
        if (z === 0 && y === 0 && x < 0) continue;
        setWave(waves, [x, y, z], index, draws.subarray(at, at + 6), sines);
        at += 6;
      }
    }
  }
}

/** Sets the waves k and -k from six normal deviates. */
function setWave(
  { xy, z: third }: Waves,
  [x, y, z]: readonly [number, number, number],
  index: number,
  draws: Float64Array,
  sines: Float64Array,
): void {
  const { size } = xy;
  const square = x * x + y * y + z * z;
  if (4 * square >= size * size) return;
  const wrap = (component: number) => (component + size) % size;
  const [a, b, c] = [sines[wrap(x)], sines[wrap(y)], sines[wrap(z)]];
  const norm = a * a + b * b + c * c;
  const alongRe = (draws[0] * a + draws[1] * b + draws[2] * c) / norm;
  const alongIm = (draws[3] * a + draws[4] * b + draws[5] * c) / norm;
  const amplitude = square ** (-index / 4);
  const [xr, yr, zr] = [draws[0] - alongRe * a, draws[1] - alongRe * b, draws[2] - alongRe * c];
  const [xi, yi, zi] = [draws[3] - alongIm * a, draws[4] - alongIm * b, draws[5] - alongIm * c];
  const here = (wrap(z) * size + wrap(y)) * size + wrap(x);
  const opposite = (wrap(-z) * size + wrap(-y)) * size + wrap(-x);
  xy.re[here] = amplitude * (xr - yi);
  xy.im[here] = amplitude * (xi + yr);
  xy.re[opposite] = amplitude * (xr + yi);
  xy.im[opposite] = amplitude * (yr - xi);
  third.re[here] = amplitude * zr;
  third.im[here] = amplitude * zi;
  third.re[opposite] = amplitude * zr;
  third.im[opposite] = -amplitude * zi;
}
