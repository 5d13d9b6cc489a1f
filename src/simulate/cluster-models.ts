import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { checkKnown, checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { Dataset } from "../datasets/dataset";
import {
  CLUSTER_FEATURES,
  CLUSTER_UNITS,
  centralBrightnessOf,
  centralDispersionOf,
  GRAVITY,
  relaxationTimeOf,
} from "./cluster-observables";
import { logNormal } from "./draws";

export interface SimulateClusterModelsOptions {
  /** Clusters; default 132, as many as there are Monte Carlo models. */
  nSamples?: number;
  /** Black holes from which on a cluster counts as the host of a subsystem; default 10. */
  minBlackHoles?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/** What the two classes of a cluster model mean. */
export const SUBSYSTEM_CLASSES: readonly string[] = ["no black-hole subsystem", "black-hole subsystem"];

/** The grid of initial conditions of Kremer et al. 2020, ApJS 247, 48, table 1. */
const GRID = {
  stars: [2e5, 4e5, 8e5, 1.6e6],
  virialRadius: [0.5, 1, 2, 4],
  galactocentricRadius: [2, 8, 20],
  metallicity: [0.01, 0.1, 1],
};

/**
 * Simulated globular clusters with and without black holes, a stand-in for `fetchClusterModels` where the real models
 * cannot be had. Each cluster starts on the grid of Kremer et al. 2020 (ApJS 247, 48) and evolves for 10 to 14 Gyr by the
 * equations of Antonini & Gieles 2020 (MNRAS 492, 2936): stars lose mass as t^-0.0823; after 3.21 relaxation times the core
 * has collapsed, the cluster grows as its relaxation demands, and black holes, which provide the energy, are ejected at a
 * rate of 0.0028 cluster masses in a relaxation time, the heaviest first. Clusters that the tide dissolves by then
 * (Baumgardt & Makino 2003, MNRAS 340, 227, equation 7) are drawn anew; none outgrows 0.145 Jacobi radii (Henon 1961). What
 * is seen of a cluster:
 *
 * - **Black holes**: 6 per cent of the mass at the start, of 3 to 30 Msun (half of both at solar metallicity), of which a
 *   cluster keeps those that kicks of one momentum do not drive over its escape speed (Antonini & Gieles 2020, section 4).
 * - **Half-light radius**: three quarters of the half-mass radius (Spitzer 1987) in projection, and 0.7 of that where no
 *   black holes keep the bright stars from sinking.
 * - **Core radius**: a third of the half-light radius where black holes are half a per cent of the mass or more, falling with
 *   that share to a fiftieth (Breen & Heggie 2013, MNRAS 432, 2779: the core is as large as the black holes make it); a
 *   cluster before core collapse has a core of 0.4 half-light radii.
 * - **Luminosity** in V: half the stellar mass in solar units, scattered by 0.05 in the logarithm. **Central velocity
 *   dispersion**: 1.2 times that of a cluster in equilibrium, (G M / (9.75 r))^1/2 with the half-light radius (Spitzer
 *   1987). **Central surface brightness**: that of a modified Hubble profile of these radii.
 *
 * Clusters that start alike do not end alike, and nobody sees all of a cluster's stars. In the logarithm to base 10, normally
 * distributed:
 *
 * - **Start**: the half-mass radius scatters by 0.05, the mass of the black holes that kicks leave by 0.1.
 * - **Ejection**: its rate scatters by 0.2. Black holes of less than 0.2 per cent of the mass are too few to give all of the
 *   energy; they give in proportion to their share and leave as slowly, so that some clusters keep a handful to the end.
 * - **Seen from one side**: half-light radius and velocity dispersion scatter by 0.08, the core radius by 0.15
 *   where black holes hold it up and by 0.3 where binaries do, which let it swing (Heggie & Hut 2003, The Gravitational
 *   Million-Body Problem, chapter 28).
 * - **Few bright stars**: light fluctuates as that of equal stars of 100 Lsun (a fluctuation magnitude of about 0 in V: Ajhar
 *   & Tonry 1994, ApJ 429, 557), which matters for a core that holds a few thousand Lsun.
 *
 * Round figures are round guesses; those of the scatter, and the half per cent, were chosen so that classifiers part the
 * classes about as well as those of the Monte Carlo models. A reader learns from it how such a sample is analysed, not where real subsystems are.
 *
 * @returns a data set of `nSamples` rows with the features of `fetchClusterModels`; `provenance` is `"simulated"`.
 * @throws ParameterError if a number is not a whole number above 0, or an option does not exist.
 */
export async function simulateClusterModels(
  options: SimulateClusterModelsOptions = {},
): Promise<Dataset<Float64Array>> {
  checkKnown("simulateClusterModels", options, ["nSamples", "minBlackHoles", "randomState"]);
  const { nSamples = 132, minBlackHoles = 10, randomState = 0 } = options;
  checkNumber("nSamples", nSamples, { min: 1, integer: true });
  checkNumber("minBlackHoles", minBlackHoles, { min: 1, integer: true });
  const random = checkRandomState(randomState);
  const names = [...CLUSTER_FEATURES, "nBlackHoles", "blackHoleMass", "mass", "age"] as const;
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(nSamples)]));
  for (let i = 0; i < nSamples; i++) {
    const cluster = drawCluster(random);
    for (const name of names) columns[name][i] = cluster[name];
  }
  const y = columns.nBlackHoles.map((n) => (n >= minBlackHoles ? 1 : 0));
  return Dataset.create({
    id: "cluster-models",
    title: "Models of globular clusters with and without black holes",
    columns: { ...columns, blackHoleSubsystem: y },
    featureNames: [...CLUSTER_FEATURES],
    units: { ...CLUSTER_UNITS, blackHoleMass: "Msun", mass: "Msun", age: "Gyr" },
    targetName: "blackHoleSubsystem",
    y,
    targetNames: SUBSYSTEM_CLASSES.filter((_, code) => y.includes(code)),
    provenance: "simulated",
    description:
      `A black-hole subsystem is ${minBlackHoles} black holes or more. Simulated from published equations of cluster ` +
      "evolution; see simulateClusterModels for them.",
    citation:
      "Antonini & Gieles 2020, MNRAS 492, 2936; Breen & Heggie 2013, MNRAS 432, 2779; Kremer et al. 2020, ApJS 247, 48",
    terms: "made by skylearn; free to use as simulated data",
  });
}

type Cluster = { [name in (typeof CLUSTER_FEATURES)[number]]: number } & {
  nBlackHoles: number;
  blackHoleMass: number;
  mass: number;
  age: number;
};

function drawCluster(random: RandomState): Cluster {
  const draw = (values: number[]) => values[random.randint(0, values.length)];
  for (;;) {
    const start = {
      stars: draw(GRID.stars),
      // Of a Plummer sphere, whose virial radius is 1.3 half-mass radii.
      halfMassRadius: (draw(GRID.virialRadius) / 1.3) * factor(random, SCATTER.start),
      metallicity: draw(GRID.metallicity),
      orbit: draw(GRID.galactocentricRadius),
    };
    const age = random.uniform(10, 14);
    const left = tidalShare(start.stars, start.orbit, age * 1000);
    if (left < 0.1) continue;
    const evolved = evolve(start, age * 1000, {
      kept: factor(random, SCATTER.kept),
      ejection: factor(random, SCATTER.ejection),
    });
    const nBlackHoles = random.poisson(evolved.blackHoleMass / evolved.meanBlackHole);
    const blackHoleMass = nBlackHoles * evolved.meanBlackHole;
    // The tide takes stars from the outside; black holes are in the centre.
    return {
      ...observe(random, evolved.starMass * left, blackHoleMass, evolved),
      ...{ nBlackHoles, blackHoleMass, age },
    };
  }
}

/** Circular speed of the Galaxy, km/s. */
const CIRCULAR_SPEED = 220;

/** The share of a cluster's stars that the Galaxy's tide has left on a circular orbit; W0 = 7. */
function tidalShare(stars: number, orbit: number, megayears: number): number {
  const dissolution = 1.03 * 1.91 * (stars / Math.log(0.02 * stars)) ** 0.75 * orbit * (220 / CIRCULAR_SPEED);
  return 1 - megayears / dissolution;
}

interface Start {
  stars: number;
  /** In three dimensions, pc. */
  halfMassRadius: number;
  /** In solar units. */
  metallicity: number;
  /** Radius of the orbit, kpc. */
  orbit: number;
}

interface Evolved {
  starMass: number;
  blackHoleMass: number;
  meanBlackHole: number;
  halfMassRadius: number;
  coreCollapsed: boolean;
}

/** Parameters of Antonini & Gieles 2020, table 1 and sections 2 and 4. */
const MODEL = {
  ...{ stellarMassLoss: 0.0823, collapseTimes: 3.21, energyRate: 0.1, ejection: 0.0028, spread: 1.47 },
  ...{ blackHoles: 0.06, lightest: 3, heaviest: 30, kick: 265, neutronStar: 1.4, logarithm: 10 },
  /** Share of the mass below which black holes do not give all of the energy. */
  balance: 0.002,
};

/** Scatter from cluster to cluster in the logarithm to base 10, as the docstring has it. */
const SCATTER = {
  ...{ start: 0.05, kept: 0.1, ejection: 0.2, halfLight: 0.08, dispersion: 0.08, light: 0.05 },
  ...{ darkCore: 0.15, binaryCore: 0.3 },
};
/** Light in Lsun of each of as many equal stars as fluctuate like a cluster's. */
const FLUCTUATION = 100;

/** A factor whose logarithm to base 10 scatters by so much. */
const factor = (random: RandomState, scatter: number): number => logNormal(random, 1, scatter * Math.LN10);

/** Scatter in the logarithm of the light of so many Lsun. */
const fluctuationOf = (light: number): number => Math.sqrt(FLUCTUATION / light) / Math.LN10;
/** Mean stellar mass of Kroupa 2001 from 0.1 to 100 Msun. */
const MEAN_MASS = 0.638;
/** Myr in pc / (km/s). */
const MEGAYEAR = 1.02271;

/** Relaxation time in Myr, shortened by what black holes add to the spread of masses. */
function relaxation(stars: number, starMass: number, blackHoleMass: number, radius: number): number {
  const mass = starMass + blackHoleMass;
  const spread = 1 + (MODEL.spread * blackHoleMass) / mass / 0.01;
  return (
    (0.138 * Math.sqrt((mass * radius ** 3) / GRAVITY)) /
    ((mass / stars) * spread * MODEL.logarithm) /
    MEGAYEAR
  );
}

function evolve(
  { stars, halfMassRadius, metallicity, orbit }: Start,
  megayears: number,
  chance: { kept: number; ejection: number },
): Evolved {
  const rich = metallicity >= 1 ? 0.5 : 1;
  const heaviest = MODEL.heaviest * rich;
  const mass = stars * MEAN_MASS;
  const density = (3 * mass) / (8 * Math.PI * halfMassRadius ** 3);
  const escapeSpeed = 50 * (mass / 1e5) ** (1 / 3) * (density / 1e5) ** (1 / 6);
  // The mass whose kick is as fast as the escape; Maxwellian kicks of one momentum.
  const halfKept = ((4.5 * Math.PI) ** (1 / 6) * MODEL.kick * MODEL.neutronStar) / escapeSpeed;
  const born = MODEL.blackHoles * rich * mass;
  const kept = Math.min(born, (born * chance.kept) / (1 + (halfKept / (heaviest / 2)) ** 3));
  let [starMass, blackHoleMass, radius] = [mass - born, kept, halfMassRadius];
  const collapse = MODEL.collapseTimes * relaxation(stars, starMass, blackHoleMass, radius);
  const steps = 600;
  const start = 2;
  const growth = (megayears / start) ** (1 / steps);
  for (let step = 0, t = start; step < steps; step++, t *= growth) {
    const dt = t * (growth - 1);
    const total = starMass + blackHoleMass;
    const lost = (MODEL.stellarMassLoss * starMass * dt) / t;
    let expansion = lost / total;
    if (t > collapse) {
      const times = dt / relaxation(stars, starMass, blackHoleMass, radius);
      const supply = Math.min(1, blackHoleMass / total / MODEL.balance);
      const ejected = Math.min(MODEL.ejection * chance.ejection * supply * total * times, blackHoleMass);
      blackHoleMass -= ejected;
      expansion += MODEL.energyRate * times - (2 * (lost + ejected)) / total;
    }
    starMass -= lost;
    const jacobi =
      ((GRAVITY * (starMass + blackHoleMass)) / (2 * CIRCULAR_SPEED ** 2)) ** (1 / 3) *
      (orbit * 1000) ** (2 / 3);
    radius = Math.min(radius * Math.exp(expansion), 0.145 * jacobi);
  }
  const meanBlackHole = meanMassLeft(blackHoleMass / kept, heaviest);
  return {
    starMass,
    blackHoleMass,
    meanBlackHole,
    halfMassRadius: radius,
    coreCollapsed: megayears > collapse,
  };
}

/** Mean mass of the black holes left, of a number per mass that grows as m^0.5, when the heaviest have gone first. */
function meanMassLeft(share: number, heaviest: number): number {
  const low = MODEL.lightest;
  const top = (share * (heaviest ** 2.5 - low ** 2.5) + low ** 2.5) ** (1 / 2.5);
  if (top <= low * (1 + 1e-6)) return low;
  return ((top ** 2.5 - low ** 2.5) / 2.5 / (top ** 1.5 - low ** 1.5)) * 1.5;
}

function observe(
  random: RandomState,
  starMass: number,
  blackHoleMass: number,
  { halfMassRadius, coreCollapsed }: Evolved,
): Omit<Cluster, "nBlackHoles" | "blackHoleMass" | "age"> {
  const mass = starMass + blackHoleMass;
  const share = Math.min(blackHoleMass / mass / 0.005, 1);
  const halfLightRadius = 0.75 * halfMassRadius * (0.7 + 0.3 * share) * factor(random, SCATTER.halfLight);
  const support = coreCollapsed ? Math.sqrt(share) : 1;
  const ratio = coreCollapsed ? 0.02 * (1 / 3 / 0.02) ** support : 0.4;
  const swing = SCATTER.binaryCore + (SCATTER.darkCore - SCATTER.binaryCore) * support;
  const core = halfLightRadius * ratio * factor(random, swing);
  const light = starMass / 2;
  // of a modified Hubble profile, half of whose light is within the half-light radius
  const inCore = (light * Math.log(2)) / (2 * Math.log1p((halfLightRadius / core) ** 2));
  const coreRadius = core * factor(random, fluctuationOf(inCore));
  const luminosity = light * factor(random, Math.hypot(SCATTER.light, fluctuationOf(light)));
  return {
    coreRadius,
    halfLightRadius,
    centralSurfaceBrightness: centralBrightnessOf(luminosity, coreRadius, halfLightRadius),
    centralVelocityDispersion:
      centralDispersionOf(mass, halfLightRadius) * factor(random, SCATTER.dispersion),
    luminosity,
    relaxationTime: relaxationTimeOf(luminosity, halfLightRadius),
    mass,
  };
}
