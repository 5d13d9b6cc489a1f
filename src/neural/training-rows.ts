import type { VectorLike } from "../core/targets";
import type { NetworkInput, NetworkTarget } from "./training-data";

/** Inputs with what is to be learnt of each. */
export interface TrainingRows {
  /** Images, or a table with one row for each. */
  x: NetworkInput;
  /** A label or number a row, or a table with one column for each output. */
  y: NetworkTarget;
  /** One non-negative weight a row; default: all equal. */
  sampleWeight?: VectorLike | null;
}

/** Makes the mini-batches of an epoch, counted from 0; called again for each. */
export type BatchSource = (epoch: number) => Iterable<TrainingRows> | AsyncIterable<TrainingRows>;
