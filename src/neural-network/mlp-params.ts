import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import type { SampleWeightOptions } from "../core/classifier";
import { ParameterError, ValidationError } from "../core/errors";
import type { Matrix } from "../core/matrix";
import { checkNumber, checkOneOf } from "../core/parameters";
import { type TableLike, toMatrix } from "../core/table-like";

/** What a hidden unit does to its weighted sum. */
export type HiddenActivation = "identity" | "logistic" | "tanh" | "relu";

/** How the learning rate changes; see {@link MLPParams.learningRate}. */
export type LearningRateSchedule = "constant" | "invscaling" | "adaptive" | "plateau";

/** Parameters of MLPClassifier and MLPRegressor. */
export interface MLPParams {
  /** Units of each hidden layer, first to last; default [100]. One number is one layer, [] none (a linear model). */
  hiddenLayerSizes: number | readonly number[];
  /** Activation of the hidden layers; default "relu". */
  activation: HiddenActivation;
  /** Stochastic gradient descent or Adam (Kingma & Ba 2015, ICLR); default "adam". */
  solver: "sgd" | "adam";
  /** Strength of the L2 penalty on the weights; default 1e-4. */
  alpha: number;
  /** Rows per step, at most all; default "auto": 200. */
  batchSize: number | "auto";
  /**
   * "constant" (the default); "invscaling": `learningRateInit` / (rows seen + 1) ** `powerT`; "adaptive": divided by
   * 5 where training would stop, until it falls to 1e-6. These two concern "sgd" only.
   *
   * "plateau" is not in scikit-learn: as PyTorch's ReduceLROnPlateau, for either solver. See `plateauPatience`.
   */
  learningRate: LearningRateSchedule;
  /** Learning rate at the start; default 0.001. */
  learningRateInit: number;
  /** Exponent of "invscaling"; default 0.5. */
  powerT: number;
  /** Epochs at most; default 200. */
  maxIter: number;
  /** Shuffle the rows before each epoch; default `true`. */
  shuffle: boolean;
  /** Seed or generator of the first weights, the shuffles and the validation split; default unseeded. */
  randomState: RandomStateLike;
  /** Least improvement of the loss (or validation score) that counts; default 1e-4. */
  tol: number;
  /** Epochs without improvement after which to stop; default 10; `Infinity` goes on to `maxIter`. */
  nIterNoChange: number;
  /** Share of the last step that is added to the next ("sgd"); default 0.9. */
  momentum: number;
  /** Nesterov's momentum ("sgd"); default `true`. */
  nesterovsMomentum: boolean;
  /** Decay of Adam's mean gradient; default 0.9. */
  beta1: number;
  /** Decay of Adam's mean squared gradient; default 0.999. */
  beta2: number;
  /** Keeps Adam from dividing by zero; default 1e-8. */
  epsilon: number;
  /** Stop by the score on rows that are not trained on, and keep the best weights; default `false`. */
  earlyStopping: boolean;
  /** Share of the rows set aside for `earlyStopping`; default 0.1. */
  validationFraction: number;
  /**
   * With "plateau": epochs without improvement that are put up with before the rate is lowered; default 10. What is
   * watched is the loss on validation rows where there are any, else on those trained on. `tol` and `nIterNoChange`
   * then matter to `earlyStopping` only.
   */
  plateauPatience: number;
  /** With "plateau": least relative improvement that counts; default 1e-4. */
  plateauThreshold: number;
  /** With "plateau": what the rate is multiplied by; default 0.1. */
  plateauFactor: number;
  /** With "plateau": training ends where the rate would fall below this; default 1e-6. */
  plateauMinRate: number;
}

/** Options of `fit`. */
export interface MLPFitOptions<Y> extends SampleWeightOptions {
  /**
   * Rows to measure the loss on after each epoch (not in scikit-learn): see `validationLossCurve`. `earlyStopping`
   * and "plateau" use them, and no row of the training table is set aside.
   */
  validation?: { X: TableLike; y: Y };
}

export const mlpDefaults = (): MLPParams => ({
  hiddenLayerSizes: [100],
  activation: "relu",
  solver: "adam",
  alpha: 1e-4,
  batchSize: "auto",
  learningRate: "constant",
  learningRateInit: 1e-3,
  powerT: 0.5,
  maxIter: 200,
  shuffle: true,
  randomState: null,
  tol: 1e-4,
  nIterNoChange: 10,
  momentum: 0.9,
  nesterovsMomentum: true,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  earlyStopping: false,
  validationFraction: 0.1,
  plateauPatience: 10,
  plateauThreshold: 1e-4,
  plateauFactor: 0.1,
  plateauMinRate: 1e-6,
});

/** @throws ParameterError if a value is unusable. */
export function checkMlpParams(p: MLPParams): void {
  hiddenLayers(p).forEach((units, l) => {
    checkNumber(`hiddenLayerSizes[${l}]`, units, { min: 1, integer: true });
  });
  checkOneOf("activation", p.activation, ["identity", "logistic", "tanh", "relu"]);
  checkOneOf("solver", p.solver, ["sgd", "adam"]);
  checkOneOf("learningRate", p.learningRate, ["constant", "invscaling", "adaptive", "plateau"]);
  for (const name of ["shuffle", "nesterovsMomentum", "earlyStopping"] as const) {
    checkOneOf(name, p[name], [true, false]);
  }
  for (const name of ["alpha", "powerT", "tol", "plateauThreshold", "plateauMinRate"] as const) {
    checkNumber(name, p[name], { min: 0 });
  }
  for (const name of ["learningRateInit", "epsilon"] as const)
    checkNumber(name, p[name], { exclusiveMin: 0 });
  for (const name of ["beta1", "beta2"] as const) checkNumber(name, p[name], { min: 0, exclusiveMax: 1 });
  checkNumber("momentum", p.momentum, { min: 0, max: 1 });
  checkNumber("plateauFactor", p.plateauFactor, { exclusiveMin: 0, exclusiveMax: 1 });
  checkNumber("plateauPatience", p.plateauPatience, { min: 0, integer: true });
  checkNumber("maxIter", p.maxIter, { min: 1, integer: true });
  if (p.batchSize !== "auto") checkNumber("batchSize", p.batchSize, { min: 1, integer: true });
  if (p.nIterNoChange !== Number.POSITIVE_INFINITY) {
    checkNumber("nIterNoChange", p.nIterNoChange, { min: 1, integer: true });
  }
  checkNumber("validationFraction", p.validationFraction, { exclusiveMin: 0, exclusiveMax: 1 });
  if (typeof p.randomState === "number") checkRandomState(p.randomState);
}

/** Units of each hidden layer. */
export function hiddenLayers({ hiddenLayerSizes }: MLPParams): number[] {
  return typeof hiddenLayerSizes === "number" ? [hiddenLayerSizes] : Array.from(hiddenLayerSizes);
}

/** @throws ParameterError if weights are given, which a perceptron of scikit-learn 1.2 does not take either. */
export function refuseSampleWeight(owner: string, options: SampleWeightOptions): void {
  if (options.sampleWeight === undefined || options.sampleWeight === null) return;
  throw new ParameterError(`${owner} takes no sampleWeight: repeat rows instead.`);
}

/**
 * Reads the table of validation rows.
 *
 * @throws ValidationError if it is unusable or has other features than the training table.
 */
export function validationTable(X: TableLike, training: Matrix): Matrix {
  const out = toMatrix(X, { name: "validation.X" });
  if (out.cols === training.cols) return out;
  throw new ValidationError(`validation.X has ${out.cols} features, but X has ${training.cols}.`);
}
