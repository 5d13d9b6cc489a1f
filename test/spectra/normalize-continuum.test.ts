import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { RandomState } from "../../src/core/random-state";
import { normalizeContinuum } from "../../src/spectra/normalize-continuum";
import { expectClose } from "../close";

const PIXELS = 1200;
/** A sloping continuum with noise and a line of 40 pixels that takes half the light. */
function star(seed: number, brightness: number): Float64Array {
  const random = new RandomState(seed);
  return Float64Array.from({ length: PIXELS }, (_, k) => {
    const line = k >= 600 && k < 640 ? 0.5 : 1;
    return brightness * (1 + 0.2 * (k / PIXELS)) * line * (1 + random.normal(0, 0.01));
  });
}

describe("normalizeContinuum", () => {
  it("leaves 1 beside a line and the line's depth in it, whatever the brightness", () => {
    const X = normalizeContinuum([star(0, 1), star(0, 1000)], { width: 100 });
    const mean = (from: number, to: number) =>
      X.row(0)
        .subarray(from, to)
        .reduce((sum, value) => sum + value, 0) /
      (to - from);
    expect(Math.abs(mean(200, 580) - 1)).toBeLessThan(0.005);
    expect(Math.abs(mean(600, 640) - 0.5)).toBeLessThan(0.005);
    expectClose(X.row(1), X.row(0), 1e-9);
  });

  it("equals the mean weighted by a Gaussian where nothing is left out", () => {
    // a wave within the limits of all rounds: 1.5 robust deviations are more than its amplitude
    const flux = Float64Array.from({ length: 300 }, (_, k) => 10 + (k % 2));
    const width = 10;
    const at = 150; // a multiple of the nodes' distance
    let [sum, total] = [0, 0];
    for (let k = at - 40; k <= at + 40; k++) {
      const weight = Math.exp(-(((k - at) / width) ** 2) / 2);
      sum += weight * flux[k];
      total += weight;
    }
    expectClose([normalizeContinuum([flux], { width }).get(0, at)], [flux[at] / (sum / total)], 1e-9);
  });

  it("cuts off what no star shows", () => {
    const flux = star(1, 1);
    flux[100] = 50;
    flux[101] = -50;
    const X = normalizeContinuum([flux]);
    expect([X.get(0, 100), X.get(0, 101)]).toEqual([2, 0]);
    expect(Math.abs(X.get(0, 110) - normalizeContinuum([star(1, 1)]).get(0, 110))).toBeLessThan(0.01);
  });

  it("refuses what it cannot use", () => {
    expect(() => normalizeContinuum([[0, 0, 0]])).toThrow(/median of spectrum 0 is 0/);
    expect(() => normalizeContinuum([[1, Number.NaN]])).toThrow(ValidationError);
    expect(() => normalizeContinuum([[1, 1]], { width: 0 })).toThrow(ParameterError);
    expect(() => normalizeContinuum([[1, 1]], { height: 3 } as object)).toThrow(ParameterError);
    expect(normalizeContinuum([[3]]).toArray()).toEqual([[1]]);
  });
});
