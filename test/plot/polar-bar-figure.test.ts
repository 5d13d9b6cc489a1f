import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { polarBarFigure } from "../../src/plot/polar-bar-figure";

const bars = { theta: [0, Math.PI / 2, Math.PI], r: [1, 5, 3] };

describe("polarBarFigure", () => {
  it("turns radians into degrees and colours by length", () => {
    const { data } = polarBarFigure({ ...bars, barWidth: [Math.PI / 4, Math.PI / 2, 1] });
    expect(data[0].theta).toEqual([0, 90, 180]);
    expect((data[0].width as number[])[0]).toBeCloseTo(45, 12);
    expect(data[0].marker).toMatchObject({ color: [1, 5, 3], cmin: 0, cmax: 5 });
  });

  it("shares a full turn among the bars unless told otherwise", () => {
    expect((polarBarFigure(bars).data[0].width as number[])[2]).toBeCloseTo(120, 12);
    expect((polarBarFigure({ ...bars, barWidth: Math.PI }).data[0].width as number[])[1]).toBe(180);
  });

  it("holds the longest bar, or ends where it is told to", () => {
    const polar = (options: object) =>
      polarBarFigure({ ...bars, ...options }).layout.polar as {
        radialaxis: { range: number[]; dtick?: number; showticklabels: boolean };
      };
    expect(polar({}).radialaxis.range[1]).toBeGreaterThan(5);
    const { range, dtick, showticklabels } = polar({
      maxRadius: 8,
      ringStep: 2,
      tickLabels: false,
    }).radialaxis;
    expect({ range, dtick, showticklabels }).toEqual({ range: [0, 8], dtick: 2, showticklabels: false });
  });

  it("refuses bars that cannot be", () => {
    expect(() => polarBarFigure({ ...bars, r: [1, 2] })).toThrow(ValidationError);
    expect(() => polarBarFigure({ ...bars, barWidth: [1, 2] })).toThrow(/barWidth/);
    expect(() => polarBarFigure({ ...bars, r: [1, -2, 3] })).toThrow(/r\[1\] is -2/);
    expect(() => polarBarFigure({ ...bars, maxRadius: 0 })).toThrow(ParameterError);
    expect(() => polarBarFigure({ ...bars, colorRange: [1, 1] })).toThrow(/colorRange/);
  });
});
