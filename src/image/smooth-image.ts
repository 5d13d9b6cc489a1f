import { gaussianKernel } from "../core/gaussian-kernel";
import { Matrix } from "../core/matrix";

/**
 * An image averaged with the weights of a round Gaussian, rows then columns. Pixels that are NaN or beyond the edge have
 * no weight, the others share theirs; a pixel that is NaN stays so.
 *
 * @param sigma - standard deviation of the Gaussian in pixels.
 */
export function smoothImage(image: Matrix, sigma: number): Matrix {
  const kernel = gaussianKernel(sigma);
  const known = new Matrix(
    image.data.map((value) => (Number.isNaN(value) ? 0 : 1)),
    image.rows,
    image.cols,
  );
  const filled = new Matrix(
    image.data.map((value) => (Number.isNaN(value) ? 0 : value)),
    image.rows,
    image.cols,
  );
  const sums = turned(turned(filled, kernel), kernel);
  const weights = turned(turned(known, kernel), kernel);
  for (let k = 0; k < sums.data.length; k++) {
    sums.data[k] = known.data[k] === 1 ? sums.data[k] / weights.data[k] : Number.NaN;
  }
  return sums;
}

/** Rows convolved with the kernel, and the image turned over, so that doing it twice does rows and columns. */
function turned({ data, rows, cols }: Matrix, kernel: Float64Array): Matrix {
  const reach = (kernel.length - 1) / 2;
  const to = Matrix.zeros(cols, rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const last = Math.min(cols - 1, j + reach);
      let sum = 0;
      for (let k = Math.max(0, j - reach); k <= last; k++) sum += kernel[k - j + reach] * data[i * cols + k];
      to.data[j * rows + i] = sum;
    }
  }
  return to;
}
