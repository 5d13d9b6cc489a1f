import { Matrix } from "../core/matrix";

/** Weight, mean and variance of each feature of each class so far. */
export interface ClassMoments {
  classCount: Float64Array;
  theta: Matrix;
  var: Matrix;
}

export function emptyMoments(classes: number, features: number): ClassMoments {
  return {
    classCount: new Float64Array(classes),
    theta: Matrix.zeros(classes, features),
    var: Matrix.zeros(classes, features),
  };
}

/**
 * Adds rows to the moments of their classes, in place (Chan, Golub & LeVeque 1979). A class without new weight
 * stays as it was.
 */
export function updateMoments(
  X: Matrix,
  codes: Int32Array,
  weight: Float64Array | undefined,
  moments: ClassMoments,
): void {
  const { cols } = X;
  const { classCount, theta, var: variance } = moments;
  const { order, starts } = groupByClass(codes, classCount.length);
  for (let k = 0; k < classCount.length; k++) {
    const rows = order.subarray(starts[k], starts[k + 1]);
    const piece = momentsOf(X, rows, weight);
    if (piece.weight === 0) continue;
    const past = classCount[k];
    const total = past + piece.weight;
    for (let j = 0, m = k * cols; j < cols; j++, m++) {
      const shift = theta.data[m] - piece.mean[j];
      const pastSquares = past * variance.data[m];
      variance.data[m] =
        (pastSquares + piece.squares[j] + ((piece.weight * past) / total) * shift * shift) / total;
      theta.data[m] = (piece.weight * piece.mean[j] + past * theta.data[m]) / total;
    }
    classCount[k] = total;
  }
}

/** The largest variance among the features, all classes together. */
export function largestVariance(X: Matrix): number {
  const { squares } = momentsOf(
    X,
    Int32Array.from({ length: X.rows }, (_, i) => i),
    undefined,
  );
  return squares.reduce((largest, value) => Math.max(largest, value), 0) / X.rows;
}

/**
 * The same from the moments of the classes, without another look at the rows: what varies within the classes and
 * between them. Holds for equal weights and for one piece of data.
 */
export function largestVarianceOf({ classCount, theta, var: variance }: ClassMoments): number {
  const n = classCount.reduce((sum, count) => sum + count, 0);
  let largest = 0;
  for (let j = 0; j < theta.cols; j++) {
    let mean = 0;
    for (let k = 0; k < theta.rows; k++) mean += (classCount[k] / n) * theta.get(k, j);
    let sum = 0;
    for (let k = 0; k < theta.rows; k++) {
      sum += (classCount[k] / n) * (variance.get(k, j) + (theta.get(k, j) - mean) ** 2);
    }
    largest = Math.max(largest, sum);
  }
  return largest;
}

/** Row numbers grouped by class, in order within each; class `k` has `order[starts[k]] … order[starts[k + 1] - 1]`. */
function groupByClass(codes: Int32Array, classes: number): { order: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(classes + 1);
  for (let i = 0; i < codes.length; i++) starts[codes[i] + 1]++;
  for (let k = 0; k < classes; k++) starts[k + 1] += starts[k];
  const next = starts.slice();
  const order = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) order[next[codes[i]]++] = i;
  return { order, starts };
}

interface PieceMoments {
  weight: number;
  mean: Float64Array;
  /** Sum of squared differences from the mean. */
  squares: Float64Array;
}

/**
 * Moments of some rows in one pass, as differences from a pivot (the first row). Where the pivot lies so far out
 * that the squares would lose digits, a second pass takes the mean for pivot.
 */
function momentsOf(X: Matrix, rows: Int32Array, weight: Float64Array | undefined): PieceMoments {
  if (rows.length === 0)
    return { weight: 0, mean: new Float64Array(X.cols), squares: new Float64Array(X.cols) };
  let pieces = momentsAbout(X, rows, weight, X.row(rows[0]).slice());
  const { weight: total, sums, squares } = pieces;
  if (total === 0) return { weight: 0, mean: sums, squares };
  const farOut = sums.some((sum, j) => (sum * sum) / total > 100 * (squares[j] - (sum * sum) / total));
  if (farOut) pieces = momentsAbout(X, rows, weight, meanOf(pieces));
  const mean = meanOf(pieces);
  return {
    weight: total,
    mean,
    squares: pieces.squares.map((square, j) =>
      Math.max(0, square - (pieces.sums[j] * pieces.sums[j]) / total),
    ),
  };
}

interface PivotedSums {
  pivot: Float64Array;
  weight: number;
  sums: Float64Array;
  squares: Float64Array;
}

const meanOf = ({ pivot, sums, weight }: PivotedSums): Float64Array =>
  pivot.map((value, j) => value + sums[j] / weight);

function momentsAbout(
  X: Matrix,
  rows: Int32Array,
  weight: Float64Array | undefined,
  pivot: Float64Array,
): PivotedSums {
  const { data, cols } = X;
  const n = rows.length;
  const sums = new Float64Array(cols);
  const squares = new Float64Array(cols);
  if (weight !== undefined) {
    let total = 0;
    for (let i = 0; i < n; i++) {
      const w = weight[rows[i]];
      total += w;
      for (let j = 0, at = rows[i] * cols; j < cols; j++, at++) {
        const d = data[at] - pivot[j];
        sums[j] += w * d;
        squares[j] += w * d * d;
      }
    }
    return { pivot, weight: total, sums, squares };
  }
  // Four rows at a time: a quarter of the loads and stores of the sums.
  const even = n - (n % 4);
  for (let i = 0; i < even; i += 4) {
    let a = rows[i] * cols;
    let b = rows[i + 1] * cols;
    let c = rows[i + 2] * cols;
    let d = rows[i + 3] * cols;
    for (let j = 0; j < cols; j++) {
      const p = pivot[j];
      const da = data[a++] - p;
      const db = data[b++] - p;
      const dc = data[c++] - p;
      const dd = data[d++] - p;
      sums[j] += da + db + (dc + dd);
      squares[j] += da * da + db * db + (dc * dc + dd * dd);
    }
  }
  for (let i = even; i < n; i++) {
    for (let j = 0, at = rows[i] * cols; j < cols; j++, at++) {
      const d = data[at] - pivot[j];
      sums[j] += d;
      squares[j] += d * d;
    }
  }
  return { pivot, weight: n, sums, squares };
}
