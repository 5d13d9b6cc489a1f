import { beforeAll, describe, expect, it } from "vitest";
import { NotFittedError, ParameterError, SerializationError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";
import { classificationReport } from "../../src/metrics/classification-report";
import { crossValPredict } from "../../src/model-selection/cross-val-predict";
import { crossValScore } from "../../src/model-selection/cross-validate";
import { earlyStopping } from "../../src/neural/early-stopping";
import { dense, dropout } from "../../src/neural/layer-specs";
import { NetworkClassifier } from "../../src/neural/network-classifier";
import { NetworkRegressor } from "../../src/neural/network-regressor";
import { startSession } from "../../src/neural/session";
import { Pipeline } from "../../src/pipeline/pipeline";
import { StandardScaler } from "../../src/preprocessing/standard-scaler";
import { bars, smallConvolution } from "./shapes";

const images = bars(150);
const pixels = images.x.toMatrix();
const convolution = () =>
  new NetworkClassifier({
    layers: smallConvolution.slice(0, -1),
    inputShape: [8, 8, 1],
    epochs: 20,
    learningRate: 0.01,
    randomState: 0,
  });

describe("NetworkClassifier", () => {
  let fitted: NetworkClassifier;
  beforeAll(async () => {
    fitted = await convolution().fit(pixels, images.y);
  });

  it("works in cross-validation and reports", async () => {
    const scores = await crossValScore(convolution(), pixels, images.y, { cv: 3 });
    expect(Math.min(...scores)).toBeGreaterThan(0.7);
    const predicted = await crossValPredict(convolution(), pixels, images.y, { cv: 3 });
    expect(classificationReport(images.y, predicted as string[])).toContain("standing");
  });

  it("gives the same scores on several threads", async () => {
    const scores = (nJobs: number) =>
      crossValScore(convolution().setParams({ epochs: 3 }), pixels, images.y, { cv: 2, nJobs });
    expect(await scores(2)).toEqual(await scores(1));
  });

  it("leaves no tensor behind", async () => {
    const { tf } = await startSession();
    const before = tf.memory().numTensors;
    fitted.predict(pixels);
    await convolution().setParams({ epochs: 1 }).fit(pixels, images.y);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("weighs classes by their labels", async () => {
    const y = Array.from({ length: 60 }, (_, i) => (i < 6 ? "rare" : "common"));
    const X = new Matrix(new Float64Array(60), 60, 1);
    const params = {
      layers: [dense({ units: 1 })],
      epochs: 200,
      learningRate: 0.1,
      batchSize: 60,
      randomState: 0,
    };
    const rare = async (classWeight: "balanced" | { rare: number } | null) =>
      (await new NetworkClassifier({ ...params, classWeight }).fit(X, y)).predictProba(X).get(0, 1);
    expect(await rare(null)).toBeCloseTo(0.1, 2);
    expect(await rare("balanced")).toBeCloseTo(0.5, 2);
    expect(await rare({ rare: 9 })).toBeCloseTo(0.5, 2);
    await expect(rare({ rarest: 9 } as never)).rejects.toThrow(/names the label rarest/);
  });

  it("keeps rows aside for early stopping, and is saved with its callbacks", async () => {
    const model = convolution().setParams({
      epochs: 60,
      learningRate: 0.05,
      validationFraction: 0.2,
      callbacks: [earlyStopping({ patience: 2 })],
    });
    await model.fit(pixels, images.y);
    expect(model.nIter).toBeLessThan(60);
    expect(model.validationLossCurve!.length).toBe(model.nIter);
    const back = NetworkClassifier.fromJSON(JSON.stringify(model));
    expect(back.predictProba(pixels)).toEqual(model.predictProba(pixels));
    expect(back.getParams().callbacks).toEqual(model.getParams().callbacks);
    model.setParams({ callbacks: [() => ({})] });
    expect(() => model.toJSON()).toThrow(SerializationError);
  });

  it("refuses images of another size, and work before fit", async () => {
    await expect(
      convolution()
        .setParams({ inputShape: [4, 4, 1] })
        .fit(pixels, images.y),
    ).rejects.toThrow(/inputShape \[4, 4, 1\] takes 16 values a row, but X has 64/);
    await expect(new NetworkClassifier({ epochs: 0 }).fit(pixels, images.y)).rejects.toThrow(ParameterError);
    expect(() => convolution().predict(pixels)).toThrow(NotFittedError);
  });
});

describe("NetworkRegressor", () => {
  it("learns numbers in a pipeline", async () => {
    const X = Array.from({ length: 200 }, (_, i) => [i, (i * 7) % 50]);
    const y = X.map(([a, b]) => a / 50 - b / 20);
    const net = new NetworkRegressor({
      layers: [dense({ units: 16, activation: "relu" }), dropout({ rate: 0 })],
      epochs: 60,
      learningRate: 0.01,
      randomState: 0,
    });
    const model = new Pipeline([
      ["scaler", new StandardScaler()],
      ["net", net],
    ]);
    const scores = await crossValScore(model, X, y, { cv: 3 });
    expect(Math.max(...scores)).toBeGreaterThan(0.9);
  });
});
