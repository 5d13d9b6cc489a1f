import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { insideBox, RR_LYRAE_COLOR_BOX } from "../../src/simulate/color-box";
import {
  blackBodyColor,
  effectiveTemperature,
  simulateRRLyraeCombined,
  ugOf,
} from "../../src/simulate/rr-lyrae";

describe("simulateRRLyraeCombined", () => {
  it("has the sizes asked for, stars first, and says that it is simulated", async () => {
    const data = await simulateRRLyraeCombined({ nStars: 300, nRRLyrae: 50 });
    expect(data.X.shape).toEqual([350, 4]);
    expect(Array.from(data.y)).toEqual([...Array(300).fill(0), ...Array(50).fill(1)]);
    expect(data.provenance).toBe("simulated");
  });

  it("is the same for the same seed and another for another", async () => {
    const options = { nStars: 50, nRRLyrae: 20 };
    const [a, b, c] = await Promise.all([
      simulateRRLyraeCombined({ ...options, randomState: 3 }),
      simulateRRLyraeCombined({ ...options, randomState: 3 }),
      simulateRRLyraeCombined({ ...options, randomState: 4 }),
    ]);
    expect(a.X.data).toEqual(b.X.data);
    expect(a.X.data).not.toEqual(c.X.data);
  });

  it("keeps its background in the box and its RR Lyrae in the published range", async () => {
    const { X, y } = await simulateRRLyraeCombined({ nStars: 3000, nRRLyrae: 2000 });
    let inRange = 0;
    for (let i = 0; i < X.rows; i++) {
      const [ug, gr] = X.row(i);
      if (y[i] === 0) expect(insideBox(X.row(i), RR_LYRAE_COLOR_BOX)).toBe(true);
      else if (ug > 0.99 && ug < 1.28 && gr > -0.11 && gr < 0.31) inRange++;
    }
    expect(inRange / 2000).toBeGreaterThan(0.95);
  });

  it("refuses what it cannot make", async () => {
    for (const options of [{ nStars: -1 }, { nRRLyrae: 1.5 }, { seed: 1 }, { randomState: -1 }]) {
      await expect(simulateRRLyraeCombined(options)).rejects.toThrow(ParameterError);
    }
  });
});

describe("the relations it stands on", () => {
  it("u-g gives back the metallicity of Ivezic et al. 2008, equation 4", () => {
    for (const y of [0.2, 0.3, 0.4]) {
      for (const metallicity of [-2, -1.46, -0.7]) {
        const x = ugOf(y, metallicity);
        const back =
          -13.13 +
          14.09 * x +
          28.04 * y -
          5.51 * x * y -
          5.9 * x ** 2 -
          58.68 * y ** 2 +
          9.14 * x ** 2 * y -
          20.61 * x * y ** 2 +
          58.2 * y ** 3;
        expect(back).toBeCloseTo(metallicity, 10);
        expect(x).toBeGreaterThan(0.6);
        expect(x).toBeLessThan(1.3);
      }
    }
    expect(ugOf(0.3, -0.7)).toBeGreaterThan(ugOf(0.3, -1.46));
  });

  it("temperature falls from A to F stars, and a black body reddens with it", () => {
    expect(effectiveTemperature(0)).toBeCloseTo(10 ** 3.882, 6);
    expect(effectiveTemperature(0.4)).toBeLessThan(6100);
    expect(effectiveTemperature(0.4)).toBeGreaterThan(5600);
    expect(blackBodyColor(5500, 0.6166, 0.748)).toBeGreaterThan(blackBodyColor(7500, 0.6166, 0.748));
    // Wien's end and Rayleigh-Jeans' end have closed forms.
    expect(blackBodyColor(1e9, 0.5, 1)).toBeCloseTo(-2.5 * Math.log10(4), 4);
  });
});
