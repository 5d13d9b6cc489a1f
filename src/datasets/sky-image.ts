import { ParameterError } from "../core/errors";
import { Matrix } from "../core/matrix";
import { checkNumber } from "../core/parameters";
import { type DatasetDescription, describeWithSource, Sourced, type SourceParts } from "./description";

/** What a {@link SkyImage} is made of. */
export interface SkyImageParts extends SourceParts {
  /** The pixels; row 0 is the southernmost, as in FITS. */
  image: Matrix;
  unit: string;
  /** Side of a pixel in arc seconds. */
  pixelScale: number;
  /** Full width at half maximum of the beam in arc seconds: no detail is finer. */
  beam: number;
}

/**
 * An image of the sky with its unit, scale and where it comes from. Printing it in a notebook shows one line;
 * {@link SkyImage.describe} shows all.
 */
export class SkyImage extends Sourced {
  /** (rows x columns) the pixels; row 0 is the southernmost, as in FITS. */
  readonly image: Matrix;
  readonly unit: string;
  /** Side of a pixel in arc seconds. */
  readonly pixelScale: number;
  /** Full width at half maximum of the beam in arc seconds. */
  readonly beam: number;

  constructor(parts: SkyImageParts) {
    super(parts);
    this.image = parts.image;
    this.unit = parts.unit;
    this.pixelScale = parts.pixelScale;
    this.beam = parts.beam;
  }

  /** Where the brightest pixel is; the first of several. */
  brightestPixel(): { row: number; column: number; value: number } {
    const { data, cols } = this.image;
    let best = 0;
    for (let k = 1; k < data.length; k++) if (!(data[k] <= data[best])) best = k;
    return { row: Math.floor(best / cols), column: best % cols, value: data[best] };
  }

  /**
   * (size x size) the pixels around one, which stands at row and column `floor(size / 2)`.
   *
   * @throws ParameterError if the square reaches beyond the image.
   */
  cutout(row: number, column: number, size: number): Matrix {
    checkNumber("size", size, { min: 1, integer: true });
    const { rows, cols } = this.image;
    const [top, left] = [row - Math.floor(size / 2), column - Math.floor(size / 2)];
    const inside =
      Number.isInteger(top) &&
      Number.isInteger(left) &&
      top >= 0 &&
      left >= 0 &&
      top + size <= rows &&
      left + size <= cols;
    if (!inside) {
      throw new ParameterError(
        `A square of ${size} pixels around row ${row}, column ${column} reaches beyond the image of ${rows} x ${cols}.`,
      );
    }
    const part = Matrix.zeros(size, size);
    for (let i = 0; i < size; i++) part.row(i).set(this.image.row(top + i).subarray(left, left + size));
    return part;
  }

  /** Size, unit, scale, provenance, citation and terms, as text to print. */
  describe(): DatasetDescription {
    return describeWithSource(this, this.contents());
  }

  /** What the image holds, a line each. */
  protected contents(): string[] {
    const { rows, cols } = this.image;
    return [
      `${rows} x ${cols} pixels of ${Number(this.pixelScale.toPrecision(4))} arcsec, in ${this.unit}; ` +
        `beam ${Number(this.beam.toPrecision(4))} arcsec`,
    ];
  }

  /** One line: id, provenance and size. */
  toString(): string {
    const { rows, cols } = this.image;
    return `SkyImage(${this.id}, ${this.provenance}): ${rows} x ${cols} pixels, ${this.unit}`;
  }
}
