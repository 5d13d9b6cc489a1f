import { ParameterError } from "../../core/errors";
import { checkNumber, checkOneOf } from "../../core/parameters";
import type { FitsHeader } from "./header";

export interface CelestialProjectionParts {
  /** `"SIN"`: the sky seen from infinitely far away, as interferometers map it; `"TAN"`: as a camera does. */
  kind: "SIN" | "TAN";
  /** Right ascension of the reference point in degrees. */
  ra: number;
  /** Declination of the reference point in degrees. */
  dec: number;
  /** Column of the reference point, the middle of the first pixel at 0. */
  column: number;
  /** Row of the reference point. */
  row: number;
  /** Degrees a column; below 0 where east is to the left, as on most maps. */
  columnStep: number;
  /** Degrees a row. */
  rowStep: number;
}

const RADIAN = 180 / Math.PI;

/**
 * Which pixel of an image shows which place on the sky (Calabretta & Greisen 2002, A&A 395, 1077): rows and columns that
 * run north and east, on a plane that touches the sky in the reference point.
 */
export class CelestialProjection {
  readonly parts: Readonly<CelestialProjectionParts>;

  /** @throws ParameterError if `kind` is no known projection, or a number is out of range. */
  constructor(parts: CelestialProjectionParts) {
    checkOneOf("kind", parts.kind, ["SIN", "TAN"]);
    checkNumber("ra", parts.ra);
    checkNumber("dec", parts.dec, { min: -90, max: 90 });
    for (const name of ["column", "row", "columnStep", "rowStep"] as const) checkNumber(name, parts[name]);
    if (parts.columnStep === 0 || parts.rowStep === 0) {
      throw new ParameterError("columnStep and rowStep must not be 0.");
    }
    this.parts = { ...parts };
  }

  /**
   * The projection that an image's header describes.
   *
   * @throws FitsError if it is another one than SIN or TAN, the axes are turned or shared, or a number is missing.
   */
  static fromHeader(header: FitsHeader): CelestialProjection {
    const kind = celestialKind(header);
    for (const keyword of ["CROTA1", "CROTA2", "PV2_1", "PV2_2", "PC1_2", "PC2_1", "CD1_2", "CD2_1"]) {
      if (Number(header.real(keyword, 0)) !== 0)
        throw header.error("is not 0, which is not supported", keyword);
    }
    const pole = Number(header.real("LONPOLE", 180));
    if (pole !== 180) throw header.error(`is ${pole}; only 180 is supported`, "LONPOLE");
    const number = (...keywords: string[]): number => {
      const keyword = keywords.find((name) => header.has(name));
      if (keyword === undefined) throw header.error("is missing", keywords[0]);
      return Number(header.real(keyword, Number.NaN));
    };
    return new CelestialProjection({
      kind,
      ra: number("CRVAL1"),
      dec: number("CRVAL2"),
      // FITS counts pixels from 1
      column: number("CRPIX1") - 1,
      row: number("CRPIX2") - 1,
      columnStep: number("CDELT1", "CD1_1"),
      rowStep: number("CDELT2", "CD2_2"),
    });
  }

  /** The pixel that shows a place, given in degrees; NaN for a place that the plane does not show. */
  toPixel(ra: number, dec: number): { row: number; column: number } {
    const { kind, row, column, columnStep, rowStep } = this.parts;
    const [sin0, cos0] = [Math.sin(this.parts.dec / RADIAN), Math.cos(this.parts.dec / RADIAN)];
    const [sin, cos] = [Math.sin(dec / RADIAN), Math.cos(dec / RADIAN)];
    const east = (ra - this.parts.ra) / RADIAN;
    const depth = sin * sin0 + cos * cos0 * Math.cos(east);
    if (!(depth > 0)) return { row: Number.NaN, column: Number.NaN };
    const scale = (kind === "SIN" ? 1 : 1 / depth) * RADIAN;
    return {
      row: row + (scale * (sin * cos0 - cos * sin0 * Math.cos(east))) / rowStep,
      column: column + (scale * cos * Math.sin(east)) / columnStep,
    };
  }

  /**
   * Right ascension (within 180 degrees of the reference point's) and declination of a pixel, in degrees; NaN for a pixel
   * that shows no place.
   */
  toSky(row: number, column: number): { ra: number; dec: number } {
    const { kind, rowStep, columnStep } = this.parts;
    const x = ((column - this.parts.column) * columnStep) / RADIAN;
    const y = ((row - this.parts.row) * rowStep) / RADIAN;
    const square = x * x + y * y;
    if (kind === "SIN" && !(square <= 1)) return { ra: Number.NaN, dec: Number.NaN };
    // the direction on the unit sphere: east, north and towards the observer
    const depth = kind === "SIN" ? Math.sqrt(1 - square) : 1 / Math.sqrt(1 + square);
    const [east, north] = kind === "SIN" ? [x, y] : [x * depth, y * depth];
    const [sin0, cos0] = [Math.sin(this.parts.dec / RADIAN), Math.cos(this.parts.dec / RADIAN)];
    const sin = north * cos0 + depth * sin0;
    return {
      ra: this.parts.ra + Math.atan2(east, depth * cos0 - north * sin0) * RADIAN,
      dec: Math.asin(Math.max(-1, Math.min(1, sin))) * RADIAN,
    };
  }
}

function celestialKind(header: FitsHeader): "SIN" | "TAN" {
  const first = /^RA---(SIN|TAN)$/.exec(header.string("CTYPE1")?.trim() ?? "");
  if (first === null) throw header.error("must be RA---SIN or RA---TAN", "CTYPE1");
  const kind = first[1] as "SIN" | "TAN";
  if (header.string("CTYPE2")?.trim() !== `DEC--${kind}`)
    throw header.error(`must be DEC--${kind}`, "CTYPE2");
  return kind;
}
