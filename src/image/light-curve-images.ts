import { ParameterError, ValidationError } from "../core/errors";
import { ImageStack } from "../core/image-stack";
import { checkKnown } from "../core/parameters";
import { makeBreath } from "../core/worker-pool";
import type { LightCurve } from "../time-series/light-curve";
import {
  checkDrawing,
  drawCurve,
  LIGHT_CURVE_IMAGE_OPTIONS,
  type LightCurveImageOptions,
} from "./light-curve-image";

export interface LightCurveImagesOptions extends Omit<LightCurveImageOptions, "period"> {
  /** For kind `"phase"`: the period of each star in days, in the order of the curves. */
  periods?: ArrayLike<number>;
  /** Called with the number of light curves that are done, after every 256 and at the end. */
  progress?: (done: number) => void;
}

/** Images that are put together at a time. */
const PART = 256;

/**
 * Each light curve as an image, see {@link lightCurveImage}. Curves are read one at a time, so an iterable may read them from
 * a file (`crtsLightCurves`) or make them up (`simulateZtfLightCurves`); memory holds one and the images.
 *
 * @throws ValidationError as `lightCurveImage`, with the number of the light curve, or if there is none.
 * @throws ParameterError if an option is out of range or does not exist, or a period is missing.
 */
export async function lightCurveImages(
  curves: Iterable<LightCurve> | AsyncIterable<LightCurve>,
  options: LightCurveImagesOptions = {},
): Promise<ImageStack> {
  const known = LIGHT_CURVE_IMAGE_OPTIONS.filter((name) => name !== "period");
  checkKnown("lightCurveImages", options, [...known, "periods", "progress"]);
  const { periods, progress, ...rest } = options;
  const drawing = checkDrawing(rest);
  if (progress !== undefined && typeof progress !== "function") {
    throw new ParameterError("progress must be a function of the number of light curves done.");
  }
  const imageSize = drawing.size * drawing.size;
  const parts: Float32Array[] = [];
  const breath = makeBreath();
  let done = 0;
  for await (const curve of curves) {
    if (periods !== undefined && done >= periods.length) {
      throw new ParameterError(`There are more light curves than the ${periods.length} periods.`);
    }
    const at = done % PART;
    if (at === 0) parts.push(new Float32Array(PART * imageSize));
    parts[parts.length - 1].set(
      drawCurve(curve, drawing, periods?.[done], `light curve ${done}`),
      at * imageSize,
    );
    done++;
    if (done % PART === 0) progress?.(done);
    await breath();
  }
  if (done === 0) throw new ValidationError("There is no light curve to draw.");
  if (done % PART > 0) progress?.(done);
  const images = ImageStack.zeros({ count: done, height: drawing.size, width: drawing.size, channels: 1 });
  for (const [k, part] of parts.entries()) {
    const from = k * PART * imageSize;
    images.data.set(part.subarray(0, images.data.length - from), from);
  }
  return images;
}
