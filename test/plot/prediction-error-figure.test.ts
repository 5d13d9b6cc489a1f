import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { predictionErrorFigure } from "../../src/plot/prediction-error-figure";

const yTrue = [1, 2, 3];
const yPred = [1.5, 2, 2];

describe("predictionErrorFigure", () => {
  it("sets what was measured against what was predicted, and draws the line of equality", () => {
    const { data, layout } = predictionErrorFigure({ yTrue, yPred, name: "redshift" });
    expect(data[0]).toMatchObject({ x: yPred, y: yTrue, mode: "markers" });
    expect(data[1].x).toEqual(data[1].y);
    expect(layout.xaxis?.range).toEqual(layout.yaxis?.range);
    expect(layout.xaxis?.title?.text).toBe("Predicted redshift");
    expect(layout.yaxis?.title?.text).toBe("Measured redshift");
    const [low, high] = (layout.xaxis?.range ?? []) as number[];
    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(3);
  });

  it("shows residuals around zero, with the unit", () => {
    const kind = "residual_vs_predicted";
    const { data, layout } = predictionErrorFigure({ yTrue, yPred, name: "temperature", unit: "K", kind });
    expect(data[0].y).toEqual([-0.5, 0, 1]);
    expect(data[1].y).toEqual([0, 0]);
    expect(layout.yaxis?.title?.text).toBe("Measured − predicted (K)");
  });

  it("shows a single point", () => {
    const { layout } = predictionErrorFigure({ yTrue: [2], yPred: [2] });
    expect(layout.xaxis?.range).toEqual([1.5, 2.5]);
  });

  it("refuses other lengths and kinds", () => {
    expect(() => predictionErrorFigure({ yTrue, yPred: [1] })).toThrow(ValidationError);
    expect(() => predictionErrorFigure({ yTrue, yPred, kind: "both" as never })).toThrow(ParameterError);
  });
});
