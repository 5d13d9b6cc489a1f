import type { RandomState } from "../core/random-state";
import { drawIndex, logNormal, logUniform } from "./draws";
import { addPatch } from "./gaussian-patch";
import { smoothed } from "./smoothed";

/** A square of the sky: pixels a side, and arc seconds a pixel. */
export interface Field {
  size: number;
  pixel: number;
}

/** What one X-ray source looks like before a telescope sees it: light in each pixel, in any unit. */
export type XraySource = (random: RandomState, field: Field) => Float64Array;

/** A kind of source: how often it comes among those of its class, and how bright it is. */
export interface XrayKind {
  share: number;
  /** Median photons in 1,000 s, and spread of the natural logarithm. */
  rate: readonly [median: number, spread: number];
  paint: XraySource;
}

/** Light at a place in arc seconds from the middle. */
type Brightness = (x: number, y: number) => number;

function paintPlaces({ size, pixel }: Field, brightness: Brightness): Float64Array {
  const image = new Float64Array(size * size);
  const middle = (size - 1) / 2;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      image[row * size + column] = brightness((column - middle) * pixel, (middle - row) * pixel);
    }
  }
  return image;
}

/** A patch of light `x`, `y` arc seconds from the middle. */
function addSpot(
  image: Float64Array,
  { size, pixel }: Field,
  x: number,
  y: number,
  sigma: number,
  flux: number,
): void {
  // narrower than a pixel, it would fall between them
  const variance = Math.max(sigma / pixel, 0.4) ** 2;
  const middle = (size - 1) / 2;
  addPatch(image, size, {
    row: middle - y / pixel,
    column: middle + x / pixel,
    variance,
    peak: flux / (2 * Math.PI * variance),
  });
}

const total = (image: Float64Array): number => image.reduce((sum, value) => sum + value, 0);

/** Adds `other` with `share` of the light of `image`. */
function mixIn(image: Float64Array, other: Float64Array, share: number): Float64Array {
  const factor = (share * total(image)) / Math.max(total(other), 1e-300);
  return image.map((value, k) => value + factor * other[k]);
}

/** A factor around 1 for each pixel that wanders over `scale` arc seconds; `depth` is the spread of its logarithm. */
function roughness(random: RandomState, { size, pixel }: Field, scale: number, depth: number): Float64Array {
  const noise = smoothed(random.normal(0, 1, size * size), size, Math.max(scale / pixel, 0.5));
  const spread = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length);
  return noise.map((value) => Math.exp((depth * value) / spread));
}

/** Angles that are told apart around a circle. */
const STEPS = 1024;

/** A function of the angle around 1, of `waves` waves of random strength up to `depth` in all. */
function uneven(random: RandomState, waves: number, depth: number): (angle: number) => number {
  const parts = Array.from({ length: waves }, (_, k) => ({
    wave: k + 1,
    strength: random.uniform(0, depth) / (k + 1),
    phase: random.uniform(0, 2 * Math.PI),
  }));
  // asked for in every pixel, so worked out once for each of the steps
  const table = Float64Array.from({ length: STEPS }, (_, step) => {
    const angle = (2 * Math.PI * step) / STEPS;
    return Math.max(
      0,
      parts.reduce((sum, { wave, strength, phase }) => sum + strength * Math.cos(wave * angle + phase), 1),
    );
  });
  return (angle) => table[Math.floor((angle / (2 * Math.PI) + 1) * STEPS) % STEPS];
}

/** Light along the line of sight through a hollow ball of radius 1 and wall `wall`, at a distance from its middle. */
function throughShell(distance: number, wall: number): number {
  const outer = 1 - distance ** 2;
  if (outer <= 0) return 0;
  return Math.sqrt(outer) - Math.sqrt(Math.max(0, (1 - wall) ** 2 - distance ** 2));
}

const drawRadius = (random: RandomState): number => logUniform(random, 11, 52);

/** A shell, brighter at its rim, with sides of unequal brightness. */
function shell(random: RandomState, field: Field, radius: number, wall: number): Float64Array {
  const [rim, light] = [uneven(random, 5, 0.12), uneven(random, 4, 0.9)];
  const [x0, y0] = [random.normal(0, 4), random.normal(0, 4)];
  const rough = roughness(random, field, random.uniform(2, 6), random.uniform(0.2, 0.7));
  return paintPlaces(field, (x, y) => {
    const angle = Math.atan2(y - y0, x - x0);
    return light(angle) * throughShell(Math.hypot(x - x0, y - y0) / (radius * rim(angle)), wall);
  }).map((value, k) => value * rough[k]);
}

/** Thin arcs of shocked gas near the rim. */
function filaments(random: RandomState, field: Field, radius: number): Float64Array {
  const image = new Float64Array(field.size ** 2);
  const arcs = 3 + random.poisson(5);
  for (let arc = 0; arc < arcs; arc++) {
    const [from, length] = [random.uniform(0, 2 * Math.PI), random.uniform(0.2, 1.2)];
    const distance = radius * random.uniform(0.75, 1);
    const flux = random.exponential(1);
    const steps = Math.max(2, Math.ceil((length * distance) / 1.5));
    for (let k = 0; k < steps; k++) {
      const angle = from + (length * k) / steps;
      addSpot(image, field, distance * Math.cos(angle), distance * Math.sin(angle), 1, flux / steps);
    }
  }
  return image;
}

/** Knots of what the star threw out. */
function ejecta(random: RandomState, field: Field, radius: number): Float64Array {
  const image = new Float64Array(field.size ** 2);
  const knots = 10 + random.poisson(25);
  for (let k = 0; k < knots; k++) {
    const distance = radius * Math.sqrt(random.uniform(0.02, 0.8));
    const angle = random.uniform(0, 2 * Math.PI);
    const sigma = radius * random.uniform(0.02, 0.09);
    addSpot(
      image,
      field,
      distance * Math.cos(angle),
      distance * Math.sin(angle),
      sigma,
      logNormal(random, 1, 1),
    );
  }
  return image;
}

const points = (random: RandomState, field: Field, count: number, reach: number): Float64Array => {
  const image = new Float64Array(field.size ** 2);
  for (let k = 0; k < count; k++) {
    const [x, y] = [random.normal(0, reach), random.normal(0, reach)];
    addSpot(image, field, x, y, 0.3, logNormal(random, 1, 1));
  }
  return image;
};

/** A patch that falls off as the gas of a cluster of galaxies (Cavaliere & Fusco-Femiano 1976, A&A 49, 137). */
function betaModel(random: RandomState, field: Field, core: number): Float64Array {
  const [ratio, angle] = [random.uniform(0.55, 1), random.uniform(0, Math.PI)];
  const slope = 0.5 - 3 * random.uniform(0.5, 0.8);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return paintPlaces(field, (x, y) => {
    const [along, across] = [x * cos + y * sin, (y * cos - x * sin) / ratio];
    return (1 + (along ** 2 + across ** 2) / core ** 2) ** slope;
  });
}

/** The kinds of each class. */
export const XRAY_KINDS: Readonly<{ [label: string]: Readonly<{ [kind: string]: XrayKind }> }> = {
  SNR: {
    shell: {
      share: 0.42,
      rate: [120, 0.9],
      paint: (random, field) => {
        const radius = drawRadius(random);
        const rim = shell(random, field, radius, random.uniform(0.06, 0.3));
        return mixIn(rim, filaments(random, field, radius), random.uniform(0, 0.8));
      },
    },
    ejecta: {
      share: 0.22,
      rate: [180, 0.9],
      paint: (random, field) => {
        const radius = drawRadius(random);
        const rim = shell(random, field, radius, random.uniform(0.1, 0.4));
        const knots = mixIn(rim, ejecta(random, field, radius), random.uniform(0.3, 2));
        return mixIn(knots, filaments(random, field, radius), random.uniform(0, 0.5));
      },
    },
    composite: {
      share: 0.16,
      rate: [140, 0.9],
      paint: (random, field) => {
        const radius = drawRadius(random);
        const rim = shell(random, field, radius, random.uniform(0.08, 0.3));
        const nebula = betaModel(random, field, radius * random.uniform(0.05, 0.15));
        return mixIn(
          rim,
          mixIn(nebula, points(random, field, 1, 1), random.uniform(0, 0.5)),
          random.uniform(0.1, 0.8),
        );
      },
    },
    filled: {
      share: 0.12,
      rate: [120, 0.9],
      paint: (random, field) => shell(random, field, drawRadius(random), random.uniform(0.7, 1)),
    },
    small: {
      share: 0.08,
      rate: [80, 0.9],
      paint: (random, field) => shell(random, field, random.uniform(5, 10), random.uniform(0.1, 0.4)),
    },
  },
  NON_SNR: {
    point: { share: 0.36, rate: [15, 1.3], paint: (random, field) => points(random, field, 1, 2) },
    group: {
      share: 0.2,
      rate: [40, 1],
      paint: (random, field) => {
        const many = points(random, field, 3 + random.poisson(6), random.uniform(8, 30));
        return mixIn(many, betaModel(random, field, random.uniform(8, 25)), random.uniform(0, 0.6));
      },
    },
    extended: {
      share: 0.24,
      rate: [100, 0.9],
      paint: (random, field) => {
        const gas = betaModel(random, field, logUniform(random, 5, 30));
        const rough = roughness(random, field, random.uniform(4, 12), random.uniform(0, 0.4));
        return gas.map((value, k) => value * rough[k]);
      },
    },
    diffuse: {
      share: 0.2,
      rate: [60, 0.8],
      paint: (random, field) => roughness(random, field, random.uniform(10, 40), random.uniform(0.4, 1.2)),
    },
  },
};

/** One of the kinds of a class, as often as its share says. */
export function drawKind(random: RandomState, label: string): [name: string, kind: XrayKind] {
  const kinds = Object.entries(XRAY_KINDS[label]);
  return kinds[
    drawIndex(
      random,
      kinds.map(([, { share }]) => share),
    )
  ];
}

/** Sources that stand in the field by chance. */
export function strangers(random: RandomState, field: Field, perField: number): Float64Array {
  const image = new Float64Array(field.size ** 2);
  const half = (field.size * field.pixel) / 2;
  for (let k = random.poisson(perField); k > 0; k--) {
    addSpot(
      image,
      field,
      random.uniform(-half, half),
      random.uniform(-half, half),
      0.3,
      logNormal(random, 1, 1),
    );
  }
  return image;
}
