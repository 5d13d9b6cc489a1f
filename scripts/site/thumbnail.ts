import { Resvg } from "@resvg/resvg-js";
import { contentName, type StoredImage } from "./images";
import type { SiteFiles } from "./site-files";

const WIDTH = 480;
const TALLEST = 360;

export interface Thumbnail {
  path: string;
  width: number;
  height: number;
}

export const THUMBNAIL_FOLDER = "assets/thumbnails";

function scale(png: Buffer, width: number, height: number): Buffer {
  const picture = `data:image/png;base64,${png.toString("base64")}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}"><image width="${width}" height="${height}" preserveAspectRatio="none" xlink:href="${picture}"/></svg>`;
  return new Resvg(svg, { background: "#fff", font: { loadSystemFonts: false } }).render().asPng();
}

/**
 * A PNG at most 480 × 360 pixels, on white. The picture is halved until it is near that size: one long step
 * would sample too few of its pixels, and thin lines would break up.
 */
export function shrink(image: StoredImage): { png: Buffer; width: number; height: number } {
  const full = { width: image.width ?? WIDTH, height: image.height ?? TALLEST };
  const ratio = Math.min(1, WIDTH / full.width, TALLEST / full.height);
  const width = Math.max(1, Math.round(full.width * ratio));
  const height = Math.max(1, Math.round(full.height * ratio));
  let png = image.bytes;
  for (let w = full.width >> 1, h = full.height >> 1; w > width && h > height; w >>= 1, h >>= 1) {
    png = scale(png, w, h);
  }
  return { png: scale(png, width, height), width, height };
}

/** Writes a picture's thumbnail. Null if it cannot be drawn: a card without a picture is better than no site. */
export function writeThumbnail(files: SiteFiles, image: StoredImage): Thumbnail | null {
  let small: ReturnType<typeof shrink>;
  try {
    small = shrink(image);
  } catch {
    return null;
  }
  const path = `${THUMBNAIL_FOLDER}/${contentName(image.bytes)}.png`;
  files.write(path, small.png);
  return { path, width: small.width, height: small.height };
}

/** The picture that stands for a notebook: the PNG of the most bytes, for it has the most to see; of equals the last. */
export function mostTelling(images: readonly StoredImage[]): StoredImage | null {
  return images
    .filter((image) => image.type === "image/png" && image.width && image.height)
    .reduce<StoredImage | null>(
      (best, image) => (best && best.bytes.length > image.bytes.length ? best : image),
      null,
    );
}
