import { describe, expect, it } from "vitest";
import { Matrix, ParameterError, PCA, RandomState, ValidationError } from "../../src";
import { expectClose } from "../close";
import cases from "./reference/pca.json";

const sample = (n: number, d: number) => new Matrix(new RandomState(0).normal(0, 1, n * d), n, d);

describe("PCA", () => {
  for (const one of cases) {
    it(`agrees with scikit-learn, signs included: ${one.name}`, async () => {
      const model = await new PCA(one.params).fit(one.X);
      const scale = one.singularValues[0];
      expectClose(model.components, one.components, 1e-9, 1e-9);
      expectClose(model.singularValues, one.singularValues, 1e-9, 1e-14 * scale);
      expectClose(model.explainedVariance, one.explainedVariance, 1e-9);
      expectClose(model.explainedVarianceRatio, one.explainedVarianceRatio);
      expectClose(model.mean, one.mean);
      expectClose([model.noiseVariance], [one.noiseVariance]);
      expectClose(model.transform(one.X.slice(0, 4)), one.transformed, 1e-9, 1e-9);
      expectClose(model.inverseTransform(one.transformed), one.back, 1e-9, 1e-9);
      // scikit-learn 1.2 scales whitened components once too often here.
      if (!one.params.whiten)
        expectClose(model.getCovariance(), one.covariance, 1e-9, 1e-9 * model.explainedVariance[0]);
    });
  }

  it("keeps all axes orthonormal where features repeat each other", async () => {
    const X = sample(300, 5);
    for (let i = 0; i < X.rows; i++) {
      X.set(i, 3, X.get(i, 0));
      X.set(i, 4, X.get(i, 1) - 2 * X.get(i, 2));
    }
    const { components, singularValues } = await new PCA().fit(X);
    for (let a = 0; a < 5; a++) {
      for (let b = 0; b < 5; b++) {
        let product = 0;
        for (let j = 0; j < 5; j++) product += components.get(a, j) * components.get(b, j);
        expect(product).toBeCloseTo(a === b ? 1 : 0, 12);
      }
    }
    expect(singularValues[3]).toBeLessThan(1e-12 * singularValues[0]);
  });

  it("brings back the rows from all components, in both shapes", async () => {
    for (const X of [sample(50, 7), sample(7, 50)]) {
      const model = new PCA({ whiten: X.rows > X.cols });
      const back = model.inverseTransform(await model.fitTransform(X));
      expectClose(back, X.data, 1e-9, 1e-9);
    }
  });

  it("refuses what it cannot do", async () => {
    const X = sample(10, 4);
    for (const nComponents of [0, -1, 5, 2.5, Number.NaN]) {
      await expect(new PCA({ nComponents }).fit(X)).rejects.toThrow(ParameterError);
    }
    await expect(new PCA({ svdSolver: "randomized" as never }).fit(X)).rejects.toThrow(/svdSolver/);
    await expect(new PCA().fit([[1, 2]])).rejects.toThrow(ValidationError);
    const model = await new PCA({ nComponents: 2 }).fit(X);
    expect(() => model.inverseTransform([[1, 2, 3]])).toThrow(/3 columns.*2 components/);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const rows = X.toArray();
      rows[7][3] = bad;
      expect(() => model.transform(rows)).toThrow(new RegExp(`${bad} at row 7, column 3`));
    }
  });
});
