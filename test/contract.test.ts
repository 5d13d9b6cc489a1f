import { beforeAll, describe, expect, it } from "vitest";
import * as skylearn from "../src";
import {
  Classifier,
  Estimator,
  Matrix,
  NotFittedError,
  ParameterError,
  Regressor,
  ValidationError,
} from "../src";
import type { Label } from "../src/core/labels";
import * as neural from "../src/neural";
import { expectClose } from "./close";

/**
 * The estimator contract, held against every estimator that the package exports, as scikit-learn's
 * `check_estimator` does. An estimator needs no entry here; `settings` only names parameters that keep a test fast
 * or that have no default.
 */
const settings: { [name: string]: object } = {
  GridSearchCV: { estimator: new skylearn.GaussianNB(), paramGrid: { varSmoothing: [1e-9, 1e-3] }, cv: 3 },
  NetworkClassifier: { epochs: 30, learningRate: 0.03 },
  NetworkRegressor: { epochs: 3 },
  Pipeline: {
    steps: [
      ["scaler", new skylearn.StandardScaler()],
      ["clf", new skylearn.GaussianNB()],
    ],
  },
  RFE: { estimator: new skylearn.DecisionTreeClassifier({ randomState: 0 }) },
  RFECV: { estimator: new skylearn.DecisionTreeClassifier({ randomState: 0 }), cv: 3 },
  SelectKBest: { k: 1 },
  TSNE: { nIter: 250 },
};

// biome-ignore lint/suspicious/noExplicitAny: the contract calls whatever methods an estimator has
type AnyEstimator = any;

const classes = ([...Object.values(skylearn), ...Object.values(neural)] as unknown[]).filter(
  (value): value is new (params?: object) => AnyEstimator =>
    typeof value === "function" &&
    value.prototype instanceof Estimator &&
    ![
      Classifier,
      Regressor,
      skylearn.Transformer,
      skylearn.Clusterer,
      skylearn.OutlierDetector,
      skylearn.Sampler,
    ].includes(value as never),
);

/** Three overlapping groups in four features; every call gives the same numbers. */
function sample(rows = 60): { X: number[][]; codes: number[]; targets: number[] } {
  let state = 12345;
  const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
  const codes = Array.from({ length: rows }, (_, i) => i % 3);
  const X = codes.map((k) => Array.from({ length: 4 }, (_, j) => k * (1 + (j % 2)) + 2 * random() + 0.5));
  const targets = X.map((row) => row[0] - 2 * row[1] + random());
  return { X, codes, targets };
}

const { X, codes, targets } = sample();
const names = ["galaxy", "quasar", "star"];

for (const EstimatorClass of classes) {
  const seed = "randomState" in new EstimatorClass().getParams() ? { randomState: 0 } : {};
  const make = (params: object = {}): AnyEstimator =>
    new EstimatorClass({ ...seed, ...settings[EstimatorClass.name], ...params });
  const isClassifier = EstimatorClass.prototype instanceof Classifier;
  const isRegressor = EstimatorClass.prototype instanceof Regressor;
  const isSampler = EstimatorClass.prototype instanceof skylearn.Sampler;
  const y: Label[] = isRegressor ? targets : codes;

  /** Every table or vector that the model gives for `rows`, by method. */
  const outputs = (model: AnyEstimator, rows: unknown): [string, ArrayLike<unknown> | Matrix][] =>
    ["predict", "predictProba", "predictLogProba", "decisionFunction", "transform"]
      .filter((method) => typeof model[method] === "function" && (model.supports?.(method) ?? true))
      .map((method) => [method, model[method](rows)]);

  const rowsOf = (output: ArrayLike<unknown> | Matrix): number =>
    output instanceof Matrix ? output.rows : output.length;

  const flat = (output: ArrayLike<unknown> | Matrix): ArrayLike<unknown> =>
    output instanceof Matrix ? output.data : output;

  describe(EstimatorClass.name, () => {
    let fitted: AnyEstimator;
    beforeAll(async () => {
      fitted = await make().fit(X, y);
    });

    it("returns itself from an asynchronous fit", async () => {
      const model = make();
      const result = model.fit(X, y);
      expect(result).toBeInstanceOf(Promise);
      expect(await result).toBe(model);
    });

    it("only stores parameters, and fit leaves them alone", async () => {
      const model = make();
      const before = JSON.stringify(model.getParams());
      await model.fit(X, y);
      expect(JSON.stringify(model.getParams())).toBe(before);
      expect(JSON.stringify(model.clone().getParams())).toBe(before);
    });

    it("refuses an unknown option by name", () => {
      expect(() => make({ noSuchOption: 1 })).toThrow(ParameterError);
      expect(() => make({ noSuchOption: 1 })).toThrow(/noSuchOption/);
      expect(() => make().setParams({ noSuchOption: 1 })).toThrow(ParameterError);
    });

    it("throws NotFittedError before fit", () => {
      for (const method of ["predict", "predictProba", "predictLogProba", "decisionFunction", "transform"]) {
        if (typeof fitted[method] !== "function") continue;
        expect(() => make()[method](X), method).toThrow(NotFittedError);
      }
    });

    it("gives one finite output per row, and does not change what it is given", async () => {
      const table = Matrix.from(X);
      const before = table.data.slice();
      const model = await make().fit(table, y);
      for (const [method, output] of outputs(model, table)) {
        expect(rowsOf(output), method).toBe(X.length);
        if (isClassifier && method === "predict") continue;
        const zeroLog = (value: unknown) =>
          method === "predictLogProba" && value === Number.NEGATIVE_INFINITY;
        const strange = Array.from(flat(output)).filter(
          (value) => !Number.isFinite(value) && !zeroLog(value),
        );
        expect(strange, method).toEqual([]);
      }
      expect(table.data).toEqual(before);
    });

    it("fitted again on the same data gives the same model", async () => {
      const model = await make().fit(X, y);
      const first = JSON.stringify(model);
      await model.fit(X, y);
      expect(JSON.stringify(model)).toBe(first);
      expect(JSON.stringify(fitted)).toBe(first);
    });

    it("fitted on other data forgets the first", async () => {
      const model = await make().fit(
        X.map((row) => row.slice(0, 2)),
        [...y].reverse(),
      );
      await model.fit(X, y);
      expect(model.nFeaturesIn).toBe(4);
      for (const [k, [, output]] of outputs(model, X).entries()) {
        expect(flat(output)).toEqual(flat(outputs(fitted, X)[k][1]));
      }
    });

    it("treats each row by itself", () => {
      const some = [5, 0, 33];
      const whole = outputs(fitted, X);
      const part = outputs(
        fitted,
        some.map((i) => X[i]),
      );
      for (const [k, [method, output]] of part.entries()) {
        const all = whole[k][1];
        if (output instanceof Matrix)
          expectClose(output, (all as Matrix).takeRows(some).toArray(), 1e-7, 1e-9);
        else if (method === "predict" && isClassifier) {
          expect(Array.from(output)).toEqual(some.map((i) => (all as ArrayLike<unknown>)[i]));
        } else {
          expectClose(
            output as ArrayLike<number>,
            some.map((i) => (all as ArrayLike<number>)[i]),
            1e-7,
          );
        }
      }
    });

    it("takes a single row after fit", () => {
      for (const [method, output] of outputs(fitted, [X[0]])) expect(rowsOf(output), method).toBe(1);
    });

    it("works with a single feature", async () => {
      const column = X.map((row) => [row[0]]);
      const model = await make().fit(column, y);
      for (const [method, output] of outputs(model, column)) expect(rowsOf(output), method).toBe(X.length);
    });

    it("refuses unusable tables at fit with a ValidationError", async () => {
      const bad: [string, unknown, unknown][] = [
        ["no rows", [], []],
        ["ragged", [[1, 2], [3]], [0, 1]],
        ["one-dimensional", [1, 2, 3], [0, 1, 0]],
        ["a string", X.map((row, i) => (i === 7 ? [...row.slice(1), "x"] : row)), y],
        ["infinity", X.map((row, i) => (i === 7 ? [...row.slice(1), Number.POSITIVE_INFINITY] : row)), y],
      ];
      if (isClassifier || isRegressor || isSampler) {
        bad.push(["fewer labels than rows", X, y.slice(1)], ["a NaN label", X, [...y.slice(1), Number.NaN]]);
      }
      for (const [name, table, labels] of bad) {
        const model = make();
        await expect(model.fit(table, labels), name).rejects.toThrow(ValidationError);
        expect(model.isFitted, name).toBe(false);
      }
    });

    it("refuses NaN by row and column, or takes it both at fit and after", async () => {
      const holed = X.map((row, i) => (i === 7 ? [row[0], row[1], Number.NaN, row[3]] : row));
      let takesNaN = true;
      try {
        await make().fit(holed, y);
      } catch (error) {
        takesNaN = false;
        expect(error).toBeInstanceOf(ValidationError);
        expect(String(error)).toMatch(/NaN at row 7, column 2/);
      }
      if (takesNaN)
        for (const [method, output] of outputs(fitted, holed)) expect(rowsOf(output), method).toBe(60);
      else if (outputs(fitted, X).length > 0) {
        expect(() => outputs(fitted, holed)).toThrow(/NaN at row 7, column 2/);
      }
    });

    it("refuses another number of features after fit", () => {
      for (const [method] of outputs(fitted, X)) {
        expect(() => fitted[method](X.map((row) => row.slice(1))), method).toThrow(/3 features.*fitted on 4/);
      }
    });

    it("comes back from JSON the same", () => {
      const back = (EstimatorClass as unknown as typeof Estimator & (new () => AnyEstimator)).fromJSON(
        JSON.stringify(fitted),
      );
      expect(JSON.stringify(back)).toBe(JSON.stringify(fitted));
      for (const [k, [, output]] of outputs(back, X).entries()) {
        expect(flat(output)).toEqual(flat(outputs(fitted, X)[k][1]));
      }
    });

    it("prints as its class with parameters", () => {
      expect(String(make())).toMatch(new RegExp(`^${EstimatorClass.name}\\(.*\\)$`));
    });

    if (isSampler) {
      it("resamples classes of unequal size, and returns labels of the kind that came in", async () => {
        const unequal = codes.map((_, i) => names[i < 40 ? 0 : i < 52 ? 1 : 2]);
        const table = Matrix.from(X);
        const before = table.data.slice();
        const out = await make().fitResample(table, unequal);
        const counts = names.map(
          (name) => Array.from(out.y as string[]).filter((label) => label === name).length,
        );
        expect(counts[1]).toBe(counts[0]);
        expect(counts[2]).toBe(counts[0]);
        expect(out.X.shape).toEqual([3 * counts[0], 4]);
        expect(Array.from(out.X.data as Float64Array).every(Number.isFinite)).toBe(true);
        expect(table.data).toEqual(before);
      });
    }

    if (isClassifier) {
      it("gives labels back in the kind that came in", async () => {
        const words = await make().fit(
          X,
          codes.map((k) => names[k]),
        );
        expect(words.classes).toEqual(names);
        expect(Array.from(words.predict(X))).toEqual(
          Array.from(fitted.predict(X), (k) => names[k as number]),
        );
        const two = codes.map((k) => k > 0);
        const booleans = await make().fit(X, two);
        // A dummy looks at no feature and gives the commonest label to all.
        const seen = EstimatorClass.name === "DummyClassifier" ? [true] : [false, true];
        expect(new Set(Array.from(booleans.predict(X)))).toEqual(new Set(seen));
        expect(booleans.score(X, two)).toBeGreaterThan(0.5);
      });

      it("gives probabilities that add up to one and agree with predict", () => {
        if (typeof fitted.predictProba !== "function" || fitted.supports?.("predictProba") === false) return;
        const proba: Matrix = fitted.predictProba(X);
        const predicted = fitted.predict(X);
        for (let i = 0; i < proba.rows; i++) {
          const row = Array.from(proba.row(i));
          expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
          expect(row.every((p) => p >= 0 && p <= 1)).toBe(true);
          expect(row[fitted.classes.indexOf(predicted[i])]).toBeCloseTo(Math.max(...row), 9);
        }
      });

      it("gives a vector of decisions for two classes, a table for more, and agrees with predict", async () => {
        if (typeof fitted.decisionFunction !== "function" || fitted.supports?.("decisionFunction") === false)
          return;
        const table: Matrix = fitted.decisionFunction(X);
        expect(table).toBeInstanceOf(Matrix);
        expect(table.shape).toEqual([X.length, 3]);
        const likeliest = Array.from({ length: X.length }, (_, i) => {
          const row = Array.from(table.row(i));
          return row.indexOf(Math.max(...row));
        });
        expect(Array.from(fitted.predict(X))).toEqual(likeliest);
        const two = await make().fit(
          X,
          codes.map((k) => k > 0),
        );
        const scores = two.decisionFunction(X);
        expect(scores).toBeInstanceOf(Float64Array);
        expect(Array.from(scores as Float64Array, (score) => score > 0)).toEqual(Array.from(two.predict(X)));
      });

      it("with one class either predicts it or says that it needs two", async () => {
        const one = codes.map(() => 7);
        const outcome = await make()
          .fit(X, one)
          .catch((error: unknown) => error);
        if (outcome instanceof Error) {
          expect(outcome).toBeInstanceOf(ValidationError);
          expect(outcome.message).toMatch(/one class/);
        } else expect(new Set(Array.from(outcome.predict(X)))).toEqual(new Set([7]));
      });
    }
  });
}

it("the contract is held against estimators at all", () => {
  expect(classes.map((c) => c.name)).toEqual(expect.arrayContaining(["GaussianNB", "StandardScaler"]));
});
