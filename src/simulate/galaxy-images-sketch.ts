import type { RandomState } from "../core/random-state";

/** Brightness in g, r and i of the same stars, relative to r. */
export type Color = readonly [g: number, r: number, i: number];

/** All that is needed to draw a galaxy but the noise. Lengths are in Petrosian radii with 90 per cent of the light. */
export interface GalaxySketch {
  /** The magnitude in r. */
  magnitude: number;
  /** The Petrosian radius with 90 per cent of the light, in arc seconds. */
  radius: number;
  /** Angle of the major axis. */
  angle: number;
  spheroid: { share: number; index: number; radius: number; ratio: number; color: Color };
  disc: Disc | undefined;
  /** A second galaxy that is near or in front. */
  companion: Companion | undefined;
  /** Share of volunteers who see spiral arms. */
  spiralVotes: number;
}

/** A galaxy beside the one in the middle, its light relative to that one's. */
export interface Companion {
  light: number;
  color: Color;
  distance: number;
  direction: number;
  radius: number;
  ratio: number;
  angle: number;
}

export interface Disc {
  /** Of the exponential law. */
  scale: number;
  /** Of the axes as seen: the cosine of the inclination, not below the disc's own thickness. */
  ratio: number;
  color: Color;
  /** Optical depth in r of the lane that dust draws through a disc seen edge-on. */
  lane: number;
  bar: { share: number; length: number; angle: number } | undefined;
  arms: Arms;
}

export interface Arms {
  /** Light of the arms in the disc's. */
  contrast: number;
  count: number;
  /** Tangent of the angle between an arm and the circle, negative where the arms wind the other way. */
  tangent: number;
  phase: number;
  /** How narrow an arm is: the concentration of its profile across. */
  sharpness: number;
  /** Radius at which they begin. */
  start: number;
  color: Color;
  /** Waves that make arms uneven: turns, winding, phase and strength of each. */
  waves: readonly { turns: number; winding: number; phase: number; strength: number }[];
  /** Knots of young stars on them: place along the arm, across it, and light relative to the disc's. */
  knots: readonly { radius: number; angle: number; share: number; width: number }[];
}

/** Colours g-r and r-i as brightness relative to r. */
const color = (gr: number, ri: number): Color => [10 ** (-0.4 * gr), 1, 10 ** (0.4 * ri)];

const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);

/** A galaxy of the main sample bright enough for Galaxy Zoo 2; see `simulateGalaxyImages` for the sources. */
export function sketchGalaxy(random: RandomState): GalaxySketch {
  // Counts that grow as 10^(0.6 m) from 13 to 17.
  const magnitude = 17 + Math.log10(random.uniform(10 ** -2.4, 1)) / 0.6;
  return random.randomSample() < 0.3 ? elliptical(random, magnitude) : discGalaxy(random, magnitude);
}

/** One galaxy in eight has a companion. */
function drawCompanion(random: RandomState): Companion | undefined {
  if (random.randomSample() > 0.125) return undefined;
  const gr = random.normal(0.6, 0.15) + redshiftReddening(random);
  return {
    light: random.uniform(0.1, 1),
    color: color(gr, 0.1 + 0.32 * gr),
    distance: random.uniform(0.5, 2),
    direction: random.uniform(0, 2 * Math.PI),
    radius: random.uniform(0.2, 0.5),
    ratio: random.uniform(0.3, 1),
    angle: random.uniform(0, Math.PI),
  };
}

/** What redshifts of 0.01 to 0.15 add to g-r: about twice the redshift. */
const redshiftReddening = (random: RandomState): number => 2 * random.uniform(0.01, 0.15);

/** Petrosian R90 in arc seconds of a galaxy with a mean surface brightness within R50, and R90 / R50. */
function petrosianRadius(magnitude: number, brightness: number, concentration: number): number {
  const halfLight = Math.sqrt(10 ** (0.4 * (brightness - magnitude)) / (2 * Math.PI));
  return clamp(halfLight * concentration, 3, 40);
}

function elliptical(random: RandomState, magnitude: number): GalaxySketch {
  const index = clamp(random.normal(3.5, 1), 1.5, 6.5);
  const gr = random.normal(0.75, 0.05) + redshiftReddening(random);
  return {
    magnitude,
    radius: petrosianRadius(magnitude, random.normal(20.1, 0.6), 2.32 + 0.3 * (index - 1)),
    angle: random.uniform(0, Math.PI),
    spheroid: {
      share: 1,
      index,
      // Petrosian apertures miss the wings (Graham et al. 2005, AJ 130, 1535), the more the higher the index.
      radius: 0.43,
      ratio: clamp(random.normal(0.78, 0.15), 0.35, 1),
      color: color(gr, 0.1 + 0.32 * gr),
    },
    disc: undefined,
    companion: drawCompanion(random),
    spiralVotes: votes(random, 0),
  };
}

function discGalaxy(random: RandomState, magnitude: number): GalaxySketch {
  const bulge = clamp(random.exponential(0.2), 0.01, 0.75);
  // Thickness 0.14; the more bulge, the fewer arms and young stars.
  const cosine = random.randomSample();
  const ratio = Math.hypot(cosine, 0.14 * Math.sqrt(1 - cosine * cosine));
  const late = clamp(1 - 1.6 * bulge + random.normal(0, 0.2), 0, 1);
  const contrast = late * clamp(random.gamma(2.2, 0.35), 0, 1.6);
  const radius = petrosianRadius(magnitude, random.normal(20.5 - 0.6 * bulge, 0.55), 2.32 + bulge);
  const redder = redshiftReddening(random);
  const disc = drawDisc(random, { ratio, late, contrast, redder });
  return {
    magnitude,
    radius,
    angle: random.uniform(0, Math.PI),
    spheroid: {
      share: bulge,
      index: clamp(random.normal(2.5, 0.8), 1, 4),
      radius: disc.scale * random.uniform(0.2, 0.6),
      ratio: clamp(random.uniform(0.7, 1), ratio, 1),
      color: color(random.normal(0.75, 0.08) + redder, 0.4),
    },
    disc,
    companion: drawCompanion(random),
    spiralVotes: votes(random, visibility(disc, radius)),
  };
}

function drawDisc(random: RandomState, { ratio, late, contrast, redder }: { [name: string]: number }): Disc {
  const reddening = random.uniform(0, 0.25) * (1 - ratio);
  const gr = 0.6 - 0.3 * late + redder + reddening + random.normal(0, 0.08);
  const scale = (0.28 * random.uniform(0.85, 1.1)) / ratio ** 0.25;
  const length = scale * random.uniform(0.7, 1.8);
  const barred = random.randomSample() < 0.35;
  const angle = random.uniform(0, Math.PI);
  const start = barred ? length : scale * random.uniform(0.2, 0.8);
  const direction = random.randomSample() < 0.5 ? -1 : 1;
  const two = random.randomSample() < 0.6;
  const tangent = direction * Math.tan(random.uniform(10, 35) * (Math.PI / 180));
  const count = two ? 2 : random.randint(3, 6);
  // The arms begin at the ends of a bar.
  const phase = barred ? count * angle : random.uniform(0, 2 * Math.PI);
  const knots = Math.round(random.uniform(5, 40) * contrast);
  return {
    scale,
    ratio,
    color: color(gr, 0.15 + 0.35 * gr),
    lane: ratio < 0.4 && random.randomSample() < 0.6 ? random.exponential(1.2) : 0,
    bar: barred ? { share: random.uniform(0.05, 0.2), length, angle } : undefined,
    arms: {
      contrast,
      count,
      tangent,
      phase,
      sharpness: random.uniform(0.8, 4),
      start,
      color: color(gr - random.uniform(0.15, 0.4), 0.05 + 0.2 * gr),
      waves: Array.from({ length: 4 }, () => ({
        turns: random.randint(0, 4),
        winding: random.uniform(-6, 6),
        phase: random.uniform(0, 2 * Math.PI),
        strength: random.uniform(0.1, two ? 0.35 : 0.7),
      })),
      knots: Array.from({ length: knots }, () => {
        const radius = start + scale * random.gamma(2);
        const arm = random.randint(0, count);
        return {
          radius,
          angle:
            (phase + 2 * Math.PI * arm + random.normal(0, 0.4)) / count + Math.log(radius / start) / tangent,
          share:
            (0.04 * contrast * random.exponential() * Math.exp((start - radius) / scale / 2)) /
            Math.sqrt(knots),
          width: random.uniform(0.015, 0.06),
        };
      }),
    },
  };
}

/** How well arms can be seen, 0 to about 1: strong ones, in a disc turned to us, larger than the seeing. */
function visibility({ arms, ratio }: Disc, radius: number): number {
  return arms.contrast * clamp((ratio - 0.2) / 0.35, 0, 1) * clamp(radius / 8, 0.4, 1.2);
}

/** What part of forty volunteers says that it sees arms. */
function votes(random: RandomState, visible: number): number {
  return random.binomial(40, 1 / (1 + Math.exp(-4 * (random.normal(visible, 0.22) - 0.35)))) / 40;
}
