import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DecisionTreeClassifier } from "../../src/tree/decision-tree-classifier";
import { DecisionTreeRegressor } from "../../src/tree/decision-tree-regressor";
import { exportText } from "../../src/tree/export-text";
import type { TreeStructure } from "../../src/tree/tree-structure";

const reference = JSON.parse(readFileSync(join(__dirname, "reference/trees.json"), "utf8"));
const { iris, numbers } = reference.data;

/** Structure and thresholds must be equal; sums of many terms may differ in the last bits. */
function expectTree(tree: TreeStructure, expected: { [name: string]: number[] }) {
  for (const name of ["childrenLeft", "childrenRight", "feature", "threshold", "nNodeSamples"] as const) {
    expect(Array.from(tree[name]), name).toEqual(expected[name]);
  }
  for (const name of ["impurity", "weightedNNodeSamples", "value"] as const) {
    const actual = tree[name];
    expect(actual.length, name).toBe(expected[name].length);
    const scale = expected[name].reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
    for (let i = 0; i < actual.length; i++) {
      expect(Math.abs(actual[i] - expected[name][i]), `${name}[${i}]`).toBeLessThanOrEqual(1e-12 * scale);
    }
  }
  expect(tree.maxDepth).toBe(expected.maxDepth);
}

describe("trees equal scikit-learn's, node for node", () => {
  for (const { kind, data, params, weighted, tree, index } of reference.trees.map(
    (one: object, index: number) => ({ ...one, index }),
  )) {
    test(`${index}: ${kind} on ${data} ${JSON.stringify(params)}${weighted ? " with weights" : ""}`, async () => {
      const { X, y, weight } = reference.data[data];
      const options = { sampleWeight: weighted ? weight : null };
      const model = await (kind === "classifier"
        ? new DecisionTreeClassifier(params).fit(X, y, options)
        : new DecisionTreeRegressor(params).fit(X, y, options));
      expectTree(model.tree, tree);
      tree.importances.forEach((value: number, j: number) => {
        expect(model.featureImportances[j]).toBeCloseTo(value, 12);
      });
    });
  }
});

test("the pruning path equals scikit-learn's", async () => {
  const models = {
    iris: new DecisionTreeClassifier({ randomState: 0 }),
    numbers: new DecisionTreeRegressor({ randomState: 0 }),
  };
  for (const name of ["iris", "numbers"] as const) {
    const { X, y } = reference.data[name];
    const path = await models[name].costComplexityPruningPath(X, y);
    for (const field of ["ccpAlphas", "impurities"] as const) {
      const expected = reference.paths[name][field];
      expect(path[field].length).toBe(expected.length);
      for (let i = 0; i < expected.length; i++) {
        expect(Math.abs(path[field][i] - expected[i])).toBeLessThanOrEqual(1e-9 * Math.max(1, expected[i]));
      }
    }
    expect(models[name].isFitted).toBe(false);
  }
});

describe("exportText prints what scikit-learn prints", () => {
  test("classifiers", async () => {
    const small = await new DecisionTreeClassifier({ randomState: 0, maxDepth: 2 }).fit(iris.X, iris.y);
    expect(exportText(small)).toBe(reference.texts.small);
    const full = await new DecisionTreeClassifier({ randomState: 0 }).fit(iris.X, reference.species);
    expect(exportText(full, { featureNames: reference.names })).toBe(reference.texts.named);
    expect(exportText(full, { maxDepth: 1, spacing: 2, decimals: 4, showWeights: true })).toBe(
      reference.texts.truncated,
    );
  });

  test("regressors, and exact halves", async () => {
    const model = await new DecisionTreeRegressor({ randomState: 0, maxDepth: 4 }).fit(numbers.X, numbers.y);
    expect(exportText(model, { decimals: 0, maxDepth: 2 })).toBe(reference.texts.regressor);
    const eighths = await new DecisionTreeRegressor({ randomState: 0 }).fit(
      [[0], [0.25], [0.5], [1.25]],
      [0.125, 0.375, 1.5, -0.001],
    );
    expect(exportText(eighths)).toBe(reference.texts.eighths);
  });
});

test("predictions equal scikit-learn's", async () => {
  const { rows, proba, apply, labels, path, indptr, depth, leaves, numbers: values } = reference.predictions;
  const small = await new DecisionTreeClassifier({ randomState: 0, maxDepth: 2 }).fit(iris.X, iris.y);
  expect(small.predictProba(rows).toArray()).toEqual(proba);
  const full = await new DecisionTreeClassifier({ randomState: 0 }).fit(iris.X, reference.species);
  expect(Array.from(full.apply(rows))).toEqual(apply);
  expect(full.predict(rows)).toEqual(labels);
  expect(Array.from(full.decisionPath(rows).nodes)).toEqual(path);
  expect(Array.from(full.decisionPath(rows).offsets)).toEqual(indptr);
  expect([full.getDepth(), full.getNLeaves()]).toEqual([depth, leaves]);
  const model = await new DecisionTreeRegressor({ randomState: 0, maxDepth: 4 }).fit(numbers.X, numbers.y);
  model.predict(numbers.X.slice(0, 10)).forEach((value, i) => {
    expect(value).toBeCloseTo(values[i], 9);
  });
});
