import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import type { Estimator } from "../../src/core/estimator";
import type { Label } from "../../src/core/labels";
import { asModel } from "../../src/core/model";
import { LinearDiscriminantAnalysis } from "../../src/discriminant-analysis/linear-discriminant-analysis";
import { LinearRegression } from "../../src/linear-model/linear-regression";
import { accuracyScore } from "../../src/metrics/accuracy-score";
import { fbetaScore } from "../../src/metrics/precision-recall-fscore";
import { meanSquaredError } from "../../src/metrics/regression";
import { getScorer, getScorerNames, makeScorer, Responses, scoreWith } from "../../src/metrics/scorers";
import { GaussianNB } from "../../src/naive-bayes/gaussian-nb";
import { expectClose } from "../close";

const { X, y, weight, cases } = JSON.parse(
  readFileSync(join(__dirname, "reference/scorers.json"), "utf8"),
) as {
  X: number[][];
  y: { [name: string]: Label[] };
  weight: number[];
  cases: [labels: string, model: string, scorer: string, plain: number, weighted: number | null][];
};

const models: { [name: string]: new () => Estimator<object> } = {
  GaussianNB,
  LinearDiscriminantAnalysis,
  LinearRegression,
};
const every2nd = <T>(rows: T[]): T[] => rows.filter((_, i) => i % 2 === 0);

describe("scorers", () => {
  const fitted = new Map<string, Estimator<object>>();
  beforeAll(async () => {
    for (const [name, modelName] of cases) {
      const model = new models[modelName]();
      await asModel(model).fit(every2nd(X), every2nd(y[name]));
      fitted.set(name + modelName, model);
    }
  });

  it.each(cases)("are scikit-learn's: labels %s, %s, %s", (name, modelName, scorer, plain, weighted) => {
    const model = fitted.get(name + modelName)!;
    expectClose([getScorer(scorer)(model, X, y[name])], [plain]);
    if (weighted === null) return;
    expectClose([getScorer(scorer)(model, X, y[name], { sampleWeight: weight })], [weighted]);
  });

  it("have a reference each", () => {
    expect([...new Set(cases.map((c) => c[2]))].sort()).toEqual(getScorerNames());
  });

  it("negate an error, and pass options to the score", () => {
    const model = fitted.get("targetLinearRegression")!;
    const loss = makeScorer(meanSquaredError, { greaterIsBetter: false });
    expect(loss(model, X, y.target)).toBe(getScorer("neg_mean_squared_error")(model, X, y.target));
    const words = fitted.get("wordsGaussianNB")!;
    const f2 = makeScorer((yTrue, yPred) => fbetaScore(yTrue, yPred, { beta: 2, posLabel: "QSO" }));
    expect(f2(words, X, y.words)).toBe(
      fbetaScore(y.words, asModel(words).predict(X), { beta: 2, posLabel: "QSO" }),
    );
  });

  it("ask a model once for several scores", () => {
    const model = fitted.get("threeGaussianNB")! as GaussianNB;
    const counting = new GaussianNB();
    Object.assign(counting, model);
    let calls = 0;
    counting.predict = (table) => {
      calls++;
      return model.predict(table);
    };
    const responses = new Responses(counting, X);
    for (const name of ["accuracy", "f1_macro", "recall_micro"]) {
      expect(scoreWith(getScorer(name), responses, y.three)).toBe(getScorer(name)(model, X, y.three));
    }
    expect(calls).toBe(1);
  });

  it("give the log loss of rows that lack a class", () => {
    const model = fitted.get("threeGaussianNB")!;
    const rows = y.three.map((label, i) => (label === 0 ? i : -1)).filter((i) => i >= 0);
    const proba = asModel(model).predictProba(rows.map((i) => X[i]));
    const expected = rows.reduce((sum, _, k) => sum + Math.log(proba.get(k, 0)), 0) / rows.length;
    const score = getScorer("neg_log_loss")(
      model,
      rows.map((i) => X[i]),
      rows.map(() => 0),
    );
    expectClose([score], [expected]);
  });

  it("refuse what they cannot score", () => {
    const three = fitted.get("threeGaussianNB")!;
    const regression = fitted.get("targetLinearRegression")!;
    expect(() => getScorer("acuracy")).toThrow(/Did you mean "accuracy"/);
    expect(() => getScorer("f1Macro")).toThrow(/Did you mean "f1_macro"/);
    expect(() => getScorer("toString")).toThrow(ParameterError);
    expect(() => getScorer("roc_auc")(three, X, y.three)).toThrow(/two classes.*roc_auc_ovr/);
    expect(() => getScorer("neg_log_loss")(regression, X, y.two)).toThrow(/has no predictProba/);
    expect(() => getScorer("accuracy")(three, X)).toThrow(ValidationError);
    expect(() => makeScorer(accuracyScore, { needsProba: true, needsThreshold: true })).toThrow(
      ParameterError,
    );
    expect(() => makeScorer(accuracyScore, { greater_is_better: false } as object)).toThrow(
      /greaterIsBetter/,
    );
    const odd = (() => "high") as never;
    expect(() => scoreWith(odd, new Responses(three, X), y.three)).toThrow(/one number/);
  });
});
