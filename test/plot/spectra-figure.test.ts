import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { spectraFigure } from "../../src/plot/spectra-figure";

const wavelength = [4000, 5000, 6000];
const spectra = [
  { name: "9000 K", flux: [1, 0.5, 1], color: "blue" },
  { name: "a <b>", flux: [1, 1, 0.25] },
];

describe("spectraFigure", () => {
  it("draws spectra one below the other and names them and their lines", () => {
    const lines = [{ name: "Hα", wavelength: 5500 }];
    const { data, layout } = spectraFigure({ wavelength, spectra, lines, offset: 2, title: "Stars" });
    expect(data.map(({ x }) => x)).toEqual([wavelength, wavelength]);
    expect(data.map(({ y }) => y)).toEqual([
      [1, 0.5, 1],
      [-1, -1, -1.75],
    ]);
    expect(layout.annotations?.map(({ text, x, y }) => [text, x, y])).toEqual([
      ["Hα", 5500, 1],
      ["9000 K", 1, 1],
      ["a &lt;b&gt;", 1, -1],
    ]);
    expect(layout.shapes).toMatchObject([{ x0: 5500, x1: 5500 }]);
    expect(layout.xaxis?.range).toEqual([4000, 6000]);
    expect(layout.title?.text).toContain("Stars");
    expect((data[0].line as { color: string }).color).toBe("blue");
  });

  it("refuses what it cannot draw", () => {
    expect(() => spectraFigure({ wavelength, spectra: [] })).toThrow(ParameterError);
    expect(() => spectraFigure({ wavelength: [1], spectra })).toThrow(/flux of 9000 K has 3 values/);
    expect(() => spectraFigure({ wavelength, spectra: [{ name: "a", flux: [1, Number.NaN, 1] }] })).toThrow(
      ValidationError,
    );
  });
});
