import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import type { Matrix } from "../../src/core/matrix";
import { lightCurveImage } from "../../src/image/light-curve-image";
import { lightCurveImages } from "../../src/image/light-curve-images";
import reference from "./reference/light-curve-image.json";

const { time, mag, period, size, dmMax } = reference;
const dtRange = reference.dtRange as [number, number];

function expectRows(image: Matrix, rows: number[][]): void {
  expect(image.shape).toEqual([rows.length, rows[0].length]);
  image.toArray().forEach((row, i) => {
    for (const [j, value] of row.entries()) expect(value, `row ${i}, column ${j}`).toBeCloseTo(rows[i][j], 8);
  });
}

describe("lightCurveImage", () => {
  it("counts pairs by time and change of magnitude as NumPy does", () => {
    expectRows(lightCurveImage(time, mag, { size, dtRange, dmMax }), reference.dmdt);
  });

  it("counts observations by phase and magnitude as NumPy does, the faintest phase in the middle", () => {
    expectRows(lightCurveImage(time, mag, { kind: "phase", size, period }), reference.phase);
  });

  it("has 28 x 28 pixels from 0 to 1, whatever the order of the observations", () => {
    const image = lightCurveImage(time, mag);
    expect(image.shape).toEqual([28, 28]);
    expect(Math.max(...image.data)).toBe(1);
    expect(Math.min(...image.data)).toBe(0);
    expect(lightCurveImage([...time].reverse(), [...mag].reverse()).data).toEqual(image.data);
  });

  it("puts a star that brightens into the upper half, and one that fades into the lower", () => {
    const t = [0, 1, 2, 3, 4];
    const upper = (image: Matrix): number => image.data.subarray(0, 14 * 28).reduce((a, b) => a + b, 0);
    const lower = (image: Matrix): number => image.data.subarray(14 * 28).reduce((a, b) => a + b, 0);
    const brighter = lightCurveImage(t, [15, 14.8, 14.6, 14.4, 14.2]);
    expect([upper(brighter) > 0, lower(brighter)]).toEqual([true, 0]);
    const fainter = lightCurveImage(t, [14.2, 14.4, 14.6, 14.8, 15]);
    expect([upper(fainter), lower(fainter) > 0]).toEqual([0, true]);
  });

  it("counts what lies beyond the edges at the edges, and observations of the same time", () => {
    const image = lightCurveImage([0, 0, 9999], [10, 20, 30], { size: 4 });
    // same time: first column, much fainter; long after: last column
    expect(image.toArray()).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [Math.SQRT1_2, 0, 0, 1],
    ]);
  });

  it("folds a star that does not change into one row, and one point into one pixel", () => {
    const image = lightCurveImage([0, 0.3, 0.6], [15, 15, 15], { kind: "phase", period: 1, size: 5 });
    expect(image.toArray().map((row) => row.some((value) => value > 0))).toEqual([
      false,
      false,
      true,
      false,
      false,
    ]);
    expect(
      lightCurveImage([3], [15], { kind: "phase", period: 1 }).data.filter((value) => value > 0).length,
    ).toBe(1);
  });

  it("refuses what cannot be drawn", () => {
    expect(() => lightCurveImage([1], [2])).toThrow(/one point only/);
    expect(() => lightCurveImage([], [])).toThrow(ValidationError);
    expect(() => lightCurveImage([1, 2], [3])).toThrow(/2 values of time but 1 of mag/);
    expect(() => lightCurveImage([1, Number.NaN], [3, 4])).toThrow(/time\[1\]/);
    expect(() => lightCurveImage(time, mag, { kind: "phase" })).toThrow(/needs a period/);
    expect(() => lightCurveImage(time, mag, { kind: "phase", period: 0 })).toThrow(ParameterError);
    expect(() => lightCurveImage(time, mag, { kind: "folded" as never })).toThrow(/"dmdt", "phase"/);
    expect(() => lightCurveImage(time, mag, { size: 1 })).toThrow(ParameterError);
    expect(() => lightCurveImage(time, mag, { dtRange: [2, 1] })).toThrow(/dtRange\[1\]/);
    expect(() => lightCurveImage(time, mag, { dtRange: 3 as never })).toThrow(/pair of times/);
    expect(() => lightCurveImage(time, mag, { dmMax: 0 })).toThrow(/dmMax/);
    expect(() => lightCurveImage(time, mag, { periods: 1 } as never)).toThrow(/Did you mean period/);
  });
});

describe("lightCurveImages", () => {
  const curve = { time, mag };

  it("draws one curve after another as it reads them, and says how far it is", async () => {
    const [seen, done]: number[][] = [[], []];
    async function* curves() {
      for (let i = 0; i < 600; i++) {
        seen.push(done.length);
        yield { time, mag: mag.map((m) => m + i * 1e-3 * m) };
      }
    }
    const images = await lightCurveImages(curves(), { size, dtRange, dmMax, progress: (n) => done.push(n) });
    expect([images.count, images.height, images.width, images.channels]).toEqual([600, size, size, 1]);
    expect(done).toEqual([256, 512, 600]);
    // the 257th curve was not asked for before the first 256 were drawn
    expect([seen[255], seen[256]]).toEqual([0, 1]);
    expectRows(
      images.pixels(0),
      reference.dmdt.map((row) => row.map(Math.fround)),
    );
    expect(images.pixels(599).data).toEqual(
      Float64Array.from(
        lightCurveImage(
          time,
          mag.map((m) => m + 0.599 * m),
          { size, dtRange, dmMax },
        ).data,
        Math.fround,
      ),
    );
  });

  it("folds each with its period", async () => {
    const images = await lightCurveImages([curve, curve], {
      kind: "phase",
      size,
      periods: [period, 2 * period],
    });
    expectRows(
      images.pixels(0),
      reference.phase.map((row) => row.map(Math.fround)),
    );
    expect(images.image(1)).not.toEqual(images.image(0));
  });

  it("refuses nothing, a missing period, and a curve that cannot be drawn, by its number", async () => {
    await expect(lightCurveImages([])).rejects.toThrow("There is no light curve to draw.");
    await expect(lightCurveImages([curve], { kind: "phase" })).rejects.toThrow(/needs a period/);
    await expect(lightCurveImages([curve, curve], { kind: "phase", periods: [1] })).rejects.toThrow(
      /more light curves than the 1 periods/,
    );
    await expect(lightCurveImages([curve, { time: [1], mag: [1, 2] }])).rejects.toThrow(
      /light curve 1 has 1 values/,
    );
    await expect(lightCurveImages([curve, { time: [1], mag: [1] }])).rejects.toThrow(ValidationError);
    await expect(lightCurveImages([curve], { period: 1 } as never)).rejects.toThrow(/Did you mean periods/);
    await expect(lightCurveImages([curve], { progress: 1 } as never)).rejects.toThrow(ParameterError);
  });
});
