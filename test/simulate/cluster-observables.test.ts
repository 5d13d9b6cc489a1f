import { describe, expect, it } from "vitest";
import {
  luminosityOf,
  parsecs,
  relaxationTimeOf,
  surfaceBrightnessOf,
} from "../../src/simulate/cluster-observables";

describe("conversions of what is seen of a cluster", () => {
  it("an arcsec at 1 pc is an astronomical unit; the Sun's magnitude is one Lsun", () => {
    expect(parsecs(1 / 60, 1e-3)).toBeCloseTo(1 / 206_264.806, 12);
    expect(luminosityOf(4.83)).toBe(1);
    expect(luminosityOf(-0.17)).toBeCloseTo(100, 10);
  });

  it("surface brightness does not depend on the distance", () => {
    // One Lsun on a square parsec at d pc has apparent magnitude M + 5 log10(d / 10) on (206265 / d)^2 arcsec2.
    for (const d of [1000, 50_000]) {
      const magnitude = 4.83 + 5 * Math.log10(d / 10) + 2.5 * Math.log10((206_264.806 / d) ** 2);
      expect(surfaceBrightnessOf(1)).toBeCloseTo(magnitude, 3);
    }
  });

  it("the relaxation time is Spitzer's 0.138 M^1/2 r^3/2 / (m G^1/2 ln(0.4 N))", () => {
    // G in pc3 / (Msun yr2).
    const G = 4.30091e-3 * (3.15576e7 / 3.0856776e13) ** 2;
    for (const [light, radius] of [
      [1e5, 3],
      [5e5, 4.15],
    ]) {
      const n = (2 * light) / (1 / 3);
      const spitzer =
        (0.138 * Math.sqrt(2 * light) * radius ** 1.5) / ((1 / 3) * Math.sqrt(G) * Math.log(0.4 * n));
      // The catalogue's constant, 2.055e6, is 0.138 / G^1/2 to a few parts in a thousand.
      expect(relaxationTimeOf(light, radius) / spitzer).toBeCloseTo(1, 2);
    }
  });
});
