import { describe, expect, it } from "vitest";
import { MLPClassifier } from "../../src/neural-network/mlp-classifier";
import type { MLPParams } from "../../src/neural-network/mlp-params";
import { MLPRegressor } from "../../src/neural-network/mlp-regressor";
import { expectClose } from "../close";
import reference from "./reference/mlp.json";

interface Case {
  params: Partial<MLPParams>;
  lossCurve: number[];
  bestLoss: number | null;
  validationScores: number[] | null;
  bestValidationScore: number | null;
  nIter: number;
  nLayers: number;
  nOutputs: number;
  outActivation: string;
  coefSums: number[];
  lastCoef: number[][];
  intercepts: number[][];
  predict: number[];
}

/** Rounding differs in how products are added up, and grows from step to step. */
const CLOSE = 1e-9;

function expectSameTraining(model: MLPClassifier | MLPRegressor, expected: Case): void {
  expect(model.nIter).toBe(expected.nIter);
  expectClose(model.lossCurve, expected.lossCurve, CLOSE);
  expect(model.loss).toBe(model.lossCurve.at(-1));
  if (expected.bestLoss === null) expect(model.bestLoss).toBeNull();
  else expectClose([model.bestLoss!], [expected.bestLoss], CLOSE);
  if (expected.validationScores === null) expect(model.validationScores).toBeNull();
  else {
    expectClose(model.validationScores!, expected.validationScores, CLOSE);
    expectClose([model.bestValidationScore!], [expected.bestValidationScore!], CLOSE);
  }
  expect([model.nLayers, model.nOutputs, model.outActivation]).toEqual([
    expected.nLayers,
    expected.nOutputs,
    expected.outActivation,
  ]);
  expectClose(
    model.coefs.map((coef) => coef.data.reduce((a, b) => a + b, 0)),
    expected.coefSums,
    1e-8,
    1e-9,
  );
  expectClose(model.coefs.at(-1)!, expected.lastCoef, 1e-8, 1e-9);
  model.intercepts.forEach((intercept, l) => {
    expectClose(intercept, expected.intercepts[l], 1e-8, 1e-9);
  });
}

describe("MLPClassifier", () => {
  const { X, y, cases, partial } = reference.classification;

  for (const expected of cases as unknown as (Case & { binary: boolean; proba: number[][] })[]) {
    const classes = expected.binary ? "two classes" : "three classes";
    it(`trains as scikit-learn does: ${classes}, ${JSON.stringify(expected.params)}`, async () => {
      const labels = expected.binary ? y.map((k) => k > 0) : y;
      const model = await new MLPClassifier(expected.params).fit(X, labels);
      expectSameTraining(model, expected);
      expect(Array.from(model.predict(X), Number)).toEqual(expected.predict);
      const proba = model.predictProba(X.slice(0, 6));
      expectClose(proba, expected.proba, 1e-8);
      expectClose(
        model.predictLogProba(X.slice(0, 6)),
        expected.proba.map((row) => row.map(Math.log)),
        1e-7,
      );
    });
  }

  it("trains piece by piece as scikit-learn does", async () => {
    const model = new MLPClassifier({ randomState: 3, hiddenLayerSizes: [6], batchSize: 16 });
    for (let k = 0; k < 3; k++) {
      const [from, to] = [50 * k, 50 * (k + 1)];
      await model.partialFit(X.slice(from, to), y.slice(from, to), { classes: [0, 1, 2] });
    }
    expectClose(model.lossCurve, partial.lossCurve, CLOSE);
    expectClose(model.predictProba(X.slice(0, 6)), partial.proba, 1e-8);
  });
});

describe("MLPRegressor", () => {
  const { X, y, cases, partial } = reference.regression;

  for (const expected of cases as unknown as (Case & { score: number })[]) {
    it(`trains as scikit-learn does: ${JSON.stringify(expected.params)}`, async () => {
      const model = await new MLPRegressor(expected.params).fit(X, y);
      expectSameTraining(model, expected);
      expectClose(model.predict(X.slice(0, 20)), expected.predict, 1e-8, 1e-9);
      expectClose([model.score(X, y)], [expected.score], 1e-8);
    });
  }

  it("trains piece by piece as scikit-learn does", async () => {
    const model = new MLPRegressor({
      randomState: 4,
      solver: "sgd",
      learningRate: "invscaling",
      learningRateInit: 0.05,
      batchSize: 8,
    });
    for (let k = 0; k < 3; k++) {
      const [from, to] = [43 * k, 43 * (k + 1)];
      await model.partialFit(X.slice(from, to), y.slice(from, to));
    }
    expectClose(model.lossCurve, partial.lossCurve, CLOSE);
    expectClose(model.predict(X.slice(0, 20)), partial.predict, 1e-8, 1e-9);
  });
});
