import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import {
  crossValScore,
  GaussianNB,
  GridSearchCV,
  LinearDiscriminantAnalysis,
  NotFittedError,
  ParameterError,
  Ridge,
  StandardScaler,
} from "../../src";
import { makePipeline, Pipeline } from "../../src/pipeline/pipeline";
import { expectClose } from "../close";

const reference = JSON.parse(readFileSync(join(__dirname, "reference/pipeline.json"), "utf8")) as {
  X: number[][];
  words: string[];
  target: number[];
  ridge: number[];
  ridgeScore: number;
  ridgeFolds: number[];
  labels: string[];
  proba: number[][];
  score: number;
  folds: number[];
  meanTestScore: number[];
  bestIndex: number;
  names: [string[]];
};
const { X, words, target } = reference;

const chain = () =>
  new Pipeline([
    ["scaler", new StandardScaler()],
    ["lda", new LinearDiscriminantAnalysis()],
    ["clf", new GaussianNB()],
  ]);

describe("Pipeline", () => {
  let fitted: Pipeline;
  beforeAll(async () => {
    fitted = await chain().fit(X, words);
  });

  it("predicts as scikit-learn's", async () => {
    expect(Array.from(fitted.predict(X))).toEqual(reference.labels);
    expectClose(fitted.predictProba(X), reference.proba, 1e-8);
    expectClose([fitted.score(X, words)], [reference.score]);
    expectClose(await crossValScore(chain(), X, words, { scoring: "f1_macro" }), reference.folds);
    const ridge = await makePipeline(new StandardScaler(), new Ridge({ alpha: 5 })).fit(X, target);
    expectClose(ridge.predict(X) as Float64Array, reference.ridge);
    expectClose([ridge.score(X, target)], [reference.ridgeScore]);
    expectClose(await crossValScore(ridge, X, target), reference.ridgeFolds);
  });

  it("is searched through its steps' names, a step itself included", async () => {
    const search = new GridSearchCV({
      estimator: new Pipeline([
        ["scaler", new StandardScaler()],
        ["model", new Ridge()],
      ]),
      paramGrid: { model__alpha: [0.1, 1, 30], scaler: [new StandardScaler(), "passthrough"] },
    });
    await search.fit(X, target);
    expectClose(search.cvResults.meanTestScore!, reference.meanTestScore);
    expect(search.bestIndex).toBe(reference.bestIndex);
  });

  it("leaves the steps that it was given unfitted, and shows the fitted ones by name", async () => {
    const clf = new GaussianNB();
    const model = new Pipeline([
      ["scaler", new StandardScaler()],
      ["clf", clf],
    ]);
    expect(model.namedSteps.clf).toBe(clf);
    await model.fit(X, words);
    expect(clf.isFitted).toBe(false);
    expect((model.namedSteps.clf as GaussianNB).classCount).toHaveLength(3);
    expect(model.classes).toEqual(["GALAXY", "QSO", "STAR"]);
    expect(model.estimatorType).toBe("classifier");
    expect(model.nFeaturesIn).toBe(3);
  });

  it("reads and sets the steps' parameters", () => {
    const model = chain();
    expect(model.getParams()).toMatchObject({ clf__varSmoothing: 1e-9, scaler__withMean: true });
    expect(model.getParams(false)).toEqual({ steps: model.getParams().steps });
    model.setParams({ clf__varSmoothing: 0.5 });
    expect(model.clone().getParams().clf__varSmoothing).toBe(0.5);
    model.setParams({ clf__alpha: 2, clf: new Ridge(), scaler: "passthrough" });
    expect(model.getParams()).toMatchObject({ clf__alpha: 2, scaler: "passthrough" });
    expect(() => model.setParams({ clf__C: 1 })).toThrow(/Ridge has no option "C"/);
    expect(() => model.setParams({ classifier: 1 })).toThrow(/Pipeline has no option "classifier"/);
    expect(() => model.setParams({ scaler__withMean: true })).toThrow(ParameterError);
  });

  it("transforms, and undoes it, where all steps can", async () => {
    const model = await new Pipeline([
      ["a", new StandardScaler()],
      ["none", "passthrough"],
      ["b", new StandardScaler({ withMean: false })],
    ]).fit(X);
    expectClose(model.inverseTransform(model.transform(X)), X, 1e-12);
    const nothing = new Pipeline([["none", "passthrough"]]);
    expectClose(await nothing.fitTransform(X), X);
    expect(() => nothing.predict(X)).toThrow(/has no predict, because its last step passthrough/);
    expect(() => fitted.transform(X)).toThrow(/has no transform, because a step has none/);
    expect(() => fitted.decisionFunction(X)).toThrow(/GaussianNB/);
    expect(fitted.supports("predictProba")).toBe(true);
    expect(fitted.supports("transform")).toBe(false);
  });

  it("comes back from JSON, steps and all", () => {
    const back = Pipeline.fromJSON(JSON.stringify(fitted));
    expect(Array.from(back.predict(X))).toEqual(reference.labels);
    expect(String(back)).toMatch(/^Pipeline\(steps=\[\["scaler", StandardScaler\(/);
  });

  it("refuses steps that cannot work", async () => {
    const scaler = new StandardScaler();
    const clf = new GaussianNB();
    const bad: [steps: unknown, message: RegExp][] = [
      [undefined, /needs steps/],
      [[], /needs steps/],
      [[scaler, clf], /Step 0 .* must be \[name, estimator\]/],
      [[["a__b", clf]], /without "__"/],
      [[["steps", clf]], /two parameters named "steps"/],
      [
        [
          ["a", scaler],
          ["a", clf],
        ],
        /two parameters named "a"/,
      ],
      [
        [
          ["a", clf],
          ["b", clf],
        ],
        /Step "a" .* must be a transformer.*GaussianNB/,
      ],
      [
        [
          ["a", scaler],
          ["b", null],
        ],
        /Step "b" .* must be an estimator/,
      ],
    ];
    for (const [steps, message] of bad) {
      const model = new Pipeline(steps as never);
      await expect(model.fit(X, words)).rejects.toThrow(message);
      expect(() => model.predict(X)).toThrow(NotFittedError);
    }
  });
});

describe("makePipeline", () => {
  it("names the steps as scikit-learn", () => {
    const model = makePipeline(new StandardScaler(), new StandardScaler(), "passthrough", new GaussianNB());
    expect(Object.keys(model.namedSteps)).toEqual(reference.names[0]);
  });
});
