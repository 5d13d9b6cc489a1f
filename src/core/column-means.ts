import type { Matrix } from "./matrix";

/** (features) mean of each column, weighted where weights are given. */
export function columnMeans({ data, rows, cols }: Matrix, weight?: Float64Array): Float64Array {
  const mean = new Float64Array(cols);
  let total = 0;
  for (let i = 0, k = 0; i < rows; i++) {
    const w = weight === undefined ? 1 : weight[i];
    total += w;
    for (let j = 0; j < cols; j++, k++) mean[j] += w * data[k];
  }
  for (let j = 0; j < cols; j++) mean[j] /= total;
  return mean;
}
