import { Matrix } from "../core/matrix";
import { defineTask } from "../core/worker-pool";
import { classPairs } from "./one-vs-one";
import type { Sigmoid } from "./platt";
import type { DualSolution } from "./smo";
import {
  crossValidatedSigmoid,
  type MachineOptions,
  type PairProblem,
  trainMachine,
} from "./two-class-machine";

/** What the machines of all pairs share. */
export interface PairsSample {
  /** Rows of the table with the shift subtracted, one after the other. */
  data: Float64Array;
  features: number;
  /** Row numbers of each class. */
  groups: Int32Array[];
  /** Upper bound of each row's coefficient. */
  bound: Float64Array;
  machine: MachineOptions;
  /** Seed of the shuffle for probabilities, or `null`: no probabilities. */
  seed: number | null;
}

export interface TrainedPair {
  solution: DualSolution;
  sigmoid: Sigmoid | null;
}

/** Trains the machine of one pair of classes. */
export const trainPairTask = defineTask({
  name: "trainPair",
  start:
    (sample: PairsSample) =>
    ([i, j]: [number, number]): TrainedPair => {
      const { data, features, groups, bound, machine, seed } = sample;
      const rows = new Int32Array(groups[i].length + groups[j].length);
      rows.set(groups[i]);
      rows.set(groups[j], groups[i].length);
      const y = new Int8Array(rows.length).fill(-1);
      y.fill(1, 0, groups[i].length);
      const problem: PairProblem = {
        X: new Matrix(data, data.length / features, features).takeRows(rows),
        y,
        C: Float64Array.from(rows, (row) => bound[row]),
      };
      return {
        sigmoid: seed === null ? null : crossValidatedSigmoid(problem, machine, seed),
        solution: trainMachine(problem, machine),
      };
    },
});

/** Roughly how long training all pairs takes on one thread. */
export function trainingMilliseconds({ groups, features, seed }: PairsSample): number {
  const pairs = classPairs(groups.length);
  const comparisons = pairs.reduce((sum, [i, j]) => sum + (groups[i].length + groups[j].length) ** 2, 0);
  return comparisons * (features + 40) * 6e-8 * (seed === null ? 1 : 4);
}
