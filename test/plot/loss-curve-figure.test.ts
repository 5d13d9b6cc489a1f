import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { lossCurveFigure } from "../../src/plot/loss-curve-figure";

const history = {
  loss: [1, 0.5, 0.25],
  valLoss: [1.1, 0.7, 0.8],
  accuracy: [0.5, 0.7, 0.9],
  valAccuracy: [0.4, 0.6, 0.6],
  bestEpoch: 2,
};

describe("lossCurveFigure", () => {
  it("shows loss and accuracy beside each other, and the best epoch", () => {
    const { data, layout } = lossCurveFigure(history, { title: "Galaxies" });
    expect(data.map(({ name, yaxis, y }) => [name, yaxis, y])).toEqual([
      ["training", "y", history.loss],
      ["validation", "y", history.valLoss],
      ["training", "y2", history.accuracy],
      ["validation", "y2", history.valAccuracy],
    ]);
    expect(data[0].x).toEqual([1, 2, 3]);
    expect(data.map(({ showlegend }) => showlegend)).toEqual([true, true, false, false]);
    expect(layout.shapes!.map(({ x0, xref }) => [x0, xref])).toEqual([
      [2, "x"],
      [2, "x2"],
    ]);
  });

  it("shows the loss alone where there is no accuracy, or none is wanted", () => {
    const { data, layout } = lossCurveFigure({ loss: [2, 1] }, { logLoss: true });
    expect(data.length).toBe(1);
    expect(layout.yaxis!.type).toBe("log");
    expect(layout).not.toHaveProperty("yaxis2");
    expect(lossCurveFigure(history, { accuracy: false }).data.length).toBe(2);
  });

  it("needs an epoch, and a positive loss for a logarithmic axis", () => {
    expect(() => lossCurveFigure({ loss: [] })).toThrow(ParameterError);
    expect(() => lossCurveFigure({ loss: [0, 0] }, { logLoss: true })).toThrow(ParameterError);
  });
});
