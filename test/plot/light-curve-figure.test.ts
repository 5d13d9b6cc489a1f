import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import {
  lightCurveFigure,
  periodogramFigure,
  phasedLightCurveFigure,
} from "../../src/plot/light-curve-figure";

const curve = { time: [1, 2.25, 3.5], mag: [15, 16, 17], magError: [0.1, 0.2, 0.3] };

describe("figures of light curves", () => {
  it("show magnitudes downwards, with errors, one series a filter", () => {
    const { data, layout } = lightCurveFigure({ ...curve, band: ["r", "g", "r"] });
    expect(data.map(({ name, x, y }) => ({ name, x, y }))).toEqual([
      { name: "g", x: [2.25], y: [16] },
      { name: "r", x: [1, 3.5], y: [15, 17] },
    ]);
    expect(data[1].error_y).toMatchObject({ array: [0.1, 0.3] });
    expect(layout.yaxis?.autorange).toBe("reversed");
    expect(layout.xaxis).toMatchObject({ title: { text: "time (d)" }, exponentformat: "none" });
  });

  it("fold twice over", () => {
    const { data, layout } = phasedLightCurveFigure(curve, 1);
    expect(data[0].x).toEqual([0, 0.25, 0.5, 1, 1.25, 1.5]);
    expect(data[0].y).toEqual([15, 16, 17, 15, 16, 17]);
    expect(layout.xaxis?.title?.text).toBe("phase (period 1 d)");
  });

  it("keep every peak of a long periodogram", () => {
    const power = new Float64Array(50_000);
    power[31_234] = 1;
    const { data } = periodogramFigure({ frequency: power.map((_, k) => k), power });
    expect((data[0].x as number[]).length).toBe(2000);
    expect((data[0].x as number[])[(data[0].y as number[]).indexOf(1)]).toBe(31_234);
  });

  it("refuse bad input by name", () => {
    expect(() => lightCurveFigure({ time: [], mag: [] })).toThrow(ValidationError);
    expect(() => phasedLightCurveFigure(curve, 0)).toThrow(ParameterError);
    expect(() => periodogramFigure({ frequency: new Float64Array(2), power: new Float64Array(3) })).toThrow(
      ValidationError,
    );
  });
});
