import { ParameterError } from "../core/errors";
import type { Matrix } from "../core/matrix";
import type { RandomState } from "../core/random-state";
import { type TableLike, toMatrix } from "../core/table-like";

/** Where the questions come from. */
export interface CandidateSource {
  /** What may be asked in this round; no rows when nothing is left. */
  offer(n: number): Matrix;
  /** The rows of the last offer that are asked, by number. */
  take(rows: readonly number[]): Matrix;
}

/** Rows of a table, none of which is offered again once it was taken. */
export class CandidatePool implements CandidateSource {
  private readonly X: Matrix;
  private left: number[];

  constructor(X: TableLike) {
    this.X = toMatrix(X, { name: "candidates" });
    this.left = Array.from({ length: this.X.rows }, (_, i) => i);
  }

  offer(): Matrix {
    return this.X.takeRows(this.left);
  }

  take(rows: readonly number[]): Matrix {
    const taken = rows.map((row) => this.left[row]);
    const gone = new Set(taken);
    this.left = this.left.filter((row) => !gone.has(row));
    return this.X.takeRows(taken);
  }
}

/** Candidates that a function draws anew for each round. */
export class DrawnCandidates implements CandidateSource {
  private offered: Matrix | undefined;

  constructor(
    private readonly draw: (n: number, random: RandomState) => TableLike,
    private readonly random: RandomState,
  ) {}

  /** @throws ParameterError if the function draws another number of rows. */
  offer(n: number): Matrix {
    this.offered = toMatrix(this.draw(n, this.random), { name: "candidates" });
    if (this.offered.rows === n) return this.offered;
    throw new ParameterError(`candidates was asked for ${n} rows, but drew ${this.offered.rows}.`);
  }

  take(rows: readonly number[]): Matrix {
    return this.offered!.takeRows(rows);
  }
}
