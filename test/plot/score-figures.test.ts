import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { featureImportanceFigure } from "../../src/plot/feature-importance-figure";
import { scoreComparisonFigure } from "../../src/plot/score-comparison-figure";

describe("featureImportanceFigure", () => {
  it("puts the largest on top, each with its own name and error", () => {
    const { data, layout } = featureImportanceFigure({
      importances: [0.1, 0.6, 0.3],
      errors: [0.01, 0.06, 0.03],
      featureNames: ["a", "b <i>", "c"],
    });
    expect(data[0].x).toEqual([0.6, 0.3, 0.1]);
    expect(data[0].error_x).toMatchObject({ array: [0.06, 0.03, 0.01] });
    expect(layout.yaxis).toMatchObject({ tickvals: [0, 1, 2], ticktext: ["b &lt;i&gt;", "c", "a"] });
    const [bottom, top] = layout.yaxis!.range as number[];
    expect(bottom).toBeGreaterThan(top);
  });

  it("shows the first few", () => {
    const { data, layout } = featureImportanceFigure({ importances: [0.1, 0.6, 0.3], limit: 2 });
    expect(data[0].x).toEqual([0.6, 0.3]);
    expect(layout.yaxis).toMatchObject({ ticktext: ["x2", "x3"] });
    expect(data[0].error_x).toBeUndefined();
  });

  it("refuses unequal lengths and no bars", () => {
    expect(() => featureImportanceFigure({ importances: [1, 2], errors: [1] })).toThrow(ValidationError);
    expect(() => featureImportanceFigure({ importances: [1, 2], featureNames: ["a"] })).toThrow(
      ParameterError,
    );
    expect(() => featureImportanceFigure({ importances: [1, 2], limit: 0 })).toThrow(/limit/);
  });
});

describe("scoreComparisonFigure", () => {
  const figure = scoreComparisonFigure(
    [
      { name: "worse", scores: [0.5, 0.7] },
      { name: "better", scores: [0.9, 0.8, 1] },
    ],
    { xLabel: "F1" },
  );

  it("says what a dot is", () => {
    expect(figure.data[0].name).toBe("one fold");
    const starts = scoreComparisonFigure([{ name: "net", scores: [0.5] }], { dotName: "one start" });
    expect(starts.data[0].name).toBe("one start");
  });

  it("puts the best on top with its mean and the spread of its folds", () => {
    const [folds, means] = figure.data;
    expect(folds.x).toEqual([0.9, 0.8, 1, 0.5, 0.7]);
    expect(folds.y).toEqual([0, 0, 0, 1, 1]);
    const [best, other] = means.x as number[];
    expect(best).toBeCloseTo(0.9, 12);
    expect(other).toBeCloseTo(0.6, 12);
    const [spread] = (means.error_x as { array: number[] }).array;
    expect(spread).toBeCloseTo(Math.sqrt(0.02 / 3), 12);
    expect(figure.layout.yaxis).toMatchObject({ ticktext: ["better", "worse"] });
    expect(figure.layout.annotations!.map(({ text }) => text)).toEqual(["0.900 ± 0.082", "0.600 ± 0.100"]);
  });

  it("refuses nothing to compare", () => {
    expect(() => scoreComparisonFigure([])).toThrow(ParameterError);
    expect(() => scoreComparisonFigure([{ name: "none", scores: [] }])).toThrow(ValidationError);
  });
});
