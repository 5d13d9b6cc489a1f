import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ExtraTreesClassifier } from "../../src/ensemble/extra-trees-classifier";
import { ExtraTreesRegressor } from "../../src/ensemble/extra-trees-regressor";
import { RandomForestClassifier } from "../../src/ensemble/random-forest-classifier";
import { RandomForestRegressor } from "../../src/ensemble/random-forest-regressor";

const reference = JSON.parse(readFileSync(join(__dirname, "reference/forests.json"), "utf8"));
const estimators = {
  ExtraTreesClassifier,
  ExtraTreesRegressor,
  RandomForestClassifier,
  RandomForestRegressor,
};

describe("forests equal scikit-learn's, tree by tree", () => {
  for (const one of reference.cases) {
    const title = `${one.estimator} on ${one.data} ${JSON.stringify(one.params)}${one.weighted ? " with weights" : ""}`;
    test(title, async () => {
      const { X, y } = reference.data[one.data];
      const estimator = estimators[one.estimator as keyof typeof estimators];
      const model = await new estimator(one.params).fit(X, y, {
        sampleWeight: one.weighted ? reference.weight : null,
      });
      expect(model.trees.map((tree) => tree.nodeCount)).toEqual(one.nodes);
      expect(model.trees.map((tree) => Array.from(tree.feature.subarray(0, 31)))).toEqual(one.features);
      expect(model.trees.map((tree) => Array.from(tree.threshold.subarray(0, 31)))).toEqual(one.thresholds);
      expect(model.apply(one.rows).toArray()).toEqual(one.leaves);
      if (one.oobScore !== null) expect(model.oobScore).toBeCloseTo(one.oobScore, 12);
      one.importances.forEach((value: number, j: number) => {
        expect(model.featureImportances[j]).toBeCloseTo(value, 12);
      });
      const predicted = "predictProba" in model ? model.predictProba(one.rows).data : model.predict(one.rows);
      one.predicted.flat().forEach((value: number, k: number) => {
        expect(Math.abs(predicted[k] - value)).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(value)));
      });
    });
  }
});
