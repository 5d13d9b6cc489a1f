import { ParameterError } from "../core/errors";
import { describe } from "../core/table-like";

/** For each parameter the values to try; `outer__inner` reaches into an estimator that is a parameter. */
export type ParamGrid = { readonly [name: string]: ArrayLike<unknown> };

/** One value for each parameter. */
export type Candidate = { [name: string]: unknown };

/**
 * Every combination of the values of a grid, or of several grids one after the other, in scikit-learn's order:
 * parameters sorted by name, the last one varying fastest.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.model_selection.ParameterGrid.html
 *
 * @example
 * ```ts
 * [...new ParameterGrid({ C: [1, 10], kernel: ["rbf"] })]; // [{ C: 1, kernel: "rbf" }, { C: 10, kernel: "rbf" }]
 * ```
 */
export class ParameterGrid implements Iterable<Candidate> {
  private readonly grids: readonly ParamGrid[];
  /** The number of combinations. */
  readonly length: number;

  /** @throws ParameterError if a grid is none, or a parameter has no array of at least one value. */
  constructor(grid: ParamGrid | readonly ParamGrid[]) {
    this.grids = Array.isArray(grid) ? grid : [grid as ParamGrid];
    if (this.grids.length === 0)
      throw new ParameterError("The parameter grid is empty: name a parameter to vary.");
    for (const one of this.grids) checkGrid(one);
    this.length = this.grids.reduce(
      (sum, one) => sum + Object.values(one).reduce((product, values) => product * values.length, 1),
      0,
    );
  }

  *[Symbol.iterator](): Generator<Candidate, void> {
    for (const grid of this.grids) yield* combine(grid, Object.keys(grid).sort());
  }
}

function* combine(grid: ParamGrid, [name, ...rest]: string[]): Generator<Candidate, void> {
  if (name === undefined) {
    yield {};
    return;
  }
  for (const value of Array.from(grid[name])) {
    for (const others of combine(grid, rest)) yield { [name]: value, ...others };
  }
}

function checkGrid(grid: unknown): void {
  if (typeof grid !== "object" || grid === null) {
    throw new ParameterError(`A parameter grid must be an object of arrays; got ${describe(grid)}.`);
  }
  for (const [name, values] of Object.entries(grid)) {
    const isList = Array.isArray(values) || (ArrayBuffer.isView(values) && !(values instanceof DataView));
    if (!isList) {
      throw new ParameterError(
        `The parameter grid's ${name} must be an array of values to try; got ${describe(values)}. ` +
          "A single value is written [value].",
      );
    }
    if ((values as ArrayLike<unknown>).length === 0) {
      throw new ParameterError(`The parameter grid's ${name} has no value to try.`);
    }
  }
}
