import { describe, expect, it } from "vitest";
import { cholesky, solveCholesky } from "../../../src/core/linalg/cholesky";
import { leastSquares } from "../../../src/core/linalg/least-squares";
import { reduceToTriangle } from "../../../src/core/linalg/qr";
import { thinSvd } from "../../../src/core/linalg/svd";
import { symmetricEigen } from "../../../src/core/linalg/symmetric-eigen";
import { Matrix } from "../../../src/core/matrix";

const noise = (k: number): number => Math.sin(k * k * 0.7 + k * 12.9898 + 1);

function sample(rows: number, cols: number, seed = 0): Matrix {
  return new Matrix(
    Float64Array.from({ length: rows * cols }, (_, k) => noise(k + seed)),
    rows,
    cols,
  );
}

function product(A: Matrix, B: Matrix): Matrix {
  const out = Matrix.zeros(A.rows, B.cols);
  for (let i = 0; i < A.rows; i++) {
    for (let j = 0; j < B.cols; j++) {
      let sum = 0;
      for (let k = 0; k < A.cols; k++) sum += A.get(i, k) * B.get(k, j);
      out.set(i, j, sum);
    }
  }
  return out;
}

const gramOf = (A: Matrix): Matrix => product(A.transpose(), A);

function largestDifference(A: Matrix, B: Matrix): number {
  expect(A.shape).toEqual(B.shape);
  return A.data.reduce((most, value, k) => Math.max(most, Math.abs(value - B.data[k])), 0);
}

function identity(n: number): Matrix {
  const out = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) out.set(i, i, 1);
  return out;
}

const scaled = (values: Float64Array, vectors: Matrix): Matrix =>
  new Matrix(
    vectors.data.map((value, k) => value * values[Math.floor(k / vectors.cols)]),
    vectors.rows,
    vectors.cols,
  );

describe("symmetricEigen", () => {
  it.each([1, 2, 3, 10, 61])("takes a matrix of %i rows apart and puts it together", (n) => {
    const B = sample(n, n);
    const A = new Matrix(
      B.data.map((value, k) => value + B.get(k % n, Math.floor(k / n))),
      n,
      n,
    );
    const { values, vectors } = symmetricEigen(A);
    for (let i = 1; i < n; i++) expect(values[i]).toBeLessThanOrEqual(values[i - 1]);
    expect(largestDifference(product(vectors, vectors.transpose()), identity(n))).toBeLessThan(1e-13);
    expect(largestDifference(product(vectors.transpose(), scaled(values, vectors)), A)).toBeLessThan(
      1e-13 * n,
    );
  });

  it("handles repeated, zero and already separated eigenvalues", () => {
    const A = Matrix.from([
      [2, 0, 0, 0],
      [0, 2, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 5],
    ]);
    expect(Array.from(symmetricEigen(A).values)).toEqual([5, 2, 2, 0]);
    const ones = new Matrix(new Float64Array(25).fill(1), 5, 5);
    const { values } = symmetricEigen(ones);
    expect(values[0]).toBeCloseTo(5, 13);
    for (let i = 1; i < 5; i++) expect(Math.abs(values[i])).toBeLessThan(1e-14);
  });
});

describe("thinSvd", () => {
  it.each([
    [1, 1],
    [7, 3],
    [3, 7],
    [50, 20],
  ])("takes a %i x %i matrix apart", (rows, cols) => {
    const A = sample(rows, cols);
    const { singularValues, Vt } = thinSvd(A);
    expect(singularValues.length).toBe(Math.min(rows, cols));
    expect(largestDifference(product(Vt, Vt.transpose()), identity(Vt.rows))).toBeLessThan(1e-13);
    const squares = singularValues.map((value) => value * value);
    expect(largestDifference(product(Vt.transpose(), scaled(squares, Vt)), gramOf(A))).toBeLessThan(1e-12);
  });

  it("keeps small singular values accurate", () => {
    const A = Matrix.from([
      [1, 0, 0],
      [0, 1e-12, 0],
      [0, 0, 1e-6],
    ]);
    const { singularValues } = thinSvd(A);
    expect(singularValues[2]).toBeCloseTo(1e-12, 26);
  });
});

describe("leastSquares", () => {
  it("solves an exact system", () => {
    const A = sample(30, 4);
    const x = [1, -2, 3, 0.5];
    const b = Float64Array.from({ length: 30 }, (_, i) =>
      x.reduce((sum, xj, j) => sum + xj * A.get(i, j), 0),
    );
    const fit = leastSquares(A, b);
    expect(fit.rank).toBe(4);
    for (let j = 0; j < 4; j++) expect(fit.x[j]).toBeCloseTo(x[j], 12);
  });

  it("takes the shortest of many solutions", () => {
    const wide = leastSquares(Matrix.from([[1, 1, 0]]), Float64Array.of(2));
    expect(Array.from(wide.x).map((v) => Number(v.toFixed(12)))).toEqual([1, 1, 0]);
    const repeated = leastSquares(
      Matrix.from([
        [1, 1],
        [2, 2],
        [3, 3],
      ]),
      Float64Array.of(2, 4, 6),
    );
    expect(repeated.rank).toBe(1);
    expect(repeated.x[0]).toBeCloseTo(1, 12);
    expect(repeated.x[1]).toBeCloseTo(1, 12);
  });

  it("gives zeros for a matrix of zeros", () => {
    const fit = leastSquares(Matrix.zeros(4, 2), Float64Array.of(1, 2, 3, 4));
    expect(fit.rank).toBe(0);
    expect(Array.from(fit.x)).toEqual([0, 0]);
  });
});

describe("reduceToTriangle", () => {
  it.each([12, 1030, 2600])("keeps the Gram matrix of %i rows and turns the right-hand side with it", (n) => {
    const A = sample(n, 5);
    const b = Float64Array.from({ length: n }, (_, k) => noise(k + 500));
    const side = b.slice();
    const R = reduceToTriangle(
      Array.from({ length: 5 }, (_, j) => A.column(j)),
      [side],
    );
    for (let i = 0; i < 5; i++) for (let j = 0; j < i; j++) expect(R.get(i, j)).toBe(0);
    expect(largestDifference(gramOf(R), gramOf(A))).toBeLessThan(1e-14 * n);
    const before = product(A.transpose(), new Matrix(b, n, 1));
    const after = product(R.transpose(), new Matrix(side.slice(0, 5), 5, 1));
    expect(largestDifference(before, after)).toBeLessThan(1e-14 * n);
  });
});

describe("cholesky", () => {
  it("factors and solves", () => {
    const A = gramOf(sample(20, 6));
    const L = cholesky(A)!;
    const factor = new Matrix(L, 6, 6);
    expect(largestDifference(product(factor, factor.transpose()), A)).toBeLessThan(1e-13);
    const x = solveCholesky(L, Float64Array.of(1, 2, 3, 4, 5, 6));
    const back = product(A, new Matrix(x, 6, 1));
    for (let i = 0; i < 6; i++) expect(back.data[i]).toBeCloseTo(i + 1, 11);
  });

  it("refuses what is not positive definite", () => {
    expect(
      cholesky(
        Matrix.from([
          [1, 1],
          [1, 1],
        ]),
      ),
    ).toBeNull();
    expect(
      cholesky(
        Matrix.from([
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toBeNull();
    expect(cholesky(Matrix.zeros(2, 2))).toBeNull();
  });
});
