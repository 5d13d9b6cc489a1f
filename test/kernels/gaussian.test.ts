import fc from "fast-check";
import { it } from "vitest";
import { classSums, logDensities } from "../../src/kernels/gaussian";
import { expectClose } from "../close";

const sizes = fc.tuple(
  fc.integer({ min: 1, max: 900 }),
  fc.integer({ min: 1, max: 9 }),
  fc.integer({ min: 1, max: 4 }),
);
const numbers = (length: number, shift = 0) => Float64Array.from({ length }, (_, i) => Math.sin(i + shift));

it("logDensities equals a plain loop for any number of rows, features and classes", () => {
  fc.assert(
    fc.property(sizes, ([rows, cols, classes]) => {
      const data = numbers(rows * cols);
      const theta = numbers(classes * cols, 5);
      const scale = numbers(classes * cols, 9).map(Math.abs);
      const constant = numbers(classes, 3);
      const expected = Float64Array.from({ length: rows * classes }, (_, at) => {
        const [i, k] = [Math.floor(at / classes), at % classes];
        let sum = constant[k];
        for (let j = 0; j < cols; j++)
          sum -= scale[k * cols + j] * (data[i * cols + j] - theta[k * cols + j]) ** 2;
        return sum;
      });
      expectClose(logDensities(data, rows, cols, { theta, scale, constant }), expected, 1e-12, 1e-14);
    }),
    { numRuns: 60 },
  );
});

it("classSums equals a plain loop for any number of rows, features and classes", () => {
  fc.assert(
    fc.property(sizes, ([rows, cols, classes]) => {
      const data = numbers(rows * cols);
      const codes = Int32Array.from({ length: rows }, (_, i) => (i * 7) % classes);
      const pivots = numbers(classes * cols, 5);
      const sums = new Float64Array(classes * cols);
      const squares = new Float64Array(classes * cols);
      for (let i = 0; i < rows; i++) {
        for (let j = 0, m = codes[i] * cols; j < cols; j++, m++) {
          sums[m] += data[i * cols + j] - pivots[m];
          squares[m] += (data[i * cols + j] - pivots[m]) ** 2;
        }
      }
      const found = classSums(data, rows, cols, codes, pivots);
      expectClose(found.sums, sums, 1e-12, 1e-12);
      expectClose(found.squares, squares, 1e-12, 1e-12);
    }),
    { numRuns: 60 },
  );
});
