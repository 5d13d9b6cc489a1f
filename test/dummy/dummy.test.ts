import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { DummyClassifier, type DummyClassifierParams } from "../../src/dummy/dummy-classifier";
import { DummyRegressor, type DummyRegressorParams } from "../../src/dummy/dummy-regressor";
import { expectClose } from "../close";

const { words, target, weight, classifiers, regressors } = JSON.parse(
  readFileSync(join(__dirname, "reference/dummy.json"), "utf8"),
) as {
  words: string[];
  target: number[];
  weight: number[];
  classifiers: [Partial<DummyClassifierParams>, boolean, number[], string[], number[][]][];
  regressors: [Partial<DummyRegressorParams>, boolean, number][];
};
const X = words.map(() => [0]);

describe("DummyClassifier", () => {
  it.each(classifiers)(
    "predicts as scikit-learn's: %o, weighted %s",
    async (params, weighted, prior, labels, proba) => {
      const sampleWeight = weighted ? weight : null;
      const model = await new DummyClassifier(params).fit(X, words, { sampleWeight });
      expectClose(model.classPrior, prior);
      expect(Array.from(model.predict(X))).toEqual(labels);
      expectClose(model.predictProba(X), proba);
      expectClose(
        model.predictLogProba(X),
        proba.map((row) => row.map(Math.log)),
      );
    },
  );

  it("refuses a strategy or a constant that is none", async () => {
    const mode = new DummyClassifier({ strategy: "mode" as "prior" });
    await expect(mode.fit(X, words)).rejects.toThrow(ParameterError);
    for (const constant of [null, "NOVA"]) {
      const model = new DummyClassifier({ strategy: "constant", constant });
      await expect(model.fit(X, words)).rejects.toThrow(/one of the labels .*AGN.*STAR/);
    }
  });
});

describe("DummyRegressor", () => {
  it.each(regressors)("predicts as scikit-learn's: %o, weighted %s", async (params, weighted, value) => {
    const sampleWeight = weighted ? weight : null;
    const model = await new DummyRegressor(params).fit(X, target, { sampleWeight });
    expectClose(model.predict(X), new Array<number>(X.length).fill(value));
  });

  it("refuses a strategy without its value", async () => {
    for (const strategy of ["constant", "quantile", "mode" as "mean"] as const) {
      await expect(new DummyRegressor({ strategy }).fit(X, target)).rejects.toThrow(ParameterError);
    }
    await expect(new DummyRegressor({ strategy: "quantile", quantile: 1.5 }).fit(X, target)).rejects.toThrow(
      /quantile/,
    );
  });
});
