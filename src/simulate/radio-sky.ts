import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import type { Matrix } from "../core/matrix";
import { checkNumber } from "../core/parameters";
import { SkyImage } from "../datasets/sky-image";
import { beamNoise } from "./beam-noise";
import { resolveOptions } from "./resolve-options";

export interface SimulateRadioSkyOptions {
  /** Side of the image in pixels, at least 64; default 512. */
  size?: number;
  /** Sources, the two bright ones not counted; default 400. */
  sources?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

const PIXEL = 0.6; // arcsec
const BEAM = 1.5; // arcsec, full width at half maximum
const SIGMA = BEAM / Math.sqrt(8 * Math.log(2)) / PIXEL; // pixels
const NOISE = 4e-7; // Jy/beam

/**
 * A simulated image of the radio sky, a stand-in for `fetchSkaSdc1Image` where the file cannot be had: noise of 0.4
 * microjansky, correlated over a beam of 1.5 arcsec, and sources whose number grows as flux to the power -1 (between
 * the -1.5 of a static Euclidean universe and the flatter counts that are seen below a millijansky), from 1 to 300
 * microjansky. Each is an ellipse of up to 2 arcsec, widened by the beam, at a random angle. The brightest is a
 * double source of 0.7 millijansky, a radio galaxy with two unequal lobes; the next a compact one of 0.5 millijansky.
 * Numbers are round; nothing is fitted to the real image.
 *
 * @throws ParameterError if a number is out of range, or an option does not exist.
 */
export function simulateRadioSky(options: SimulateRadioSkyOptions = {}): SkyImage {
  const { size, sources, randomState } = resolveOptions("simulateRadioSky", options, {
    size: 512,
    sources: 400,
    randomState: 0 as RandomStateLike,
  });
  checkNumber("size", size, { min: 64, max: 8192, integer: true });
  checkNumber("sources", sources, { min: 0, integer: true });
  const random = checkRandomState(randomState);
  const image = beamNoise(size, { sigma: SIGMA, rms: NOISE }, random);
  for (let k = 0; k < sources; k++) {
    const flux = 1 / (1 / 1e-6 + random.randomSample() * (1 / 3e-4 - 1 / 1e-6));
    addSource(image, {
      flux,
      row: random.uniform(0, size),
      column: random.uniform(0, size),
      major: random.uniform(0, 2 / PIXEL / 2),
      ratio: random.uniform(0.3, 1),
      angle: random.uniform(0, Math.PI),
    });
  }
  const middle = random.uniform(0.3 * size, 0.7 * size);
  addSource(image, { flux: 7e-4, row: middle, column: middle, major: 2.2, ratio: 0.4, angle: 1.1 });
  addSource(image, { flux: 2e-4, row: middle + 4, column: middle + 2, major: 1.6, ratio: 0.6, angle: 0.9 });
  const corner = random.uniform(0.82 * size, 0.88 * size);
  addSource(image, { flux: 5e-4, row: corner, column: corner, major: 0.8, ratio: 0.8, angle: 2 });
  return new SkyImage({
    id: "ska-sdc1-image",
    title: "Radio sky",
    image,
    unit: "Jy/beam",
    pixelScale: PIXEL,
    beam: BEAM,
    provenance: "simulated",
    description: "Simulated noise and elliptical sources; see simulateRadioSky for what was assumed.",
    citation: "made by skylearn",
    terms: "made by skylearn; free to use as simulated data",
  });
}

interface Source {
  /** Peak that the source would have if the beam did not widen it, Jy/beam. */
  flux: number;
  row: number;
  column: number;
  /** Standard deviation along the long axis in pixels. */
  major: number;
  /** Short axis to long axis. */
  ratio: number;
  /** Of the long axis against the row, radians. */
  angle: number;
}

function addSource(image: Matrix, { flux, row, column, major, ratio, angle }: Source): void {
  // a Gaussian seen through a Gaussian beam is a Gaussian whose variances are the sums
  const a = major ** 2 + SIGMA ** 2;
  const b = (major * ratio) ** 2 + SIGMA ** 2;
  const reach = Math.ceil(5 * Math.sqrt(a));
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const from = (centre: number): number => Math.max(0, Math.floor(centre) - reach);
  const to = (centre: number, length: number): number => Math.min(length - 1, Math.ceil(centre) + reach);
  for (let i = from(row); i <= to(row, image.rows); i++) {
    for (let j = from(column); j <= to(column, image.cols); j++) {
      const along = (j - column) * cos + (i - row) * sin;
      const across = (i - row) * cos - (j - column) * sin;
      const value = flux * Math.exp(-(along ** 2 / a + across ** 2 / b) / 2);
      image.set(i, j, image.get(i, j) + value);
    }
  }
}
