import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import {
  GaussianNB,
  LinearRegression,
  Matrix,
  NotFittedError,
  ParameterError,
  ValidationError,
} from "../../src";
import { useWorkerPool } from "../../src/core/worker-pool";
import {
  type PermutationImportanceOptions,
  permutationImportance,
} from "../../src/inspection/permutation-importance";
import { NodeWorkerPool } from "../../src/workers/node-worker-pool";
import { expectClose } from "../close";

const { X, words, target, weight, cases } = JSON.parse(
  readFileSync(join(__dirname, "reference/permutation-importance.json"), "utf8"),
) as {
  X: number[][];
  words: string[];
  target: number[];
  weight: number[];
  cases: [
    kind: string,
    options: PermutationImportanceOptions,
    weighted: boolean,
    importances: number[][],
    mean: number[],
    std: number[],
  ][];
};

describe("permutationImportance", () => {
  afterEach(() => useWorkerPool(undefined));

  it.each(cases)(
    "is scikit-learn's: %s %o, weighted %s",
    async (kind, options, weighted, importances, mean, std) => {
      const sampleWeight = weighted ? weight : null;
      const model =
        kind === "words" ? await new GaussianNB().fit(X, words) : await new LinearRegression().fit(X, target);
      const y = kind === "words" ? words : target;
      const table = Matrix.from(X);
      const result = await permutationImportance(model, table, y, { ...options, sampleWeight });
      expectClose(result.importances, importances, 1e-9, 1e-12);
      expectClose(result.importancesMean, mean, 1e-9, 1e-12);
      expectClose(result.importancesStd, std, 1e-9, 1e-12);
      expect(table.toArray()).toEqual(X);
    },
  );

  it("is the same on several threads, or with a scorer that stays here", async () => {
    const model = await new GaussianNB().fit(X, words);
    const here = await permutationImportance(model, X, words, { randomState: 1 });
    const pool = new NodeWorkerPool(2);
    useWorkerPool(pool);
    expect(await permutationImportance(model, X, words, { randomState: 1, nJobs: 2 })).toEqual(here);
    const scoring = (_: unknown, rows: unknown, y: unknown) => model.score(rows as Matrix, y as string[]);
    expect(await permutationImportance(model, X, words, { randomState: 1, nJobs: 2, scoring })).toEqual(here);
    await pool.close();
  });

  it("refuses what cannot be meant", async () => {
    const model = await new GaussianNB().fit(X, words);
    await expect(permutationImportance(new GaussianNB(), X, words)).rejects.toThrow(NotFittedError);
    await expect(permutationImportance(model, X, words.slice(1))).rejects.toThrow(ValidationError);
    await expect(permutationImportance(model, X, words, { nRepeats: 0 })).rejects.toThrow(/nRepeats/);
    await expect(permutationImportance(model, X, words, { n_repeats: 3 } as object)).rejects.toThrow(
      ParameterError,
    );
    const several = { scoring: ["accuracy", "f1_macro"] as never };
    await expect(permutationImportance(model, X, words, several)).rejects.toThrow(/one scorer/);
  });
});
