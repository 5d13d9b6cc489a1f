import { ParameterError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import type { LabelsLike } from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import type { TableLike } from "../core/table-like";
import { Transformer } from "../core/transformer";

export interface PolynomialFeaturesParams {
  /** Largest degree of a product, or [least, largest]; default 2. */
  degree: number | readonly [number, number];
  /** Only products of different features; default `false`. */
  interactionOnly: boolean;
  /** Begin with a column of ones; default `true`. */
  includeBias: boolean;
}

/**
 * All products of features up to a degree, in the order of `sklearn.preprocessing.PolynomialFeatures` of
 * scikit-learn 1.2: by degree, then by the features in them.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.preprocessing.PolynomialFeatures.html
 */
export class PolynomialFeatures extends Transformer<PolynomialFeaturesParams> {
  /** For each product the features in it, each as often as its power. */
  declare products: number[][];
  declare nOutputFeatures: number;

  constructor(params: Partial<PolynomialFeaturesParams> = {}) {
    super({ degree: 2, interactionOnly: false, includeBias: true }, params);
  }

  /**
   * @param X - (n x features) finite numbers.
   * @throws ValidationError if X is unusable.
   * @throws ParameterError if an option is, or no product is left.
   */
  async fit(X: TableLike, _y?: LabelsLike | null): Promise<this> {
    const { degree, interactionOnly, includeBias } = this.params;
    const [least, largest] = typeof degree === "number" ? [0, degree] : [degree[0], degree[1]];
    checkNumber("degree", least, { min: 0, integer: true });
    checkNumber("degree", largest, { min: least, integer: true });
    checkOneOf("interactionOnly", interactionOnly, [true, false]);
    checkOneOf("includeBias", includeBias, [true, false]);
    const matrix = this.checkFitTable(X);
    const products: number[][] = includeBias ? [[]] : [];
    for (let d = Math.max(1, least); d <= largest; d++) {
      products.push(...combinations(matrix.cols, d, !interactionOnly));
    }
    if (products.length === 0) {
      throw new ParameterError("degree 0 without a bias leaves no feature: raise degree or set includeBias.");
    }
    this.products = products;
    this.nOutputFeatures = products.length;
    return this;
  }

  /** (products x features) power of each feature in each product. */
  get powers(): Matrix {
    this.checkFitted("powers");
    const out = Matrix.zeros(this.products.length, this.nFeaturesIn);
    this.products.forEach((product, row) => {
      for (const j of product) out.set(row, j, out.get(row, j) + 1);
    });
    return out;
  }

  /** Names such as `"1"`, `"u"`, `"u^2"`, `"u g"`; without names of the features, x0, x1 and so on. */
  getFeatureNamesOut(): string[] {
    this.checkFitted("getFeatureNamesOut");
    const nameOf = (j: number) => this.featureNamesIn?.[j] ?? `x${j}`;
    return this.products.map((product) => {
      const factors = [...new Set(product)].map((j) => {
        const power = product.filter((other) => other === j).length;
        return power === 1 ? nameOf(j) : `${nameOf(j)}^${power}`;
      });
      return factors.length === 0 ? "1" : factors.join(" ");
    });
  }

  /** (n x products) */
  transform(X: TableLike): Matrix {
    const { data, rows, cols } = this.checkTable(X, "transform");
    const { products } = this;
    const out = new Float64Array(rows * products.length);
    for (let i = 0, k = 0; i < rows; i++) {
      for (const product of products) {
        let value = 1;
        for (const j of product) value *= data[i * cols + j];
        out[k++] = value;
      }
    }
    return new Matrix(out, rows, products.length);
  }
}

registerEstimator(PolynomialFeatures);

/** All ascending choices of `size` out of 0 ... n - 1, in lexicographic order. */
function combinations(n: number, size: number, repeat: boolean): number[][] {
  if (size === 0) return [[]];
  const out: number[][] = [];
  const extend = (chosen: number[], from: number) => {
    if (chosen.length === size) {
      out.push(chosen);
      return;
    }
    for (let j = from; j < n; j++) extend([...chosen, j], repeat ? j : j + 1);
  };
  extend([], 0);
  return out;
}
