import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { simulateRadioSky } from "../../src/simulate/radio-sky";

describe("simulateRadioSky", () => {
  it("is noise of 0.4 microjansky where nothing shines, correlated over the beam", () => {
    const { image, provenance } = simulateRadioSky({ size: 256, sources: 0 });
    expect(provenance).toBe("simulated");
    // the double source lies within the middle; the first sixty rows are empty
    const empty = image.data.subarray(0, 60 * 256);
    const rms = Math.sqrt(empty.reduce((sum, value) => sum + value * value, 0) / empty.length);
    expect(rms / 4e-7).toBeGreaterThan(0.9);
    expect(rms / 4e-7).toBeLessThan(1.1);
    const product = (step: number): number => {
      let sum = 0;
      for (let k = 0; k + step < empty.length; k++) sum += empty[k] * empty[k + step];
      return sum / (empty.length - step) / rms ** 2;
    };
    // a Gaussian beam of 1.06 pixels' sigma gives exp(-d²/(4 sigma²)) at distance d
    expect(product(1)).toBeCloseTo(Math.exp(-1 / (4 * 1.0616 ** 2)), 1);
    expect(Math.abs(product(8))).toBeLessThan(0.05);
  });

  it("holds one brightest source, a double one of 0.7 millijansky, away from the edges", () => {
    for (const randomState of [0, 1, 2]) {
      const sky = simulateRadioSky({ size: 128, sources: 20, randomState });
      const { row, column, value } = sky.brightestPixel();
      expect(value).toBeGreaterThan(6e-4);
      expect(value).toBeLessThan(1.2e-3);
      const part = sky.cutout(row, column, 20);
      expect(part.get(10, 10)).toBe(value);
    }
  });

  it("is the same for the same seed and another for another", () => {
    const options = { size: 64, sources: 5 };
    expect(simulateRadioSky(options).image.data).toEqual(simulateRadioSky(options).image.data);
    expect(simulateRadioSky({ ...options, randomState: 1 }).image.data).not.toEqual(
      simulateRadioSky(options).image.data,
    );
  });

  it("refuses what makes no sky", () => {
    expect(() => simulateRadioSky({ size: 10 })).toThrow(ParameterError);
    expect(() => simulateRadioSky({ sources: -1 })).toThrow(ParameterError);
    expect(() => simulateRadioSky({ seed: 3 } as never)).toThrow(/no option/);
  });
});
