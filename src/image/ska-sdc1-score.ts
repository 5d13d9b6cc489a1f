import { ValidationError } from "../core/errors";
import { checkNumber } from "../core/parameters";

/** A source in the columns of a catalogue of the first SKA Science Data Challenge. */
export interface SkaSdc1Source {
  /** Right ascension of the core in deg, -180 to 180. */
  ra_core: number;
  dec_core: number;
  /** Right ascension of the centre of light in deg. */
  ra_cent: number;
  dec_cent: number;
  /** Whole flux in Jy. */
  flux: number;
  /** Share of the flux that comes from the core. */
  core_frac: number;
  /** Size along the long axis in arcsec; `size` says of what. */
  b_maj: number;
  b_min: number;
  /** Position angle in deg, clockwise from the direction of right ascension. */
  pa: number;
  /** What the axes are: 1 largest angular scale, 2 full width at half maximum of a Gaussian, 3 exponential scale. */
  size: number;
  /** 1 steep-spectrum AGN, 2 flat-spectrum AGN, 3 star-forming galaxy. */
  class: number;
}

/** The properties that are scored, each with at most 1 a source. */
export type SkaSdc1Property = "position" | "flux" | "b_maj" | "b_min" | "pa" | "core_frac" | "class";

export interface SkaSdc1Score {
  /** `matchScore - falseDetections`: what the challenge ranked by. */
  value: number;
  /** Detections that were handed in. */
  detections: number;
  /** Detections that were accepted as matches. */
  matches: number;
  /** Candidate matches that lie too far off in place, flux and size together. They count as false. */
  rejected: number;
  /** Detections without an accepted match. */
  falseDetections: number;
  /** Sum over the matches of the mean score of their seven properties. */
  matchScore: number;
  /** `matchScore` in per cent of `matches`; NaN without matches. */
  accuracy: number;
  /** Mean score of each property over the matches, 0 to 1; NaN without matches. */
  properties: { [property in SkaSdc1Property]: number };
}

const PROPERTIES: readonly SkaSdc1Property[] = [
  "position",
  "flux",
  "b_maj",
  "b_min",
  "pa",
  "core_frac",
  "class",
];
/** Full width of a Gaussian for a size of each kind: the largest angular scale is 5 standard deviations. */
const TO_GAUSSIAN = [2.355 / 5, 1, Math.SQRT2];
/** Errors up to which a property scores in full. */
const TOLERANCE = { position: 0.3, flux: 0.1, size: 0.3, pa: 10, core: 0.05 };
/** Typical errors of place, flux and size; their triple makes one standard deviation of all three. */
const TYPICAL = { position: 0.31 * 3, flux: 0.12 * 3, size: 1.46 * 3 };
const REJECTED_FROM = 5;

/**
 * The score of the first SKA Science Data Challenge (Bonaldi et al. 2021, MNRAS 500, 3821, section 4), step for step as
 * the organisers' package `ska-sdc` computes it in its "core" mode: a true source is a candidate for a detection whose
 * core lies within the detection's own size (convolved with a beam of 0.25 arcsec at 1.4 GHz) of its core; each detection
 * keeps the candidate with the least error in place, flux and size together, each true source its best detection; an
 * error of 5 or more is rejected. A match earns the mean of seven scores: each is 1 up to a tolerance and falls as the
 * inverse of the error beyond; the class is right or wrong. Each detection without an accepted match costs 1.
 *
 * As there, places are compared as plain differences of right ascension and declination when candidates are sought, and
 * position angles as they are after taking off 180, 90 and 45 degrees.
 *
 * Two things differ. The training area is not left out: hand in the part that you want scored. And where a true source
 * has no extent at all, its size scores 1 for a detection without extent and else 0.
 *
 * @param frequency - of the image in MHz; default 560. It sets the beam.
 * @throws ValidationError if a number is missing, a flux is not above 0, a size is below 0, or `size` or `class` is not
 * 1, 2 or 3.
 * @throws ParameterError if `frequency` is not above 0.
 * @see https://pypi.org/project/ska-sdc/
 */
export function skaSdc1Score(
  detections: readonly SkaSdc1Source[],
  truth: readonly SkaSdc1Source[],
  frequency = 560,
): SkaSdc1Score {
  checkNumber("frequency", frequency, { exclusiveMin: 0 });
  checkSources(detections, "detections");
  checkSources(truth, "truth");
  const beam = (0.25 / frequency) * 1400;
  const pairs = bestPairs(detections, truth, beam);
  const accepted = pairs.filter(({ error }) => error < REJECTED_FROM);
  const sums = new Map<SkaSdc1Property, number>(PROPERTIES.map((name) => [name, 0]));
  for (const { detection, source } of accepted) {
    const scores = propertyScores(detections[detection], truth[source], beam);
    for (const name of PROPERTIES) sums.set(name, (sums.get(name) as number) + scores[name]);
  }
  const matchScore = [...sums.values()].reduce((sum, value) => sum + value, 0) / PROPERTIES.length;
  const matches = accepted.length;
  const falseDetections = detections.length - matches;
  return {
    value: matchScore - falseDetections,
    detections: detections.length,
    matches,
    rejected: pairs.length - matches,
    falseDetections,
    matchScore,
    accuracy: (100 * matchScore) / matches,
    properties: Object.fromEntries(
      PROPERTIES.map((name) => [name, (sums.get(name) as number) / matches]),
    ) as {
      [property in SkaSdc1Property]: number;
    },
  };
}

function checkSources(sources: readonly SkaSdc1Source[], name: string): void {
  for (const [i, source] of sources.entries()) {
    const fail = (what: string): never => {
      throw new ValidationError(`${name}[${i}]: ${what}.`);
    };
    const { ra_core, dec_core, ra_cent, dec_cent, flux, core_frac, b_maj, b_min, pa } = source;
    const numbers = { ra_core, dec_core, ra_cent, dec_cent, flux, core_frac, b_maj, b_min, pa };
    for (const [key, value] of Object.entries(numbers)) {
      if (!Number.isFinite(value)) fail(`${key} must be a finite number, not ${value}`);
    }
    if (!(flux > 0)) fail(`flux must be above 0, not ${flux}`);
    if (b_maj < 0 || b_min < 0) fail(`b_maj and b_min must not be below 0, not ${b_maj} and ${b_min}`);
    for (const key of ["size", "class"] as const) {
      if (![1, 2, 3].includes(source[key])) fail(`${key} must be 1, 2 or 3, not ${source[key]}`);
    }
  }
}

interface Pair {
  detection: number;
  source: number;
  /** Of place, flux and size together. */
  error: number;
}

/** One pair at most for each detection and for each true source. */
function bestPairs(
  detections: readonly SkaSdc1Source[],
  truth: readonly SkaSdc1Source[],
  beam: number,
): Pair[] {
  // sorted by declination, so that only a strip has to be searched
  const order = [...truth.keys()].sort((a, b) => truth[a].dec_core - truth[b].dec_core);
  const decs = Float64Array.from(order, (i) => truth[i].dec_core);
  const ofSource = new Map<number, Pair>();
  for (const [d, detection] of detections.entries()) {
    const radius = convolvedSize(detection, beam) / 3600;
    let best: Pair | undefined;
    for (let k = firstAtLeast(decs, detection.dec_core - radius); k < decs.length; k++) {
      if (decs[k] > detection.dec_core + radius) break;
      const source = truth[order[k]];
      const apart = Math.hypot(source.ra_core - detection.ra_core, source.dec_core - detection.dec_core);
      if (apart > radius) continue;
      const error = wholeError(detection, source, beam);
      if (best === undefined || error < best.error) best = { detection: d, source: order[k], error };
    }
    if (best === undefined) continue;
    const other = ofSource.get(best.source);
    if (other === undefined || best.error < other.error) ofSource.set(best.source, best);
  }
  return [...ofSource.values()].sort((a, b) => a.detection - b.detection);
}

/** Index of the first of the sorted values that is not below a limit. */
function firstAtLeast(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What the beam makes of a source's larger size, in arcsec. */
const convolvedSize = ({ b_maj, b_min, size }: SkaSdc1Source, beam: number): number =>
  Math.hypot(Math.max(b_maj, b_min) * TO_GAUSSIAN[size - 1], beam);

function wholeError(detection: SkaSdc1Source, truth: SkaSdc1Source, beam: number): number {
  const seen = convolvedSize(truth, beam);
  const width = ({ b_maj, b_min, size }: SkaSdc1Source): number =>
    ((b_maj + b_min) / 2) * TO_GAUSSIAN[size - 1];
  const place = separation(detection.ra_core, detection.dec_core, truth.ra_core, truth.dec_core) / seen;
  const flux = Math.abs(detection.flux - truth.flux) / truth.flux;
  const size = Math.abs(width(truth) - width(detection)) / seen;
  return Math.hypot(place / TYPICAL.position, flux / TYPICAL.flux, size / TYPICAL.size);
}

function propertyScores(
  detection: SkaSdc1Source,
  truth: SkaSdc1Source,
  beam: number,
): { [property in SkaSdc1Property]: number } {
  const width = Math.hypot(2 * beam, (truth.b_maj + truth.b_min) / 2);
  const core = separation(detection.ra_core, detection.dec_core, truth.ra_core, truth.dec_core);
  const centre = separation(detection.ra_cent, detection.dec_cent, truth.ra_cent, truth.dec_cent);
  // a detection's size is taken as one of the true kind
  const scale = TO_GAUSSIAN[detection.size - 1] / TO_GAUSSIAN[truth.size - 1];
  const size = (seen: number, real: number): number =>
    scored(Math.abs(seen * scale - real) / (real === 0 && seen === 0 ? 1 : real), TOLERANCE.size);
  // lobes have no clear short axis or angle: these are given
  const hasLobes = truth.size === 1;
  return {
    position: scored(Math.min(core, centre) / width, TOLERANCE.position),
    flux: scored(Math.abs(detection.flux - truth.flux) / truth.flux, TOLERANCE.flux),
    b_maj: size(detection.b_maj, truth.b_maj),
    b_min: hasLobes ? 1 : size(detection.b_min, truth.b_min),
    pa: hasLobes ? 1 : scored(Math.abs(folded(detection.pa) - folded(truth.pa)), TOLERANCE.pa),
    core_frac: scored(Math.abs(detection.core_frac - truth.core_frac) / 0.75, TOLERANCE.core),
    class: detection.class === truth.class ? 1 : 0,
  };
}

/** 1 up to the tolerance, then falling as the inverse of the error. */
const scored = (error: number, tolerance: number): number => Math.min(1, tolerance / error);

/** A position angle as the challenge compares it. */
function folded(pa: number): number {
  let angle = pa;
  if (angle > 180) angle -= 180;
  if (angle > 90) angle -= 90;
  if (angle > 45) angle -= 45;
  if (angle < -45) angle += 45;
  return angle;
}

/** Angle between two places given in degrees, in arcsec. */
function separation(ra: number, dec: number, otherRa: number, otherDec: number): number {
  const radian = Math.PI / 180;
  const sine = (degrees: number): number => Math.sin((degrees * radian) / 2) ** 2;
  const square =
    sine(dec - otherDec) + Math.cos(dec * radian) * Math.cos(otherDec * radian) * sine(ra - otherRa);
  return (2 * Math.asin(Math.min(1, Math.sqrt(square))) * 3600) / radian;
}
