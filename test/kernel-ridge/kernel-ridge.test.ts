import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { KernelRidge, type KernelRidgeParams } from "../../src/kernel-ridge/kernel-ridge";
import { expectClose } from "../close";
import reference from "./reference/kernel_ridge.json";

const { X, y, weight, query, cases } = reference;
const settings: { [name: string]: Partial<KernelRidgeParams> } = {
  default: {},
  rbf: { kernel: "rbf", gamma: 0.7, alpha: 1e-3 },
  rbfGamma: { kernel: "rbf", alpha: 0.1 },
  poly: { kernel: "poly", degree: 4, gamma: 0.3, coef0: 0.5, alpha: 0.2 },
  polyGamma: { kernel: "poly", alpha: 1 },
};

describe("KernelRidge", () => {
  it.each(Object.keys(cases) as (keyof typeof cases)[])("equals scikit-learn: %s", async (name) => {
    const sampleWeight = name.endsWith("Weighted") ? weight : undefined;
    const model = await new KernelRidge(settings[name.replace("Weighted", "")]).fit(X, y, { sampleWeight });
    expectClose(model.dualCoef, cases[name].dualCoef, 1e-9);
    expectClose(model.predict(query), cases[name].predict, 1e-9);
  });

  it("goes through every point where alpha is 0 and no row is there twice", async () => {
    const model = await new KernelRidge({ kernel: "rbf", gamma: 3, alpha: 0 }).fit(X, y);
    expectClose(model.predict(X), y, 1e-9);
  });

  it("refuses alpha 0 where rows depend on one another, and options out of range", async () => {
    await expect(new KernelRidge({ alpha: 0 }).fit(X, y)).rejects.toThrow(/make alpha larger/);
    await expect(new KernelRidge({ alpha: -1 }).fit(X, y)).rejects.toThrow(ParameterError);
    await expect(new KernelRidge({ kernel: "sigmoid" as never }).fit(X, y)).rejects.toThrow(/kernel/);
    await expect(new KernelRidge({ gamma: -1 }).fit(X, y)).rejects.toThrow(/gamma/);
    await expect(new KernelRidge({ degree: 1.5 }).fit(X, y)).rejects.toThrow(/degree/);
  });
});
