import type { ColumnTable } from "arquero";
import type { CelestialProjection } from "../formats/fits/celestial-projection";
import type { SkaSdc1Source } from "../image/ska-sdc1-score";
import { SkyImage, type SkyImageParts } from "./sky-image";

/** A source of a radio catalogue, and where it is in the image. */
export interface RadioSource extends SkaSdc1Source {
  id: number;
  /** Row of the centre of light, the middle of the first pixel at 0. */
  row: number;
  /** Column of the centre of light. */
  column: number;
}

/** The columns of a {@link RadioSource} that a catalogue of the challenge has, in its order. */
export const RADIO_SOURCE_COLUMNS = [
  "id",
  "ra_core",
  "dec_core",
  "ra_cent",
  "dec_cent",
  "flux",
  "core_frac",
  "b_maj",
  "b_min",
  "pa",
  "size",
  "class",
] as const;

/** Names of the classes 1, 2 and 3 of a {@link RadioSource}. */
export const RADIO_SOURCE_CLASSES = ["SS-AGN", "FS-AGN", "SFG"] as const;

/** What a {@link RadioField} is made of. */
export interface RadioFieldParts extends SkyImageParts {
  projection: CelestialProjection;
  /** The true sources by column; `row` and `column` are added. */
  truth: { [name in (typeof RADIO_SOURCE_COLUMNS)[number]]: Float64Array };
}

/** A radio image together with the sources that are truly in it. */
export class RadioField extends SkyImage {
  /** Which pixel shows which place on the sky. */
  readonly projection: CelestialProjection;
  /** The true sources, a row each, in the columns of {@link RadioSource}. */
  readonly truth: ColumnTable;

  private constructor(parts: RadioFieldParts, truth: ColumnTable) {
    super(parts);
    this.projection = parts.projection;
    this.truth = truth;
  }

  /** Puts a field together; loads arquero, which is why this is asynchronous. */
  static async create(parts: RadioFieldParts): Promise<RadioField> {
    const { table } = await import("arquero");
    const { ra_cent, dec_cent } = parts.truth;
    const places = Array.from(ra_cent, (ra, i) => parts.projection.toPixel(ra, dec_cent[i]));
    const columns = RADIO_SOURCE_COLUMNS.map((name): [string, Float64Array] => [name, parts.truth[name]]);
    columns.push(["row", Float64Array.from(places, ({ row }) => row)]);
    columns.push(["column", Float64Array.from(places, ({ column }) => column)]);
    return new RadioField(parts, table(columns));
  }

  /** The true sources whose centre lies in the image, as objects. */
  sources(): RadioSource[] {
    const { rows, cols } = this.image;
    return (this.truth.objects() as RadioSource[]).filter(
      ({ row, column }) => row >= -0.5 && row < rows - 0.5 && column >= -0.5 && column < cols - 0.5,
    );
  }

  protected override contents(): string[] {
    const within = this.sources().length;
    return [...super.contents(), `${this.truth.numRows()} true sources, ${within} of them within the image`];
  }

  override toString(): string {
    const { rows, cols } = this.image;
    return `RadioField(${this.id}, ${this.provenance}): ${rows} x ${cols} pixels, ${this.unit}, ${this.truth.numRows()} true sources`;
  }
}
