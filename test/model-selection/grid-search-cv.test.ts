import { describe, expect, it } from "vitest";
import {
  DecisionTreeClassifier,
  GaussianNB,
  NotFittedError,
  ParameterError,
  Ridge,
  SerializationError,
} from "../../src";
import { GridSearchCV } from "../../src/model-selection/grid-search-cv";
import { KFold } from "../../src/model-selection/k-fold";
import { ParameterGrid } from "../../src/model-selection/parameter-grid";
import { scoreColumn } from "../../src/model-selection/scoring";
import { StratifiedKFold } from "../../src/model-selection/stratified-k-fold";
import { expectClose } from "../close";
import { reference } from "./reference";

const { X, words, target, grids, search } = reference;

/** "split0_test_roc_auc_ovr" as a column of ours. */
const columnOf = (name: string): string =>
  scoreColumn("test", name).replace(/^test(.)/, (_, first: string) => first.toLowerCase());

describe("ParameterGrid", () => {
  it.each(grids)("goes through %j in scikit-learn's order", (grid, candidates) => {
    const all = new ParameterGrid(grid);
    expect([...all]).toEqual(candidates);
    expect(all.length).toBe(candidates.length);
  });

  it("refuses values that are no list", () => {
    expect(() => new ParameterGrid({ C: 1 } as never)).toThrow(/C must be an array.*\[value\]/);
    expect(() => new ParameterGrid({ kernel: "rbf" } as never)).toThrow(ParameterError);
    expect(() => new ParameterGrid({ C: [] })).toThrow(/C has no value/);
    expect(() => new ParameterGrid([])).toThrow(ParameterError);
  });
});

describe("GridSearchCV", () => {
  const searches = {
    tree: {
      y: words,
      model: new GridSearchCV({
        estimator: new DecisionTreeClassifier({ randomState: 0 }),
        paramGrid: [{ maxDepth: [1, 2, 3] }, { criterion: ["entropy"], maxLeafNodes: [4, 9] }],
      }),
    },
    ridge: {
      y: target,
      model: new GridSearchCV({
        estimator: new Ridge(),
        paramGrid: { alpha: [0.1, 10, 1000, 10] },
        cv: new KFold({ nSplits: 3, shuffle: true, randomState: 7 }),
        scoring: "neg_mean_absolute_error",
        returnTrainScore: true,
      }),
    },
    several: {
      y: words,
      model: new GridSearchCV({
        estimator: new GaussianNB(),
        paramGrid: { varSmoothing: [1e-9, 0.1, 1] },
        cv: new StratifiedKFold({ nSplits: 4, shuffle: true, randomState: 2 }),
        scoring: ["accuracy", "roc_auc_ovr"],
        refit: "roc_auc_ovr",
      }),
    },
  };

  it.each(Object.entries(searches))("finds what scikit-learn finds: %s", async (name, { model, y }) => {
    await model.fit(X, y);
    const { results, index, score, predicted, own } = search[name];
    for (const [column, values] of Object.entries(results)) {
      const ours = (model.cvResults as unknown as { [column: string]: ArrayLike<number> })[columnOf(column)];
      expect(ours, column).toBeDefined();
      expectClose(ours, values, 1e-9, 1e-14);
    }
    expect(model.bestIndex).toBe(index);
    expect(model.bestParams).toEqual(model.cvResults.params[index]);
    expectClose([model.bestScore, model.score(X, y)], [score, own]);
    const ours = Array.from(model.predict(X));
    if (typeof predicted[0] === "string") expect(ours).toEqual(predicted);
    else expectClose(ours as number[], predicted as number[]);
    expect(model.cvResults.meanFitTime!.every((seconds) => seconds > 0)).toBe(true);
  });

  it("has a column for each parameter, null where a candidate has none", async () => {
    const { model } = searches.tree;
    await model.fit(X, words);
    expect(model.cvResults.param_maxDepth).toEqual([1, 2, 3, null, null]);
    expect(model.cvResults.param_maxLeafNodes).toEqual([null, null, null, 4, 9]);
    expect(model.classes).toEqual(["GALAXY", "QSO", "STAR"]);
    expect(model.estimatorType).toBe("classifier");
  });

  it("reaches into an estimator that is a parameter, and takes estimators as values", async () => {
    const inner = new GridSearchCV({ estimator: new GaussianNB(), paramGrid: { varSmoothing: [1e-9] } });
    const outer = new GridSearchCV({
      estimator: inner,
      paramGrid: [
        { estimator: [new DecisionTreeClassifier({ randomState: 0 })], paramGrid: [{ maxDepth: [2] }] },
      ],
      cv: 3,
    });
    await outer.fit(X, words);
    expect((outer.bestEstimator as GridSearchCV).bestEstimator).toBeInstanceOf(DecisionTreeClassifier);
    const nested = new GridSearchCV({
      estimator: inner,
      paramGrid: { estimator__varSmoothing: [0.5] },
      cv: 3,
    });
    await nested.fit(X, words);
    expect(inner.getParams().estimator__varSmoothing).toBe(1e-9);
  });

  it("keeps no model with refit: false", async () => {
    const model = new GridSearchCV({
      estimator: new GaussianNB(),
      paramGrid: { varSmoothing: [1e-9, 1] },
      refit: false,
    });
    await model.fit(X, words);
    expect(model.bestIndex).toBe(model.cvResults.rankTestScore!.indexOf(1));
    expect(() => model.predict(X)).toThrow(/refit: false/);
    expect(model.bestEstimator).toBeUndefined();
  });

  it("says what is wrong", async () => {
    const estimator = new GaussianNB();
    const paramGrid = { varSmoothing: [1, -1] };
    await expect(new GridSearchCV().fit(X, words)).rejects.toThrow(/needs an estimator/);
    const failing = new GridSearchCV({ estimator, paramGrid }).fit(X, words);
    await expect(failing).rejects.toThrow(/^varSmoothing=-1, fold 1 of 5: varSmoothing must be/);
    const undecided = new GridSearchCV({ estimator, paramGrid, scoring: ["accuracy", "f1_macro"] });
    await expect(undecided.fit(X, words)).rejects.toThrow(/refit must name the one that decides/);
    const unknown = new GridSearchCV({ estimator, paramGrid: { smoothing: [1] } });
    await expect(unknown.fit(X, words)).rejects.toThrow(/smoothing/);
    const search = new GridSearchCV({ estimator, paramGrid: {} });
    expect(() => search.predict(X)).toThrow(NotFittedError);
    await search.fit(X, words);
    expect(() => search.decisionFunction(X)).toThrow(/GaussianNB\(.*\) has no decisionFunction/);
    const own = new GridSearchCV({ estimator, paramGrid: {}, scoring: () => 1 });
    expect(() => own.toJSON()).toThrow(SerializationError);
  });
});
