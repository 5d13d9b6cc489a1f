import { decode } from "jpeg-js";
import { SkylearnError } from "../core/errors";
import { checkNumber } from "../core/parameters";

/** A JPEG file that cannot be read: damaged, cut off, or of a kind that is not read. */
export class JpegError extends SkylearnError {}

export interface ReadJpegOptions {
  /** Pixels that a picture may have; default 2^26, which is 8192 x 8192. */
  maxPixels?: number;
}

/** A picture as its file holds it. */
export interface JpegImage {
  width: number;
  height: number;
  /** Row after row from the top: red, green and blue of a pixel side by side, 0 to 255; all the same for a grey picture. */
  data: Uint8Array;
}

/** The markers that begin and end a picture. */
const [START, END] = [0xd8, 0xd9];

/**
 * Reads a JPEG picture, baseline or progressive, in colours or grey (ITU-T T.81, JFIF).
 *
 * @throws JpegError if it is no JPEG file, is cut off or damaged so far that it cannot be decoded, or has more pixels than
 * allowed. JPEG has no checksum: damage within the picture can pass.
 */
export function readJpeg(bytes: Uint8Array, options: ReadJpegOptions = {}): JpegImage {
  const { maxPixels = 2 ** 26 } = options;
  checkNumber("maxPixels", maxPixels, { min: 1 });
  if (bytes[0] !== 0xff || bytes[1] !== START) throw new JpegError("This is no JPEG file.");
  if (bytes[bytes.length - 2] !== 0xff || bytes[bytes.length - 1] !== END) {
    throw new JpegError("The JPEG file is cut off: its end is missing.");
  }
  try {
    const { width, height, data } = decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      // Half a pixel more, since the limit in millions is not exact.
      maxResolutionInMP: (maxPixels + 0.5) / 1e6,
      // Coefficients, lines and the picture of the largest that is allowed.
      maxMemoryUsageInMB: Math.max(64, (maxPixels * 16) / 1e6),
    });
    return { width, height, data };
  } catch (cause) {
    throw new JpegError(`The JPEG file cannot be decoded: ${(cause as Error).message}.`, { cause });
  }
}
