/** How two rows are compared. */
export interface SvmKernel {
  name: "linear" | "poly" | "rbf";
  gamma: number;
  degree: number;
  coef0: number;
}

/** The kernel of a dot product, in place; not for `rbf`, which needs the distance. */
export function fromDots(kernel: SvmKernel, values: Float64Array, from: number, to: number): void {
  if (kernel.name === "linear") return;
  const { gamma, coef0, degree } = kernel;
  for (let k = from; k < to; k++) values[k] = (gamma * values[k] + coef0) ** degree;
}

export function squaredNorm(row: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < row.length; j++) sum += row[j] * row[j];
  return sum;
}
