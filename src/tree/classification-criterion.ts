import { Criterion } from "./criterion";

/** A criterion of class weights; `gini` and `entropy` differ in the impurity only. */
export abstract class ClassificationCriterion extends Criterion {
  readonly valuesPerNode: number;
  protected readonly total: Float64Array;
  protected readonly left: Float64Array;
  protected readonly right: Float64Array;

  constructor(
    private readonly codes: Int32Array,
    nClasses: number,
    samples: Int32Array,
    weight: Float64Array,
    totalWeight: number,
  ) {
    super(samples, weight, totalWeight);
    this.valuesPerNode = nClasses;
    this.total = new Float64Array(nClasses);
    this.left = new Float64Array(nClasses);
    this.right = new Float64Array(nClasses);
  }

  protected abstract impurity(sums: Float64Array, weight: number): number;

  enter(start: number, end: number): void {
    const { codes, samples, weight, total } = this;
    this.start = start;
    this.end = end;
    total.fill(0);
    let sum = 0;
    for (let p = start; p < end; p++) {
      const i = samples[p];
      total[codes[i]] += weight[i];
      sum += weight[i];
    }
    this.nodeWeight = sum;
    this.reset();
  }

  reset(): void {
    this.position = this.start;
    this.leftWeight = 0;
    this.rightWeight = this.nodeWeight;
    this.left.fill(0);
    this.right.set(this.total);
  }

  moveTo(position: number): void {
    const { codes, samples, weight, left, right, total, end } = this;
    if (position - this.position <= end - position) {
      for (let p = this.position; p < position; p++) {
        const i = samples[p];
        left[codes[i]] += weight[i];
        this.leftWeight += weight[i];
      }
    } else {
      left.set(total);
      this.leftWeight = this.nodeWeight;
      for (let p = end - 1; p >= position; p--) {
        const i = samples[p];
        left[codes[i]] -= weight[i];
        this.leftWeight -= weight[i];
      }
    }
    this.rightWeight = this.nodeWeight - this.leftWeight;
    for (let k = 0; k < total.length; k++) right[k] = total[k] - left[k];
    this.position = position;
  }

  nodeImpurity(): number {
    return this.impurity(this.total, this.nodeWeight);
  }

  measureChildren(): void {
    this.leftImpurity = this.impurity(this.left, this.leftWeight);
    this.rightImpurity = this.impurity(this.right, this.rightWeight);
  }

  writeValue(out: Float64Array, at: number): void {
    out.set(this.total, at);
  }
}

/** Gini's index 1 − Σ p². */
export class Gini extends ClassificationCriterion {
  protected impurity(sums: Float64Array, weight: number): number {
    let squares = 0;
    for (let k = 0; k < sums.length; k++) squares += sums[k] * sums[k];
    return 1 - squares / (weight * weight);
  }
}

/** Shannon's entropy −Σ p log₂ p, in bits. */
export class Entropy extends ClassificationCriterion {
  protected impurity(sums: Float64Array, weight: number): number {
    let entropy = 0;
    for (let k = 0; k < sums.length; k++) {
      if (sums[k] <= 0) continue;
      const share = sums[k] / weight;
      entropy -= share * (Math.log(share) / Math.LN2);
    }
    return entropy;
  }
}
