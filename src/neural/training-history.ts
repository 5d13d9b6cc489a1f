import type { Label } from "../core/labels";

/** What a callback can watch. */
export type Monitor = "loss" | "valLoss" | "accuracy" | "valAccuracy";

/** What was measured in each epoch of a training; plain data. Lists have one value an epoch. */
export interface TrainingHistory {
  /** Epochs trained. */
  epochs: number;
  /** Mean loss of the training rows while the weights changed, with penalties. */
  loss: number[];
  /** Mean loss of the validation rows after the epoch; `null` without such rows. */
  valLoss: number[] | null;
  /** Share of training rows whose class was right, while the weights changed; `null` where no classes are learnt. */
  accuracy: number[] | null;
  valAccuracy: number[] | null;
  learningRate: number[];
  /** Seconds that the epoch took, validation and callbacks among them. */
  seconds: number[];
  /** Why training ended before the last epoch; `null` if it did not. */
  stopReason: string | null;
  /** The epoch, counted from 1, whose weights the network has, where a callback restored the best ones. */
  bestEpoch: number | null;
  /** The labels that the network's outputs stand for, in their order; `null` where targets were numbers. */
  classes: Label[] | null;
}

/** Mean loss, and the share of rows whose class is right. */
export interface Measured {
  loss: number;
  accuracy: number | null;
}

export function startHistory(
  classes: Label[] | null,
  hasValidation: boolean,
  isClass: boolean,
): TrainingHistory {
  return {
    epochs: 0,
    loss: [],
    valLoss: hasValidation ? [] : null,
    accuracy: isClass ? [] : null,
    valAccuracy: hasValidation && isClass ? [] : null,
    learningRate: [],
    seconds: [],
    stopReason: null,
    bestEpoch: null,
    classes,
  };
}
