import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { histogramFigure } from "../../src/plot/histogram-figure";
import { pairPlotFigure } from "../../src/plot/pair-plot-figure";
import { clouds } from "./examples";

const bars = (figure: { data: Array<{ type: string; name?: string; x?: unknown; y?: unknown }> }) =>
  figure.data.filter((trace) => trace.type === "bar");

describe("histogramFigure", () => {
  const x = [0, 0.5, 1.5, 2, 2.5, 4];

  it("counts every class in the same bins", () => {
    const figure = histogramFigure({ x, y: ["a", "b", "a", "a", "a", "b"], bins: [0, 1, 2, 4] });
    expect(bars(figure).map(({ name, x: centers, y }) => ({ name, centers, y }))).toEqual([
      { name: "a", centers: [0.5, 1.5, 3], y: [1, 1, 2] },
      { name: "b", centers: [0.5, 1.5, 3], y: [1, 0, 1] },
    ]);
    expect(figure.layout.barmode).toBe("overlay");
  });

  it("gives densities an area of 1, whatever the widths", () => {
    const [trace] = bars(histogramFigure({ x, bins: [0, 1, 2, 4], density: true }));
    expect(trace.y).toEqual([2 / 6, 1 / 6, 3 / 12]);
  });

  it("names what is counted, with its unit", () => {
    const { layout } = histogramFigure({ x, name: "g", unit: "mag", log: true, reversed: true });
    expect(layout.xaxis).toMatchObject({ title: { text: "g (mag)" }, autorange: "reversed" });
    expect(layout.yaxis).toMatchObject({ title: { text: "Count" }, type: "log" });
  });

  it("refuses stacked densities, unknown modes and unequal lengths", () => {
    expect(() => histogramFigure({ x, mode: "stack", density: true })).toThrow(ParameterError);
    expect(() => histogramFigure({ x, mode: "beside" as never })).toThrow(/mode/);
    expect(() => histogramFigure({ x, y: [1, 2] })).toThrow(ValidationError);
  });
});

describe("pairPlotFigure", () => {
  const { X, y } = clouds(90, 3, 3);

  it("has a panel for each pair, histograms on the diagonal and one legend", () => {
    const { data } = pairPlotFigure({ X, y });
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        const axis = i * 3 + j === 0 ? "x" : `x${i * 3 + j + 1}`;
        const panel = data.filter((trace) => trace.xaxis === axis && !trace.showlegend);
        expect(panel.map((trace) => trace.type)).toEqual(Array(3).fill(i === j ? "bar" : "scatter"));
        const rows = y.flatMap((label, row) => (label === 0 ? [row] : []));
        if (i !== j) {
          const first = panel.find((trace) => trace.legendgroup === "class-0")!;
          expect(first.x).toEqual(rows.map((row) => X.get(row, j)));
          expect(first.y).toEqual(rows.map((row) => X.get(row, i)));
        }
      }
    }
    expect(data.filter((trace) => trace.showlegend)).toHaveLength(3);
  });

  it("names rows at the left and columns at the bottom only", () => {
    const { layout } = pairPlotFigure({ X, featureNames: ["a", "b", "c"], units: "mag" });
    const title = (axis: string) => (layout[axis] as { title?: { text: string } }).title?.text;
    expect(["yaxis", "yaxis4", "yaxis7"].map(title)).toEqual(["a (mag)", "b (mag)", "c (mag)"]);
    expect(["xaxis7", "xaxis8", "xaxis9"].map(title)).toEqual(["a (mag)", "b (mag)", "c (mag)"]);
    expect(["xaxis", "xaxis5", "yaxis5", "yaxis9"].map(title)).toEqual(Array(4).fill(undefined));
  });

  it("refuses too few and too many columns", () => {
    expect(() => pairPlotFigure({ X, columns: [0] })).toThrow(ParameterError);
    expect(() => pairPlotFigure(clouds(20, 2, 9))).toThrow(/2 to 8/);
  });
});
