import { describe, expect, test } from "vitest";
import { NotFittedError, ParameterError, ValidationError } from "../../src/core/errors";
import { estimatorFromJSON } from "../../src/core/estimator";
import { AdaBoostClassifier } from "../../src/ensemble/ada-boost-classifier";
import { ExtraTreesClassifier } from "../../src/ensemble/extra-trees-classifier";
import { ExtraTreesRegressor } from "../../src/ensemble/extra-trees-regressor";
import { GradientBoostingClassifier } from "../../src/ensemble/gradient-boosting-classifier";
import { GradientBoostingRegressor } from "../../src/ensemble/gradient-boosting-regressor";
import { HistGradientBoostingClassifier } from "../../src/ensemble/hist-gradient-boosting-classifier";
import { HistGradientBoostingRegressor } from "../../src/ensemble/hist-gradient-boosting-regressor";
import { RandomForestClassifier } from "../../src/ensemble/random-forest-classifier";
import { RandomForestRegressor } from "../../src/ensemble/random-forest-regressor";
import { DecisionTreeClassifier } from "../../src/tree/decision-tree-classifier";
import { DecisionTreeRegressor } from "../../src/tree/decision-tree-regressor";
import { exportText } from "../../src/tree/export-text";

const X = Array.from({ length: 60 }, (_, i) => [i % 7, Math.sin(i), i / 60]);
const y = X.map(([a, b]) => (a + b > 3 ? 1 : 0));

const classes = [
  AdaBoostClassifier,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  ExtraTreesClassifier,
  ExtraTreesRegressor,
  GradientBoostingClassifier,
  GradientBoostingRegressor,
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  RandomForestClassifier,
  RandomForestRegressor,
];

describe.each(classes.map((one) => [one.name, one] as const))("%s", (name, estimator) => {
  // biome-ignore lint/suspicious/noExplicitAny: the parameters differ
  const make = (params: any = {}) => new estimator(params);

  test("refuses tables and targets that it cannot use", async () => {
    await expect(make().fit([], [])).rejects.toThrow(ValidationError);
    await expect(make().fit([[1, 2], [3]], [0, 1])).rejects.toThrow(/ragged/);
    await expect(make().fit([[1], [Number.POSITIVE_INFINITY]], [0, 1])).rejects.toThrow(/row 1, column 0/);
    await expect(make().fit(X, y.slice(1))).rejects.toThrow(/59 values but X has 60/);
    await expect(make().fit(X, y, { sampleWeight: [1] })).rejects.toThrow(ValidationError);
    await expect(make().fit(X, y, { sampleWeight: y.map(() => -1) })).rejects.toThrow(/negative/);
    if (!name.startsWith("Hist")) {
      await expect(make().fit([[1], [Number.NaN]], [0, 1])).rejects.toThrow(/row 1, column 0/);
    }
    if (!name.startsWith("Hist") && name !== "AdaBoostClassifier") {
      await expect(make().fit([[1], [1e300]], [0, 1])).rejects.toThrow(/single precision/);
    }
  });

  test("refuses to predict before fit, or on other features", async () => {
    expect(() => make().predict(X)).toThrow(NotFittedError);
    expect(() => make().featureImportances).toThrow(NotFittedError);
    const model = await make().fit(X, y);
    expect(() => model.predict([[1, 2]])).toThrow(/2 features, but this \w+ was fitted on 3/);
  });

  test("refuses options that do not exist, or values that they do not take", async () => {
    expect(() => make({ warmStart: true })).toThrow(ParameterError);
    const bad: { [option: string]: unknown[] } = {
      maxDepth: [0, 1.5, "deep"],
      minSamplesSplit: [1, -2, 0],
      minSamplesLeaf: [0, -1],
      minWeightFractionLeaf: [-0.1, 0.6],
      maxFeatures: [0, 4, -1, "auto"],
      maxLeafNodes: [1, 2.5],
      minImpurityDecrease: [-1],
      ccpAlpha: [-1, Number.NaN],
      criterion: ["mse"],
      splitter: ["worst"],
      classWeight: ["even", { 7: 1 }],
      nEstimators: [0, 2.5],
      bootstrap: ["yes"],
      maxSamples: [0, 1000],
      oobScore: [1],
      nJobs: [0, 1.5],
      learningRate: [-1],
      subsample: [0, 1.1],
      colsampleByTree: [0, 2],
      loss: ["hinge"],
      init: ["one"],
      alpha: [0, 1],
      tol: [-1],
      nIterNoChange: [0],
      validationFraction: [0, 100],
      algorithm: ["SAMME.X"],
      maxIter: [0],
      maxBins: [1, 256],
      earlyStopping: ["never"],
      l2Regularization: [-1],
      gamma: [-1],
      minChildWeight: [-1],
      randomState: ["seed", -1, 1.5],
    };
    const takes = Object.keys(make().getParams());
    for (const option of takes.filter((one) => one in bad)) {
      for (const value of bad[option]) {
        const params: { [option: string]: unknown } = { [option]: value };
        if (option === "maxSamples") params.bootstrap = true;
        if (option === "validationFraction") params.earlyStopping = true;
        for (const key of Object.keys(params)) if (!takes.includes(key)) delete params[key];
        await expect(make(params).fit(X, y), `${option}: ${String(value)}`).rejects.toThrow(ParameterError);
      }
    }
  });

  test("a failed fit leaves a fitted model as it was", async () => {
    const model = await make({ randomState: 0 }).fit(X, y);
    const before = Array.from(model.predict(X));
    await expect(model.fit([[Number.POSITIVE_INFINITY, 1, 1]], [1])).rejects.toThrow(ValidationError);
    expect(Array.from(model.predict(X))).toEqual(before);
  });

  test("survives saving, cloning and fitting again", async () => {
    const model = await make({ randomState: 3 }).fit(X, y);
    const read = estimatorFromJSON(JSON.stringify(model)) as typeof model;
    expect(read).toBeInstanceOf(estimator);
    expect(read.predict(X)).toEqual(model.predict(X));
    expect(read.featureImportances).toEqual(model.featureImportances);
    const again = await model.clone().fit(X, y);
    expect(again.predict(X)).toEqual(model.predict(X));
    expect(JSON.stringify(await again.fit(X, y))).toBe(JSON.stringify(model));
  });

  test("predicts each row on its own", async () => {
    const model = await make({ randomState: 3 }).fit(X, y);
    const all = model.predict(X);
    for (const i of [0, 17, 59]) expect(model.predict([X[i]])[0]).toBe(all[i]);
  });

  if (name.endsWith("Classifier")) {
    test("takes text and boolean labels", async () => {
      const words = y.map((label) => (label === 1 ? "pulsar" : "noise"));
      const model = await make({ randomState: 0 }).fit(X, words as unknown as number[]);
      expect(new Set(model.predict(X))).toEqual(new Set(["noise", "pulsar"]));
      const flags = await make({ randomState: 0 }).fit(
        X,
        y.map((label) => label === 1) as unknown as number[],
      );
      expect(Array.from(flags.predict(X))).toEqual(Array.from(model.predict(X), (word) => word === "pulsar"));
    });
  }
});

test("boosting and AdaBoost need two classes", async () => {
  const one = X.map(() => "star");
  for (const estimator of [AdaBoostClassifier, GradientBoostingClassifier, HistGradientBoostingClassifier]) {
    await expect(new estimator().fit(X, one)).rejects.toThrow(/one class only/);
  }
  const three = X.map((_, i) => i % 3);
  await expect(new GradientBoostingClassifier({ loss: "exponential" }).fit(X, three)).rejects.toThrow(
    /two classes/,
  );
});

test("options that contradict each other are errors", async () => {
  const { rejects } = expect(new RandomForestClassifier({ bootstrap: false, oobScore: true }).fit(X, y));
  await rejects.toThrow(/bootstrap/);
  await expect(new ExtraTreesClassifier({ maxSamples: 5 }).fit(X, y)).rejects.toThrow(/bootstrap/);
});

test("exportText says what is wrong", async () => {
  const tree = await new DecisionTreeClassifier().fit(X, y);
  expect(() => exportText(new DecisionTreeClassifier())).toThrow(NotFittedError);
  expect(() => exportText(tree, { featureNames: ["one"] })).toThrow(ValidationError);
  expect(() => exportText(tree, { spacing: 0 })).toThrow(ParameterError);
  expect(() => exportText(tree, { depth: 3 } as object)).toThrow(/maxDepth/);
});
