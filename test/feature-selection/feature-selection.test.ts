import { describe, expect, it } from "vitest";
import { NotFittedError, ParameterError, ValidationError } from "../../src/core/errors";
import { RandomForestClassifier } from "../../src/ensemble/random-forest-classifier";
import { mutualInfoClassif } from "../../src/feature-selection/mutual-info-classif";
import { RFE } from "../../src/feature-selection/rfe";
import { RFECV } from "../../src/feature-selection/rfecv";
import { SelectKBest } from "../../src/feature-selection/select-k-best";
import { fClassif, fRegression } from "../../src/feature-selection/univariate-scores";
import { LogisticRegression } from "../../src/linear-model/logistic-regression";
import { Ridge } from "../../src/linear-model/ridge";
import { crossValScore } from "../../src/model-selection/cross-validate";
import { KNeighborsClassifier } from "../../src/neighbors/k-neighbors-classifier";
import { makePipeline } from "../../src/pipeline/pipeline";
import { expectClose } from "../close";
import reference from "./reference/selection.json";

const { X, y, target, counts } = reference;
const forest = () => new RandomForestClassifier({ nEstimators: 15, randomState: 3 });

describe("RFE", () => {
  it.each([
    ["forest", () => new RFE({ estimator: forest() })],
    ["forestStep", () => new RFE({ estimator: forest(), nFeaturesToSelect: 3, step: 2 })],
    ["forestShare", () => new RFE({ estimator: forest(), nFeaturesToSelect: 0.4, step: 0.3 })],
    ["logistic", () => new RFE({ estimator: new LogisticRegression(), nFeaturesToSelect: 2 })],
  ] as const)("equals scikit-learn: %s", async (name, make) => {
    const expected = reference.rfe[name];
    const model = await make().fit(X, y);
    expect(Array.from(model.ranking)).toEqual(expected.ranking);
    expect(Array.from(model.getSupport())).toEqual(
      expected.ranking.flatMap((rank, j) => (rank === 1 ? [j] : [])),
    );
    expect(Array.from(model.predict(X))).toEqual(expected.predict);
    expect(model.score(X, y)).toBeCloseTo(expected.score, 12);
  });

  it("takes targets and coefficients", async () => {
    const model = await new RFE({ estimator: new Ridge(), nFeaturesToSelect: 3 }).fit(X, target);
    expect(Array.from(model.ranking)).toEqual(reference.rfe.ridge);
    expect(model.estimatorType).toBe("regressor");
  });

  it("keeps columns, and puts them back", async () => {
    const model = await new RFE({ estimator: forest(), nFeaturesToSelect: 3 }).fit(X, y);
    const kept = Array.from(model.getSupport());
    expect(model.nFeatures).toBe(3);
    expect(model.getFeatureNamesOut()).toEqual(kept.map((j) => `x${j}`));
    expect(model.transform(X).toArray()).toEqual(X.map((row) => kept.map((j) => row[j])));
    expect(model.inverseTransform(model.transform(X)).toArray()[4]).toEqual(
      X[4].map((value, j) => (kept.includes(j) ? value : 0)),
    );
    expect(() => model.inverseTransform(X)).toThrow(/3 features were kept/);
    expect(() => model.inverseTransform(X)).toThrow(ValidationError);
  });

  it("is a step of a pipeline, and can be cross-validated itself", async () => {
    const rfe = new RFE({ estimator: forest(), nFeaturesToSelect: 4, step: 2 });
    expect((await crossValScore(rfe, X, y, { cv: 3 })).every((score) => score > 0.4)).toBe(true);
    const chain = await makePipeline(rfe, new KNeighborsClassifier()).fit(X, y);
    expect(chain.score(X, y)).toBeGreaterThan(0.5);
  });

  it("refuses bad options and input", async () => {
    await expect(new RFE().fit(X, y)).rejects.toThrow(/needs an estimator/);
    await expect(new RFE({ estimator: new KNeighborsClassifier() }).fit(X, y)).rejects.toThrow(
      /no featureImportances/,
    );
    for (const params of [
      { step: 0 },
      { step: -1 },
      { nFeaturesToSelect: 9 },
      { nFeaturesToSelect: 0 },
      { nFeaturesToSelect: 2.5 },
    ]) {
      await expect(new RFE({ estimator: forest(), ...params }).fit(X, y)).rejects.toThrow(ParameterError);
    }
    expect(() => new RFE({ features: 3 } as object)).toThrow(ParameterError);
    await expect(new RFE({ estimator: forest() }).fit(X, y.slice(1))).rejects.toThrow(ValidationError);
    expect(() => new RFE({ estimator: forest() }).predict(X)).toThrow(NotFittedError);
    expect(() => new RFE({ estimator: forest() }).getSupport()).toThrow(NotFittedError);
    const ridge = await new RFE({ estimator: new Ridge() }).fit(X, target);
    expect(() => ridge.predictProba(X)).toThrow(/has no predictProba/);
  });
});

describe("RFECV", () => {
  it.each(reference.rfecv)("equals scikit-learn with $params", async (expected) => {
    const { min_features_to_select: minFeaturesToSelect, ...rest } = expected.params as {
      min_features_to_select?: number;
    };
    const model = await new RFECV({ estimator: forest(), minFeaturesToSelect, ...rest }).fit(X, y);
    expect(Array.from(model.ranking)).toEqual(expected.ranking);
    expectClose(model.cvResults.meanTestScore, expected.mean);
    expectClose(model.cvResults.stdTestScore, expected.std);
    expectClose(model.cvResults.splitTestScores[1], expected.split1);
  });

  it("refuses bad options and input", async () => {
    await expect(new RFECV().fit(X, y)).rejects.toThrow(/needs an estimator/);
    for (const params of [
      { minFeaturesToSelect: 0 },
      { minFeaturesToSelect: 9 },
      { step: 0 },
      { scoring: "f2" },
    ]) {
      await expect(new RFECV({ estimator: forest(), ...params }).fit(X, y)).rejects.toThrow(ParameterError);
    }
    await expect(new RFECV({ estimator: forest() }).fit(X, y.slice(1))).rejects.toThrow(ValidationError);
  });
});

describe("scores of single features", () => {
  it("equal scikit-learn's", () => {
    expectClose(fClassif(X, y), reference.f);
    expectClose(fRegression(X, target), reference.fRegression);
    expectClose(mutualInfoClassif(X, y, { randomState: 0 }), reference.mutual[0]);
    expectClose(mutualInfoClassif(X, y, { nNeighbors: 7, randomState: 5 }), reference.mutual[1]);
  });

  it("equal them on repeated values, which noise parts", () => {
    expectClose(mutualInfoClassif(counts, y, { randomState: 2 }), reference.mutualCounts);
  });

  it("refuse bad input", () => {
    expect(() => fClassif(X, y.slice(1))).toThrow(ValidationError);
    expect(() =>
      fClassif(
        X,
        y.map(() => 1),
      ),
    ).toThrow(/two classes/);
    expect(() => fRegression(X.slice(0, 2), [1, 2])).toThrow(/three rows/);
    expect(() => fRegression(X, y.slice(1))).toThrow(ValidationError);
    expect(() => mutualInfoClassif(X, y.slice(1))).toThrow(ValidationError);
    expect(() => mutualInfoClassif(X, y, { nNeighbors: 0 })).toThrow(ParameterError);
    expect(() => mutualInfoClassif(X, y, { neighbors: 3 } as object)).toThrow(ParameterError);
  });
});

describe("SelectKBest", () => {
  it("keeps what scikit-learn keeps", async () => {
    const model = await new SelectKBest({ k: 3 }).fit(X, y);
    expect(Array.from(model.getSupport())).toEqual(reference.best);
    expect(model.transform(X).toArray()[7]).toEqual(reference.best.map((j) => X[7][j]));
    expect(model.getFeatureNamesOut()).toEqual(reference.best.map((j) => `x${j}`));
    const all = await new SelectKBest({ k: "all", scoreFunc: "mutual_info_classif" }).fit(X, y);
    expect(all.getSupport().length).toBe(8);
    expectClose(all.scores, reference.mutual[0]);
    const line = await new SelectKBest({ k: 1, scoreFunc: "f_regression" }).fit(X, target);
    expect(line.getSupport()[0]).toBe(reference.fRegression.indexOf(Math.max(...reference.fRegression)));
    const own = await new SelectKBest({
      k: 1,
      scoreFunc: (table) => Array.from((table as { row(i: number): Float64Array }).row(0), (_, j) => -j),
    }).fit(X, y);
    expect(Array.from(own.getSupport())).toEqual([0]);
  });

  it("leaves a constant feature for last", async () => {
    const model = await new SelectKBest({ k: 3 }).fit(counts, y);
    expect(model.scores[3]).toBeNaN();
    expect(Array.from(model.getSupport())).toEqual([0, 1, 2]);
  });

  it("refuses bad options and input", async () => {
    for (const params of [{ k: 9 }, { k: -1 }, { k: 1.5 }, { scoreFunc: "chi2" as "f_classif" }]) {
      await expect(new SelectKBest(params).fit(X, y)).rejects.toThrow(ParameterError);
    }
    await expect(new SelectKBest({ k: 2 }).fit(X)).rejects.toThrow(/needs y/);
    await expect(new SelectKBest({ k: 2 }).fit(X, y.slice(1))).rejects.toThrow(ValidationError);
    expect(() => new SelectKBest().transform(X)).toThrow(NotFittedError);
  });
});
