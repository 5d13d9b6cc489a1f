import type { Criterion } from "./criterion";
import { FeatureDraw, NONE } from "./feature-draw";
import { sortWithSamples } from "./sort-with-samples";
import { FEATURE_THRESHOLD, type LeafLimits, type Split, type Splitter } from "./splitter";
import type { Xorshift } from "./xorshift";

/** How a splitter draws the features that it tries. */
export interface DrawOptions extends LeafLimits {
  maxFeatures: number;
  random: Xorshift;
}

/** What both kinds of exact splitter share: the samples' order and the columns. */
abstract class ColumnSplitter implements Splitter {
  readonly sampleCount: number;
  readonly nFeatures: number;
  readonly valuesPerNode: number;
  protected readonly draw: FeatureDraw;
  protected readonly values: Float32Array;
  protected start = 0;
  protected end = 0;

  /**
   * @param columns - the table in single precision, one column after the other.
   * @param samples - the rows with a weight above zero, in order; moved about by {@link split}.
   */
  constructor(
    protected readonly columns: Float32Array,
    protected readonly rows: number,
    protected readonly samples: Int32Array,
    protected readonly criterion: Criterion,
    protected readonly options: DrawOptions,
  ) {
    this.sampleCount = samples.length;
    this.nFeatures = columns.length / rows;
    this.valuesPerNode = criterion.valuesPerNode;
    this.draw = new FeatureDraw(this.nFeatures, options.maxFeatures, options.random);
    this.values = new Float32Array(samples.length);
  }

  get nodeWeight(): number {
    return this.criterion.nodeWeight;
  }

  enter(start: number, end: number): void {
    this.start = start;
    this.end = end;
    this.criterion.enter(start, end);
  }

  nodeImpurity(): number {
    return this.criterion.nodeImpurity();
  }

  writeValue(out: Float64Array, at: number): void {
    this.criterion.writeValue(out, at);
  }

  abstract split(impurity: number, constants: number, out: Split): void;

  protected load(feature: number): void {
    const { columns, samples, values, start, end } = this;
    const base = feature * this.rows;
    for (let p = start; p < end; p++) values[p] = columns[base + samples[p]];
  }

  protected finish(impurity: number, out: Split): void {
    if (out.position < this.end) {
      const { criterion } = this;
      criterion.reset();
      criterion.moveTo(out.position);
      criterion.measureChildren();
      out.leftImpurity = criterion.leftImpurity;
      out.rightImpurity = criterion.rightImpurity;
      out.improvement = criterion.improvement(impurity);
    }
    out.constants = this.draw.end();
  }

  protected partition(feature: number, threshold: number): void {
    const { columns, samples, end } = this;
    const base = feature * this.rows;
    let right = end;
    for (let p = this.start; p < right; ) {
      const sample = samples[p];
      if (columns[base + sample] <= threshold) {
        p++;
      } else {
        samples[p] = samples[--right];
        samples[right] = sample;
      }
    }
  }
}

/**
 * Tries every threshold between two neighbouring values of the features drawn, and takes the best split; among
 * equally good ones the first tried.
 */
export class BestSplitter extends ColumnSplitter {
  split(impurity: number, constants: number, out: Split): void {
    const { samples, values, criterion, draw, start, end } = this;
    const { minSamplesLeaf, minWeightLeaf } = this.options;
    let best = Number.NEGATIVE_INFINITY;
    out.position = end;
    draw.begin(constants);
    for (let feature = draw.next(); feature !== NONE; feature = draw.next()) {
      this.load(feature);
      sortWithSamples(values, samples, start, end);
      if (values[end - 1] <= Math.fround(values[start] + FEATURE_THRESHOLD)) {
        draw.isConstant();
        continue;
      }
      draw.varies();
      criterion.reset();
      for (let p = start; p < end; ) {
        while (p + 1 < end && values[p + 1] <= Math.fround(values[p] + FEATURE_THRESHOLD)) p++;
        p++;
        if (p >= end || p - start < minSamplesLeaf || end - p < minSamplesLeaf) continue;
        criterion.moveTo(p);
        if (criterion.leftWeight < minWeightLeaf || criterion.rightWeight < minWeightLeaf) continue;
        const proxy = criterion.proxyImprovement();
        if (proxy <= best) continue;
        best = proxy;
        out.feature = feature;
        out.position = p;
        out.threshold = midpoint(values[p - 1], values[p]);
      }
    }
    if (out.position < end) this.partition(out.feature, out.threshold);
    this.finish(impurity, out);
  }
}

/** Draws one threshold at random for each feature drawn, and takes the best of them (extremely randomised trees). */
export class RandomSplitter extends ColumnSplitter {
  split(impurity: number, constants: number, out: Split): void {
    const { criterion, draw, values, start, end } = this;
    const { minSamplesLeaf, minWeightLeaf, random } = this.options;
    let best = Number.NEGATIVE_INFINITY;
    let last = NONE;
    out.position = end;
    draw.begin(constants);
    for (let feature = draw.next(); feature !== NONE; feature = draw.next()) {
      this.load(feature);
      let min = values[start];
      let max = min;
      for (let p = start + 1; p < end; p++) {
        if (values[p] < min) min = values[p];
        else if (values[p] > max) max = values[p];
      }
      if (max <= Math.fround(min + FEATURE_THRESHOLD)) {
        draw.isConstant();
        continue;
      }
      draw.varies();
      let threshold = random.uniform(min, max);
      if (threshold === max) threshold = min;
      const position = this.partitionLoaded(threshold);
      last = feature;
      if (position - start < minSamplesLeaf || end - position < minSamplesLeaf) continue;
      criterion.reset();
      criterion.moveTo(position);
      if (criterion.leftWeight < minWeightLeaf || criterion.rightWeight < minWeightLeaf) continue;
      const proxy = criterion.proxyImprovement();
      if (proxy <= best) continue;
      best = proxy;
      out.feature = feature;
      out.position = position;
      out.threshold = threshold;
    }
    if (out.position < end && out.feature !== last) this.partition(out.feature, out.threshold);
    this.finish(impurity, out);
  }

  private partitionLoaded(threshold: number): number {
    const { samples, values } = this;
    let right = this.end;
    for (let p = this.start; p < right; ) {
      const value = values[p];
      if (value <= threshold) {
        p++;
        continue;
      }
      const sample = samples[p];
      right--;
      values[p] = values[right];
      samples[p] = samples[right];
      values[right] = value;
      samples[right] = sample;
    }
    return right;
  }
}

/** The middle of two values that differ, rounded so that `low` stays left of it and `high` right. */
export function midpoint(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle === high || !Number.isFinite(middle) ? low : middle;
}
