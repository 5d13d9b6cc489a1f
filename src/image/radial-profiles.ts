import { ParameterError } from "../core/errors";
import type { ImageStack } from "../core/image-stack";
import { Matrix } from "../core/matrix";
import { checkKnown, checkNumber } from "../core/parameters";

export interface RadialProfilesOptions {
  /** Rings of one width from the image's centre to the middle of its nearest edge; default 8. */
  nRings?: number;
}

/**
 * How bright each image is in rings about its centre, and how uneven: features that stay as they are when the image is
 * turned. A smooth galaxy is even along each ring; arms, bars and companions are not.
 *
 * @returns (n x 2 channels nRings) for each channel the mean of every ring, from the inside, then the standard deviation
 * of its pixels; channel by channel.
 * @throws ParameterError if an option is unusable, or so many rings that one has no pixel.
 */
export function radialProfiles(images: ImageStack, options: RadialProfilesOptions = {}): Matrix {
  checkKnown("radialProfiles", options, ["nRings"]);
  const { nRings = 8 } = options;
  checkNumber("nRings", nRings, { min: 1, integer: true });
  const { count, height, width, channels } = images;
  const rings = ringsOf(height, width, nRings);
  const out = Matrix.zeros(count, 2 * channels * nRings);
  for (let i = 0; i < count; i++) {
    const pixels = images.image(i);
    for (let c = 0; c < channels; c++) {
      const at = i * out.cols + 2 * c * nRings;
      for (const [k, places] of rings.entries()) {
        let sum = 0;
        for (const place of places) sum += pixels[place * channels + c];
        const mean = sum / places.length;
        let squares = 0;
        for (const place of places) squares += (pixels[place * channels + c] - mean) ** 2;
        out.data[at + k] = mean;
        out.data[at + nRings + k] = Math.sqrt(squares / places.length);
      }
    }
  }
  return out;
}

/** The pixels of each ring. */
function ringsOf(height: number, width: number, nRings: number): number[][] {
  const rings = Array.from({ length: nRings }, (): number[] => []);
  const step = Math.min(height, width) / 2 / nRings;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const radius = Math.hypot(row - (height - 1) / 2, column - (width - 1) / 2);
      rings[Math.floor(radius / step)]?.push(row * width + column);
    }
  }
  const empty = rings.findIndex((places) => places.length === 0);
  if (empty === -1) return rings;
  throw new ParameterError(
    `radialProfiles: ring ${empty} of ${nRings} has no pixel in images of ${height} x ${width}.`,
  );
}
