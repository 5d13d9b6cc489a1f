import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { Dataset } from "../datasets/dataset";
import {
  CLUSTER_FEATURES,
  CLUSTER_UNITS,
  centralBrightnessOf,
  centralDispersionOf,
  luminosityOf,
  relaxationTimeOf,
} from "./cluster-observables";
import { logNormal, logUniform } from "./draws";
import { resolveOptions } from "./resolve-options";

export interface SimulateGlobularClustersOptions {
  /** Clusters; default 157, as many as the catalogue of Harris has. */
  nSamples?: number;
  /**
   * Whether clusters lack what was not measured, as the catalogue of Harris does (the default), or have all six features as
   * those of Baumgardt & Hilker 2018 do.
   */
  gaps?: boolean;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/**
 * Simulated globular clusters of a galaxy like ours as a catalogue would list them, a stand-in for `fetchGlobularClusters`
 * where the real catalogues cannot be had. Each quantity is drawn from its published distribution; no cluster is one of the
 * sky, and nothing is known of black holes in it:
 *
 * - **Luminosity**: M_V normal about -7.4 with a dispersion of 1.15 mag (Secker 1992, AJ 104, 1472). Mass: twice that in
 *   solar units.
 * - **Half-light radius**: 3 pc at 8 kpc from the Galactic centre, growing as the square root of that distance (van den
 *   Bergh, Morbey & Pazder 1991, ApJ 375, 594), scattered by 0.2 in the logarithm. Distances are even in the logarithm
 *   from 1 to 40 kpc.
 * - **Core radius**: from the concentration c = log(r_t / r_c), which grows by 0.25 per magnitude (Djorgovski & Meylan 1994, AJ
 *   108, 1292) and scatters by 0.4; a fifth of the clusters has a collapsed core, c = 2.5 (Trager, King & Djorgovski 1995, AJ
 *   109, 218). Of King's models the half-light radius is 0.547 r_c 10^(0.486 c) (Larsen 2006, manual of ISHAPE).
 * - **Central surface brightness**: that of a modified Hubble profile of these radii. **Central velocity dispersion**: 1.2
 *   times that of a cluster in equilibrium, (G M / (9.75 r))^1/2 (Spitzer 1987), scattered by 0.08 in the logarithm.
 * - **Metallicity**: four fifths about -1.6 with a dispersion of 0.3, one fifth about -0.5 with 0.2 dex (Zinn 1985, ApJ 293,
 *   424).
 * - **Gaps**: one cluster in ten lacks core radius and surface brightness; the velocity dispersion is measured in two of
 *   three clusters brighter than -7.4, and in one of eight fainter ones.
 *
 * Figures without a source are round guesses.
 *
 * @returns the features and the target of `fetchGlobularClusters`, with `M_V`, `FeH`, `R_gc`, `c` and `postCoreCollapse` of
 * its other columns; a cluster's name begins with `"sim"`. `provenance` is `"simulated"`.
 * @throws ParameterError if `nSamples` is not a whole number above 0, or an option does not exist.
 */
export async function simulateGlobularClusters(
  options: SimulateGlobularClustersOptions = {},
): Promise<Dataset<string[]>> {
  const { nSamples, gaps, randomState } = resolveOptions("simulateGlobularClusters", options, {
    nSamples: 157,
    gaps: true,
    randomState: 0 as RandomStateLike,
  });
  checkNumber("nSamples", nSamples, { min: 1, integer: true });
  const random = checkRandomState(randomState);
  const names = [...CLUSTER_FEATURES, "M_V", "FeH", "R_gc", "c"] as const;
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(nSamples)]));
  const postCoreCollapse: boolean[] = [];
  for (let i = 0; i < nSamples; i++) {
    const cluster = drawCluster(random);
    const profile = random.randomSample() < 0.9;
    const dispersion = random.randomSample() < (cluster.M_V < TYPICAL ? 2 / 3 : 1 / 8);
    for (const name of names) columns[name][i] = cluster[name];
    if (gaps && !profile) columns.coreRadius[i] = columns.centralSurfaceBrightness[i] = Number.NaN;
    if (gaps && !dispersion) columns.centralVelocityDispersion[i] = Number.NaN;
    postCoreCollapse.push(cluster.c === COLLAPSED);
  }
  const y = Array.from({ length: nSamples }, (_, i) => `sim ${String(i + 1).padStart(3, "0")}`);
  return Dataset.create({
    id: "globular-clusters",
    title: "Globular clusters of the Milky Way",
    columns: { cluster: y, ...columns, postCoreCollapse },
    featureNames: [...CLUSTER_FEATURES],
    units: { ...CLUSTER_UNITS, M_V: "mag", FeH: "dex", R_gc: "kpc" },
    targetName: "cluster",
    y,
    provenance: "simulated",
    description:
      "Clusters drawn from published distributions of luminosity, radius and concentration, none of them one of the sky; " +
      `${gaps ? "NaN where not measured" : "every feature measured"}. See simulateGlobularClusters.`,
    citation:
      "Secker 1992, AJ 104, 1472; van den Bergh, Morbey & Pazder 1991, ApJ 375, 594; Djorgovski & Meylan 1994, AJ 108, 1292; " +
      "Trager, King & Djorgovski 1995, AJ 109, 218; Zinn 1985, ApJ 293, 424",
    terms: "made by skylearn; free to use as simulated data",
  });
}

/** Absolute V magnitude of the most common cluster. */
const TYPICAL = -7.4;
/** Concentration that the literature gives to a collapsed core. */
const COLLAPSED = 2.5;

type Cluster = { [name in (typeof CLUSTER_FEATURES)[number]]: number } & {
  M_V: number;
  FeH: number;
  R_gc: number;
  c: number;
};

function drawCluster(random: RandomState): Cluster {
  const M_V = random.normal(TYPICAL, 1.15);
  const R_gc = logUniform(random, 1, 40);
  const FeH = random.randomSample() < 0.8 ? random.normal(-1.6, 0.3) : random.normal(-0.5, 0.2);
  const luminosity = luminosityOf(M_V);
  const halfLightRadius = logNormal(random, 3 * Math.sqrt(R_gc / 8), 0.2 * Math.LN10);
  const drawn = random.normal(1.4 - 0.25 * (M_V - TYPICAL), 0.4);
  const c = random.randomSample() < 0.2 ? COLLAPSED : Math.min(Math.max(drawn, 0.6), 2.3);
  const coreRadius = halfLightRadius / (0.547 * 10 ** (0.486 * c));
  return {
    ...{ M_V, FeH, R_gc, c, coreRadius, halfLightRadius, luminosity },
    centralSurfaceBrightness: centralBrightnessOf(luminosity, coreRadius, halfLightRadius),
    centralVelocityDispersion: logNormal(
      random,
      centralDispersionOf(2 * luminosity, halfLightRadius),
      0.08 * Math.LN10,
    ),
    relaxationTime: relaxationTimeOf(luminosity, halfLightRadius),
  };
}
