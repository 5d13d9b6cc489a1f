import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ValidationError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import { decodeLabels, type LabelsLike } from "../core/labels";
import { Matrix } from "../core/matrix";
import { checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import type { Resampled } from "../core/sampler";
import type { TableLike } from "../core/table-like";
import { NeighborSearch, neighborSearchDefaults } from "../neighbors/neighbor-search";
import { ClassSampler, type ClassSamplerParams, rowsOfClass } from "./class-sampler";

export interface SMOTEParams extends ClassSamplerParams {
  /** Seed or generator of the draws; a seed begins anew at each class. Default `null`, another draw each time. */
  randomState: RandomStateLike;
  /** Neighbours of a row among which its partner is drawn; default 5. */
  kNeighbors: number;
}

/**
 * Brings small classes to the size of the largest by making up rows: each lies at random between a row of the class
 * and one of its `kNeighbors` nearest of the same class. Equal, seed for seed, to `imblearn.over_sampling.SMOTE` of
 * imbalanced-learn 0.10, wherever rows have distinct distances.
 *
 * Distances are Euclidean: scale the features first. Resample the training rows only, as a `Pipeline` does: made up
 * before a split, a row of the test set lies between rows of the training set, and the score says nothing.
 *
 * @see https://imbalanced-learn.org/0.10/references/generated/imblearn.over_sampling.SMOTE.html
 * @see Chawla, Bowyer, Hall & Kegelmeyer 2002, Journal of Artificial Intelligence Research 16, 321
 *
 * @example
 * ```ts
 * const model = makePipeline(new StandardScaler(), new SMOTE({ randomState: 0 }), new KNeighborsClassifier());
 * await crossValScore(model, X, y, { scoring: "f1_macro" });
 * ```
 */
export class SMOTE extends ClassSampler<SMOTEParams> {
  constructor(params: Partial<SMOTEParams> = {}) {
    super({ samplingStrategy: "auto", randomState: null, kNeighbors: 5 }, params);
  }

  protected get way(): "over" {
    return "over";
  }

  /**
   * @param X - (n x features) finite numbers.
   * @param y - (n) labels.
   * @returns the rows that came in, in their order, then those made up, class by class.
   * @throws ValidationError if X or y is unusable, their lengths differ, y has one class only, or a class that is
   * resampled has no more than `kNeighbors` rows.
   * @throws ParameterError if an option is unusable or `samplingStrategy` cannot be met.
   */
  async fitResample(X: TableLike, y: LabelsLike): Promise<Resampled> {
    const plan = this.plan(X, y);
    const { X: matrix, classes, codes, targets } = plan;
    const { kNeighbors, randomState } = this.params;
    const { rows: n, cols } = matrix;
    const total = targets.reduce((sum, { count }) => sum + count, n);
    const made = targets
      .filter(({ count }) => count > 0)
      .map(({ code, count }) => {
        const members = matrix.takeRows(rowsOfClass(codes, code));
        if (members.rows > kNeighbors) return { code, count, members };
        throw new ValidationError(
          `Class ${String(classes[code])} has ${members.rows} rows, too few for ${kNeighbors} neighbours each: ` +
            `give SMOTE at most kNeighbors ${members.rows - 1}, or repeat rows by RandomOverSampler.`,
        );
      });
    const outCodes = new Int32Array(total);
    outCodes.set(codes);
    let to = n;
    for (const { code, count } of made) {
      outCodes.fill(code, to, to + count);
      to += count;
    }
    const labels = decodeLabels(classes, outCodes);
    const draws = made.map(({ members, count }) =>
      drawPairs(members, kNeighbors, checkRandomState(randomState), count),
    );
    // Last, because V8 collects garbage at whatever is allocated after so large an array.
    const data = new Float64Array(total * cols);
    data.set(matrix.data);
    to = n * cols;
    made.forEach(({ members }, k) => {
      to = writeRows(members, draws[k], data, to);
    });
    this.remember(X, plan);
    return { X: new Matrix(data, total, cols), y: labels };
  }

  protected checkParams(): void {
    checkNumber("kNeighbors", this.params.kNeighbors, { min: 1, integer: true });
  }
}

registerEstimator(SMOTE);

/** What each row that is made up lies between, and where: at `steps` of the way from `from` to `towards`. */
interface Draws {
  from: Int32Array;
  towards: Int32Array;
  steps: Float64Array;
}

function drawPairs(X: Matrix, k: number, random: RandomState, count: number): Draws {
  const search = new NeighborSearch(X, { ...neighborSearchDefaults });
  // The first that is found is the row itself or its twin.
  const { indices } = search.nearest(X, k + 1);
  const pairs = random.randint(0, X.rows * k, count);
  const from = new Int32Array(count);
  const towards = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const row = Math.floor(pairs[i] / k);
    from[i] = row;
    towards[i] = indices[row][1 + pairs[i] - row * k];
  }
  return { from, towards, steps: random.randomSample(count) };
}

/** Writes the rows to `out` from place `to` on; returns the place after the last. */
function writeRows({ data, cols }: Matrix, draws: Draws, out: Float64Array, to: number): number {
  const { from, towards, steps } = draws;
  let at = to;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i];
    let a = from[i] * cols;
    let b = towards[i] * cols;
    const end = a + cols;
    // Four at a time: a look at the end costs as much as a value.
    for (; a <= end - 4; a += 4, b += 4, at += 4) {
      out[at] = data[a] + step * (data[b] - data[a]);
      out[at + 1] = data[a + 1] + step * (data[b + 1] - data[a + 1]);
      out[at + 2] = data[a + 2] + step * (data[b + 2] - data[a + 2]);
      out[at + 3] = data[a + 3] + step * (data[b + 3] - data[a + 3]);
    }
    for (; a < end; a++, b++, at++) out[at] = data[a] + step * (data[b] - data[a]);
  }
  return at;
}
