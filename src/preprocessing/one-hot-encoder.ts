import { ParameterError, ValidationError } from "../core/errors";
import { Estimator, registerEstimator } from "../core/estimator";
import { encodeLabels, encodeLabelsWith, type Label, sortLabels } from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkOneOf } from "../core/parameters";
import { featureNamesOf, isColumnTable, isDataFrame, isMatrixLike, type TableLike } from "../core/table-like";

/** A table whose cells are labels: rows as arrays, or any table that the estimators take. */
export type CategoryTable = TableLike | ArrayLike<ArrayLike<Label>>;

export interface OneHotEncoderParams {
  /** Categories of each feature; default `"auto"`: those of the sample, sorted. */
  categories: "auto" | readonly (readonly Label[])[];
  /** Leave out the first category of each feature (`"first"`), or of those with two (`"if_binary"`); default `null`. */
  drop: "first" | "if_binary" | null;
  /** A category that was not there at fit is an `"error"` (default), or gives zeros only (`"ignore"`). */
  handleUnknown: "error" | "ignore";
}

/**
 * Turns each categorical feature into one column of 0 and 1 for each of its categories, as
 * `sklearn.preprocessing.OneHotEncoder` of scikit-learn 1.2 with dense output.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.preprocessing.OneHotEncoder.html
 */
export class OneHotEncoder extends Estimator<OneHotEncoderParams> {
  /** For each feature its categories. */
  declare categories: Label[][];
  /** For each feature the index of the category left out, or `null`. */
  declare dropIdx: (number | null)[];

  constructor(params: Partial<OneHotEncoderParams> = {}) {
    super({ categories: "auto", drop: null, handleUnknown: "error" }, params);
  }

  /**
   * @param X - (n x features) labels.
   * @throws ValidationError if X is unusable, or holds a category that `categories` lacks.
   * @throws ParameterError if an option is unusable.
   */
  async fit(X: CategoryTable, _y?: unknown): Promise<this> {
    const { categories, drop, handleUnknown } = this.params;
    checkOneOf("drop", drop, ["first", "if_binary", null]);
    checkOneOf("handleUnknown", handleUnknown, ["error", "ignore"]);
    const columns = readColumns(X);
    let found: Label[][];
    if (categories === "auto")
      found = columns.map((column, j) => encodeLabels(column, `Column ${j}`).classes);
    else {
      if (!Array.isArray(categories) || categories.length !== columns.length) {
        throw new ParameterError(
          `categories must be "auto" or one list for each of ${columns.length} features.`,
        );
      }
      found = categories.map((list) => {
        const labels = [...list];
        if (typeof labels[0] === "number") checkSorted(labels);
        return labels;
      });
      if (handleUnknown === "error") {
        columns.forEach((column, j) => {
          encodeLabelsWith(found[j], column, { name: `Column ${j}` });
        });
      }
    }
    this.nFeaturesIn = columns.length;
    const names = featureNamesOf(X);
    if (names === undefined) delete this.featureNamesIn;
    else this.featureNamesIn = names;
    this.categories = found;
    this.dropIdx = found.map((list) =>
      drop === "first" || (drop === "if_binary" && list.length === 2) ? 0 : null,
    );
    return this;
  }

  /** Fits and returns the columns of the same table. */
  async fitTransform(X: CategoryTable, _y?: unknown): Promise<Matrix> {
    await this.fit(X);
    return this.transform(X);
  }

  /**
   * (n x columns) 0 and 1.
   *
   * @throws ValidationError if a category was not there at fit, unless `handleUnknown` is `"ignore"`.
   */
  transform(X: CategoryTable): Matrix {
    this.checkFitted("transform");
    const columns = readColumns(X);
    if (columns.length !== this.nFeaturesIn) {
      throw new ValidationError(
        `X has ${columns.length} features, but this OneHotEncoder was fitted on ${this.nFeaturesIn}.`,
      );
    }
    const widths = this.categories.map((list, j) => list.length - (this.dropIdx[j] === null ? 0 : 1));
    const width = widths.reduce((sum, value) => sum + value, 0);
    const rows = columns[0].length;
    const out = Matrix.zeros(rows, width);
    let start = 0;
    columns.forEach((column, j) => {
      const unknown = this.params.handleUnknown === "ignore" ? -1 : undefined;
      const codes = encodeLabelsWith(this.categories[j], column, { name: `Column ${j}`, unknown });
      const dropped = this.dropIdx[j];
      for (let i = 0; i < rows; i++) {
        if (codes[i] < 0 || codes[i] === dropped) continue;
        const at = dropped !== null && codes[i] > dropped ? codes[i] - 1 : codes[i];
        out.data[i * width + start + at] = 1;
      }
      start += widths[j];
    });
    return out;
  }

  /** Names such as `"class_STAR"`; without names of the features, `"x0_STAR"`. */
  getFeatureNamesOut(): string[] {
    this.checkFitted("getFeatureNamesOut");
    return this.categories.flatMap((list, j) =>
      list
        .filter((_, k) => k !== this.dropIdx[j])
        .map((label) => `${this.featureNamesIn?.[j] ?? `x${j}`}_${String(label)}`),
    );
  }
}

registerEstimator(OneHotEncoder);

function checkSorted(labels: readonly Label[]): void {
  if (sortLabels(labels).every((label, k) => label === labels[k])) return;
  throw new ParameterError("Numbers in categories must be sorted.");
}

/** @throws ValidationError if X is no table, is empty or ragged, or holds NaN or infinity. */
function readColumns(X: CategoryTable): Label[][] {
  const columns = columnsOf(X);
  columns.forEach((column, j) => {
    const i = column.findIndex((value) => typeof value === "number" && !Number.isFinite(value));
    if (i >= 0) throw new ValidationError(`X holds ${column[i]} at row ${i}, column ${j}.`);
  });
  return columns;
}

function columnsOf(X: CategoryTable): Label[][] {
  if (isMatrixLike(X)) return Array.from({ length: X.cols }, (_, j) => Array.from(X.column(j)));
  if (isColumnTable(X)) {
    return X.columnNames().map((name) => Array.from(X.array(name) as ArrayLike<Label>));
  }
  const rows = (isDataFrame(X) ? X.values : X) as ArrayLike<Label>[];
  const width = Array.isArray(rows) && typeof rows[0] === "object" && rows[0] !== null ? rows[0].length : 0;
  if (!(width > 0)) {
    throw new ValidationError("X must be a table of labels with at least one row and one column.");
  }
  const ragged = rows.findIndex((row) => row.length !== width);
  if (ragged >= 0) {
    throw new ValidationError(
      `X is ragged: row 0 has ${width} columns, row ${ragged} has ${rows[ragged].length}.`,
    );
  }
  return Array.from({ length: width }, (_, j) => rows.map((row) => row[j]));
}
