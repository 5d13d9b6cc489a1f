import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError } from "../core/errors";
import { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import { type TableLike, toMatrix } from "../core/table-like";
import { resolveOptions } from "./resolve-options";
import { shuffledRows } from "./shuffled-rows";

/** Options of {@link makeBlobs}. */
export interface MakeBlobsOptions {
  /** Rows in all, shared out evenly, or rows of each blob; default 100. */
  nSamples?: number | ArrayLike<number>;
  /** Features; default 2. `centers` that are given override it. */
  nFeatures?: number;
  /** Number of blobs, or (blobs x features) their centres; default `null`: 3, or one for each of `nSamples`. */
  centers?: number | TableLike | null;
  /** Standard deviation of all blobs, or of each; default 1. */
  clusterStd?: number | ArrayLike<number>;
  /** Bounds within which centres are drawn; default [-10, 10]. */
  centerBox?: readonly [number, number];
  /** Shuffle the rows; default `true`. */
  shuffle?: boolean;
  /** Seed or generator; default unseeded. */
  randomState?: RandomStateLike;
}

const defaults: Required<MakeBlobsOptions> = {
  nSamples: 100,
  nFeatures: 2,
  centers: null,
  clusterStd: 1,
  centerBox: [-10, 10],
  shuffle: true,
  randomState: null,
};

/**
 * Round normal blobs, to try clustering and classification on. For a given `randomState` the same draws as
 * scikit-learn 1.2's `make_blobs`.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.datasets.make_blobs.html
 *
 * @returns X (n x features), y with the blob of each row, and the centres (blobs x features).
 * @throws ParameterError if an option is unknown or unusable, or the numbers of blobs that they name differ.
 */
export function makeBlobs(options: MakeBlobsOptions = {}): { X: Matrix; y: Float64Array; centers: Matrix } {
  const { nSamples, clusterStd, centerBox, shuffle, ...o } = resolveOptions("makeBlobs", options, defaults);
  checkNumber("nFeatures", o.nFeatures, { min: 1, integer: true });
  checkOneOf("shuffle", shuffle, [true, false]);
  const rng = checkRandomState(o.randomState);
  const counts = typeof nSamples === "number" ? undefined : Array.from(nSamples);
  const centers = blobCenters(o.centers, counts, o.nFeatures, centerBox, rng);
  if (counts !== undefined && counts.length !== centers.rows) {
    throw new ParameterError(`nSamples names ${counts.length} blobs, but centers ${centers.rows}.`);
  }
  const sizes = counts ?? evenSizes(nSamples as number, centers.rows);
  sizes.forEach((size, k) => {
    checkNumber(`nSamples[${k}]`, size, { min: 0, integer: true });
  });
  const spreads = blobSpreads(clusterStd, centers.rows);
  const { cols } = centers;
  const rows = sizes.reduce((a, b) => a + b, 0);
  const X = Matrix.zeros(rows, cols);
  const y = new Float64Array(rows);
  let from = 0;
  sizes.forEach((size, k) => {
    const center = centers.row(k);
    const deviates = rng.standardNormal(size * cols);
    for (let m = 0; m < deviates.length; m++) {
      X.data[from * cols + m] = center[m % cols] + spreads[k] * deviates[m];
    }
    y.fill(k, from, from + size);
    from += size;
  });
  return { ...(shuffle ? shuffledRows(X, y, rng) : { X, y }), centers };
}

function blobCenters(
  centers: number | TableLike | null,
  counts: number[] | undefined,
  nFeatures: number,
  box: readonly [number, number],
  rng: RandomState,
): Matrix {
  if (centers !== null && typeof centers !== "number") return toMatrix(centers, { name: "centers" });
  const count = centers ?? counts?.length ?? 3;
  checkNumber("centers", count, { min: 1, integer: true });
  if (box.length !== 2) throw new ParameterError("centerBox must be [min, max].");
  checkNumber("centerBox[0]", box[0]);
  checkNumber("centerBox[1]", box[1], { min: box[0] });
  return rng.uniform(box[0], box[1], [count, nFeatures]);
}

function evenSizes(nSamples: number, blobs: number): number[] {
  checkNumber("nSamples", nSamples, { min: 1, integer: true });
  const extra = nSamples % blobs;
  return Array.from({ length: blobs }, (_, k) => Math.floor(nSamples / blobs) + (k < extra ? 1 : 0));
}

function blobSpreads(clusterStd: number | ArrayLike<number>, blobs: number): number[] {
  const out =
    typeof clusterStd === "number" ? new Array<number>(blobs).fill(clusterStd) : Array.from(clusterStd);
  if (out.length !== blobs) {
    throw new ParameterError(`clusterStd has ${out.length} values, but there are ${blobs} blobs.`);
  }
  out.forEach((spread, k) => {
    checkNumber(typeof clusterStd === "number" ? "clusterStd" : `clusterStd[${k}]`, spread, { min: 0 });
  });
  return out;
}
