import { ParameterError } from "../core/errors";
import { Matrix } from "../core/matrix";
import { checkKnown, checkNumber } from "../core/parameters";
import { quantile } from "../core/quantile";
import { type TableLike, toMatrix } from "../core/table-like";
import { type CurveOfGrowth, curveOfGrowth } from "./curve-of-growth";

export interface GalaxyMorphologyOptions {
  /** Brightness of the sky, which is taken off each pixel; default: the median along the image's edge. */
  sky?: number;
}

/** The shape of a galaxy in a few numbers that need no model of it. Lengths are in pixels. */
export interface GalaxyMorphology {
  /** Light within 1.5 Petrosian radii, in the image's unit. */
  flux: number;
  /** The centre: the point about which the galaxy turned by half a circle looks most like itself. */
  row: number;
  column: number;
  /** Where the galaxy has faded to a fifth of the mean brightness inside; NaN where it has not within the image. */
  petrosianRadius: number;
  /** Radius of the circle that holds half of the light. */
  halfLightRadius: number;
  /** C = 5 log10(r80 / r20), of the circles that hold 80 and 20 per cent of the light; 2.7 for an exponential disc. */
  concentration: number;
  /** A: how much the galaxy differs from itself turned by half a circle, as a share of its light; 0 is symmetric. */
  asymmetry: number;
}

interface Point {
  row: number;
  column: number;
}

/** Brightness at the Petrosian radius as a share of the mean brightness inside. */
const PETROSIAN_RATIO = 0.2;
/** Petrosian radii that hold all of a galaxy's light. */
const APERTURE = 1.5;
const MIN_SIDE = 5;
/** Pixels from one Petrosian radius that is tried to the next, and the first of them. */
const RADIUS_STEP = 0.1;
const FIRST_RADIUS = 1;

/**
 * Half-light radius, concentration and asymmetry of the galaxy in the middle of an image (Conselice 2003, ApJS 147, 1),
 * measured in circles. All of its light is what lies within 1.5 Petrosian radii, found with the ring of SDSS (0.8 to
 * 1.25 r; Blanton et al. 2001, AJ 121, 2358), or where those reach beyond the image, within the largest circle in it.
 *
 * The asymmetry is the sum of |I − I180| over that of |I| in the same circle, about the centre that makes it least
 * (Conselice, Bershady & Jangren 2000, ApJ 529, 886). The centre is found to half a pixel, because a turn about such a
 * point needs no pixel interpolated; noise makes the asymmetry larger, and is not taken off it. On a scale of brightness
 * that is not linear the numbers are others, but can still be compared between images on that scale.
 *
 * An image without light above the sky in its middle has no shape: radii, concentration and asymmetry are NaN.
 *
 * @param image - one channel (height x width).
 * @throws ValidationError if the image is empty, ragged or not finite.
 * @throws ParameterError if it is smaller than 5 x 5 pixels, or an option is unknown or no number.
 */
export function galaxyMorphology(image: TableLike, options: GalaxyMorphologyOptions = {}): GalaxyMorphology {
  checkKnown("galaxyMorphology", options, ["sky"]);
  const given = toMatrix(image, { name: "image" });
  const { rows, cols } = given;
  if (Math.min(rows, cols) < MIN_SIDE) {
    throw new ParameterError(
      `galaxyMorphology: an image must have at least ${MIN_SIDE} x ${MIN_SIDE} pixels, but this one has ${rows} x ${cols}.`,
    );
  }
  const { sky = medianOfEdge(given) } = options;
  checkNumber("sky", sky);
  const light = new Matrix(
    given.data.map((value) => value - sky),
    rows,
    cols,
  );
  const peak = brightestPoint(light);
  const reach = aperture(curveOfGrowth(light, peak.row, peak.column)).radius;
  const center = mostSymmetric(light, peak, reach);
  const growth = curveOfGrowth(light, center.row, center.column);
  const { radius, petrosianRadius } = aperture(growth);
  const flux = growth.flux(radius);
  if (!(flux > 0)) {
    const none = Number.NaN;
    const shape = {
      petrosianRadius: none,
      halfLightRadius: none,
      concentration: none,
      asymmetry: none,
    };
    return { flux, ...center, ...shape };
  }
  return {
    flux,
    ...center,
    petrosianRadius,
    halfLightRadius: growth.radiusOf(0.5 * flux),
    concentration: 5 * Math.log10(growth.radiusOf(0.8 * flux) / growth.radiusOf(0.2 * flux)),
    asymmetry: asymmetryAbout(light, center, radius),
  };
}

function medianOfEdge({ data, rows, cols }: Matrix): number {
  const isEdge = (_: number, k: number) => {
    const [i, j] = [Math.floor(k / cols), k % cols];
    return i === 0 || j === 0 || i === rows - 1 || j === cols - 1;
  };
  return quantile(data.filter(isEdge).sort(), 0.5);
}

/** The middle of the brightest 3 x 3 pixels in the inner half of the image. */
function brightestPoint({ data, rows, cols }: Matrix): Point {
  let best = { row: 0, column: 0, sum: Number.NEGATIVE_INFINITY };
  for (let row = Math.ceil(rows / 4); row <= Math.floor((3 * rows) / 4) - 1; row++) {
    for (let column = Math.ceil(cols / 4); column <= Math.floor((3 * cols) / 4) - 1; column++) {
      let sum = 0;
      for (let k = 0; k < 9; k++) sum += data[(row - 1 + Math.floor(k / 3)) * cols + column - 1 + (k % 3)];
      if (sum > best.sum) best = { row, column, sum };
    }
  }
  return { row: best.row, column: best.column };
}

/** The circle that holds all light. */
function aperture(growth: CurveOfGrowth): { radius: number; petrosianRadius: number } {
  const brightness = (from: number, to: number) =>
    (growth.flux(to) - growth.flux(from)) / (growth.area(to) - growth.area(from));
  for (let r = FIRST_RADIUS; 1.25 * r <= growth.largest; r += RADIUS_STEP) {
    if (brightness(0.8 * r, 1.25 * r) > PETROSIAN_RATIO * brightness(0, r)) continue;
    return { radius: Math.min(APERTURE * r, growth.largest), petrosianRadius: r };
  }
  return { radius: growth.largest, petrosianRadius: Number.NaN };
}

/** Walks from a point to its most symmetric neighbour half a pixel away, until none is more symmetric. */
function mostSymmetric(light: Matrix, start: Point, reach: number): Point {
  let here = start;
  let least = asymmetryAbout(light, here, reach);
  for (;;) {
    const middle = here;
    for (let k = 0; k < 9; k++) {
      const point = {
        row: middle.row + (Math.floor(k / 3) - 1) / 2,
        column: middle.column + ((k % 3) - 1) / 2,
      };
      if (!isInside(light, point)) continue;
      const asymmetry = asymmetryAbout(light, point, reach);
      if (asymmetry < least) [here, least] = [point, asymmetry];
    }
    if (here === middle) return here;
  }
}

const isInside = ({ rows, cols }: Matrix, { row, column }: Point) =>
  row >= 1 && column >= 1 && row <= rows - 2 && column <= cols - 2;

/** Sum of |I − I180| over that of |I|, within a circle; pixels whose opposite lies outside the image do not count. */
function asymmetryAbout({ data, rows, cols }: Matrix, { row, column }: Point, reach: number): number {
  let [difference, sum] = [0, 0];
  const [first, last] = [Math.max(0, Math.ceil(row - reach)), Math.min(rows - 1, Math.floor(row + reach))];
  for (let i = first; i <= last; i++) {
    const opposite = 2 * row - i;
    if (opposite < 0 || opposite >= rows) continue;
    for (let j = 0; j < cols; j++) {
      const across = 2 * column - j;
      if (across < 0 || across >= cols || Math.hypot(i - row, j - column) > reach) continue;
      const value = data[i * cols + j];
      difference += Math.abs(value - data[opposite * cols + across]);
      sum += Math.abs(value);
    }
  }
  return sum > 0 ? difference / sum : 0;
}
