import { checkKnown, checkNumber } from "../core/parameters";
import type { CelestialProjection } from "../formats/fits/celestial-projection";
import type { DetectedSource } from "./detect-sources";
import type { SkaSdc1Source } from "./ska-sdc1-score";

export interface SkaSdc1SubmissionOptions {
  /** Which pixel shows which place on the sky. */
  projection: CelestialProjection;
  /** Side of a pixel in arcsec. */
  pixelScale: number;
}

/**
 * A catalogue to hand in to the first SKA Science Data Challenge, of sources as they were measured: each is a Gaussian
 * (`size` 2) without a core, and a star-forming galaxy (`class` 3), which most are. Better knowledge may overwrite this. Fluxes
 * are handed in as they are: correct them for the telescope's primary beam first.
 *
 * @throws ParameterError if an option is missing, out of range or does not exist.
 */
export function skaSdc1Submission(
  sources: readonly DetectedSource[],
  options: SkaSdc1SubmissionOptions,
): SkaSdc1Source[] {
  checkKnown("skaSdc1Submission", options, ["projection", "pixelScale"]);
  const { projection, pixelScale } = options;
  checkNumber("pixelScale", pixelScale, { exclusiveMin: 0 });
  return sources.map(({ row, column, flux, major, minor, angle }) => {
    const { ra, dec } = projection.toSky(row, column);
    return {
      ...{ ra_core: ra, dec_core: dec, ra_cent: ra, dec_cent: dec },
      flux,
      core_frac: 0,
      b_maj: major * pixelScale,
      b_min: minor * pixelScale,
      // the challenge counts clockwise, in an image with east to the left
      pa: (180 - angle) % 180,
      size: 2,
      class: 3,
    };
  });
}
