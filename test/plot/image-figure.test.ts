import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";
import type { Axis } from "../../src/plot/figure";
import { imageFigure } from "../../src/plot/image-figure";
import { imageGridFigure } from "../../src/plot/image-grid-figure";

const image = [
  [1, 2, 3],
  [4, 5, 6],
];

describe("imageFigure", () => {
  it("keeps rows as rows, the first at the top, in square pixels", () => {
    const { data, layout } = imageFigure({ image });
    expect(data[0].z).toEqual(image);
    expect([data[0].zmin, data[0].zmax]).toEqual([1, 6]);
    expect(layout.xaxis?.range).toEqual([-0.5, 2.5]);
    expect(layout.yaxis?.range).toEqual([1.5, -0.5]);
    expect(layout.yaxis?.scaleanchor).toBe("x");
  });

  it("puts the first row at the bottom, as FITS does", () => {
    expect(imageFigure({ image, origin: "lower" }).layout.yaxis?.range).toEqual([-0.5, 1.5]);
  });

  it("writes the numbers, and leaves a missing pixel blank", () => {
    const { data } = imageFigure({ image: [[1234.5678, Number.NaN, 0.1 + 0.2]], numbers: true });
    expect(data[0].text).toEqual([["1230", "", "0.3"]]);
    expect(data[0].z).toEqual([[1234.5678, null, 0.1 + 0.2]]);
    expect(data[0].zmax).toBe(1234.5678);
  });

  it("puts zero in the middle of diverging colours", () => {
    const { data } = imageFigure({ image: [[-1, 4]], colors: "diverging" });
    expect([data[0].zmin, data[0].zmax]).toEqual([-4, 4]);
  });

  it("takes a range, and shows an even image", () => {
    expect(imageFigure({ image, range: [0, 10] }).data[0].zmax).toBe(10);
    const { zmin, zmax } = imageFigure({ image: [[7, 7]] }).data[0];
    expect([zmin, zmax]).toEqual([6.5, 7.5]);
  });

  it("names the quantity and its unit, escaped", () => {
    const bar = imageFigure({ image, name: "brightness", unit: "<b>Jy" }).data[0].colorbar;
    expect(bar).toMatchObject({ title: { text: "brightness (&lt;b&gt;Jy)", side: "right" } });
  });

  it("refuses what it cannot show", () => {
    expect(() => imageFigure({ image: [[1, 2], [3]] })).toThrow(ValidationError);
    expect(() => imageFigure({ image: [[Number.POSITIVE_INFINITY]] })).toThrow(ValidationError);
    expect(() => imageFigure({ image: [[Number.NaN]] })).toThrow(/no pixel has a value/);
    expect(() => imageFigure({ image, range: [3, 3] })).toThrow(ParameterError);
    expect(() => imageFigure({ image, origin: "top" as never })).toThrow(/origin/);
    expect(() => imageFigure({ image, colors: "jet" as never })).toThrow(/colors/);
    expect(() => imageFigure({ image: Matrix.zeros(33, 33), numbers: true })).toThrow(/at most 1024 pixels/);
  });
});

describe("imageGridFigure", () => {
  const images = [
    { image: [[0, 1]], name: "first" },
    { image: [[2], [9]], name: "second" },
    { image: [[-3]], name: "third <i>" },
  ];

  it("shares one colour scale and shows one colour bar", () => {
    const { data } = imageGridFigure({ images });
    expect(data.map((trace) => [trace.zmin, trace.zmax])).toEqual([
      [-3, 9],
      [-3, 9],
      [-3, 9],
    ]);
    expect(data.map((trace) => trace.colorbar !== undefined && trace.showscale !== false)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("lays panels out in rows that do not overlap, each under its caption", () => {
    const { layout } = imageGridFigure({ images, columns: 2 });
    const domain = (key: string): [number, number] => (layout[key] as Axis).domain!;
    expect(domain("xaxis")[1]).toBeLessThan(domain("xaxis2")[0]);
    expect(domain("xaxis3")).toEqual(domain("xaxis"));
    expect(domain("yaxis2")).toEqual(domain("yaxis"));
    expect(domain("yaxis3")[1]).toBeLessThan(domain("yaxis")[0]);
    expect(layout.annotations!.map(({ text }) => text)).toEqual(["first", "second", "third &lt;i&gt;"]);
    expect(layout.annotations![2].y).toBeCloseTo(domain("yaxis3")[1]);
  });

  it("refuses an empty grid and half a column", () => {
    expect(() => imageGridFigure({ images: [] })).toThrow(ParameterError);
    expect(() => imageGridFigure({ images, columns: 1.5 })).toThrow(/columns/);
    expect(() => imageGridFigure({ images: [{ image: [] }] })).toThrow(/images\[0\]/);
  });
});
