import { ValidationError } from "../core/errors";
import { checkKnown, checkNumber } from "../core/parameters";

/** Where a source is, in pixels, and how bright. */
export interface PlacedSource {
  row: number;
  column: number;
  flux: number;
}

export interface MatchSourcesOptions {
  /** How far from a true source a detection of it may be, in pixels: one number, or one a true source. */
  radius: number | ArrayLike<number>;
  /** A match must agree in flux within this factor; default e (2.718). `Infinity` asks for the place only. */
  fluxFactor?: number;
}

/** Which detection is of which true source. */
export interface SourceMatch {
  /** For each detection the true source it is matched with, or -1. No true source has two. */
  truthOf: Int32Array;
  /** For each true source its detection, or -1. */
  detectionOf: Int32Array;
  /** For each true source 1 if any detection lies within its radius, whatever its flux and whatever else it matches. */
  near: Uint8Array;
  /** For each detection 1 if a true source of its flux has it within its radius, matched with another or not. */
  likely: Uint8Array;
}

/**
 * Matches detections with true sources, one to one: the brightest detection chooses first, among the true sources that
 * have it within their radius, agree in flux and are not yet taken, the one nearest in flux. In a crowded field some true
 * source is near any place, and most of those are too faint to be what was seen; so the flux decides.
 *
 * @throws ValidationError if there is another number of radii than of true sources, or a place is not finite or a flux not above 0.
 * @throws ParameterError if an option is out of range or does not exist.
 */
export function matchSources(
  detections: readonly PlacedSource[],
  truth: readonly PlacedSource[],
  options: MatchSourcesOptions,
): SourceMatch {
  checkKnown("matchSources", options, ["radius", "fluxFactor"]);
  const { radius, fluxFactor = Math.E } = options;
  if (fluxFactor !== Number.POSITIVE_INFINITY) checkNumber("fluxFactor", fluxFactor, { min: 1 });
  const radii = checkRadii(radius, truth.length);
  checkPlaces(detections, "detections");
  checkPlaces(truth, "truth");
  const limit = Math.log(fluxFactor);
  const cells = new Cells(truth, radii);
  const match: SourceMatch = {
    truthOf: new Int32Array(detections.length).fill(-1),
    detectionOf: new Int32Array(truth.length).fill(-1),
    near: new Uint8Array(truth.length),
    likely: new Uint8Array(detections.length),
  };
  const brightestFirst = [...detections.keys()].sort(
    (a, b) => detections[b].flux - detections[a].flux || a - b,
  );
  for (const d of brightestFirst) {
    const { row, column, flux } = detections[d];
    let [best, least] = [-1, Number.POSITIVE_INFINITY];
    for (const t of cells.at(row, column)) {
      if (Math.hypot(truth[t].row - row, truth[t].column - column) > radii[t]) continue;
      match.near[t] = 1;
      const difference = Math.abs(Math.log(flux / truth[t].flux));
      if (difference > limit) continue;
      match.likely[d] = 1;
      if (match.detectionOf[t] < 0 && difference < least) [best, least] = [t, difference];
    }
    if (best < 0) continue;
    match.truthOf[d] = best;
    match.detectionOf[best] = d;
  }
  return match;
}

function checkRadii(radius: number | ArrayLike<number>, count: number): ArrayLike<number> {
  if (typeof radius === "number") {
    checkNumber("radius", radius, { min: 0 });
    return new Float64Array(count).fill(radius);
  }
  if (radius.length !== count) {
    throw new ValidationError(`There are ${radius.length} radii for ${count} true sources.`);
  }
  for (let i = 0; i < count; i++) checkNumber(`radius[${i}]`, radius[i], { min: 0 });
  return radius;
}

function checkPlaces(sources: readonly PlacedSource[], name: string): void {
  const wrong = sources.findIndex(
    ({ row, column, flux }) =>
      !(Number.isFinite(row) && Number.isFinite(column) && flux > 0 && flux < Infinity),
  );
  if (wrong < 0) return;
  const { row, column, flux } = sources[wrong];
  throw new ValidationError(
    `${name}[${wrong}] needs a finite place and a flux above 0; it has row ${row}, column ${column}, flux ${flux}.`,
  );
}

/** Side of a cell in pixels: a few radii of a point source. */
const CELL = 8;

/** Which true sources may reach a place: they are listed in each cell of a grid that their circle touches. */
class Cells {
  private readonly lists = new Map<string, number[]>();

  constructor(truth: readonly PlacedSource[], radii: ArrayLike<number>) {
    for (const [t, { row, column }] of truth.entries()) {
      const last = [Math.floor((row + radii[t]) / CELL), Math.floor((column + radii[t]) / CELL)];
      for (let i = Math.floor((row - radii[t]) / CELL); i <= last[0]; i++) {
        for (let j = Math.floor((column - radii[t]) / CELL); j <= last[1]; j++) {
          const list = this.lists.get(`${i},${j}`);
          if (list === undefined) this.lists.set(`${i},${j}`, [t]);
          else list.push(t);
        }
      }
    }
  }

  at(row: number, column: number): readonly number[] {
    return this.lists.get(`${Math.floor(row / CELL)},${Math.floor(column / CELL)}`) ?? [];
  }
}
