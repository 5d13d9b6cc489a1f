import type { RandomState } from "../core/random-state";
import type { ThreeBands } from "./galaxy-images-paint";
import { photonNoise, skyNoise } from "./sdss-photometry";
import { smoothed } from "./smoothed";

/** Side of a pixel of the survey's camera in arc seconds (Gunn et al. 1998, AJ 116, 3040). */
const CAMERA_PIXEL = 0.396;
/** Median seeing in r, full width at half maximum in arc seconds, and how much worse it is in g and better in i. */
const SEEING = 1.32;
const SEEING_OF_BAND = [1.07, 1, 0.95];
/** Numbers of g, r and i among the survey's bands. */
const BANDS = [1, 2, 3];

/** Blurs by the seeing, a Gaussian. */
export function blur(bands: ThreeBands, size: number, arcsec: number): ThreeBands {
  return bands.map((band, b) => {
    const sigma = (SEEING * SEEING_OF_BAND[b]) / Math.sqrt(8 * Math.log(2)) / arcsec;
    return smoothed(band, size, sigma);
  }) as unknown as ThreeBands;
}

/**
 * Turns light into flux, in units of the zero point's, and adds the noise of photons and sky. Where pixels are smaller than
 * the camera's, the camera's pixels are interpolated and the noise of neighbours is alike.
 */
export function expose(
  bands: ThreeBands,
  { size, arcsec, magnitude }: { size: number; arcsec: number; magnitude: number },
  random: RandomState,
): void {
  const zero = 10 ** (-0.4 * magnitude);
  for (const [b, band] of bands.entries()) {
    const sky = skyNoise(BANDS[b], arcsec * arcsec);
    const noise =
      arcsec >= CAMERA_PIXEL
        ? random.normal(0, 1, band.length)
        : interpolatedNoise(size, arcsec / CAMERA_PIXEL, random);
    for (let k = 0; k < band.length; k++) {
      const flux = band[k] * zero;
      // A pixel that is a fraction of the camera's has that fraction of its noise, not the root of it.
      const fine = Math.min(arcsec / CAMERA_PIXEL, 1);
      band[k] = flux + noise[k] * fine * Math.sqrt(sky ** 2 + photonNoise(BANDS[b], flux) ** 2);
    }
  }
}

function interpolatedNoise(size: number, step: number, random: RandomState): Float64Array {
  const side = Math.ceil(size * step) + 2;
  const grid = random.normal(0, 1, side * side);
  const out = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    const [y, dy] = split(row * step);
    for (let column = 0; column < size; column++) {
      const [x, dx] = split(column * step);
      const at = y * side + x;
      const upper = grid[at] * (1 - dx) + grid[at + 1] * dx;
      const lower = grid[at + side] * (1 - dx) + grid[at + side + 1] * dx;
      out[row * size + column] = upper * (1 - dy) + lower * dy;
    }
  }
  return out;
}

const split = (x: number): [whole: number, rest: number] => [Math.floor(x), x - Math.floor(x)];

/** Brightness of i, r and g in the picture: so that sky's noise and galaxies' centres both show as in the survey's own. */
const STRETCH = { red: 1.68, green: 1.9, blue: 2.7 };
const SOFTENING = 2.5;
/** Flux of the unit in which the stretch is given, a nanomaggy in a pixel of the camera. */
const UNIT = 1e-9;

/**
 * A picture in colours, 0 to 1, red, green and blue of a pixel side by side: i, r and g on a scale that is linear for faint
 * light and logarithmic for bright, colours kept (Lupton et al. 2004, PASP 116, 133).
 */
export function develop([g, r, i]: ThreeBands, arcsec: number, into: Float32Array): void {
  const scale = (CAMERA_PIXEL / arcsec) ** 2 / UNIT;
  for (let k = 0; k < g.length; k++) {
    const red = i[k] * scale * STRETCH.red;
    const green = r[k] * scale * STRETCH.green;
    const blue = g[k] * scale * STRETCH.blue;
    const total = SOFTENING * (red + green + blue);
    const factor = Math.abs(total) < 1e-9 ? 1 : Math.asinh(total) / total;
    const brightest = Math.max(red, green, blue) * factor;
    const kept = brightest > 1 ? factor / brightest : factor;
    into[3 * k] = Math.max(red * kept, 0);
    into[3 * k + 1] = Math.max(green * kept, 0);
    into[3 * k + 2] = Math.max(blue * kept, 0);
  }
}
