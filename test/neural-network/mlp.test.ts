import { describe, expect, it, vi } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { RandomState } from "../../src/core/random-state";
import { MLPClassifier } from "../../src/neural-network/mlp-classifier";
import type { MLPParams } from "../../src/neural-network/mlp-params";
import { MLPRegressor } from "../../src/neural-network/mlp-regressor";
import { makeMoons } from "../../src/simulate/make-moons";
import { expectClose } from "../close";

/** A curved surface with noise; the first rows to train on. */
function surface(rows: number, seed: number) {
  const rng = new RandomState(seed);
  const X = rng.standardNormal([rows, 3]);
  const noise = rng.standardNormal(rows);
  const y = Float64Array.from(noise, (e, i) => Math.sin(X.get(i, 0)) - 0.5 * X.get(i, 1) + 0.1 * e);
  return { X, y };
}

const train = surface(200, 1);
const validation = surface(80, 2);

describe("learningRate plateau", () => {
  const params: Partial<MLPParams> = {
    hiddenLayerSizes: [4],
    solver: "sgd",
    momentum: 0,
    nesterovsMomentum: false,
    alpha: 0,
    batchSize: 20,
    learningRate: "plateau",
    learningRateInit: 0.1,
    plateauPatience: 5,
    plateauThreshold: 1e-3,
    plateauMinRate: 1e-3,
    maxIter: 1000,
    randomState: 3,
  };

  /** ReduceLROnPlateau's rules, applied to a curve: the rate of each epoch, as long as it is at least `least`. */
  function ratesFor(
    losses: ArrayLike<number>,
    patience: number,
    threshold: number,
    rate: number,
    least: number,
  ) {
    const rates: number[] = [];
    let best = Number.POSITIVE_INFINITY;
    let bad = 0;
    for (let epoch = 0; epoch < losses.length && rate >= least; epoch++) {
      rates.push(rate);
      if (losses[epoch] < best * (1 - threshold)) {
        best = losses[epoch];
        bad = 0;
      } else bad++;
      if (bad > patience) {
        rate *= 0.1;
        bad = 0;
      }
    }
    return rates;
  }

  it("lowers the rate by the loss on validation rows, and ends at the least rate", async () => {
    const model = await new MLPRegressor(params).fit(train.X, train.y, { validation });
    expect(model.validationLossCurve!.length).toBe(model.nIter);
    expect(new Set(model.learningRateCurve).size).toBe(3);
    expect(model.nIter).toBeLessThan(1000);
    expectClose(model.learningRateCurve, ratesFor(model.validationLossCurve!, 5, 1e-3, 0.1, 1e-3));
    expect(model.validationScores).toBeNull();
    expect(model.validationLossCurve!.at(-1)).toBeLessThan(model.validationLossCurve![0]);
  });

  it("measures the validation loss after each epoch, with the weights that are kept", async () => {
    const model = await new MLPRegressor(params).fit(train.X, train.y, { validation });
    const residuals = model.predict(validation.X).map((value, i) => (value - validation.y[i]) ** 2 / 2);
    expectClose([model.validationLossCurve!.at(-1)!], [residuals.reduce((a, b) => a + b) / residuals.length]);
  });

  it("watches the training loss where there are no validation rows", async () => {
    const model = await new MLPRegressor(params).fit(train.X, train.y);
    expect(model.validationLossCurve).toBeNull();
    expectClose(model.learningRateCurve, ratesFor(model.lossCurve, 5, 1e-3, 0.1, 1e-3));
  });

  it("goes with adam too, and takes its own factor", async () => {
    const model = await new MLPRegressor({
      ...params,
      solver: "adam",
      plateauFactor: 0.5,
      plateauMinRate: 0.02,
    }).fit(train.X, train.y, { validation });
    expect([...new Set(model.learningRateCurve)]).toEqual([0.1, 0.05, 0.025]);
  });
});

describe("validation rows", () => {
  it("serve earlyStopping instead of rows set aside", async () => {
    const { X, y } = makeMoons({ nSamples: 200, noise: 0.3, randomState: 0 });
    const held = makeMoons({ nSamples: 100, noise: 0.3, randomState: 1 });
    const params = { hiddenLayerSizes: [10], randomState: 0, earlyStopping: true, learningRateInit: 0.02 };
    const model = await new MLPClassifier(params).fit(X, y, { validation: held });
    expect(model.bestValidationScore).toBe(Math.max(...model.validationScores!));
    expect(model.score(held.X, held.y)).toBe(model.bestValidationScore);
    expect(model.bestLoss).toBeNull();
    // Every row of X is trained on: the first epoch is that of a fit without early stopping.
    const plain = await new MLPClassifier({ ...params, earlyStopping: false, maxIter: 1 }).fit(X, y);
    expect(model.lossCurve[0]).toBe(plain.lossCurve[0]);
  });

  it("are refused where they do not fit", async () => {
    const { X, y } = makeMoons({ nSamples: 60, randomState: 0 });
    const fitWith = (rows: object) =>
      new MLPClassifier({ maxIter: 1 }).fit(X, y, { validation: rows as typeof validation });
    await expect(fitWith({ X: [[1, 2, 3]], y: [0] })).rejects.toThrow(
      /validation\.X has 3 features, but X has 2/,
    );
    await expect(fitWith({ X: [[1, 2]], y: [0, 1] })).rejects.toThrow(/validation\.y has 2 values/);
    await expect(fitWith({ X: [[1, 2]], y: [7] })).rejects.toThrow(/validation\.y holds 7/);
    await expect(fitWith({ X: [[1, Number.NaN]], y: [1] })).rejects.toThrow(ValidationError);
  });
});

describe("training", () => {
  it("separates the two moons", async () => {
    const { X, y } = makeMoons({ nSamples: 300, noise: 0.1, randomState: 0 });
    const model = await new MLPClassifier({
      hiddenLayerSizes: [20],
      learningRateInit: 0.03,
      randomState: 0,
    }).fit(X, y);
    expect(model.score(X, y)).toBeGreaterThan(0.99);
  });

  it("is the same in one batch of all rows as block by block", async () => {
    const big = surface(700, 5);
    // Batches of 700 go through the network in blocks; their gradient is that of the whole.
    const params = {
      hiddenLayerSizes: [5],
      batchSize: 700,
      shuffle: false,
      maxIter: 1,
      randomState: 0,
      alpha: 0,
    };
    const model = await new MLPRegressor({
      ...params,
      solver: "sgd",
      momentum: 0,
      learningRateInit: 0.1,
    }).fit(big.X, big.y);
    const start = await new MLPRegressor({
      ...params,
      solver: "sgd",
      momentum: 0,
      learningRateInit: 1e-300,
    }).fit(big.X, big.y);
    const shift = 1e-6;
    const lossWith = (change: number) => {
      const moved = start.clone();
      Object.assign(moved, start, {
        intercepts: [start.intercepts[0], Float64Array.of(start.intercepts[1][0] + change)],
      });
      return moved.predict(big.X).reduce((sum, value, i) => sum + (value - big.y[i]) ** 2 / 2, 0) / 700;
    };
    const slope = (lossWith(shift) - lossWith(-shift)) / (2 * shift);
    expectClose([model.intercepts[1][0] - start.intercepts[1][0]], [-0.1 * slope], 1e-6);
  });

  it("lets timers run during a long fit", async () => {
    // Each look at the clock is a second after the last: every step takes a breath.
    let clock = 0;
    const now = vi.spyOn(performance, "now").mockImplementation(() => (clock += 1000));
    let ran = false;
    setTimeout(() => {
      ran = true;
    });
    const plain = await new MLPRegressor({ maxIter: 2, randomState: 0 }).fit(train.X, train.y);
    now.mockRestore();
    expect(ran).toBe(true);
    const unbroken = await new MLPRegressor({ maxIter: 2, randomState: 0 }).fit(train.X, train.y);
    expect(plain.lossCurve).toEqual(unbroken.lossCurve);
  });

  it("says so when it diverges, and leaves the model as it was", async () => {
    const model = new MLPRegressor({ solver: "sgd", learningRateInit: 10, randomState: 0, maxIter: 50 });
    const { X, y } = surface(100, 7);
    await expect(
      model.fit(
        X,
        y.map((value) => value * 1e6),
      ),
    ).rejects.toThrow(/diverged in epoch \d+/);
    expect(model.isFitted).toBe(false);
  });

  it("goes on from a saved model as from the model itself", async () => {
    for (const solver of ["adam", "sgd"] as const) {
      const model = await new MLPRegressor({ hiddenLayerSizes: [6], solver, randomState: 0, maxIter: 3 }).fit(
        train.X,
        train.y,
      );
      const saved = MLPRegressor.fromJSON(JSON.stringify(model));
      await model.partialFit(train.X, train.y);
      await saved.partialFit(train.X, train.y);
      expect(saved.nIter).toBe(4);
      expect(JSON.stringify(saved)).toBe(JSON.stringify(model));
    }
  });
});

describe("parameters", () => {
  it("are refused by name where they cannot be used", async () => {
    const bad: [object, string][] = [
      [{ hiddenLayerSizes: [3, 0] }, "hiddenLayerSizes\\[1\\]"],
      [{ hiddenLayerSizes: 2.5 }, "hiddenLayerSizes"],
      [{ activation: "sine" }, "activation"],
      [{ solver: "lbfgs" }, "solver"],
      [{ alpha: -1 }, "alpha"],
      [{ batchSize: 0 }, "batchSize"],
      [{ learningRate: "fast" }, "learningRate"],
      [{ learningRateInit: 0 }, "learningRateInit"],
      [{ maxIter: 0 }, "maxIter"],
      [{ shuffle: 1 }, "shuffle"],
      [{ momentum: 1.5 }, "momentum"],
      [{ beta1: 1 }, "beta1"],
      [{ epsilon: 0 }, "epsilon"],
      [{ nIterNoChange: 0 }, "nIterNoChange"],
      [{ validationFraction: 1 }, "validationFraction"],
      [{ plateauFactor: 1 }, "plateauFactor"],
      [{ plateauPatience: -1 }, "plateauPatience"],
      [{ randomState: -1 }, "seed"],
    ];
    for (const [params, name] of bad) {
      const fitted = new MLPRegressor(params).fit(train.X, train.y);
      await expect(fitted, JSON.stringify(params)).rejects.toThrow(ParameterError);
      await expect(fitted, JSON.stringify(params)).rejects.toThrow(new RegExp(name));
    }
  });

  it("that scikit-learn's perceptron lacks or that make no sense are refused", async () => {
    const model = new MLPRegressor({ maxIter: 1 });
    await expect(model.fit(train.X, train.y, { sampleWeight: train.y })).rejects.toThrow(/no sampleWeight/);
    const several = Array.from(train.y, (value) => [value, value]) as unknown as number[];
    await expect(model.fit(train.X, several)).rejects.toThrow(/several columns/);
    const stopping = new MLPRegressor({ earlyStopping: true });
    await expect(stopping.partialFit(train.X, train.y)).rejects.toThrow(/cannot stop early/);
    await expect(
      new MLPClassifier().fit(
        train.X,
        train.y.map(() => 1),
      ),
    ).rejects.toThrow(/one class/);
  });

  it("partialFit keeps to the classes of its first call", async () => {
    const { X, y } = makeMoons({ nSamples: 60, randomState: 0 });
    const model = new MLPClassifier({ hiddenLayerSizes: [3], randomState: 0 });
    await expect(model.partialFit(X, y)).rejects.toThrow(/first call .* needs `classes`/);
    await expect(model.partialFit(X, y, { classes: [1] })).rejects.toThrow(/one class/);
    await model.partialFit(X, y, { classes: [1, 0] });
    expect(model.classes).toEqual([0, 1]);
    await expect(model.partialFit(X, y, { classes: [0, 2] })).rejects.toThrow(/those of the first call/);
    await expect(model.partialFit([[1, 2]], [5])).rejects.toThrow(ValidationError);
    await expect(model.partialFit([[1, 2, 3]], [1])).rejects.toThrow(/3 features/);
    expect(model.nIter).toBe(1);
  });
});
