import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ParamGrid } from "../../src/model-selection/parameter-grid";

type Scores = { [name: string]: number[] };

/** scikit-learn's cross-validation of one small data set; see reference/validation.py. */
export const reference = JSON.parse(readFileSync(join(__dirname, "reference/validation.json"), "utf8")) as {
  X: number[][];
  words: string[];
  codes: number[];
  target: number[];
  order: number[];
  validate: { [name: string]: Scores };
  predict: {
    labels: string[];
    proba: number[][];
    distances: number[][];
    targets: number[];
    lacking: number[][];
  };
  learn: { [name: string]: [sizes: number[], train: number[][], test: number[][]] };
  validation: [train: number[][], test: number[][]];
  grids: [ParamGrid[], object[]][];
  search: {
    [name: string]: {
      results: Scores;
      index: number;
      score: number;
      predicted: (number | string)[];
      own: number;
    };
  };
};
