import { columnMeans } from "../core/column-means";
import { symmetricEigen } from "../core/linalg/symmetric-eigen";
import { Matrix } from "../core/matrix";
import { Arena, arenaBytes, padded } from "../kernels/dense";
import { gram } from "../kernels/gram";

/** Share of the variance that the kept directions hold: fewer cost less, but tell less of a distance. */
const KEPT_VARIANCE = 0.92;
/** Above this number of features the principal axes cost more than they save. */
const MOST_ROTATED = 256;
/** Rows that tell the axes well enough; and for each feature this many. */
const SAMPLE_ROWS = 1024;
const SAMPLE_ROWS_PER_FEATURE = 8;
/** Rows that are projected at a time. */
const BLOCK = 256;

/** Turns rows to the principal axes of a table and keeps the first, so that distances can only shrink. */
export class Projection {
  /** Values per projected row: the kept directions, up to whole vectors of four. */
  readonly width: number;
  /** What is subtracted from each row. */
  readonly mean: Float64Array;
  /** What rows are turned in; `null` where the features themselves are kept. */
  private readonly turning: Turning | null;

  constructor(X: Matrix) {
    this.mean = columnMeans(X);
    this.turning = X.cols <= MOST_ROTATED ? new Turning(principalAxes(X, this.mean)) : null;
    this.width = padded(this.turning === null ? X.cols : this.turning.kept, 4);
  }

  /** Rows `from` to `to`, `width` values each. */
  apply(X: Matrix, from: number, to: number): Float32Array {
    const { width, turning, mean } = this;
    const n = to - from;
    const d = X.cols;
    const out = new Float32Array(n * width);
    if (turning === null) {
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < d; j++) out[i * width + j] = X.data[(from + i) * d + j] - mean[j];
      }
      return out;
    }
    const { kept, stride, block, values } = turning;
    for (let start = 0; start < n; start += BLOCK) {
      const count = Math.min(BLOCK, n - start);
      for (let i = 0; i < count; i++) {
        const at = (from + start + i) * d;
        for (let j = 0; j < d; j++) block[i * stride + j] = X.data[at + j] - mean[j];
      }
      turning.turn(count);
      for (let i = 0; i < count; i++) {
        for (let j = 0; j < kept; j++) out[(start + i) * width + j] = values[i * kept + j];
      }
    }
    return out;
  }
}

/** Axes, and room for a block of rows and their coordinates along them. */
class Turning {
  readonly kept: number;
  readonly stride: number;
  /** (BLOCK x stride) the rows. */
  readonly block: Float64Array;
  /** (BLOCK x kept) their coordinates. */
  readonly values: Float64Array;
  private readonly directions: Float64Array;
  private readonly arena: Arena;

  /** @param axes - (kept x features) directions, one per row. */
  constructor(axes: Matrix) {
    this.kept = axes.rows;
    this.stride = padded(axes.cols, 2);
    const lengths = [BLOCK * this.stride, BLOCK * this.kept, this.kept * this.stride];
    this.arena = new Arena(arenaBytes(...lengths.map((length) => 8 * length)));
    [this.block, this.values, this.directions] = lengths.map((length) => this.arena.float64(length));
    for (let j = 0; j < this.kept; j++) this.directions.set(axes.row(j), j * this.stride);
  }

  /** Sets the coordinates of the first `count` rows of the block. */
  turn(count: number): void {
    const { arena, block, directions, values, kept, stride } = this;
    arena.kernels.dots64(
      block.byteOffset,
      count,
      directions.byteOffset,
      kept,
      stride,
      values.byteOffset,
      kept,
    );
  }
}

/** The principal axes of some of the rows that hold most of their variance, largest first. */
function principalAxes(X: Matrix, mean: Float64Array): Matrix {
  const { values, vectors } = symmetricEigen(gram(sample(X), mean));
  const total = values.reduce((sum, value) => sum + Math.max(value, 0), 0);
  let kept = 0;
  for (let sum = 0; kept < values.length && sum < KEPT_VARIANCE * total; kept++) {
    sum += Math.max(values[kept], 0);
  }
  // Directions that only fill up a vector cost nothing.
  kept = Math.min(X.cols, padded(Math.max(kept, 1), 4));
  return new Matrix(vectors.data.slice(0, kept * X.cols), kept, X.cols);
}

function sample(X: Matrix): Matrix {
  const wanted = Math.max(SAMPLE_ROWS, SAMPLE_ROWS_PER_FEATURE * X.cols);
  if (X.rows <= wanted) return X;
  return X.takeRows(Int32Array.from({ length: wanted }, (_, i) => Math.floor((i * X.rows) / wanted)));
}
