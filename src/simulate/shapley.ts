import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { checkKnown, checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { Dataset } from "../datasets/dataset";
import { drawIndex } from "./draws";

export interface SimulateShapleyOptions {
  /** Galaxies; default 4,215, as many as in the real catalogue. */
  nSamples?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/** Place on the sky and velocity of the galaxies of the Shapley supercluster. */
export const SHAPLEY_FEATURES: readonly string[] = ["ra", "dec", "velocity"];

/** Units of the columns of the Shapley galaxies. */
export const SHAPLEY_UNITS = { ra: "deg", dec: "deg", mag: "mag", velocity: "km/s", e_velocity: "km/s" };

/**
 * The richest clusters: right ascension and declination in deg, velocity and its dispersion in km/s, and a weight; rounded
 * from Proust et al. 2006 (A&A 447, 133) and the Abell catalogue.
 */
const CLUSTERS = [
  { name: "A3558", ra: 202, dec: -31.5, velocity: 14_400, dispersion: 950, weight: 5 },
  { name: "A3562", ra: 203.4, dec: -31.7, velocity: 14_500, dispersion: 900, weight: 2.5 },
  { name: "A3556", ra: 201, dec: -31.7, velocity: 14_400, dispersion: 640, weight: 2 },
  { name: "A3528", ra: 193.6, dec: -29, velocity: 15_800, dispersion: 950, weight: 2 },
  { name: "A3532", ra: 194.3, dec: -30.4, velocity: 16_600, dispersion: 740, weight: 1.5 },
  { name: "A3571", ra: 206.9, dec: -32.9, velocity: 11_700, dispersion: 1000, weight: 2 },
  { name: "A3574", ra: 207.3, dec: -30.3, velocity: 4800, dispersion: 450, weight: 1 },
];

/** Shares of the galaxies: in clusters, in the supercluster between them, before it and behind it. */
const SHARES = { cluster: 0.45, supercluster: 0.25, foreground: 0.08 };

/**
 * Simulated galaxies towards the Shapley supercluster, a stand-in for `fetchShapley`. Seven clusters at the places,
 * velocities and dispersions of the literature (rounded from Proust et al. 2006, A&A 447, 133), each of a King-like
 * profile whose core is 0.15 deg, so that it is a finger of God in velocity; galaxies of the supercluster between them at
 * 14,500 ± 1,500 km/s; the wall of Hydra and Centaurus before them at 4,000 ± 800 km/s; a field behind whose numbers grow
 * with the volume out to 50,000 km/s. Shares are round guesses. Errors are 50 ± 20 km/s.
 *
 * @returns a data set with the features of `fetchShapley`; the target is the column `member`: 0 none, else the number of
 * the cluster that a galaxy was made in. `provenance` is `"simulated"`.
 * @throws ParameterError if `nSamples` is not a whole number above 0, or an option does not exist.
 */
export async function simulateShapley(options: SimulateShapleyOptions = {}): Promise<Dataset<Float64Array>> {
  checkKnown("simulateShapley", options, ["nSamples", "randomState"]);
  const { nSamples = 4215, randomState = 0 } = options;
  checkNumber("nSamples", nSamples, { min: 1, integer: true });
  const random = checkRandomState(randomState);
  const names = ["ra", "dec", "velocity", "e_velocity", "mag", "member"];
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(nSamples)]));
  for (let i = 0; i < nSamples; i++) {
    const [ra, dec, velocity, member] = drawGalaxy(random);
    const error = Math.max(random.normal(50, 20), 10);
    const row: { [name: string]: number } = {
      ...{ ra, dec, velocity: velocity + random.normal(0, error), e_velocity: error, member },
      mag: 17.5 + Math.log10(random.uniform(1e-3, 1)) / 0.6,
    };
    for (const name of names) columns[name][i] = row[name];
  }
  const found = [...new Set(columns.member)].sort((a, b) => a - b);
  return Dataset.create({
    id: "shapley-galaxies",
    title: "Galaxies of the Shapley supercluster",
    columns,
    featureNames: [...SHAPLEY_FEATURES],
    units: SHAPLEY_UNITS,
    targetName: "member",
    y: columns.member,
    targetNames: found.map((code) => (code === 0 ? "no cluster" : CLUSTERS[code - 1].name)),
    provenance: "simulated",
    description:
      "Clusters at published places and velocities, the supercluster between them, and galaxies before and behind; see " +
      "simulateShapley. The target says which cluster a galaxy was made in.",
    citation: "Proust et al. 2006, A&A 447, 133; Drinkwater et al. 2004, PASA 21, 89",
    terms: "made by skylearn; free to use as simulated data",
  });
}

function drawGalaxy(random: RandomState): [ra: number, dec: number, velocity: number, member: number] {
  const share = random.randomSample();
  if (share < SHARES.cluster) {
    const k = drawIndex(
      random,
      CLUSTERS.map(({ weight }) => weight),
    );
    const { ra, dec, velocity, dispersion } = CLUSTERS[k];
    // The projected King profile with a core of 0.15 deg, out to seven cores.
    const radius = 0.15 * Math.sqrt(50 ** random.randomSample() - 1);
    const angle = random.uniform(0, 2 * Math.PI);
    return [
      ra + (radius * Math.cos(angle)) / Math.cos((dec * Math.PI) / 180),
      dec + radius * Math.sin(angle),
      random.normal(velocity, dispersion),
      k + 1,
    ];
  }
  const ra = random.uniform(193, 210);
  const dec = random.uniform(-38.5, -26.5);
  if (share < SHARES.cluster + SHARES.supercluster) return [ra, dec, random.normal(14_500, 1500), 0];
  if (share < SHARES.cluster + SHARES.supercluster + SHARES.foreground) {
    return [ra, dec, Math.max(random.normal(4000, 800), 1000), 0];
  }
  return [ra, dec, 50_000 * Math.cbrt(random.uniform(0.01, 1)) * random.uniform(0.5, 1), 0];
}
