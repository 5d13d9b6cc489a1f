import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { detectSources } from "../../src/image/detect-sources";
import { matchSources } from "../../src/image/match-sources";
import { simulateRadioField } from "../../src/simulate/radio-field";

describe("simulateRadioField", () => {
  it("has the challenge's columns, and sources where they say", async () => {
    const field = await simulateRadioField({ size: 256 });
    expect(field.provenance).toBe("simulated");
    expect(field.image.shape).toEqual([256, 256]);
    const sources = field.sources();
    expect(sources).toHaveLength(Math.round(0.049 * (256 * 0.604249) ** 2));
    expect(Object.keys(sources[0])).toEqual([
      ...["id", "ra_core", "dec_core", "ra_cent", "dec_cent", "flux", "core_frac", "b_maj", "b_min", "pa"],
      ...["size", "class", "row", "column"],
    ]);
    for (const { row, column, ra_cent, dec_cent, b_maj, b_min } of sources) {
      const place = field.projection.toSky(row, column);
      expect(Math.hypot(place.ra - ra_cent, place.dec - dec_cent)).toBeLessThan(1e-9);
      expect(b_min).toBeLessThanOrEqual(b_maj);
    }
  });

  it("shows 0.81 to 0.88 of the flux over a sky of -0.24 microjansky, but for what lies beyond the edge", async () => {
    const field = await simulateRadioField({ size: 512, noise: 0, density: 0.002, randomState: 3 });
    const beamArea = (2 * Math.PI * (1.5 / 0.604249) ** 2) / (8 * Math.log(2));
    const sum = field.image.data.reduce((total, value) => total + value + 2.4e-7, 0) / beamArea;
    const whole = field.sources().reduce((total, { flux }) => total + flux, 0);
    expect(sum / whole).toBeGreaterThan(0.8);
    expect(sum / whole).toBeLessThan(0.88);
  });

  it("is as hard to search as the real section: about as many sources stand out, and their angles can be measured", async () => {
    const field = await simulateRadioField({ size: 400 });
    const truth = field.sources();
    // 3,402 in the real section of 957 x 1041 pixels
    const bright = truth.filter(
      ({ flux, b_maj, b_min }) => (flux * 2.25) / (2.25 + b_maj * b_min) > 5 * 3.83e-7,
    );
    const share = bright.length / (3402 * (400 * 400)) / (1 / (957 * 1041));
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(1.4);
    const { sources } = detectSources(field.image, { beam: field.beam / field.pixelScale });
    const { truthOf } = matchSources(sources, truth, { radius: 2.5 });
    const pairs = sources.flatMap((source, k) =>
      truthOf[k] < 0 ? [] : [[source, truth[truthOf[k]]] as const],
    );
    const ratios = pairs.filter(([{ snr }]) => snr > 30).map(([seen, real]) => seen.flux / real.flux);
    const median = ratios.sort((a, b) => a - b)[ratios.length >> 1];
    expect(median).toBeGreaterThan(0.82);
    expect(median).toBeLessThan(0.9);
    const long = pairs.filter(
      ([seen, real]) => seen.snr > 40 && real.class === 3 && real.b_maj > 2 * real.b_min && real.b_maj > 1.5,
    );
    expect(long.length).toBeGreaterThan(4);
    for (const [seen, real] of long) {
      const apart = ((((seen.angle + real.pa) % 180) + 270) % 180) - 90;
      expect(Math.abs(apart), `${seen.angle} against ${real.pa}`).toBeLessThan(8);
    }
  });

  it("is the same for the same seed and another for another", async () => {
    const options = { size: 64, density: 0.01 };
    const [one, same, other] = await Promise.all([
      simulateRadioField(options),
      simulateRadioField(options),
      simulateRadioField({ ...options, randomState: 1 }),
    ]);
    expect(same.image.data).toEqual(one.image.data);
    expect(same.truth.objects()).toEqual(one.truth.objects());
    expect(other.image.data).not.toEqual(one.image.data);
  });

  it("refuses what makes no field", async () => {
    await expect(simulateRadioField({ size: 10 })).rejects.toThrow(ParameterError);
    await expect(simulateRadioField({ density: 2 })).rejects.toThrow(/density/);
    await expect(simulateRadioField({ noise: -1 })).rejects.toThrow(/noise/);
    await expect(simulateRadioField({ sources: 3 } as never)).rejects.toThrow(/no option/);
  });
});
