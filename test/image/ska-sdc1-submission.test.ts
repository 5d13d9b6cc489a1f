import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { skaSdc1Score } from "../../src/image/ska-sdc1-score";
import { skaSdc1Submission } from "../../src/image/ska-sdc1-submission";
import { simulateRadioField } from "../../src/simulate/radio-field";

describe("skaSdc1Submission", () => {
  it("hands in place, flux, axes and angle such that true ones score in full", async () => {
    const field = await simulateRadioField({ size: 100, noise: 0 });
    const galaxies = field.sources().filter((source) => source.class === 3);
    const measured = galaxies.map((truth) => ({
      ...{
        row: truth.row,
        column: truth.column,
        flux: truth.flux,
        peak: 1,
        snr: 9,
        area: 9,
        island: 0,
      },
      major: truth.b_maj / field.pixelScale,
      minor: truth.b_min / field.pixelScale,
      angle: ((-truth.pa % 180) + 180) % 180,
    }));
    const { projection, pixelScale } = field;
    const submission = skaSdc1Submission(measured, { projection, pixelScale });
    const score = skaSdc1Score(submission, galaxies);
    expect(score.matches).toBe(galaxies.length);
    expect(score.accuracy).toBeCloseTo(100, 6);
    expect(skaSdc1Submission([], { projection, pixelScale })).toEqual([]);
    expect(() => skaSdc1Submission([], { projection, pixelScale: 0 })).toThrow(ParameterError);
    expect(() => skaSdc1Submission([], { projection, pixelScale, scale: 1 } as never)).toThrow(/no option/);
  });
});
