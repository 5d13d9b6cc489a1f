import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { RandomState } from "../../src/core/random-state";
import { matchSources, type PlacedSource } from "../../src/image/match-sources";

const at = (row: number, column: number, flux: number): PlacedSource => ({ row, column, flux });

describe("matchSources", () => {
  it("lets the brightest choose first, and each true source have one detection", () => {
    const truth = [at(10, 10, 5), at(11, 10, 2), at(50, 50, 1)];
    const detections = [at(10.4, 10, 2.2), at(10.2, 10, 4.5), at(80, 80, 1)];
    const { truthOf, detectionOf, near, likely } = matchSources(detections, truth, { radius: 2 });
    expect([...truthOf]).toEqual([1, 0, -1]);
    expect([...detectionOf]).toEqual([1, 0, -1]);
    expect([...near]).toEqual([1, 1, 0]);
    expect([...likely]).toEqual([1, 1, 0]);
  });

  it("tells whether a place is right from whether it is a match of its own", () => {
    // two true sources seen as one, and one seen twice
    const blend = matchSources([at(0, 0, 3)], [at(0, 0.5, 2), at(0, -0.5, 2)], { radius: 1 });
    expect([...blend.near]).toEqual([1, 1]);
    expect(blend.detectionOf.filter((d) => d >= 0)).toHaveLength(1);
    const pieces = matchSources([at(0, 0.5, 2), at(0, -0.5, 2)], [at(0, 0, 3)], { radius: 1 });
    expect([...pieces.truthOf]).toEqual([0, -1]);
    expect([...pieces.likely]).toEqual([1, 1]);
  });

  it("asks for the flux within the factor, up or down", () => {
    const truth = [at(0, 0, 1)];
    const matched = (flux: number, fluxFactor?: number) =>
      matchSources([at(0, 0, flux)], truth, { radius: 1, ...(fluxFactor && { fluxFactor }) }).truthOf[0] ===
      0;
    expect([2.7, 2.73, 0.37, 0.36].map((flux) => matched(flux))).toEqual([true, false, true, false]);
    expect([1.9, 2.1].map((flux) => matched(flux, 2))).toEqual([true, false]);
    expect(matched(1e9, Number.POSITIVE_INFINITY)).toBe(true);
    expect(matchSources([at(0, 0, 9)], truth, { radius: 1 }).near[0]).toBe(1);
  });

  it("takes a radius for each true source, its edge included", () => {
    const truth = [at(0, 0, 1), at(100, 0, 1)];
    const detections = [at(0, 3, 1), at(100, 30, 1)];
    expect([...matchSources(detections, truth, { radius: [3, 29.9] }).truthOf]).toEqual([0, -1]);
    expect([...matchSources(detections, truth, { radius: [2.9, 30] }).truthOf]).toEqual([-1, 1]);
  });

  it("finds what a search of all pairs finds", () => {
    const random = new RandomState(0);
    const draw = (n: number) =>
      Array.from({ length: n }, () =>
        at(random.uniform(-20, 60), random.uniform(-20, 60), 10 ** random.uniform(-1, 1)),
      );
    const [detections, truth] = [draw(150), draw(300)];
    const radius = Array.from({ length: 300 }, () => random.uniform(0, 12));
    const { near, likely } = matchSources(detections, truth, { radius });
    const inside = (d: PlacedSource, t: number) =>
      Math.hypot(d.row - truth[t].row, d.column - truth[t].column) <= radius[t];
    expect([...near]).toEqual(truth.map((_, t) => (detections.some((d) => inside(d, t)) ? 1 : 0)));
    expect([...likely]).toEqual(
      detections.map((d) =>
        truth.some(({ flux }, t) => inside(d, t) && Math.abs(Math.log(d.flux / flux)) <= 1) ? 1 : 0,
      ),
    );
  });

  it("takes empty lists, and refuses bad ones", () => {
    expect(matchSources([], [at(0, 0, 1)], { radius: 1 }).detectionOf[0]).toBe(-1);
    expect(matchSources([at(0, 0, 1)], [], { radius: 1 }).truthOf[0]).toBe(-1);
    const one = [at(0, 0, 1)];
    expect(() => matchSources(one, one, {} as never)).toThrow();
    expect(() => matchSources(one, one, { radius: -1 })).toThrow(ParameterError);
    expect(() => matchSources(one, one, { radius: [1, 2] })).toThrow(/2 radii for 1/);
    expect(() => matchSources(one, one, { radius: [Number.NaN] })).toThrow(/radius\[0\]/);
    expect(() => matchSources(one, one, { radius: 1, fluxFactor: 0.5 })).toThrow(ParameterError);
    expect(() => matchSources(one, one, { radius: 1, radii: 2 } as never)).toThrow(/no option/);
    expect(() => matchSources([at(Number.NaN, 0, 1)], one, { radius: 1 })).toThrow(/detections\[0\]/);
    expect(() => matchSources(one, [at(0, 0, 0)], { radius: 1 })).toThrow(ValidationError);
  });
});
