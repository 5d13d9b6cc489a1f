import { readFile } from "node:fs/promises";
import { ValidationError } from "../core/errors";
import { checkNumber, checkOneOf } from "../core/parameters";
import { DelimitedTable } from "../formats/delimited";
import { SUBSYSTEM_CLASSES, simulateClusterModels } from "../simulate/cluster-models";
import { CLUSTER_FEATURES, CLUSTER_UNITS, relaxationTimeOf } from "../simulate/cluster-observables";
import { fetchFile } from "./cache/fetch-file";
import { Dataset } from "./dataset";
import { checkFetchOptions, type OrSimulateOptions, orSimulated } from "./or-simulate";
import { findDataset } from "./registry";

export interface ClusterModelsOptions extends OrSimulateOptions {
  /** The oldest snapshot of each of the 132 models (the default), or all 7,848 of them older than 10 Gyr. */
  snapshots?: "last" | "all";
  /** Black holes from which on a cluster counts as the host of a subsystem; default 10. */
  minBlackHoles?: number;
}

/** Columns of the file that the features and `nBlackHoles`, `blackHoleMass` and `age` are. */
const SOURCE: { [name: string]: string } = {
  ...{ coreRadius: "rc_obs_pc", halfLightRadius: "rhl_pc", centralSurfaceBrightness: "mu0_V" },
  ...{ centralVelocityDispersion: "sigma0_1d_kms", luminosity: "Ltot", nBlackHoles: "N_14" },
  ...{ blackHoleMass: "Mbh" },
};

const TEXT_COLUMNS = ["model", "snapshot"];

const UNITS = {
  ...{ rv_pc: "pc", rg_kpc: "kpc", Z_Zsun: "Zsun", age: "Gyr", Mtot: "Msun", Mstar: "Msun", mmax_14: "Msun" },
  ...{ sig: "km/s", sig_ms: "km/s", sig_star: "km/s", sig_3: "km/s", sig_14: "km/s" },
  ...{ dynamicalRelaxationTime: "yr", blackHoleMass: "Msun" },
};

/**
 * Monte Carlo models of globular clusters and the black holes in them (the CMC catalogue: Kremer et al. 2020, ApJS 247,
 * 48; observables by Rui et al. 2021, ApJ 912, 102). They are simulations of stellar dynamics, which other scientists
 * published: `provenance` is `"real"` because the file is theirs, and no model is a cluster of the sky.
 *
 * Features, those of `fetchGlobularClusters` in the same units and definition:
 *
 * - `coreRadius`, pc: where the surface brightness in V has fallen to half of its central value. In a few collapsed
 *   cores it is that of one bright star, a thousandth of a pc.
 * - `halfLightRadius`, pc, in projection.
 * - `centralSurfaceBrightness`, V mag/arcsec2.
 * - `centralVelocityDispersion`, km/s, in one dimension.
 * - `luminosity`, Lsun, all stars together. The file does not name a band; the V light that follows from the surface
 *   brightness and the radii (of a modified Hubble profile) is 0.6 of it in the median, so that it is bolometric, as it seems,
 *   and a real cluster's `luminosity`, which is in V, is the lower one of two equal clusters.
 * - `relaxationTime`, yr: not in the file. Computed from luminosity and half-light radius by the formula of Spitzer 1987
 *   in the form that Harris' catalogue uses, twice the luminosity for a mass and stars of 1/3 Msun on average, because that
 *   is what it can be for a real cluster (the models have 2.1 and 0.33 in the median). `dynamicalRelaxationTime` in the
 *   table is the same with the model's own mass and number of stars.
 *
 * The target `blackHoleSubsystem` is 1 where a model has at least `minBlackHoles` black holes (`nBlackHoles`; their mass
 * is `blackHoleMass` in Msun): a definition of this package, on which the answers depend. The table has all else that the
 * file has under its own names: `model` and `snapshot` as text, the initial conditions `N_1e5`, `rv_pc`, `rg_kpc` and
 * `Z_Zsun`, numbers and dispersions of kinds of stars (13 neutron stars, 14 black holes), NaN where a model has none.
 *
 * Snapshots of one model are one cluster at several ages: split them by `model`, or a test knows its training set.
 *
 * @throws DatasetUnavailableError if no place has the file and `orSimulate` is not set; else {@link simulateClusterModels}
 * stands in, with as many rows.
 * @throws ParameterError if an option or a value does not exist.
 * @throws ValidationError, ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchClusterModels(options: ClusterModelsOptions = {}): Promise<Dataset<Float64Array>> {
  checkFetchOptions("fetchClusterModels", options, ["snapshots", "minBlackHoles", "orSimulate"]);
  const { snapshots = "last", minBlackHoles = 10 } = options;
  checkOneOf("snapshots", snapshots, ["last", "all"]);
  checkNumber("minBlackHoles", minBlackHoles, { min: 1, integer: true });
  return orSimulated(
    options,
    async () => {
      const entry = findDataset(snapshots === "last" ? "cmc-cluster-models" : "cmc-cluster-snapshots");
      const columns = readClusterModels(await readFile(await fetchFile(entry.id, options), "utf8"));
      const y = (columns.nBlackHoles as Float64Array).map((n) => (n >= minBlackHoles ? 1 : 0));
      return Dataset.create({
        id: "cluster-models",
        title: "Models of globular clusters with and without black holes",
        columns: { ...columns, blackHoleSubsystem: y },
        featureNames: [...CLUSTER_FEATURES],
        units: { ...UNITS, ...CLUSTER_UNITS },
        targetName: "blackHoleSubsystem",
        y,
        targetNames: SUBSYSTEM_CLASSES.filter((_, code) => y.includes(code)),
        provenance: "real",
        description:
          `A black-hole subsystem is ${minBlackHoles} black holes or more. Published Monte Carlo simulations of clusters, ` +
          `${snapshots === "last" ? "the oldest snapshot of each model" : "all snapshots older than 10 Gyr"}.`,
        citation: entry.citation,
        terms: entry.terms,
      });
    },
    () => simulateClusterModels({ nSamples: snapshots === "last" ? 132 : 7848, minBlackHoles }),
  );
}

/**
 * The file's columns, the features under this package's names before them.
 *
 * @throws ValidationError if a column is missing, a cell is no number, or a feature or a number of black holes has no
 * value.
 */
export function readClusterModels(text: string): { [name: string]: ArrayLike<unknown> } {
  const name = "table of cluster models";
  const table = new DelimitedTable(text, { name });
  const ours: { [name: string]: Float64Array } = {};
  for (const [feature, column] of Object.entries(SOURCE)) {
    ours[feature] = table.numbers(column);
    const hole = ours[feature].findIndex(Number.isNaN);
    if (hole >= 0) throw new ValidationError(`Row ${hole} of the ${name} has no value of ${column}.`);
  }
  const [mass, objects] = ["Mtot", "Nobj"].map((column) => table.numbers(column));
  const theirs = table.names
    .filter((column) => !Object.values(SOURCE).includes(column))
    .map((column) => [column, TEXT_COLUMNS.includes(column) ? table.strings(column) : table.numbers(column)]);
  return {
    ...Object.fromEntries(TEXT_COLUMNS.map((column) => [column, table.strings(column)])),
    ...ours,
    relaxationTime: ours.luminosity.map((light, i) => relaxationTimeOf(light, ours.halfLightRadius[i])),
    dynamicalRelaxationTime: mass.map((m, i) =>
      relaxationTimeOf(m / 2, ours.halfLightRadius[i], m / objects[i]),
    ),
    ...Object.fromEntries(theirs),
  };
}
