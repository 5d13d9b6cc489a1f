import type { RandomState } from "../core/random-state";
import type { Arms, Color, Companion, Disc, GalaxySketch } from "./galaxy-images-sketch";
import { sersicProfile } from "./sersic";

/** Light of g, r and i in a square field: `data[band][row * size + column]`, in units of the galaxy's in r. */
export type ThreeBands = readonly [Float64Array, Float64Array, Float64Array];

/** How a square field around a galaxy is divided into pixels. */
export interface Field {
  /** Pixels a side. */
  size: number;
  /** Side of a pixel in Petrosian radii. */
  pixel: number;
}

/** Optical depth of dust in g and i relative to r (Cardelli, Clayton & Mathis 1989, ApJ 345, 245). */
const DUST = [1.4, 1, 0.75];

/** The galaxy as it is above the atmosphere. */
export function paintGalaxy(sketch: GalaxySketch, { size, pixel }: Field): ThreeBands {
  const bands: ThreeBands = [0, 1, 2].map(() => new Float64Array(size * size)) as unknown as ThreeBands;
  const light = lightOf(sketch);
  const [cosine, sine] = [Math.cos(sketch.angle), Math.sin(sketch.angle)];
  const middle = (size - 1) / 2;
  const sum = [0, 0, 0];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const distance = Math.sqrt((row - middle) ** 2 + (column - middle) ** 2);
      // The light is steep in the middle, where one point a pixel would miss it.
      const points = distance < 2 ? 8 : distance < 6 ? 3 : 1;
      sum.fill(0);
      for (let p = 0; p < points * points; p++) {
        const x = (column - middle + (Math.floor(p / points) + 0.5) / points - 0.5) * pixel;
        const y = (row - middle + ((p % points) + 0.5) / points - 0.5) * pixel;
        light(x * cosine + y * sine, y * cosine - x * sine, sum);
      }
      const area = (pixel * pixel) / (points * points);
      for (let b = 0; b < 3; b++) bands[b][row * size + column] = sum[b] * area;
    }
  }
  paintKnots(bands, sketch, { size, pixel });
  if (sketch.companion !== undefined) paintCompanion(bands, sketch.companion, { size, pixel });
  return bands;
}

type Light = (x: number, y: number, sum: number[]) => void;

/** Adds the brightness of all parts at a place, x along the major axis. */
function lightOf({ spheroid, disc }: GalaxySketch): Light {
  const profile = sersicProfile(spheroid.index, spheroid.radius, spheroid.ratio);
  const paintDisc = disc === undefined ? undefined : discLight(disc, 1 - spheroid.share);
  return (x, y, sum) => {
    const light = spheroid.share * profile(Math.sqrt(x * x + (y / spheroid.ratio) ** 2));
    for (let b = 0; b < 3; b++) sum[b] += light * spheroid.color[b];
    paintDisc?.(x, y, sum);
  };
}

function discLight(disc: Disc, share: number): Light {
  const { scale, ratio, color, lane, bar, arms } = disc;
  const barShare = bar?.share ?? 0;
  // An exponential law, its share of the light divided among disc and arms.
  const centre = (share * (1 - barShare)) / (2 * Math.PI * scale * scale * ratio);
  const paintArms = armLight(arms, scale);
  const paintBar = bar === undefined ? undefined : barLight(bar, (share * barShare) / ratio);
  return (x, y, sum) => {
    const depth = y / ratio;
    const radius = Math.sqrt(x * x + depth * depth) + 1e-9;
    const light = centre * Math.exp(-radius / scale);
    const angle = Math.atan2(depth, x);
    const young = paintArms(radius, angle) * light;
    const barred = paintBar?.(x, depth) ?? 0;
    const laneDepth =
      lane > 0 ? lane * Math.exp(-((y / (0.35 * ratio * scale)) ** 2) - radius / (3 * scale)) : 0;
    for (let b = 0; b < 3; b++) {
      const all = (light + barred) * color[b] + young * arms.color[b];
      sum[b] += laneDepth > 0 ? all * Math.exp(-laneDepth * DUST[b]) : all;
    }
  };
}

/** Light of the arms relative to the disc's, at a place in the disc seen from above: logarithmic spirals. */
function armLight(arms: Arms, scale: number): (radius: number, angle: number) => number {
  const { contrast, count, tangent, phase, sharpness, start, waves } = arms;
  if (contrast === 0) return () => 0;
  // So that the mean over a circle is 1.
  let mean = 0;
  for (let k = 0; k < 64; k++) mean += Math.exp(sharpness * (Math.cos((k * Math.PI) / 32) - 1)) / 64;
  return (radius, angle) => {
    const begun = 1 / (1 + Math.exp(-(radius / start - 1) * 8));
    const ended = 1 / (1 + Math.exp((radius / scale - 4.5) * 2));
    if (begun * ended < 1e-3) return 0;
    const winding = Math.log(radius / start);
    let uneven = 0;
    for (const wave of waves) {
      uneven += wave.strength * Math.cos(wave.turns * angle + wave.winding * winding + wave.phase);
    }
    const across = count * (angle - winding / tangent) - phase + uneven;
    const strength = Math.max(1 + uneven, 0);
    return (contrast * begun * ended * strength * Math.exp(sharpness * (Math.cos(across) - 1))) / mean;
  };
}

/** A bar of axes 1 to 0.3 with a flat middle and an edge, that holds `light` in the disc's plane. */
function barLight(
  { length, angle }: { length: number; angle: number },
  light: number,
): (x: number, y: number) => number {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const width = 0.3 * length;
  // The integral of exp(-s^4) over the plane is pi^(3/2) / 2.
  const centre = light / ((Math.PI ** 1.5 / 2) * length * width);
  return (x, y) => {
    const s = ((x * cosine + y * sine) / length) ** 2 + ((y * cosine - x * sine) / width) ** 2;
    return s > 4 ? 0 : centre * Math.exp(-s * s);
  };
}

/** Adds the knots of young stars on the arms. */
function paintKnots(
  bands: ThreeBands,
  { angle, spheroid, disc }: GalaxySketch,
  { size, pixel }: Field,
): void {
  if (disc === undefined) return;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const middle = (size - 1) / 2;
  for (const knot of disc.arms.knots) {
    const along = knot.radius * Math.cos(knot.angle);
    const across = knot.radius * Math.sin(knot.angle) * disc.ratio;
    addBlob(bands, size, {
      light: knot.share * (1 - spheroid.share),
      color: disc.arms.color,
      row: middle + (along * sine + across * cosine) / pixel,
      column: middle + (along * cosine - across * sine) / pixel,
      sigma: knot.width / pixel,
      ratio: 1,
      angle: 0,
    });
  }
}

/** A core and an envelope, which together look like a galaxy once they are blurred. */
function paintCompanion(bands: ThreeBands, companion: Companion, { size, pixel }: Field): void {
  const middle = (size - 1) / 2;
  const row = middle + (companion.distance * Math.sin(companion.direction)) / pixel;
  const column = middle + (companion.distance * Math.cos(companion.direction)) / pixel;
  for (const [share, width] of [
    [0.4, 0.3],
    [0.6, 1],
  ]) {
    addBlob(bands, size, {
      ...companion,
      light: companion.light * share,
      row,
      column,
      sigma: Math.max((companion.radius * width) / pixel, 0.4),
    });
  }
}

/** Stars and galaxies in a square arc minute brighter than 21 in r, and how their numbers grow with magnitude. */
const STARS = { density: 1.2, growth: 0.2 };
const GALAXIES = { density: 1.5, growth: 0.4 };
const FAINTEST = 21;

/** Adds the stars and galaxies that happen to stand in the field; `arcsec` is the side of a pixel. */
export function paintNeighbours(
  bands: ThreeBands,
  sketch: GalaxySketch,
  { size }: Field,
  arcsec: number,
  random: RandomState,
): void {
  const area = ((size * arcsec) / 60) ** 2;
  for (const { density, growth } of [STARS, GALAXIES]) {
    const star = growth === STARS.growth;
    const number = random.poisson(density * area);
    for (let k = 0; k < number; k++) {
      const magnitude = FAINTEST + Math.log10(random.uniform(10 ** (growth * -7), 1)) / growth;
      const gr = star ? random.uniform(0.2, 1.5) : random.normal(0.8, 0.3);
      const color: Color = [10 ** (-0.4 * gr), 1, 10 ** (0.4 * (star ? 0.1 + 0.5 * gr : 0.4))];
      addBlob(bands, size, {
        light: 10 ** (0.4 * (sketch.magnitude - magnitude)),
        color,
        row: random.uniform(0, size),
        column: random.uniform(0, size),
        // Galaxies are smaller the fainter they are.
        sigma: Math.max(star ? 0 : (1.5 * 10 ** (-0.12 * (magnitude - 19))) / arcsec, 0.4),
        ratio: star ? 1 : random.uniform(0.3, 1),
        angle: random.uniform(0, Math.PI),
      });
    }
  }
}

interface Blob {
  light: number;
  color: Color;
  row: number;
  column: number;
  sigma: number;
  ratio: number;
  angle: number;
}

function addBlob(bands: ThreeBands, size: number, blob: Blob): void {
  const { light, color, row, column, sigma, ratio, angle } = blob;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const reach = Math.ceil(4 * sigma);
  const narrow = Math.max(sigma * ratio, 0.4);
  const centre = light / (2 * Math.PI * sigma * narrow);
  for (let i = Math.max(0, Math.floor(row) - reach); i <= Math.min(size - 1, row + reach); i++) {
    for (let j = Math.max(0, Math.floor(column) - reach); j <= Math.min(size - 1, column + reach); j++) {
      const [x, y] = [j - column, i - row];
      const s = ((x * cosine + y * sine) / sigma) ** 2 + ((y * cosine - x * sine) / narrow) ** 2;
      const value = centre * Math.exp(-s / 2);
      for (let b = 0; b < 3; b++) bands[b][i * size + j] += value * color[b];
    }
  }
}
