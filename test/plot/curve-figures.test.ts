import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { completenessContaminationFigure } from "../../src/plot/completeness-contamination-figure";
import { precisionRecallCurveFigure, rocCurveFigure } from "../../src/plot/curve-figures";
import { lineFigure } from "../../src/plot/line-figure";

describe("rocCurveFigure and precisionRecallCurveFigure", () => {
  it("draws each curve with its area, and the line of guessing", () => {
    const { data } = rocCurveFigure([
      { fpr: [0, 0, 1], tpr: [0, 1, 1], name: "QDA", auc: 1 },
      { fpr: [0, 1], tpr: [0, 1] },
    ]);
    expect(data.map((trace) => trace.name)).toEqual(["guessing", "QDA<br>AUC = 1.000", "classifier"]);
    expect(data[1].y).toEqual([0, 1, 1]);
  });

  it("puts recall on the x axis and guessing at the share of positives", () => {
    const curve = { recall: [1, 0.5, 0], precision: [0.2, 0.6, 1], name: "NB", averagePrecision: 0.7 };
    const { data } = precisionRecallCurveFigure(curve, { baseline: 0.2 });
    expect(data[0].y).toEqual([0.2, 0.2]);
    expect(data[1].x).toEqual([1, 0.5, 0]);
    expect(data[1].name).toBe("NB<br>AP = 0.700");
    expect(precisionRecallCurveFigure(curve).data).toHaveLength(1);
  });

  it("refuses none, unequal lengths and an impossible baseline", () => {
    expect(() => rocCurveFigure([])).toThrow(ParameterError);
    expect(() => rocCurveFigure({ fpr: [0, 1], tpr: [0] })).toThrow(ValidationError);
    expect(() => precisionRecallCurveFigure({ recall: [1], precision: [1] }, { baseline: 2 })).toThrow(
      /baseline/,
    );
  });
});

describe("completenessContaminationFigure", () => {
  it("has completeness above contamination, one colour a classifier, counting from 1", () => {
    const { data, layout } = completenessContaminationFigure([
      { name: "NB", completeness: [0.5, 0.8], contamination: [0.9, 0.7] },
      { name: "LDA", completeness: [0.4, 0.6], contamination: [0.8, 0.6] },
    ]);
    expect(data.map(({ x, y, yaxis }) => ({ x, y, yaxis }))).toEqual([
      { x: [1, 2], y: [0.5, 0.8], yaxis: "y" },
      { x: [1, 2], y: [0.9, 0.7], yaxis: "y2" },
      { x: [1, 2], y: [0.4, 0.6], yaxis: "y" },
      { x: [1, 2], y: [0.8, 0.6], yaxis: "y2" },
    ]);
    expect(data[0].line).toEqual(data[1].line);
    expect(data[0].line).not.toEqual(data[2].line);
    expect(layout.yaxis!.domain![0]).toBeGreaterThan((layout.yaxis2 as { domain: number[] }).domain[1]);
  });

  it("refuses unequal lengths", () => {
    expect(() => completenessContaminationFigure({ completeness: [1], contamination: [0, 0] })).toThrow(
      ValidationError,
    );
  });
});

describe("lineFigure", () => {
  it("counts from 0 without x, and carries errors, logarithms and reversed axes", () => {
    const { data, layout } = lineFigure(
      { y: [3, 2, 1], yError: [0.1, 0.2, 0.3] },
      { logAxes: ["y"], reversedAxes: ["x"], xLabel: "Epoch" },
    );
    expect(data[0].x).toEqual([0, 1, 2]);
    expect(data[0].error_y).toMatchObject({ array: [0.1, 0.2, 0.3] });
    expect(layout.yaxis?.type).toBe("log");
    expect(layout.xaxis).toMatchObject({ autorange: "reversed", title: { text: "Epoch" } });
  });

  it("refuses unequal lengths and a logarithm of nothing positive", () => {
    expect(() => lineFigure({ x: [1], y: [1, 2] })).toThrow(ValidationError);
    expect(() => lineFigure({ y: [1, 2], yError: [1] })).toThrow(ValidationError);
    expect(() => lineFigure({ y: [-1, 0] }, { logAxes: ["y"] })).toThrow(/logarithmic/);
    expect(() => lineFigure([])).toThrow(ParameterError);
  });
});
