import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { GaussianNB } from "../../src/naive-bayes/gaussian-nb";
import { expectClose } from "../close";
import reference from "./reference/gaussian-nb.json";

interface Fitted {
  classes: (string | number)[];
  classCount: number[];
  classPrior: number[];
  theta: number[][];
  var: number[][];
  epsilon: number;
}

function expectFitted(model: GaussianNB, fitted: Fitted): void {
  expect(model.classes).toEqual(fitted.classes);
  expectClose(model.classCount, fitted.classCount);
  expectClose(model.classPrior, fitted.classPrior);
  expectClose(model.theta, fitted.theta);
  expectClose(model.var, fitted.var, 1e-9, 0);
  expectClose([model.epsilon], [fitted.epsilon]);
}

describe("GaussianNB", () => {
  for (const c of reference.cases) {
    it(`equals scikit-learn: ${c.name}`, async () => {
      const model = await new GaussianNB(c.params).fit(c.X, c.y as string[] | number[], {
        sampleWeight: c.weight,
      });
      expectFitted(model, c.fitted as Fitted);
      expectClose(model.predictJointLogProba(c.query), c.jointLogProba);
      expectClose(model.predictLogProba(c.query), c.logProba);
      expectClose(model.predictProba(c.query), c.proba);
      expect(Array.from(model.predict(c.query))).toEqual(c.predicted);
    });
  }

  it("equals scikit-learn when trained piece by piece", async () => {
    const { X, y } = reference.cases[0];
    const model = new GaussianNB();
    for (const [start, stop] of reference.partial.pieces) {
      const labels = (y as string[]).slice(start, stop);
      await model.partialFit(X.slice(start, stop), labels, { classes: ["star", "galaxy", "qso"] });
    }
    expectFitted(model, reference.partial.fitted as Fitted);
  });

  it("takes a weight of two as the same row twice", async () => {
    const { X, y } = reference.cases[0];
    const twice = await new GaussianNB().fit([...X, X[0]], [...y, y[0]] as string[]);
    const weighted = await new GaussianNB({ varSmoothing: 0 }).fit(X, y as string[], {
      sampleWeight: X.map((_, i) => (i === 0 ? 2 : 1)),
    });
    expectClose(weighted.theta, twice.theta.toArray());
  });

  it("keeps probabilities that underflow apart in log space", async () => {
    const model = await new GaussianNB().fit([[0], [1], [1000], [1001]], ["a", "a", "b", "b"]);
    const logProba = model.predictLogProba([[0]]);
    expect(logProba.get(0, 0)).toBeCloseTo(0, 12);
    expect(logProba.get(0, 1)).toBeLessThan(-1e6);
    expect(Number.isFinite(logProba.get(0, 1))).toBe(true);
  });

  it("refuses priors that do not fit", async () => {
    const X = [[0], [1], [5], [6]];
    const y = [0, 0, 1, 1];
    await expect(new GaussianNB({ priors: [1] }).fit(X, y)).rejects.toThrow(
      /1 values, but there are 2 classes/,
    );
    await expect(new GaussianNB({ priors: [0.5, 0.6] }).fit(X, y)).rejects.toThrow(/add up to 1/);
    await expect(new GaussianNB({ priors: [1.5, -0.5] }).fit(X, y)).rejects.toThrow(ParameterError);
    await expect(new GaussianNB({ varSmoothing: -1 }).fit(X, y)).rejects.toThrow(/varSmoothing/);
  });

  it("refuses a sample that leaves a variance zero, and stays unfitted", async () => {
    const model = new GaussianNB();
    await expect(model.fit([[1, 1]], [0])).rejects.toThrow(/does not vary/);
    expect(model.isFitted).toBe(false);
  });

  it("needs the classes on the first partialFit, and the same ones later", async () => {
    const model = new GaussianNB();
    await expect(model.partialFit([[0], [1]], [0, 0])).rejects.toThrow(/needs `classes`/);
    await model.partialFit([[0], [1]], [0, 0], { classes: [0, 1] });
    await expect(model.partialFit([[0], [1]], [0, 2])).rejects.toThrow(ValidationError);
    await expect(model.partialFit([[0], [1]], [0, 1], { classes: [1, 2] })).rejects.toThrow(/first call/);
    await model.partialFit([[7], [8]], [1, 1]);
    expect(Array.from(model.predict([[7.5]]))).toEqual([1]);
  });
});
