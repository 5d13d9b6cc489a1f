import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { contourFigure } from "../../src/plot/contour-figure";

const plane = {
  x: [0, 1, 2],
  y: [10, 20],
  z: [
    [1, 10, 100],
    [1, 10, 1000],
  ],
};

describe("contourFigure", () => {
  it("keeps rows of z along y", () => {
    const { data, layout } = contourFigure({ ...plane, contours: 3, xLabel: "a", yLabel: "b" });
    expect(data[0].z).toEqual(plane.z);
    expect(data[0].contours).toMatchObject({ start: 500, size: 500 });
    expect(layout.xaxis).toMatchObject({ title: { text: "a" }, range: [0, 2] });
    expect(layout.yaxis).toMatchObject({ title: { text: "b" }, range: [10, 20] });
  });

  it.each([
    [0, 1.5, 15, 0.1, 0.1],
    [-0.31, 0.42, 15, -0.3, 0.05],
    [12.07, 12.3, 10, 12.075, 0.025],
    [3, 1e6, 5, 200_000, 200_000],
  ])("draws at round heights from %d to %d", (low, high, contours, start, size) => {
    const { data } = contourFigure({ x: [0, 1], y: [0], z: [[low, high]], contours });
    const drawn = data[0].contours as { start: number; size: number; end: number };
    expect(drawn.start).toBeCloseTo(start, 9);
    expect(drawn.size).toBeCloseTo(size, 9);
    expect((drawn.end - drawn.start) / drawn.size).toBeLessThan(contours);
  });

  it("spaces logarithmic contours by ratio, and names heights, not their logarithms", () => {
    const { data } = contourFigure({ ...plane, log: true });
    expect(data[0].z).toEqual([
      [0, 1, 2],
      [0, 1, 3],
    ]);
    const { tickvals, ticktext } = data[0].colorbar as { tickvals: number[]; ticktext: string[] };
    expect(ticktext).toEqual(["1", "2", "5", "10", "20", "50", "100", "200", "500", "1000"]);
    expect(tickvals[1]).toBeCloseTo(Math.log10(2), 12);
  });

  it("draws paths over the contours", () => {
    const { data } = contourFigure({ ...plane, paths: [{ x: [0, 1], y: [10, 20], name: "<way>" }] });
    expect(data[1]).toMatchObject({ x: [0, 1], y: [10, 20], name: "&lt;way&gt;", mode: "lines+markers" });
  });

  it("refuses what has no contour", () => {
    expect(() => contourFigure({ ...plane, x: [0, 1] })).toThrow(ValidationError);
    expect(() => contourFigure({ ...plane, y: [0, 1, 2] })).toThrow(ValidationError);
    expect(() => contourFigure({ ...plane, contours: 1 })).toThrow(ParameterError);
    expect(() => contourFigure({ x: [0, 1], y: [0], z: [[0, 1]], log: true })).toThrow(/above 0/);
    expect(() => contourFigure({ x: [0, 1], y: [0], z: [[3, 3]] })).toThrow(/equal/);
    expect(() => contourFigure({ ...plane, paths: [{ x: [0], y: [1, 2], name: "p" }] })).toThrow(/path/);
  });
});
