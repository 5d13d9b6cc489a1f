import { Criterion } from "./criterion";

/** Variance about the mean: the squared error. */
export class SquaredError extends Criterion {
  readonly valuesPerNode = 1;
  protected leftSum = 0;
  protected rightSum = 0;
  private sum = 0;
  private squares = 0;

  constructor(
    private readonly y: Float64Array,
    samples: Int32Array,
    weight: Float64Array,
    totalWeight: number,
  ) {
    super(samples, weight, totalWeight);
  }

  enter(start: number, end: number): void {
    const { y, samples, weight } = this;
    this.start = start;
    this.end = end;
    let sum = 0;
    let squares = 0;
    let total = 0;
    for (let p = start; p < end; p++) {
      const i = samples[p];
      const wy = weight[i] * y[i];
      sum += wy;
      squares += wy * y[i];
      total += weight[i];
    }
    this.sum = sum;
    this.squares = squares;
    this.nodeWeight = total;
    this.reset();
  }

  reset(): void {
    this.position = this.start;
    this.leftWeight = 0;
    this.rightWeight = this.nodeWeight;
    this.leftSum = 0;
    this.rightSum = this.sum;
  }

  moveTo(position: number): void {
    const { y, samples, weight, end } = this;
    let { leftSum, leftWeight } = this;
    if (position - this.position <= end - position) {
      for (let p = this.position; p < position; p++) {
        const i = samples[p];
        leftSum += weight[i] * y[i];
        leftWeight += weight[i];
      }
    } else {
      leftSum = this.sum;
      leftWeight = this.nodeWeight;
      for (let p = end - 1; p >= position; p--) {
        const i = samples[p];
        leftSum -= weight[i] * y[i];
        leftWeight -= weight[i];
      }
    }
    this.leftSum = leftSum;
    this.leftWeight = leftWeight;
    this.rightWeight = this.nodeWeight - leftWeight;
    this.rightSum = this.sum - leftSum;
    this.position = position;
  }

  nodeImpurity(): number {
    return this.squares / this.nodeWeight - (this.sum / this.nodeWeight) ** 2;
  }

  override proxyImprovement(): number {
    const { leftSum, rightSum } = this;
    return (leftSum * leftSum) / this.leftWeight + (rightSum * rightSum) / this.rightWeight;
  }

  measureChildren(): void {
    const { y, samples, weight } = this;
    let leftSquares = 0;
    for (let p = this.start; p < this.position; p++) {
      const i = samples[p];
      leftSquares += weight[i] * y[i] * y[i];
    }
    const rightSquares = this.squares - leftSquares;
    this.leftImpurity = leftSquares / this.leftWeight - (this.leftSum / this.leftWeight) ** 2;
    this.rightImpurity = rightSquares / this.rightWeight - (this.rightSum / this.rightWeight) ** 2;
  }

  writeValue(out: Float64Array, at: number): void {
    out[at] = this.sum / this.nodeWeight;
  }
}

/** Friedman's improvement score (2001, Ann. Stat. 29, 1189, eq. 35) for gradient boosting. */
export class FriedmanSquaredError extends SquaredError {
  override proxyImprovement(): number {
    const difference = this.rightWeight * this.leftSum - this.leftWeight * this.rightSum;
    return (difference * difference) / (this.leftWeight * this.rightWeight);
  }

  override improvement(): number {
    const difference = this.rightWeight * this.leftSum - this.leftWeight * this.rightSum;
    return (difference * difference) / (this.leftWeight * this.rightWeight * this.nodeWeight);
  }
}
