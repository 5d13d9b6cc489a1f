import type { RandomState } from "../core/random-state";
import { logNormal } from "./draws";

/** A round Gaussian patch of light. */
export interface Blob {
  /** Offset from the middle, arc seconds. */
  x: number;
  y: number;
  /** Standard deviation, arc seconds. */
  sigma: number;
  /** Of the whole patch, in any unit. */
  flux: number;
}

/** What one class of radio galaxy looks like before a telescope sees it, at a random angle; the fluxes sum to 1. */
export type RadioGalaxyShape = (random: RandomState) => Blob[];

const DEGREE = Math.PI / 180;

/** Flux of one arm against the other. */
const armRatio = (random: RandomState, dex: number): number => 10 ** random.normal(0, dex);

interface Jet {
  /** Radians, from the x axis. */
  angle: number;
  /** Arc seconds along the jet. */
  length: number;
  /** Total flux. */
  flux: number;
  /** Where along it, as a share of the length, it shines most; it rises to there and falls off exponentially after it. */
  peak: number;
  /** Share of the length over which it falls off. */
  decay: number;
  /** Width at the start and growth of it per arc second, arc seconds. */
  width: number;
  opening: number;
  /** Direction to which the jet turns, and share of the length over which it does; none for a straight one. */
  tail?: { angle: number; turn: number };
  /** Sideways wiggle: share of the length, and number of waves. */
  wiggle: { amplitude: number; waves: number };
}

/** A jet as patches that follow one another closer than they are wide. */
function jetBlobs(random: RandomState, jet: Jet): Blob[] {
  const step = Math.max(1.5, jet.length / 60);
  const blobs: Blob[] = [];
  let [x, y, knot] = [0, 0, 0];
  const phase = random.uniform(0, 2 * Math.PI);
  for (let s = 0.5 * step; s < jet.length; s += step) {
    const t = s / jet.length;
    const turned =
      jet.tail === undefined ? 0 : (jet.tail.angle - jet.angle) * (1 - Math.exp(-t / jet.tail.turn));
    const heading = jet.angle + turned;
    x += step * Math.cos(heading);
    y += step * Math.sin(heading);
    const aside = jet.wiggle.amplitude * s * Math.sin(2 * Math.PI * jet.wiggle.waves * t + phase);
    // knots: brightness that wanders along the jet
    knot = 0.8 * knot + random.normal(0, 0.45);
    const rise = t < jet.peak ? (0.15 + t / jet.peak) / 1.15 : Math.exp(-(t - jet.peak) / jet.decay);
    blobs.push({
      x: x - aside * Math.sin(heading),
      y: y + aside * Math.cos(heading),
      sigma: jet.width + jet.opening * s,
      flux: rise * Math.exp(knot),
    });
  }
  const sum = blobs.reduce((total, { flux }) => total + flux, 0);
  for (const blob of blobs) blob.flux *= jet.flux / sum;
  return blobs;
}

const core = (flux: number): Blob => ({ x: 0, y: 0, sigma: 0.5, flux });

/** Two jets on both sides that fade outwards, some of them far from the core, some with one side only in sight. */
const fri: RadioGalaxyShape = (random) => {
  const angle = random.uniform(0, 2 * Math.PI);
  const length = logNormal(random, 32, 0.7);
  const shared = {
    peak: random.uniform(0.02, 0.85),
    decay: random.uniform(0.15, 0.8),
    width: random.uniform(0.5, 2),
    opening: random.uniform(0.01, 0.16),
    wiggle: { amplitude: random.uniform(0, 0.2), waves: random.uniform(0.3, 1.5) },
  };
  const ratio = armRatio(random, 0.4);
  const opposite = angle + Math.PI + random.normal(0, 20 * DEGREE);
  return normalised([
    core(random.randomSample() < 0.6 ? random.uniform(0.05, 0.5) : 0),
    ...jetBlobs(random, { ...shared, angle, length, flux: 1 }),
    ...jetBlobs(random, {
      ...shared,
      angle: opposite,
      length: length * logNormal(random, 1, 0.25),
      flux: ratio,
    }),
  ]);
};

/** Two lobes that are brightest at their far ends, the hot spots; some with a jet or a core between them. */
const frii: RadioGalaxyShape = (random) => {
  const angle = random.uniform(0, 2 * Math.PI);
  const arm = logNormal(random, 13, 0.85);
  const lobe = random.uniform(0.15, 0.97);
  const width = random.uniform(0.8, 1.5) + random.uniform(0.04, 0.16) * arm;
  const bridge = random.uniform(0.2, 0.9);
  const side = (direction: number, flux: number): Blob[] => {
    const distance = arm * logNormal(random, 1, 0.18);
    const end = { x: distance * Math.cos(direction), y: distance * Math.sin(direction) };
    const back = jetBlobs(random, {
      angle: direction + Math.PI + random.normal(0, 12 * DEGREE),
      length: bridge * distance,
      flux: flux * lobe,
      peak: 0.02,
      decay: random.uniform(0.3, 1.2),
      width,
      opening: 0,
      wiggle: { amplitude: 0.05, waves: 0.5 },
    });
    const spot = random.uniform(0.5, 1.6) + 0.03 * distance;
    return [
      { ...end, sigma: spot, flux: flux * (1 - lobe) },
      ...back.map((blob) => ({ ...blob, x: blob.x + end.x, y: blob.y + end.y })),
    ];
  };
  const opposite = angle + Math.PI + random.normal(0, 12 * DEGREE);
  return normalised([
    core(Math.min(0.6, logNormal(random, 0.02, 1.4))),
    ...side(angle, 1),
    ...side(opposite, armRatio(random, 0.33)),
  ]);
};

/** Two jets that the gas around the galaxy bends to one side: from wide-angle tails to narrow ones. */
const bent: RadioGalaxyShape = (random) => {
  const middle = random.uniform(0, 2 * Math.PI);
  const half = random.uniform(30, 88) * DEGREE;
  const length = logNormal(random, 42, 0.55);
  const shared = {
    peak: random.uniform(0.05, 0.75),
    decay: random.uniform(0.2, 1),
    width: random.uniform(0.7, 2.2),
    opening: random.uniform(0.01, 0.1),
    wiggle: { amplitude: random.uniform(0, 0.12), waves: random.uniform(0.3, 1.5) },
  };
  const sweep = random.uniform(0, 1.2);
  const side = (sign: number, flux: number): Blob[] => {
    const angle = middle + sign * half;
    const tail = {
      angle: middle + sign * half * sweep + random.normal(0, 20 * DEGREE),
      turn: random.uniform(0.1, 0.5),
    };
    return jetBlobs(random, { ...shared, angle, tail, length: length * logNormal(random, 1, 0.3), flux });
  };
  return normalised([
    core(random.randomSample() < 0.6 ? random.uniform(0.03, 0.4) : 0),
    ...side(1, 1),
    ...side(-1, armRatio(random, 0.28)),
  ]);
};

/** One patch hardly wider than the beam; one in eight with a faint extension. */
const compact: RadioGalaxyShape = (random) => {
  const spot = { ...core(1), sigma: logNormal(random, 0.8, 0.4) };
  if (random.randomSample() > 0.125) return [spot];
  const angle = random.uniform(0, 2 * Math.PI);
  const distance = random.uniform(2, 6);
  const faint = {
    x: distance * Math.cos(angle),
    y: distance * Math.sin(angle),
    sigma: 1.2,
    flux: random.uniform(0.03, 0.3),
  };
  return normalised([spot, faint]);
};

function normalised(blobs: Blob[]): Blob[] {
  const sum = blobs.reduce((total, { flux }) => total + flux, 0);
  return blobs.map((blob) => ({ ...blob, flux: blob.flux / sum }));
}

/** The shapes of the classes, by the names of the real sample. */
export const RADIO_GALAXY_SHAPES: Readonly<{ [name: string]: RadioGalaxyShape }> = {
  ...{ Bent: bent, Compact: compact, FRI: fri, FRII: frii },
};
