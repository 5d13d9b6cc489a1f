import { checkRandomState } from "../core/check-random-state";
import { type ClassWeight, classWeights, countCodes, weightsOfRows } from "../core/class-weight";
import { Classifier, type DecisionScores, type SampleWeightOptions } from "../core/classifier";
import { columnMeans } from "../core/column-means";
import { ParameterError, ValidationError } from "../core/errors";
import { registerEstimator } from "../core/estimator";
import { decodeLabels, type LabelsLike, type LabelVector } from "../core/labels";
import { Matrix } from "../core/matrix";
import type { ModelMethod } from "../core/model";
import { checkNumber, checkOneOf } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import type { TableLike } from "../core/table-like";
import { toSampleWeight } from "../core/targets";
import { runJobs } from "../core/worker-pool";
import { joinMachines } from "./join-machines";
import type { SvmKernel } from "./kernel";
import { forEachKernelRow } from "./kernel-block";
import { classPairs, oneVsRest, votedClasses } from "./one-vs-one";
import { couplePairs, sigmoidAt } from "./platt";
import { type PairsSample, trainingMilliseconds, trainPairTask } from "./train-pairs";

export interface SVCParams {
  /** Penalty of a row on the wrong side of its margin, positive; default 1. */
  C: number;
  /** Default `"rbf"`: exp(-gamma |x - z|²); `"poly"`: (gamma x·z + coef0)^degree; `"linear"`: x·z. */
  kernel: "linear" | "poly" | "rbf";
  /** Of `"poly"`; default 3. */
  degree: number;
  /** Default `"scale"`: 1 / (features * variance of X); `"auto"`: 1 / features. */
  gamma: "scale" | "auto" | number;
  /** Of `"poly"`; default 0. */
  coef0: number;
  /** Put rows aside that will hardly change; default `true`. It changes the speed, not the result. */
  shrinking: boolean;
  /** Make `predictProba` possible, at about five times the cost of `fit`; default `false`. */
  probability: boolean;
  /** Largest violation of the optimality conditions that is let stand; default 1e-3. */
  tol: number;
  /** Memory for rows of the kernel matrix, in MB; default 200. */
  cacheSize: number;
  /** Weight of each class, multiplies C; default `null`: all alike. */
  classWeight: ClassWeight;
  /** Most steps of the solver; default -1: no limit. */
  maxIter: number;
  /** Shape of `decisionFunction` for more than two classes; default `"ovr"`: one column per class. */
  decisionFunctionShape: "ovr" | "ovo";
  /** Shuffles the rows for `probability`. */
  randomState: number | RandomState | null;
}

/**
 * Support vector classifier: for each pair of classes the boundary with the widest margin, found by sequential
 * minimal optimisation as in LIBSVM (Chang & Lin 2011, ACM Transactions on Intelligent Systems and Technology 2, 27).
 * It solves the problem of `sklearn.svm.SVC` of scikit-learn 1.2, to the same tolerance.
 *
 * The solver's path, and with it the last digits that `tol` leaves open, may differ from LIBSVM's. The shuffle for
 * `probability` is LIBSVM's, draw for draw.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.svm.SVC.html
 */
export class SVC extends Classifier<SVCParams> {
  /** (vectors) row numbers of the support vectors, class after class. */
  declare support: Int32Array;
  /** (vectors x features) */
  declare supportVectors: Matrix;
  /** (classes) support vectors of each class. */
  declare nSupport: Int32Array;
  /** (classes - 1 x vectors) coefficients; each vector has one for each other class. */
  declare dualCoef: Matrix;
  /** (pairs) */
  declare intercept: Float64Array;
  /** (pairs) steps of the solver. */
  declare nIter: Int32Array;
  /** Whether every pair met `tol` within `maxIter`. */
  declare converged: boolean;
  /** (pairs) value of the dual problem that was maximised. */
  declare dualObjective: Float64Array;
  /** The kernel with its numbers filled in. */
  declare fittedKernel: SvmKernel;
  /** (features) what is subtracted from rows before distances are taken. */
  declare shift: Float64Array;
  /** (classes) weight of each class. */
  declare classWeight: Float64Array;
  /** (pairs) of the sigmoid 1 / (1 + exp(A f + B)), with `probability`. */
  declare probA?: Float64Array;
  declare probB?: Float64Array;

  constructor(params: Partial<SVCParams> = {}) {
    super(
      {
        C: 1,
        kernel: "rbf",
        degree: 3,
        gamma: "scale",
        coef0: 0,
        shrinking: true,
        probability: false,
        tol: 1e-3,
        cacheSize: 200,
        classWeight: null,
        maxIter: -1,
        decisionFunctionShape: "ovr",
        randomState: null,
      },
      params,
    );
  }

  /**
   * @param X - (n x features) finite numbers; scale features to like spread first.
   * @param y - (n) labels of at least two classes.
   * @throws ValidationError if X or y is unusable, or sampleWeight leaves fewer than two classes.
   * @throws ParameterError if an option is unusable.
   */
  async fit(X: TableLike, y: LabelsLike, options: SampleWeightOptions = {}): Promise<this> {
    this.checkOptions();
    const { C, shrinking, probability, tol, cacheSize, maxIter, classWeight, randomState } = this.params;
    const random = checkRandomState(randomState);
    const { X: matrix, classes, codes } = this.checkFitLabels(X, y, { needTwo: true });
    const sampleWeight = toSampleWeight(options.sampleWeight, matrix.rows);
    const byClass = classWeights(classWeight, classes, countCodes(codes, classes.length));
    const bound = weightsOfRows(codes, sampleWeight, byClass).map((weight) => weight * C);
    const groups = rowsOfClasses(codes, classes.length, bound);
    const empty = groups.findIndex((rows) => rows.length === 0);
    if (empty >= 0)
      throw new ValidationError(`All rows of class ${String(classes[empty])} have weight zero.`);

    const kernel = this.kernelFor(matrix);
    const shift = kernel.name === "rbf" ? columnMeans(matrix) : new Float64Array(matrix.cols);
    const shifted = matrix.data.map((value, k) => value - shift[k % matrix.cols]);
    const seed = random.randint(0, 2 ** 31 - 1);
    const sample: PairsSample = {
      data: shifted,
      features: matrix.cols,
      groups,
      bound,
      machine: { kernel, cacheBytes: cacheSize * 2 ** 20, tol, shrinking, maxIter },
      seed: probability ? seed : null,
    };
    const trained = await runJobs(trainPairTask, sample, classPairs(classes.length), {
      milliseconds: trainingMilliseconds(sample),
    });
    const solutions = trained.map((pair) => pair.solution);
    const sigmoids = trained.flatMap((pair) => pair.sigmoid ?? []);

    const { support, nSupport, dualCoef } = joinMachines(
      groups,
      solutions.map((solution) => solution.coef),
    );
    // Two classes: positive is for the second, as everywhere else; LIBSVM has it the other way round.
    const sign = classes.length === 2 ? -1 : 1;
    this.classes = classes;
    this.support = support;
    this.supportVectors = matrix.takeRows(support);
    this.nSupport = nSupport;
    this.dualCoef = new Matrix(
      dualCoef.data.map((value) => sign * value),
      dualCoef.rows,
      dualCoef.cols,
    );
    this.intercept = Float64Array.from(solutions, (solution) => sign * solution.intercept);
    this.nIter = Int32Array.from(solutions, (solution) => solution.iterations);
    this.converged = solutions.every((solution) => solution.converged);
    this.dualObjective = Float64Array.from(solutions, (solution) => solution.objective);
    this.fittedKernel = kernel;
    this.shift = shift;
    this.classWeight = byClass ?? new Float64Array(classes.length).fill(1);
    delete this.probA;
    delete this.probB;
    if (probability) {
      this.probA = Float64Array.from(sigmoids, (sigmoid) => sigmoid.A);
      this.probB = Float64Array.from(sigmoids, (sigmoid) => sigmoid.B);
    }
    return this;
  }

  /** Whether a method works with the present parameters. */
  supports(method: ModelMethod): boolean {
    return this.params.probability || (method !== "predictProba" && method !== "predictLogProba");
  }

  private checkOptions(): void {
    const params = this.params;
    checkNumber("C", params.C, { exclusiveMin: 0 });
    checkOneOf("kernel", params.kernel, ["linear", "poly", "rbf"]);
    checkNumber("degree", params.degree, { min: 0, integer: true });
    if (params.gamma !== "scale" && params.gamma !== "auto") checkNumber("gamma", params.gamma, { min: 0 });
    checkNumber("coef0", params.coef0);
    checkOneOf("shrinking", params.shrinking, [true, false]);
    checkOneOf("probability", params.probability, [true, false]);
    checkNumber("tol", params.tol, { exclusiveMin: 0 });
    checkNumber("cacheSize", params.cacheSize, { exclusiveMin: 0 });
    checkNumber("maxIter", params.maxIter, { min: -1, integer: true });
    checkOneOf("decisionFunctionShape", params.decisionFunctionShape, ["ovr", "ovo"]);
  }

  private kernelFor(X: Matrix): SvmKernel {
    const { kernel, gamma, degree, coef0 } = this.params;
    let value: number;
    if (gamma === "auto") value = 1 / X.cols;
    else if (gamma === "scale") value = 1 / (X.cols * (variance(X.data) || 1));
    else value = gamma;
    return { name: kernel, gamma: value, degree, coef0 };
  }

  /** (n x pairs) value of each pair's machine; positive is for the pair's first class. */
  private pairDecisions(X: Matrix): Matrix {
    const classes = this.classes.length;
    const pairs = classPairs(classes);
    const { nSupport, intercept, dualCoef, supportVectors } = this;
    const vectors = supportVectors.rows;
    const sign = classes === 2 ? -1 : 1;
    const out = Matrix.zeros(X.rows, pairs.length);
    const ends = Int32Array.from(nSupport, (_, k) => nSupport.slice(0, k + 1).reduce((sum, n) => sum + n, 0));
    // sums[c][k]: what the vectors of class c say with their coefficients number k.
    const sums = new Float64Array(classes * (classes - 1));
    forEachKernelRow(X, supportVectors, this.fittedKernel, this.shift, (query, values, from) => {
      for (let c = 0, start = 0; c < classes; start = ends[c++]) {
        for (let k = 0; k < classes - 1; k++) {
          const coef = k * vectors;
          let sum = 0;
          for (let s = start; s < ends[c]; s++) sum += dualCoef.data[coef + s] * values[from + s];
          sums[c * (classes - 1) + k] = sum;
        }
      }
      pairs.forEach(([i, j], p) => {
        const value = sums[i * (classes - 1) + j - 1] + sums[j * (classes - 1) + i] + intercept[p];
        out.data[query * pairs.length + p] = sign * value;
      });
    });
    return out;
  }

  /**
   * (n) for two classes, positive for `classes[1]`; else a table with one column per class (`"ovr"`) or per pair of
   * classes (`"ovo"`).
   */
  decisionFunction(X: TableLike): DecisionScores {
    const decisions = this.pairDecisions(this.checkTable(X, "decisionFunction"));
    if (this.classes.length === 2) {
      return decisions.data.map((value) => -value);
    }
    return this.params.decisionFunctionShape === "ovo"
      ? decisions
      : oneVsRest(decisions, this.classes.length);
  }

  /** (n) the label that most machines vote for; of equal ones the first. */
  predict(X: TableLike): LabelVector {
    const decisions = this.pairDecisions(this.checkTable(X, "predict"));
    return decodeLabels(this.classes, votedClasses(decisions, this.classes.length));
  }

  /**
   * (n x classes) probability of each class, in the order of `classes`. It comes from other machines than `predict`
   * and may disagree with it.
   *
   * @throws ParameterError unless the model was fitted with `probability: true`.
   */
  predictProba(X: TableLike): Matrix {
    const table = this.checkTable(X, "predictProba");
    const { probA, probB } = this;
    if (probA === undefined || probB === undefined) {
      throw new ParameterError("predictProba needs `new SVC({ probability: true })` at fit.");
    }
    const classes = this.classes.length;
    const pairs = classPairs(classes);
    const decisions = this.pairDecisions(table);
    const out = Matrix.zeros(table.rows, classes);
    const pairwise = Array.from({ length: classes }, () => new Float64Array(classes));
    for (let n = 0; n < table.rows; n++) {
      pairs.forEach(([i, j], p) => {
        const value = sigmoidAt({ A: probA[p], B: probB[p] }, decisions.get(n, p));
        pairwise[i][j] = Math.min(Math.max(value, 1e-7), 1 - 1e-7);
        pairwise[j][i] = 1 - pairwise[i][j];
      });
      out.row(n).set(couplePairs(pairwise));
    }
    return out;
  }

  /** (n x classes) natural logarithm of the probability of each class. */
  predictLogProba(X: TableLike): Matrix {
    const out = this.predictProba(X);
    for (let k = 0; k < out.data.length; k++) out.data[k] = Math.log(out.data[k]);
    return out;
  }
}

registerEstimator(SVC);

/** The rows of each class that may get a coefficient at all. */
function rowsOfClasses(codes: Int32Array, classes: number, bound: Float64Array): Int32Array[] {
  const out: number[][] = Array.from({ length: classes }, () => []);
  for (let i = 0; i < codes.length; i++) if (bound[i] > 0) out[codes[i]].push(i);
  return out.map((rows) => Int32Array.from(rows));
}

function variance(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
