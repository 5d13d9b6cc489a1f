import type { ColumnTable } from "arquero";
import { ValidationError } from "../core/errors";
import type { Label } from "../core/labels";
import type { Matrix } from "../core/matrix";
import { takeLabels } from "../model-selection/rows";
import {
  checkColumns,
  type DatasetDescription,
  describeWithSource,
  Sourced,
  type SourceParts,
  tableOf,
} from "./description";

/** What a {@link SpectraDataset} is made of. */
export interface SpectraDatasetParts<Y extends ArrayLike<Label>> extends SourceParts {
  /** (n x pixels) the spectra as they were measured. */
  flux: Matrix;
  /** (n x pixels) the spectra divided by their continuum. */
  X: Matrix;
  /** Wavelength of each pixel in Å. */
  wavelength: Float64Array;
  /** One column a property of the stars. */
  columns: { [name: string]: ArrayLike<unknown> };
  /** Unit of each column that has one. */
  units: { [column: string]: string };
  /** The column that `y` is. */
  targetName: string;
  y: Y;
}

/**
 * A data set of spectra on one grid of wavelengths, a table with a row a spectrum, and where it comes from. Printing it in
 * a notebook shows one line; {@link SpectraDataset.describe} shows all.
 */
export class SpectraDataset<Y extends ArrayLike<Label> = ArrayLike<Label>> extends Sourced {
  /** (n x pixels) the spectra as they were measured; their continuum is `flux / X`, but where `X` was cut off. */
  readonly flux: Matrix;
  /** (n x pixels) the spectra divided by their continuum, as estimators take them: 1 where there is no line. */
  readonly X: Matrix;
  /** Wavelength of each pixel in Å, in vacuum and at rest. */
  readonly wavelength: Float64Array;
  /** A row a spectrum, as an arquero table. */
  readonly table: ColumnTable;
  /** The target, one value a spectrum. */
  readonly y: Y;
  readonly units: Readonly<{ [column: string]: string }>;
  /** The column of `table` that `y` is. */
  readonly targetName: string;

  private constructor(parts: Omit<SpectraDatasetParts<Y>, "columns">, table: ColumnTable) {
    super(parts);
    this.flux = parts.flux;
    this.X = parts.X;
    this.wavelength = parts.wavelength;
    this.table = table;
    this.y = parts.y;
    this.units = parts.units;
    this.targetName = parts.targetName;
  }

  /**
   * Puts a data set together; loads arquero, which is why this is asynchronous.
   *
   * @throws ValidationError if the spectra have not one pixel a wavelength, or `y` or a column not one value a spectrum.
   */
  static async create<Y extends ArrayLike<Label>>(parts: SpectraDatasetParts<Y>): Promise<SpectraDataset<Y>> {
    const { X, flux, wavelength } = parts;
    if (X.cols !== wavelength.length || flux.cols !== X.cols || flux.rows !== X.rows) {
      throw new ValidationError(
        `X is ${X.rows} x ${X.cols} and flux ${flux.rows} x ${flux.cols}, of ${wavelength.length} wavelengths.`,
      );
    }
    checkColumns(X.rows, "spectra", parts);
    return new SpectraDataset(parts, await tableOf(parts.columns));
  }

  /**
   * The spectra of the given numbers, in that order; their pixels are copied.
   *
   * @throws ValidationError if there is no spectrum of such a number.
   */
  take(indices: ArrayLike<number>): SpectraDataset<Y> {
    const { table, ...rest } = this;
    const rows = Array.from(indices);
    const wrong = rows.find((i) => !(Number.isInteger(i) && i >= 0 && i < this.X.rows));
    if (wrong !== undefined) {
      throw new ValidationError(
        `There is no spectrum ${wrong}: spectra are numbered 0 to ${this.X.rows - 1}.`,
      );
    }
    const y = takeLabels(this.y, rows) as unknown as Y;
    return new SpectraDataset(
      { ...rest, X: this.X.takeRows(rows), flux: this.flux.takeRows(rows), y },
      table.reify(rows),
    );
  }

  /** Number and range of the spectra, columns with their units, provenance, citation and terms, as text to print. */
  describe(): DatasetDescription {
    const { rows, cols } = this.X;
    const columns = this.table
      .columnNames()
      .map((name) => (name in this.units ? `${name} (${this.units[name]})` : name));
    return describeWithSource(this, [
      `${rows} spectra of ${cols} pixels from ${this.wavelength[0].toFixed(0)} to ${this.wavelength[cols - 1].toFixed(0)} Å; ` +
        `target ${JSON.stringify(this.targetName)}`,
      `Columns: ${columns.join(", ")}`,
    ]);
  }

  /** One line: id, provenance, number and range. */
  toString(): string {
    const { rows, cols } = this.X;
    return (
      `SpectraDataset(${this.id}, ${this.provenance}): ${rows} spectra, ${cols} pixels from ` +
      `${this.wavelength[0].toFixed(0)} to ${this.wavelength[cols - 1].toFixed(0)} Å, target ${this.targetName}`
    );
  }
}
