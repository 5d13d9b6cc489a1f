import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { Classifier, type SampleWeightOptions } from "../core/classifier";
import { ParameterError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import { decodeLabels, type Label, type LabelsLike, type LabelVector } from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkOneOf } from "../core/parameters";
import type { TableLike } from "../core/table-like";
import { toSampleWeight } from "../core/targets";

const strategies = ["most_frequent", "prior", "stratified", "uniform", "constant"] as const;

export interface DummyClassifierParams {
  /**
   * `"prior"` (default) and `"most_frequent"` predict the commonest class, the first with its share as probability,
   * the second with probability 1; `"stratified"` draws classes by their shares; `"uniform"` draws all alike;
   * `"constant"` predicts `constant`.
   */
  strategy: (typeof strategies)[number];
  /** The label to predict with strategy `"constant"`; default `null`. */
  constant: Label | null;
  /** Seed or generator of the draws; default unseeded. */
  randomState: RandomStateLike;
}

/**
 * Predicts without looking at the features: the score that any other classifier has to beat. Equal to
 * `sklearn.dummy.DummyClassifier` of scikit-learn 1.2, draw for draw.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.dummy.DummyClassifier.html
 */
export class DummyClassifier extends Classifier<DummyClassifierParams> {
  /** (classes) share of each class, weighted. */
  declare classPrior: Float64Array;

  constructor(params: Partial<DummyClassifierParams> = {}) {
    super({ strategy: "prior", constant: null, randomState: null }, params);
  }

  /**
   * @throws ValidationError if X or y is unusable.
   * @throws ParameterError if the strategy does not exist, or `constant` is none of the labels.
   */
  async fit(X: TableLike, y: LabelsLike, options: SampleWeightOptions = {}): Promise<this> {
    const { strategy, constant } = this.params;
    checkOneOf("strategy", strategy, strategies);
    const { X: matrix, classes, codes } = this.checkFitLabels(X, y, { allowNaN: true });
    if (strategy === "constant" && !classes.includes(constant as Label)) {
      const list = classes.map((label) => JSON.stringify(label)).join(", ");
      throw new ParameterError(
        `strategy "constant" needs constant to be one of the labels [${list}]; got ${JSON.stringify(constant)}.`,
      );
    }
    const weight = toSampleWeight(options.sampleWeight, matrix.rows);
    const counts = new Float64Array(classes.length);
    for (let i = 0; i < codes.length; i++) counts[codes[i]] += weight === undefined ? 1 : weight[i];
    const total = counts.reduce((sum, count) => sum + count, 0);
    this.classes = classes;
    this.classPrior = counts.map((count) => count / total);
    return this;
  }

  predict(X: TableLike): LabelVector {
    const { rows } = this.checkTable(X, "predict", { allowNaN: true });
    const { strategy, randomState } = this.params;
    let codes: Int32Array;
    if (strategy === "uniform") {
      codes = Int32Array.from(checkRandomState(randomState).randint(0, this.classes.length, rows));
    } else if (strategy === "stratified") {
      codes = this.draw(rows);
    } else {
      codes = new Int32Array(rows).fill(this.chosen);
    }
    return decodeLabels(this.classes, codes);
  }

  /** (n x classes) probability of each class; with strategy `"stratified"` 1 for a class that is drawn. */
  predictProba(X: TableLike): Matrix {
    const { rows } = this.checkTable(X, "predictProba", { allowNaN: true });
    const { strategy } = this.params;
    const out = Matrix.zeros(rows, this.classes.length);
    const drawn = strategy === "stratified" ? this.draw(rows) : undefined;
    for (let i = 0; i < rows; i++) {
      if (strategy === "prior") out.row(i).set(this.classPrior);
      else if (strategy === "uniform") out.row(i).fill(1 / out.cols);
      else out.set(i, drawn?.[i] ?? this.chosen, 1);
    }
    return out;
  }

  /** (n x classes) natural logarithm of {@link predictProba}. */
  predictLogProba(X: TableLike): Matrix {
    const { data, rows, cols } = this.predictProba(X);
    return new Matrix(data.map(Math.log), rows, cols);
  }

  /** The class that does not depend on chance: the constant one, else the commonest, of equal ones the first. */
  private get chosen(): number {
    const { strategy, constant } = this.params;
    if (strategy === "constant") return this.classes.indexOf(constant as Label);
    return this.classPrior.indexOf(Math.max(...this.classPrior));
  }

  /** One class a row by its share, drawn as by NumPy's `multinomial`: class after class, yes or no. */
  private draw(rows: number): Int32Array {
    const rng = checkRandomState(this.params.randomState);
    const last = this.classPrior.length - 1;
    return Int32Array.from({ length: rows }, () => {
      let left = 1;
      for (let k = 0; k < last; k++) {
        const share = this.classPrior[k];
        if (share > 0 && rng.binomial(1, Math.min(1, share / left)) === 1) return k;
        left -= share;
      }
      return last;
    });
  }
}

registerEstimator(DummyClassifier);
