import { Matrix } from "../core/matrix";
import { classSums } from "../kernels/gaussian";

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
  const { classCount, theta, var: variance } = moments;
  const added = momentsOf(X, codes, weight, classCount.length);
  for (let k = 0; k < classCount.length; k++) {
    if (added.weight[k] === 0) continue;
    const past = classCount[k];
    const total = past + added.weight[k];
    for (let m = k * X.cols; m < (k + 1) * X.cols; m++) {
      const shift = theta.data[m] - added.mean[m];
      const pastSquares = past * variance.data[m];
      variance.data[m] =
        (pastSquares + added.squares[m] + ((added.weight[k] * past) / total) * shift * shift) / total;
      theta.data[m] = (added.weight[k] * added.mean[m] + past * theta.data[m]) / total;
    }
    classCount[k] = total;
  }
}

/** The largest variance among the features, all classes together and with equal weights. */
export function largestVariance(X: Matrix): number {
  const { squares } = momentsOf(X, new Int32Array(X.rows), undefined, 1);
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

interface PieceMoments {
  /** (classes) weight of the piece's rows. */
  weight: Float64Array;
  /** (classes x features) */
  mean: Float64Array;
  /** (classes x features) sum of squared differences from the mean. */
  squares: Float64Array;
}

/** How much larger than the variance a mean's squared distance from its pivot may be before digits are lost. */
const FAR_OUT = 100;

/**
 * Moments of the classes in one pass, as differences from a pivot (the first row of the class). Where a pivot lies
 * so far out that the squares would lose digits, a second pass takes the means for pivots.
 */
function momentsOf(
  X: Matrix,
  codes: Int32Array,
  weight: Float64Array | undefined,
  classes: number,
): PieceMoments {
  const total = new Float64Array(classes);
  const pivots = new Float64Array(classes * X.cols);
  for (let i = 0; i < codes.length; i++) {
    const k = codes[i];
    if (total[k] === 0) pivots.set(X.row(i), k * X.cols);
    total[k] += weight === undefined ? 1 : weight[i];
  }
  const first = finish(sumsAbout(X, codes, weight, pivots), total, pivots);
  const farOut = first.mean.some((mean, m) => {
    const share = total[Math.floor(m / X.cols)];
    return share * (mean - pivots[m]) ** 2 > FAR_OUT * first.squares[m];
  });
  return farOut ? finish(sumsAbout(X, codes, weight, first.mean), total, first.mean) : first;
}

interface PivotedSums {
  sums: Float64Array;
  squares: Float64Array;
}

function sumsAbout(
  X: Matrix,
  codes: Int32Array,
  weight: Float64Array | undefined,
  pivots: Float64Array,
): PivotedSums {
  const { data, rows, cols } = X;
  if (weight === undefined) return classSums(data, rows, cols, codes, pivots);
  const sums = new Float64Array(pivots.length);
  const squares = new Float64Array(pivots.length);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0, m = codes[i] * cols; j < cols; j++, m++, at++) {
      const difference = data[at] - pivots[m];
      sums[m] += weight[i] * difference;
      squares[m] += weight[i] * difference * difference;
    }
  }
  return { sums, squares };
}

/** Turns sums about pivots into means and squares about the means; a class without weight keeps zeros. */
function finish({ sums, squares }: PivotedSums, weight: Float64Array, pivots: Float64Array): PieceMoments {
  const cols = sums.length / weight.length;
  const shift = sums.map((sum, m) => {
    const total = weight[Math.floor(m / cols)];
    return total === 0 ? 0 : sum / total;
  });
  return {
    weight,
    mean: shift.map((value, m) => pivots[m] + value),
    squares: squares.map((square, m) => Math.max(0, square - sums[m] * shift[m])),
  };
}
