import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/core/errors";
import { RandomState } from "../../src/core/random-state";
import { type SkaSdc1Source, skaSdc1Score } from "../../src/image/ska-sdc1-score";

const BEAM = 0.625; // arcsec at 560 MHz
const ARCSEC = 1 / 3600;

/** A star-forming galaxy on the equator, where a degree of right ascension is a degree on the sky. */
const galaxy = (changed: Partial<SkaSdc1Source> = {}): SkaSdc1Source => {
  const place = { ra_core: changed.ra_core ?? -0.3, dec_core: changed.dec_core ?? 0 };
  return {
    ...{ ...place, ra_cent: place.ra_core, dec_cent: place.dec_core },
    ...{ flux: 1e-5, core_frac: 0, b_maj: 2, b_min: 1, pa: 30, size: 2, class: 3 },
    ...changed,
  };
};
const score = (detection: Partial<SkaSdc1Source>, truth: Partial<SkaSdc1Source> = {}) =>
  skaSdc1Score([galaxy(detection)], [galaxy(truth)]);
const properties = (detection: Partial<SkaSdc1Source>, truth: Partial<SkaSdc1Source> = {}) =>
  score(detection, truth).properties;

describe("skaSdc1Score", () => {
  it("gives 1 to what is right in all, and takes 1 for what is nothing", () => {
    const nothing = galaxy({ ra_core: 0.5 });
    expect(skaSdc1Score([galaxy(), nothing], [galaxy(), galaxy({ dec_core: 1 })])).toEqual({
      ...{ value: 0, detections: 2, matches: 1, rejected: 0, falseDetections: 1 },
      ...{ matchScore: 1, accuracy: 100 },
      properties: { position: 1, flux: 1, b_maj: 1, b_min: 1, pa: 1, core_frac: 1, class: 1 },
    });
  });

  it("lets a property fall as the inverse of its error beyond the tolerance", () => {
    expect(properties({ flux: 1.1e-5 }).flux).toBeCloseTo(1, 9);
    expect(properties({ flux: 0.8e-5 }).flux).toBeCloseTo(0.1 / 0.2, 9);
    expect(properties({ b_maj: 3.2 }).b_maj).toBeCloseTo(0.3 / 0.6, 9);
    expect(properties({ b_min: 0.4 }).b_min).toBeCloseTo(0.3 / 0.6, 9);
    expect(properties({ pa: 5 }).pa).toBeCloseTo(10 / 25, 9);
    expect(properties({ core_frac: 0.1 }).core_frac).toBeCloseTo(0.05 / (0.1 / 0.75), 9);
    expect(properties({ class: 1 }).class).toBe(0);
    // one arcsec off, against sqrt(4 beam² + ((2 + 1) / 2)²)
    const off = properties({ dec_core: ARCSEC, dec_cent: ARCSEC }).position;
    expect(off).toBeCloseTo((0.3 * Math.hypot(2 * BEAM, 1.5)) / 1, 6);
    expect(score({ flux: 0.8e-5 }).accuracy).toBeCloseTo((100 * 6.5) / 7, 9);
  });

  it("takes the better of core and centre for the place", () => {
    expect(properties({ dec_core: ARCSEC, dec_cent: 0 }).position).toBe(1);
    expect(properties({ dec_core: 0, dec_cent: 2 * ARCSEC }).position).toBe(1);
  });

  it("folds position angles as the challenge does", () => {
    expect(properties({ pa: 210 }, { pa: 30 }).pa).toBe(1);
    expect(properties({ pa: 100 }, { pa: 10 }).pa).toBe(1);
    expect(properties({ pa: -60 }, { pa: -15 }).pa).toBe(1);
  });

  it("turns sizes into those of the true kind, and gives the short axis and the angle of lobes away", () => {
    // 5 standard deviations, 2.355 a full width
    expect(properties({ b_maj: (2 * 5) / 2.355, b_min: 5 / 2.355, size: 1 }).b_maj).toBeCloseTo(1, 9);
    expect(properties({ b_maj: Math.SQRT2, b_min: Math.SQRT1_2, size: 3 }).b_maj).toBeCloseTo(1, 9);
    const lobes = { size: 1, class: 1, b_maj: 12, b_min: 3 };
    const found = properties({ ...lobes, b_min: 9, pa: 75 }, lobes);
    expect([found.b_min, found.pa]).toEqual([1, 1]);
    expect(properties({ b_maj: 0, b_min: 0 }, { b_maj: 0, b_min: 0 }).b_maj).toBe(1);
    expect(properties({}, { b_maj: 0, b_min: 0 }).b_maj).toBe(0);
  });

  it("looks for candidates as far as the detection is wide, and rejects what is off by 5 in all", () => {
    const seen = Math.hypot(2, BEAM);
    expect(score({ dec_core: 0.99 * seen * ARCSEC }).matches).toBe(1);
    expect(score({ dec_core: 1.01 * seen * ARCSEC }).matches).toBe(0);
    // a flux error of x alone counts x / 0.36
    expect(score({ flux: 2.79e-5 }).matches).toBe(1);
    const rejected = score({ flux: 2.81e-5 });
    expect([rejected.matches, rejected.rejected, rejected.falseDetections]).toEqual([0, 1, 1]);
    expect(rejected.value).toBe(-1);
    expect(rejected.accuracy).toBeNaN();
  });

  it("keeps the best pair for each detection and each true source", () => {
    const truth = [galaxy({ flux: 1e-5 }), galaxy({ flux: 3e-5, dec_core: 0.3 * ARCSEC })];
    const detections = [galaxy({ flux: 2.9e-5 }), galaxy({ flux: 2.5e-5 }), galaxy({ flux: 1.1e-5 })];
    const { matches, falseDetections, properties: mean } = skaSdc1Score(detections, truth);
    expect([matches, falseDetections]).toEqual([2, 1]);
    expect(mean.flux).toBeCloseTo(1, 9);
  });

  it("finds every candidate among many", () => {
    const random = new RandomState(0);
    const truth = Array.from({ length: 400 }, () =>
      galaxy({ ra_core: random.uniform(-0.05, 0.05), dec_core: random.uniform(-0.05, 0.05) }),
    );
    const shuffled = random.permutation(truth);
    const { matches, accuracy } = skaSdc1Score(shuffled, truth);
    expect(matches).toBe(400);
    expect(accuracy).toBeCloseTo(100, 9);
    // a larger beam at a lower frequency makes the tolerance in place larger
    const moved = truth.map((source) => ({ ...source, dec_core: source.dec_core + ARCSEC, dec_cent: 9 }));
    const at = (frequency: number) => skaSdc1Score(moved, truth, frequency).properties.position;
    expect(at(560)).toBeGreaterThan(at(1400));
  });

  it("takes empty lists, and names what is wrong in others", () => {
    expect(skaSdc1Score([], [galaxy()])).toMatchObject({ value: 0, detections: 0, matches: 0 });
    expect(skaSdc1Score([galaxy()], []).value).toBe(-1);
    for (const [changed, message] of [
      [{ flux: 0 }, /detections\[0\]: flux must be above 0/],
      [{ b_min: -1 }, /not be below 0/],
      [{ class: 4 }, /class must be 1, 2 or 3, not 4/],
      [{ size: 0 }, /size must be/],
      [{ pa: Number.NaN }, /pa must be a finite number/],
      [{ core_frac: undefined }, /core_frac/],
    ] as const) {
      expect(() => score(changed as Partial<SkaSdc1Source>)).toThrow(message);
    }
    expect(() => score({}, { flux: -1 })).toThrow(ValidationError);
    expect(() => skaSdc1Score([], [], 0)).toThrow(/frequency/);
  });
});
