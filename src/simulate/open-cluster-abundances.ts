import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError } from "../core/errors";
import { checkKnown, checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { Dataset } from "../datasets/dataset";
import { drawIndex, logUniform } from "./draws";

export interface SimulateOpenClusterAbundancesOptions {
  /** Stars; default 330, as in the talk on chemical tagging. */
  nSamples?: number;
  /** Clusters; default 11. */
  nClusters?: number;
  /** The elements to have, each once, of the twelve and by default all of them; the same stars whatever is chosen. */
  elements?: readonly string[];
  /** Standard deviation within a cluster at birth, in dex; default 0.02. */
  intraClusterScatter?: number;
  /** Multiplies every measurement error; default 1. */
  errorScale?: number;
  /** Seed or generator; default 0. */
  randomState?: RandomStateLike;
}

/**
 * Of each element: the slope of [X/Fe] with [Fe/H] and with age (dex/Gyr, from 4.5 Gyr on both sides), the scatter between
 * clusters that neither explains (dex), and the error of one measurement (dex).
 */
const ELEMENTS: { [element: string]: [metallicity: number, age: number, scatter: number, error: number] } = {
  Si: [-0.04, 0.006, 0.02, 0.04],
  Ti: [-0.1, 0.004, 0.02, 0.04],
  Ca: [-0.16, -0.001, 0.02, 0.05],
  Ni: [0.05, 0.007, 0.015, 0.03],
  Fe: [0, 0, 0, 0.03],
  Na: [0.1, 0.009, 0.05, 0.04],
  Mg: [-0.11, 0.01, 0.03, 0.05],
  Cr: [0, -0.002, 0.015, 0.04],
  Ba: [-0.27, 0, 0.05, 0.06],
  Zr: [-0.14, -0.023, 0.05, 0.07],
  Al: [0.04, 0.014, 0.05, 0.05],
  Sc: [0, 0.006, 0.03, 0.05],
};

/** The twelve elements that the literature has measured in most stars of open clusters, most often first. */
export const CLUSTER_ELEMENTS: readonly string[] = Object.keys(ELEMENTS);

/** Name of an element's column: `[Fe/H]` for iron, `[X/Fe]` for the others. */
export const abundanceName = (element: string): string => (element === "Fe" ? "[Fe/H]" : `[${element}/Fe]`);

/** Slope of [Fe/H] with the distance from the Galactic centre, in dex/kpc (Spina, Magrini & Cunha 2022, Universe 8, 87). */
const GRADIENT = -0.064;
/** Of the Sun, in kpc and Gyr. */
const SUN = { radius: 8.2, age: 4.5 };
/** What diffusion takes from the surface of a star at the turn-off of a cluster as old as the Sun, in dex. */
const DIFFUSION = 0.1;

/**
 * Simulated abundances of twelve elements in main-sequence stars of open clusters, a stand-in for
 * `fetchOpenClusterAbundances` and for the stars of the Gaia-ESO survey that the talk on chemical tagging shows. Nothing
 * in it is fitted to those; it stands on published relations:
 *
 * - **Clusters**: between 6 and 11 kpc from the Galactic centre, 30 Myr to 6 Gyr old, even in the logarithm; [Fe/H] falls
 *   by 0.064 dex/kpc (Spina et al. 2022, Universe 8, 87) and scatters by 0.08 dex about that.
 * - **[X/Fe]** of a cluster follows its [Fe/H], with slopes of the thin disc (measured on the stars of Delgado Mena et al.
 *   2017, A&A 606, A94, where they have the element; round guesses else), and its age, with slopes rounded from those of
 *   solar twins (Spina et al. 2018, MNRAS 474, 2580); [Ba/Fe] rises to 0.6 in the youngest (D'Orazi et al. 2009, ApJ
 *   693, L31). What is left scatters by 0.015 to 0.05 dex.
 * - **Stars** of a cluster differ by 0.02 dex (Bovy 2016, ApJ 817, 49; Poovelil et al. 2020, ApJ 903, 55), and diffusion
 *   takes up to 0.1 dex of [Fe/H] from the surface of those near the turn-off of a cluster as old as M67 (Souto et al. 2018,
 *   ApJ 857, 14).
 * - **Errors** are Gaussian, 0.03 to 0.07 dex an element, those of high-resolution spectra (Smiljanic et al. 2014, A&A
 *   570, A122).
 *
 * A cluster has at least three stars; the rest fall to the clusters at random, more to some than to others.
 *
 * @returns features `[Fe/H]` and `[X/Fe]` in dex, as the data set that it stands in for; the target is the `cluster`, whose
 * name begins with `"sim"`. The table also has the error of each, `e_[Fe/H]` …, and the cluster's true `age` in Gyr and
 * `galactocentricRadius` in kpc. `provenance` is `"simulated"`.
 * @throws ParameterError if a number is out of bounds, there are less than three stars a cluster, an element is none of the
 * twelve or there twice, or an option does not exist.
 */
export async function simulateOpenClusterAbundances(
  options: SimulateOpenClusterAbundancesOptions = {},
): Promise<Dataset<string[]>> {
  const known = ["nSamples", "nClusters", "elements", "intraClusterScatter", "errorScale", "randomState"];
  checkKnown("simulateOpenClusterAbundances", options, known);
  const { nSamples = 330, nClusters = 11, intraClusterScatter = 0.02, errorScale = 1 } = options;
  const { elements = CLUSTER_ELEMENTS } = options;
  checkEachOnce(elements);
  const strange = elements.find((element) => !CLUSTER_ELEMENTS.includes(element));
  if (strange !== undefined) {
    throw new ParameterError(
      `elements: no simulated star has ${JSON.stringify(strange)}. There are ${CLUSTER_ELEMENTS.join(", ")}.`,
    );
  }
  checkNumber("nSamples", nSamples, { min: 1, integer: true });
  checkNumber("nClusters", nClusters, { min: 1, integer: true });
  checkNumber("intraClusterScatter", intraClusterScatter, { min: 0 });
  checkNumber("errorScale", errorScale, { min: 0 });
  if (nSamples < 3 * nClusters) {
    throw new ParameterError(
      `nSamples must be at least three for each of nClusters, ${3 * nClusters}; got ${nSamples}.`,
    );
  }
  const random = checkRandomState(options.randomState ?? 0);
  const clusters = Array.from({ length: nClusters }, () => drawCluster(random));
  const sizes = drawSizes(random, nSamples, nClusters);
  const names = [
    ...elements.flatMap((element) => [abundanceName(element), `e_${abundanceName(element)}`]),
    ...["age", "galactocentricRadius"],
  ];
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(nSamples)]));
  const y: string[] = [];
  for (const [k, cluster] of clusters.entries()) {
    for (let s = 0; s < sizes[k]; s++) {
      const i = y.length;
      // Few stars are near the turn-off, where diffusion is at its strongest.
      const depth = DIFFUSION * Math.min(cluster.age / SUN.age, 1) * random.randomSample() ** 2;
      for (const element of CLUSTER_ELEMENTS) {
        const error = ELEMENTS[element][3] * errorScale;
        // Light elements sink less than iron, by a quarter of it.
        const diffusion = element === "Fe" ? -depth : LIGHT.has(element) ? depth / 4 : 0;
        const truth = cluster.abundances[element] + random.normal(0, intraClusterScatter) + diffusion;
        const measured = truth + random.normal(0, error);
        if (!elements.includes(element)) continue;
        columns[abundanceName(element)][i] = measured;
        columns[`e_${abundanceName(element)}`][i] = error;
      }
      columns.age[i] = cluster.age;
      columns.galactocentricRadius[i] = cluster.radius;
      y.push(`sim ${String(k + 1).padStart(2, "0")}`);
    }
  }
  return Dataset.create({
    id: "open-cluster-abundances",
    title: "Abundances of stars in open clusters",
    columns: { cluster: y, ...columns },
    featureNames: elements.map(abundanceName),
    units: {
      ...Object.fromEntries(names.map((name) => [name, "dex"])),
      ...{ age: "Gyr", galactocentricRadius: "kpc" },
    },
    targetName: "cluster",
    y,
    provenance: "simulated",
    description:
      "Main-sequence stars of clusters drawn from published trends with place, age and metallicity, with errors of " +
      "high-resolution spectra. See simulateOpenClusterAbundances.",
    citation:
      "Spina et al. 2022, Universe 8, 87; Spina et al. 2018, MNRAS 474, 2580; D'Orazi et al. 2009, ApJ 693, L31; " +
      "Delgado Mena et al. 2017, A&A 606, A94; Bovy 2016, ApJ 817, 49; Souto et al. 2018, ApJ 857, 14",
    terms: "made by skylearn; free to use as simulated data",
  });
}

/** @throws ParameterError if there is no element or one is there twice. */
export function checkEachOnce(elements: readonly string[]): void {
  if (elements.length === 0 || new Set(elements).size < elements.length) {
    throw new ParameterError(`elements must have one or more, each once; got ${JSON.stringify(elements)}.`);
  }
}

const LIGHT = new Set(["Na", "Mg", "Al", "Si"]);

interface Cluster {
  age: number;
  radius: number;
  abundances: { [element: string]: number };
}

function drawCluster(random: RandomState): Cluster {
  const radius = random.uniform(6, 11);
  const age = logUniform(random, 0.03, 6);
  const iron = 0.04 + GRADIENT * (radius - SUN.radius) + random.normal(0, 0.08);
  const abundances = Object.fromEntries(
    CLUSTER_ELEMENTS.map((element) => {
      const [metallicity, slope, scatter] = ELEMENTS[element];
      const base = metallicity * iron + slope * (age - SUN.age) + random.normal(0, scatter);
      if (element === "Fe") return [element, iron];
      return [element, element === "Ba" ? base + 0.27 * Math.log10(SUN.age / age) : base];
    }),
  );
  return { age, radius, abundances };
}

/** Three stars a cluster; the others with weights that differ by some factor of two. */
function drawSizes(random: RandomState, nSamples: number, nClusters: number): Int32Array {
  const sizes = new Int32Array(nClusters).fill(3);
  const weights = random.normal(0, 0.5, nClusters).map(Math.exp);
  for (let i = 3 * nClusters; i < nSamples; i++) sizes[drawIndex(random, weights)]++;
  return sizes;
}
