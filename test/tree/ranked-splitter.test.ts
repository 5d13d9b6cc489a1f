import { describe, expect, test } from "vitest";
import { Matrix } from "../../src/core/matrix";
import { RandomState } from "../../src/core/random-state";
import { RandomForestClassifier } from "../../src/ensemble/random-forest-classifier";
import { RandomForestRegressor } from "../../src/ensemble/random-forest-regressor";
import { growTree, positiveRows } from "../../src/tree/build-tree";
import { Gini } from "../../src/tree/classification-criterion";
import { DecisionTreeClassifier } from "../../src/tree/decision-tree-classifier";
import { DecisionTreeRegressor } from "../../src/tree/decision-tree-regressor";
import { BestSplitter } from "../../src/tree/exact-splitter";
import { singlePrecisionColumns } from "../../src/tree/single-precision";
import { resolveTreeParams, treeDefaults } from "../../src/tree/tree-params";
import type { TreeStructure } from "../../src/tree/tree-structure";
import { Xorshift } from "../../src/tree/xorshift";

/** Tables that are hard to bin: continuous, near-equal, of few values, constant, skewed. */
function table(rows: number, seed: number): Matrix {
  const random = new RandomState(seed);
  const normal = random.normal(0, 1, rows);
  const columns = [
    normal,
    random.uniform(-1, 1, rows).map((v) => 1 + Math.round(v * 40) * 4e-8),
    random.randint(0, 4, rows),
    new Float64Array(rows).fill(7),
    random.normal(0, 1, rows).map((v) => Math.exp(4 * v)),
    normal.map((v) => Math.round(v * 3) / 3),
    random.uniform(0, 1, rows).map((v) => (v < 0.9 ? 0 : -v)),
  ];
  return Matrix.fromColumns(columns);
}

function labels(X: Matrix, seed: number, classes: number): number[] {
  const noise = new RandomState(seed + 1).uniform(0, 1, X.rows);
  return Array.from({ length: X.rows }, (_, i) => {
    const row = X.row(i);
    const signal = row[0] + 0.5 * row[2] + (row[6] < 0 ? 2 : 0) + (row[1] - 1) * 1e6 + noise[i];
    return Math.abs(Math.floor(signal)) % classes;
  });
}

/** The seed that a forest gives its first tree. */
const treeSeed = (seed: number): number => new RandomState(seed).randint(0, 0x7fffffff);

/** The tree by trying every threshold. */
function exactTree(X: Matrix, y: number[], weights: number[], params: object, seed: number): TreeStructure {
  const weight = Float64Array.from(weights);
  const samples = positiveRows(weight);
  const total = weight.reduce((sum, w) => sum + w, 0);
  const criterion = new Gini(Int32Array.from(y), Math.max(...y) + 1, samples, weight, total);
  const resolved = resolveTreeParams({ ...treeDefaults, ...params }, X.rows, X.cols, total);
  const random = new Xorshift(new RandomState(seed).randint(0, 0x7fffffff));
  const columns = singlePrecisionColumns(X);
  const splitter = new BestSplitter(columns, X.rows, samples, criterion, { ...resolved, random });
  return growTree(splitter, resolved);
}

const cases = [
  { rows: 40, classes: 2, params: {} },
  { rows: 700, classes: 2, params: {} },
  { rows: 3000, classes: 3, params: {} },
  { rows: 3000, classes: 6, params: { maxFeatures: 2 } },
  { rows: 2500, classes: 3, params: { minSamplesLeaf: 7 } },
  { rows: 2500, classes: 3, params: { minWeightFractionLeaf: 0.01, maxDepth: 9 } },
  { rows: 2500, classes: 4, params: { maxLeafNodes: 25, minImpurityDecrease: 1e-4 } },
];

describe("a ranked tree is the tree that tries every threshold", () => {
  cases.forEach(({ rows, classes, params }, seed) => {
    test(`${rows} rows, ${classes} classes, ${JSON.stringify(params)}`, async () => {
      const X = table(rows, seed);
      const y = labels(X, seed, classes);
      const sampleWeight = y.map((_, i) => (i * 7) % 4);
      const forest = { nEstimators: 1, bootstrap: false, maxFeatures: null, ...params, randomState: seed };
      const ranked = await new RandomForestClassifier(forest).fit(X, y, { sampleWeight });
      const exact = exactTree(X, y, sampleWeight, params, treeSeed(seed));
      expect(ranked.trees[0]).toEqual(exact);
      const alone = new DecisionTreeClassifier({ ...params, randomState: treeSeed(seed) });
      expect((await alone.fit(X, y, { sampleWeight })).tree).toEqual(exact);
    });
  });

  test("70,000 rows, more than 16 bits can rank", async () => {
    const X = Matrix.fromColumns([new RandomState(0).uniform(0, 1, 70_000)]);
    const y = Array.from(X.data, (v, i) => (Math.sin(40 * v) > 0 === (i % 50 === 0) ? 0 : 1));
    const params = { maxDepth: 12, randomState: 0 };
    const forest = { nEstimators: 1, bootstrap: false, ...params, maxFeatures: null };
    const ranked = await new RandomForestClassifier(forest).fit(X, y);
    const ones = y.map(() => 1);
    expect(ranked.trees[0]).toEqual(exactTree(X, y, ones, { maxDepth: 12 }, treeSeed(0)));
  });

  test("numbers: the same thresholds and means", async () => {
    for (const seed of [1, 2, 3]) {
      const X = table(2500, seed);
      const y = labels(X, seed, 9).map((label, i) => label + X.get(i, 0));
      const params = { minSamplesLeaf: 15 };
      const ranked = await new RandomForestRegressor({
        nEstimators: 1,
        bootstrap: false,
        ...params,
        randomState: seed,
      }).fit(X, y);
      const exact = await new DecisionTreeRegressor({ ...params, randomState: treeSeed(seed) }).fit(X, y);
      const [a, b] = [ranked.trees[0], exact.tree];
      expect([a.childrenLeft, a.nNodeSamples]).toEqual([b.childrenLeft, b.nNodeSamples]);
      a.value.forEach((value, node) => {
        expect(Math.abs(value - b.value[node])).toBeLessThanOrEqual(1e-9);
      });
    }
  });
});
