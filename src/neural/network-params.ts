import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError } from "../core/errors";
import type { Matrix } from "../core/matrix";
import { checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import type { TrainingCallback } from "./callbacks";
import { connectLayers } from "./connect-layers";
import { outputsOf } from "./evaluate";
import { drawModelWeights } from "./first-weights";
import { type FitNetworkOptions, fitNetwork } from "./fit-network";
import { dense, type LayerSpec } from "./layer-specs";
import { asNetwork, readWeights, sizeOf, writeWeights } from "./layers-model";
import type { OptimizerLike } from "./optimizer-options";
import { runningSession, startSession } from "./session";
import type { TrainingRows } from "./training-rows";

/** Parameters of NetworkClassifier and NetworkRegressor. */
export interface NetworkParams {
  /** All layers but the output, which follows from what is learnt; the last must give a row (`flatten`, `dense`). Default: 32 units with "relu". */
  layers: readonly LayerSpec[];
  /** Reads each row of X as `[height, width, channels]`; default `null`: as it is. */
  inputShape: readonly number[] | null;
  /** Times that all rows are gone through, at most; default 10. */
  epochs: number;
  /** Rows a step; default 32. */
  batchSize: number;
  /** Default "adam". */
  optimizer: OptimizerLike;
  /** Default 0.001. */
  learningRate: number;
  /** Share of the rows that is kept aside and measured after each epoch, for the callbacks; default `null`, none. */
  validationFraction: number | null;
  /** Early stopping and the like. */
  callbacks: readonly TrainingCallback[];
  /** Seed of first weights, shuffles, dropout and the rows kept aside; default `null`. */
  randomState: RandomStateLike;
}

export const networkDefaults = (): NetworkParams => ({
  layers: [dense({ units: 32, activation: "relu" })],
  inputShape: null,
  epochs: 10,
  batchSize: 32,
  optimizer: "adam",
  learningRate: 0.001,
  validationFraction: null,
  callbacks: [],
  randomState: null,
});

/** The fitted attributes that NetworkClassifier and NetworkRegressor have in common. */
export interface TrainedNetwork {
  weights: Float32Array[];
  lossCurve: Float64Array;
  validationLossCurve: Float64Array | null;
  learningRateCurve: Float64Array;
  nIter: number;
}

/** How a network is made from an estimator's parameters. */
export interface Blueprint {
  params: NetworkParams;
  output: LayerSpec;
  nFeatures: number;
}

/** Splits rows into those to learn from and those to measure on. */
export type Split = (
  fraction: number,
  rng: RandomState,
) => { trainIndices: Int32Array; testIndices: Int32Array };

export async function trainNetwork(
  blueprint: Blueprint,
  data: { X: Matrix; y: Float64Array; sampleWeight: Float64Array | undefined },
  split: Split,
  options: Pick<FitNetworkOptions, "classWeight" | "classes">,
): Promise<TrainedNetwork> {
  const { params } = blueprint;
  checkShape(params, data.X.cols);
  const fraction = params.validationFraction;
  if (fraction !== null) checkNumber("validationFraction", fraction, { exclusiveMin: 0, exclusiveMax: 1 });
  const session = await startSession();
  const rng = checkRandomState(params.randomState);
  const parts = fraction === null ? undefined : split(fraction, rng);
  const model = build(blueprint);
  try {
    drawModelWeights(session.tf, model, rng);
    const { epochs, batchSize, optimizer, learningRate, callbacks } = params;
    const history = await fitNetwork(asNetwork(model), take(data, parts?.trainIndices), {
      epochs,
      batchSize,
      optimizer,
      learningRate,
      callbacks,
      validationData: parts ? take(data, parts.testIndices) : null,
      randomState: rng,
      progress: false,
      ...options,
    });
    return {
      weights: readWeights(model),
      lossCurve: Float64Array.from(history.loss),
      validationLossCurve: history.valLoss && Float64Array.from(history.valLoss),
      learningRateCurve: Float64Array.from(history.learningRate),
      nIter: history.epochs,
    };
  } finally {
    model.dispose();
  }
}

/** (n x outputs) what the trained network makes of each row. */
export function networkOutputs(blueprint: Blueprint, weights: readonly Float32Array[], X: Matrix): Matrix {
  const session = runningSession();
  const model = build(blueprint);
  try {
    writeWeights(session.tf, model, weights);
    return outputsOf(session, model, { data: Float32Array.from(X.data), count: X.rows, size: X.cols });
  } finally {
    // a model that is kept would hold memory that nobody frees
    model.dispose();
  }
}

const build = ({ params, output, nFeatures }: Blueprint) =>
  connectLayers(runningSession(), [...params.layers, output], params.inputShape ?? [nFeatures], "network");

function checkShape({ inputShape }: NetworkParams, nFeatures: number): void {
  if (inputShape === null || !Array.isArray(inputShape) || sizeOf(inputShape) === nFeatures) return;
  throw new ParameterError(
    `inputShape [${inputShape.join(", ")}] takes ${sizeOf(inputShape)} values a row, but X has ${nFeatures} columns.`,
  );
}

function take(
  { X, y, sampleWeight }: { X: Matrix; y: Float64Array; sampleWeight: Float64Array | undefined },
  indices: Int32Array | undefined,
): TrainingRows {
  if (indices === undefined) return { x: X, y, sampleWeight };
  const pick = (values: Float64Array) => Float64Array.from(indices, (i) => values[i]);
  return { x: X.takeRows(indices), y: pick(y), sampleWeight: sampleWeight && pick(sampleWeight) };
}
