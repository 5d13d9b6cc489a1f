import type { ColumnTable } from "arquero";
import type { Label } from "../core/labels";
import { Matrix } from "../core/matrix";
import {
  classLines,
  type DatasetDescription,
  describeWithSource,
  Sourced,
  type SourceParts,
  tableOf,
} from "./description";

/** What a {@link Dataset} is made of. */
export interface DatasetParts<Y extends ArrayLike<Label>> extends SourceParts {
  /** The columns by name, the features and the target among them. */
  columns: { [name: string]: ArrayLike<unknown> };
  featureNames: string[];
  /** Unit of each column that has one. */
  units: { [column: string]: string };
  /** The column that `y` is. */
  targetName: string;
  y: Y;
  /** What each class of `y` is, in the classes' sorted order; empty where `y` is no class. */
  targetNames?: string[];
}

/**
 * A data set: its table, the features and the target as the estimators take them, units, and where it comes from.
 * Printing it in a notebook shows one line; {@link Dataset.describe} shows all.
 */
export class Dataset<Y extends ArrayLike<Label> = ArrayLike<Label>> extends Sourced {
  /** Every column, as an arquero table. */
  readonly table: ColumnTable;
  /** The features, one row an object, one column for each of `featureNames`. */
  readonly X: Matrix;
  /** The target, one value a row. */
  readonly y: Y;
  readonly featureNames: readonly string[];
  readonly units: Readonly<{ [column: string]: string }>;
  /** The column of `table` that `y` is. */
  readonly targetName: string;
  /** What each class of `y` is, in the classes' sorted order; empty where `y` is no class. */
  readonly targetNames: readonly string[];

  private constructor(parts: DatasetParts<Y>, table: ColumnTable) {
    super(parts);
    this.table = table;
    this.X = Matrix.fromColumns(parts.featureNames.map((name) => parts.columns[name] as ArrayLike<number>));
    this.y = parts.y;
    this.featureNames = parts.featureNames;
    this.units = parts.units;
    this.targetName = parts.targetName;
    this.targetNames = parts.targetNames ?? [];
  }

  /** Puts a data set together; loads arquero, which is why this is asynchronous. */
  static async create<Y extends ArrayLike<Label>>(parts: DatasetParts<Y>): Promise<Dataset<Y>> {
    return new Dataset(parts, await tableOf(parts.columns));
  }

  /** Rows, classes, the range of each feature with its unit, provenance, citation and terms, as text to print. */
  describe(): DatasetDescription {
    const rows = this.featureNames.map((name, j) => [
      name,
      this.units[name] ?? "",
      ...spread(this.X.column(j)).map((value) => Number(value.toPrecision(5)).toString()),
    ]);
    return describeWithSource(this, [
      `${this.X.rows} rows; target ${JSON.stringify(this.targetName)}`,
      ...(this.targetNames.length > 0 ? classLines(this.y, this.targetNames) : []),
      "",
      aligned([["feature", "unit", "min", "median", "max"], ...rows]),
    ]);
  }

  /** One line: id, provenance and size. */
  toString(): string {
    return `Dataset(${this.id}, ${this.provenance}): ${this.X.rows} rows, features ${this.featureNames.join(", ")}, target ${this.targetName}`;
  }
}

function spread(values: Float64Array): [number, number, number] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const half = sorted.length / 2;
  const median = sorted.length % 2 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
  return [sorted[0], median, sorted[sorted.length - 1]];
}

/** Rows of cells as text whose columns line up; a name to the left, numbers to the right. */
function aligned(rows: string[][]): string {
  const widths = rows[0].map((_, j) => Math.max(...rows.map((row) => row[j].length)));
  return rows
    .map((row) =>
      row.map((cell, j) => (j < 2 ? cell.padEnd(widths[j]) : cell.padStart(widths[j]))).join("  "),
    )
    .join("\n");
}
