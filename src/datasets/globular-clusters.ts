import { readFile } from "node:fs/promises";
import { ValidationError } from "../core/errors";
import { checkOneOf } from "../core/parameters";
import { readVizierTsv, type VizierTable } from "../formats/vizier-tsv";
import {
  CLUSTER_FEATURES,
  CLUSTER_UNITS,
  luminosityOf,
  parsecs,
  relaxationTimeOf,
} from "../simulate/cluster-observables";
import { simulateGlobularClusters } from "../simulate/globular-clusters";
import { fetchFile } from "./cache/fetch-file";
import { Dataset } from "./dataset";
import { HARRIS_UNITS, type HarrisCatalogue, readHarrisCatalogue } from "./harris-catalogue";
import { checkFetchOptions, type OrSimulateOptions, orSimulated } from "./or-simulate";
import { findDataset } from "./registry";

export interface GlobularClustersOptions extends OrSimulateOptions {
  /** Whose measurements the six features are; default `"harris"`. */
  source?: "harris" | "baumgardt-hilker";
}

/** Columns of Baumgardt & Hilker 2018 that go into the table, each with `bh18_` before it and without its stroke. */
const BH18_COLUMNS = [
  ...["Dist", "Mass", "e_Mass", "M/LV", "e_M/LV", "rc", "rnm", "rmlp", "logrhoc", "logrhonm", "logTRH"],
  ...["MFslope", "sigma0", "Vesc"],
];

const bh18Name = (column: string): string => `bh18_${column.replace("/", "")}`;

/**
 * The 157 globular clusters of the Milky Way of Harris 1996 (AJ 112, 1487; 2010 edition), in its order, joined with the
 * 112 of Baumgardt & Hilker 2018 (MNRAS 478, 1520).
 *
 * Features, those of `fetchClusterModels` in the same units and definition; NaN where a cluster was not measured:
 *
 * | feature | unit | `"harris"` | `"baumgardt-hilker"` |
 * |---|---|---|---|
 * | `coreRadius` | pc | r_c and the distance R_Sun | rc of their models |
 * | `halfLightRadius` | pc, projected | r_h and R_Sun | rmlp, projected |
 * | `centralSurfaceBrightness` | V mag/arcsec2 | mu_V - 3.1 E(B-V) | the same, as they give none |
 * | `centralVelocityDispersion` | km/s, along the line of sight | sig_v | sigma0 of their models |
 * | `luminosity` | V Lsun | M_V and 4.83 for the Sun | Mass / (M/LV) |
 * | `relaxationTime` | yr | from luminosity and half-light radius | the same |
 *
 * The catalogue's mu_V is as observed (its rho_0 follows from it only after the correction), hence the 3.1 E(B-V) of
 * Cardelli, Clayton & Mathis 1989 (ApJ 345, 245). `relaxationTime` is the formula by which the catalogue made its own
 * lg_th: twice the luminosity for a mass, stars of 1/3 Msun on average (Djorgovski 1993, ASPC 50, 373). Both lg_th and
 * Baumgardt & Hilker's `bh18_logTRH`, which is that of the whole cluster in three dimensions and longer, are in the table.
 *
 * The table has every column of Harris (units in `units`), `postCoreCollapse` (whether the catalogue says `"c"`;
 * `collapse` also has the doubtful `"c:"`), `inBaumgardtHilker`, and the columns of Baumgardt & Hilker under VizieR's
 * names after `bh18_` (rnm is the half-mass radius, rmlp the projected half-light radius). The target is the name of the
 * cluster; `name` is its other name.
 *
 * The join is by name. Of Baumgardt & Hilker's 112, eight are written otherwise in Harris: Ter 1, 3, 5, 6, 7 and 8 are
 * Terzan 1 …, Lil 1 is Liller 1, and ESO 452-SC11 is the other name of 1636-283; every one has its match. These 45 of
 * Harris have none, and `inBaumgardtHilker` is false for them: 2MS-GC01, 2MS-GC02, AM 1, AM 4, BH 176, BH 261, Djorg 1,
 * Djorg 2, ESO-SC06, Eridanus, FSR 1735, GLIMPSE01, GLIMPSE02, IC 1257, Ko 1, Ko 2, Lynga 7, NGC 5946, NGC 6235, NGC 6287,
 * NGC 6325, NGC 6333, NGC 6380, NGC 6401, NGC 6426, NGC 6453, NGC 6517, NGC 6540, NGC 6637, NGC 6638, NGC 6652, NGC 6717,
 * NGC 6981, Pal 1, Pal 6, Pal 8, Pal 10, Pal 15, Terzan 2, Terzan 4, Terzan 9, Terzan 10, Terzan 12, UKS 1, Whiting 1.
 *
 * @throws DatasetUnavailableError if no place has a file and `orSimulate` is not set; else {@link simulateGlobularClusters}
 * stands in, with the features of `source` and few of the other columns.
 * @throws ParameterError if an option or a value does not exist.
 * @throws ValidationError, ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchGlobularClusters(
  options: GlobularClustersOptions = {},
): Promise<Dataset<string[]>> {
  checkFetchOptions("fetchGlobularClusters", options, ["source", "orSimulate"]);
  const { source = "harris" } = options;
  checkOneOf("source", source, ["harris", "baumgardt-hilker"]);
  return orSimulated(
    options,
    async () => {
      const entries = ["harris-globular-clusters", "baumgardt-hilker-2018"].map(findDataset);
      const [harris, bh18] = await Promise.all(
        entries.map(async ({ id }) => readFile(await fetchFile(id, options), "latin1")),
      );
      const columns = joinClusters(
        readHarrisCatalogue(harris),
        readVizierTsv(bh18, "table of Baumgardt & Hilker 2018"),
        source,
      );
      const y = columns.cluster as string[];
      return Dataset.create({
        id: "globular-clusters",
        title: "Globular clusters of the Milky Way",
        columns,
        featureNames: [...CLUSTER_FEATURES],
        units: { ...HARRIS_UNITS, ...BH18_UNITS, ...CLUSTER_UNITS },
        targetName: "cluster",
        y,
        provenance: "real",
        description: describeFeatures(columns, source),
        citation: entries.map(({ citation }) => citation).join("; "),
        terms: entries.map(({ terms }) => terms).join("; "),
      });
    },
    () => simulateGlobularClusters({ gaps: source === "harris" }),
  );
}

function describeFeatures(columns: { [name: string]: ArrayLike<unknown> }, source: string): string {
  const features = CLUSTER_FEATURES.map((name) => columns[name] as Float64Array);
  const complete = features[0].filter((_, i) => features.every((values) => !Number.isNaN(values[i]))).length;
  const both = (columns.inBaumgardtHilker as boolean[]).filter(Boolean).length;
  return (
    `Features of ${source === "harris" ? "Harris 1996 (2010 edition)" : "Baumgardt & Hilker 2018"}; NaN where not ` +
    `measured: ${complete} clusters have all six. ${both} clusters are in both lists.`
  );
}

const BH18_UNITS = {
  ...{
    bh18_Dist: "kpc",
    bh18_Mass: "Msun",
    bh18_e_Mass: "Msun",
    bh18_MLV: "Msun/Lsun",
    bh18_e_MLV: "Msun/Lsun",
  },
  ...{ bh18_rc: "pc", bh18_rnm: "pc", bh18_rmlp: "pc", bh18_logrhoc: "log10(Msun/pc3)" },
  ...{ bh18_logrhonm: "log10(Msun/pc3)", bh18_logTRH: "log10(yr)", bh18_sigma0: "km/s", bh18_Vesc: "km/s" },
};

/**
 * One row for each cluster of Harris, with what Baumgardt & Hilker have of it.
 *
 * @throws ValidationError if one of theirs is not in Harris, or two are the same.
 */
export function joinClusters(
  harris: HarrisCatalogue,
  bh18: VizierTable,
  source: "harris" | "baumgardt-hilker",
): { [name: string]: ArrayLike<unknown> } {
  const rowOf = matchNames(harris, bh18.table.strings("Cluster"));
  const theirs = Object.fromEntries(
    BH18_COLUMNS.map((column) => {
      const values = bh18.table.numbers(column);
      return [bh18Name(column), Float64Array.from(rowOf, (row) => (row < 0 ? Number.NaN : values[row]))];
    }),
  );
  const { R_Sun, r_c, r_h, mu_V, E_BV, sig_v, M_V } = harris.numbers;
  const luminosity =
    source === "harris"
      ? M_V.map(luminosityOf)
      : theirs.bh18_Mass.map((mass, i) => mass / theirs.bh18_MLV[i]);
  const halfLightRadius =
    source === "harris" ? r_h.map((angle, i) => parsecs(angle, R_Sun[i])) : theirs.bh18_rmlp;
  return {
    cluster: harris.cluster,
    name: harris.name,
    coreRadius: source === "harris" ? r_c.map((angle, i) => parsecs(angle, R_Sun[i])) : theirs.bh18_rc,
    halfLightRadius,
    centralSurfaceBrightness: mu_V.map((mu, i) => mu - 3.1 * E_BV[i]),
    centralVelocityDispersion: source === "harris" ? sig_v : theirs.bh18_sigma0,
    luminosity,
    relaxationTime: luminosity.map((light, i) => relaxationTimeOf(light, halfLightRadius[i])),
    postCoreCollapse: harris.collapse.map((flag) => flag === "c"),
    collapse: harris.collapse,
    spectralType: harris.spectralType,
    ...harris.numbers,
    inBaumgardtHilker: Array.from(rowOf, (row) => row >= 0),
    ...theirs,
  };
}

/** For each cluster of Harris the row of the other list that it is, or -1. */
function matchNames({ cluster, name }: HarrisCatalogue, others: string[]): Int32Array {
  const index = new Map<string, number>();
  for (const [i, alias] of name.entries()) if (alias !== "") index.set(plain(alias), i);
  // The catalogue's own names go before other names, should the two ever meet.
  for (const [i, id] of cluster.entries()) index.set(plain(id), i);
  const rowOf = new Int32Array(cluster.length).fill(-1);
  for (const [row, other] of others.entries()) {
    const i = index.get(plain(other));
    if (i === undefined || rowOf[i] >= 0) {
      const why =
        i === undefined ? "is not in the catalogue of Harris" : `is ${cluster[i]} for a second time`;
      throw new ValidationError(
        `Row ${row} of the table of Baumgardt & Hilker 2018, ${JSON.stringify(other.trim())}, ${why}.`,
      );
    }
    rowOf[i] = row;
  }
  return rowOf;
}

/** A cluster's name without blanks and with its discoverer's name in full. */
function plain(name: string): string {
  return name
    .trim()
    .replace(/^Ter (?=\d)/, "Terzan ")
    .replace(/^Lil (?=\d)/, "Liller ")
    .replaceAll(" ", "")
    .toLowerCase();
}
