import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { Matrix } from "../core/matrix";
import { checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { RADIO_SOURCE_COLUMNS, RadioField, type RadioFieldParts } from "../datasets/radio-field";
import { CelestialProjection } from "../formats/fits/celestial-projection";
import { addSource, FWHM, type GaussianSource, shapeOfAxes, sourceFlux } from "../image/gaussian-source";
import { beamNoise } from "./beam-noise";
import { logNormal } from "./draws";
import { resolveOptions } from "./resolve-options";

export interface SimulateRadioFieldOptions {
  /** Side of the image in pixels, at least 64; default 800. */
  size?: number;
  /** Sources a square arcsecond, down to 0.1 microjansky; default 0.049. */
  density?: number;
  /** Standard deviation of the noise in Jy/beam; default 3.5e-7. */
  noise?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

const PIXEL = 0.604249; // arcsec
const BEAM = 1.5; // arcsec, full width at half maximum
const SIGMA = BEAM / FWHM / PIXEL; // pixels
/** What a dish of 15 m sees at 560 MHz, degrees, full width at half maximum; and what the image keeps of it. */
const PRIMARY_BEAM = 2.2;
const KEPT = 0.93;
/** Without the shortest baselines, a map's mean is 0, and its empty sky below. */
const BOWL = -2.4e-7;
const FAINTEST = 1e-7; // Jy

/**
 * A simulated radio image with its true sources, a stand-in for `fetchSkaSdc1` where the files cannot be had. The three
 * populations of T-RECS (Bonaldi et al. 2019, MNRAS 482, 2), on which the challenge rests, are drawn with round numbers:
 *
 * - star-forming galaxies (95.5 %): dN/dS as S^-1.33 that steepens to S^-2.33 around 7 microjansky; Gaussian discs whose
 *   width grows as the root of the flux (0.3 arcsec at 1.7 microjansky) and which look the flatter the wider they are;
 * - flat-spectrum AGN (2 %): S^-1.75, points with three quarters of the flux in the core;
 * - steep-spectrum AGN (2.5 %): S^-1.4, two wide lobes whose largest angular scale is 12 arcsec, within a factor of 2.7.
 *
 * Positions are random, without clustering. The sky is seen through a beam of 1.5 arcsec on pixels of 0.604 arcsec,
 * the empty sky is at -0.24 microjansky, and the noise is correlated over the beam. The section lies north-west of the
 * field's middle, and like the real image it is not corrected for the telescope's primary beam (a Gaussian of 2.2 degrees):
 * of a source's flux 0.88 arrives in the corner towards the middle, and 0.80 in the opposite one.
 *
 * @throws ParameterError if a number is out of range, or an option does not exist.
 */
export async function simulateRadioField(options: SimulateRadioFieldOptions = {}): Promise<RadioField> {
  const { size, density, noise, randomState } = resolveOptions("simulateRadioField", options, {
    size: 800,
    density: 0.049,
    noise: 3.5e-7,
    randomState: 0 as RandomStateLike,
  });
  checkNumber("size", size, { min: 64, max: 8192, integer: true });
  checkNumber("density", density, { min: 0, max: 1 });
  checkNumber("noise", noise, { min: 0 });
  const random = checkRandomState(randomState);
  const image = noise > 0 ? beamNoise(size, { sigma: SIGMA, rms: noise }, random) : Matrix.zeros(size, size);
  for (let k = 0; k < image.data.length; k++) image.data[k] += BOWL;
  const projection = new CelestialProjection({
    kind: "SIN",
    ra: 0,
    dec: -30,
    column: -1220,
    row: -1467,
    columnStep: -PIXEL / 3600,
    rowStep: PIXEL / 3600,
  });
  const count = Math.round(density * (size * PIXEL) ** 2);
  const truth = Object.fromEntries(
    RADIO_SOURCE_COLUMNS.map((name) => [name, new Float64Array(count)]),
  ) as RadioFieldParts["truth"];
  for (let i = 0; i < count; i++) {
    const source = drawSource(random);
    const [row, column] = [random.uniform(-0.5, size - 0.5), random.uniform(-0.5, size - 0.5)];
    const { ra, dec } = projection.toSky(row, column);
    const values = [i + 1, ra, dec, ra, dec, source.flux, source.core, source.major, source.minor];
    values.push(source.pa, source.kind === 1 ? 1 : 2, source.kind);
    for (const [k, name] of RADIO_SOURCE_COLUMNS.entries()) truth[name][i] = values[k];
    const share = shareSeen(projection, row, column);
    for (const part of paint({ ...source, flux: source.flux * share }, row, column))
      addSource(image, part, { beamVariance: SIGMA ** 2 });
  }
  return RadioField.create({
    id: "ska-sdc1",
    title: "Radio sky with its true sources",
    image,
    unit: "Jy/beam",
    pixelScale: PIXEL,
    beam: BEAM,
    projection,
    truth,
    provenance: "simulated",
    description: "Simulated noise, discs, points and lobes; see simulateRadioField for what was assumed.",
    citation: "made by skylearn after Bonaldi et al. 2019, MNRAS 482, 2",
    terms: "made by skylearn; free to use as simulated data",
  });
}

/** The share of a source's flux that arrives from a pixel: less, the further from the middle of the field. */
function shareSeen({ parts }: CelestialProjection, row: number, column: number): number {
  const distance = Math.hypot(row - parts.row, column - parts.column) * parts.rowStep;
  return KEPT * Math.exp(-4 * Math.LN2 * (distance / PRIMARY_BEAM) ** 2);
}

interface DrawnSource {
  /** 1 steep-spectrum AGN, 2 flat-spectrum AGN, 3 star-forming galaxy. */
  kind: 1 | 2 | 3;
  flux: number;
  core: number;
  major: number;
  minor: number;
  pa: number;
}

function drawSource(random: RandomState): DrawnSource {
  const draw = random.randomSample();
  const pa = random.uniform(0, 360);
  if (draw < 0.025) {
    const major = logNormal(random, 12, 1);
    const minor = major * random.uniform(0.35, 0.95);
    return { kind: 1, flux: powerLaw(random, 1.4), core: random.uniform(0, 0.09), major, minor, pa };
  }
  if (draw < 0.045) {
    return { kind: 2, flux: powerLaw(random, 1.75), core: 0.75, major: 0.02, minor: 0.02, pa };
  }
  let flux = powerLaw(random, 1.33);
  // of bright ones a share is dropped that bends the power law
  while (random.randomSample() > 1 / (1 + flux / 7e-6)) flux = powerLaw(random, 1.33);
  const major = logNormal(random, 0.3 * Math.sqrt(flux / 1.7e-6), 0.55);
  const ratio = Math.min(1, Math.max(0.1, logNormal(random, 0.48 * (major / 0.3) ** -0.4, 0.2)));
  return { kind: 3, flux, core: 0, major, minor: major * ratio, pa };
}

/** A flux between the faintest and 5 millijansky whose number falls as the flux to the power `-slope`. */
function powerLaw(random: RandomState, slope: number): number {
  const [low, high] = [FAINTEST ** (1 - slope), 5e-3 ** (1 - slope)];
  return (low + random.randomSample() * (high - low)) ** (1 / (1 - slope));
}

/** The Gaussians that a source is painted with, as the beam shows them. */
function paint(source: DrawnSource, row: number, column: number): GaussianSource[] {
  // clockwise on the sky with east to the left is counter-clockwise in rows and columns
  const angle = -source.pa;
  if (source.kind !== 1) return [gaussian({ ...source, row, column, angle })];
  const turn = angle * (Math.PI / 180);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const lobe = source.major / 2;
  const reach = (source.major - lobe) / 2 / PIXEL;
  const shares = [source.core, (1 - source.core) * 0.55, (1 - source.core) * 0.45];
  return shares.map((share, k) => {
    const along = [0, reach, -reach][k];
    const width = k === 0 ? 0 : lobe;
    return gaussian({
      flux: source.flux * share,
      row: row + along * sin,
      column: column + along * cos,
      major: width,
      minor: Math.min(width, source.minor / 2),
      angle,
    });
  });
}

/** A Gaussian of a given flux in Jy; axes in arcsec, angle in degrees. */
function gaussian(shape: {
  flux: number;
  row: number;
  column: number;
  major: number;
  minor: number;
  angle: number;
}): GaussianSource {
  const { flux, row, column, angle } = shape;
  const axes = shapeOfAxes({ major: shape.major / PIXEL, minor: shape.minor / PIXEL, angle });
  const point = { peak: 1, row, column, ...axes };
  return { ...point, peak: flux / sourceFlux(point, SIGMA ** 2) };
}
