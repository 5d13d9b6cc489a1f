import { describe, expect, it } from "vitest";
import { Classifier } from "../../src/core/classifier";
import { NotFittedError, ParameterError, SerializationError, ValidationError } from "../../src/core/errors";
import { type EstimatorJSON, estimatorFromJSON, registerEstimator } from "../../src/core/estimator";
import { decodeLabels, type LabelsLike } from "../../src/core/labels";
import type { TableLike } from "../../src/core/table-like";

/** Predicts the first class; another estimator can be its parameter. */
class First extends Classifier<{ inner: First | null; depth: number; names: string[] }> {
  constructor(params = {}) {
    super({ inner: null, depth: 1, names: [] }, params);
  }

  async fit(X: TableLike, y: LabelsLike): Promise<this> {
    this.classes = this.checkFitLabels(X, y, { needTwo: true }).classes;
    return this;
  }

  predict(X: TableLike) {
    return decodeLabels(this.classes ?? [], new Int32Array(this.checkTable(X, "predict").rows));
  }
}
registerEstimator(First);

const X = [[1], [2], [3]];
const y = ["a", "b", "b"];

describe("Estimator", () => {
  it("stores parameters, fills in defaults and treats undefined as not given", () => {
    expect(new First({ depth: undefined }).getParams()).toEqual({ inner: null, depth: 1, names: [] });
    expect(() => new First({ dept: 2 })).toThrow(/Did you mean depth/);
  });

  it("reaches parameters of an inner estimator", () => {
    const model = new First({ inner: new First({ depth: 5 }) });
    expect(model.getParams()).toMatchObject({ depth: 1, inner__depth: 5 });
    expect(model.getParams(false)).not.toHaveProperty("inner__depth");
    model.setParams({ inner__depth: 7, depth: 2 });
    expect(model.getParams()).toMatchObject({ depth: 2, inner__depth: 7 });
    expect(() => model.setParams({ inner__dpth: 1 })).toThrow(ParameterError);
    expect(() => model.setParams({ depth__x: 1 })).toThrow(ParameterError);
  });

  it("clones without what was fitted, and deeply", async () => {
    const model = await new First({ inner: new First(), names: ["u"] }).fit(X, y);
    const copy = model.clone();
    expect(copy.isFitted).toBe(false);
    expect(() => copy.predict(X)).toThrow(NotFittedError);
    copy.setParams({ inner__depth: 9 });
    expect(model.getParams().inner__depth).toBe(1);
  });

  it("saves and reads back", async () => {
    const model = await new First({ inner: new First({ depth: 3 }) }).fit(X, y);
    const back = First.fromJSON(JSON.stringify(model));
    expect(back.getParams()).toEqual(model.getParams());
    expect(back.predict(X)).toEqual(["a", "a", "a"]);
    expect(JSON.stringify(back)).toBe(JSON.stringify(model));
  });

  it("refuses what is no saved model", async () => {
    const saved = (await new First().fit(X, y)).toJSON();
    const bad: [unknown, RegExp][] = [
      ["not json", /not JSON/],
      [null, /no saved skylearn model/],
      [{ ...saved, skylearn: 2 }, /no saved skylearn model/],
      [{ ...saved, estimator: "Nobody" }, /Unknown estimator "Nobody"/],
      [{ ...saved, params: { banana: 1 } }, /parameters that it does not take/],
      [{ ...saved, fitted: { predict: 1 } }, /cannot have a fitted attribute "predict"/],
      [{ ...saved, fitted: { constructor: 1 } }, /cannot have a fitted attribute/],
    ];
    for (const [json, message] of bad) {
      expect(() => estimatorFromJSON(json as EstimatorJSON)).toThrow(message);
      expect(() => estimatorFromJSON(json as EstimatorJSON)).toThrow(SerializationError);
    }
  });

  it("prints its parameters", () => {
    expect(String(new First({ names: ["u", "g"] }))).toBe('First(depth=1, names=["u", "g"])');
    expect(String(new First({ inner: new First() }))).toBe(
      "First(inner=First(depth=1, names=[]), depth=1, names=[])",
    );
  });

  it("checks tables after fit against those at fit", async () => {
    const named = (name: string) => ({ shape: [3, 1], columns: [name], values: X });
    const model = await new First().fit(named("u"), y);
    expect(model.featureNamesIn).toEqual(["u"]);
    expect(() => model.predict([[1, 2]])).toThrow(/2 features, but this First was fitted on 1/);
    expect(() => model.predict(named("g"))).toThrow(/Column 0 of X is "g", but was "u"/);
    expect(model.predict(X).length).toBe(3);
  });

  it("leaves an unfitted model unfitted when fit fails", async () => {
    const model = new First();
    await expect(model.fit(X, ["a"])).rejects.toThrow(ValidationError);
    await expect(model.fit(X, ["a", "a", "a"])).rejects.toThrow(/one class only/);
    expect(() => model.predict(X)).toThrow(NotFittedError);
  });

  it("scores by accuracy, weighted on request", async () => {
    const model = await new First().fit(X, y);
    expect(model.score(X, y)).toBeCloseTo(1 / 3);
    expect(model.score(X, y, { sampleWeight: [2, 1, 1] })).toBe(0.5);
  });
});
