import { ValidationError } from "../core/errors";
import { ImageStack } from "../core/image-stack";
import { defineTask, runJobs } from "../core/worker-pool";
import { readJpeg } from "../formats/jpeg";
import { readZip } from "../formats/zip";
import { resizeImages } from "../image/resize";

/** Side of the pictures in the archive. */
const SIDE = 424;
/** No picture of this size is longer. */
const MAX_FILE_BYTES = 2 ** 20;
const BATCH = 25;

interface Shared {
  archive: Uint8Array;
  crop: number;
  size: number;
}

/** The middle of each of some pictures in the archive, made smaller: red, green and blue, 0 to 1. */
const readPictures = defineTask<Shared, readonly string[], Float32Array>({
  name: "readGalaxyZooPictures",
  start: ({ archive, crop, size }) => {
    const entries = new Map(
      readZip(archive, { maxFileBytes: MAX_FILE_BYTES }).map((entry) => [entry.name, entry]),
    );
    return (names) => {
      const pictures = ImageStack.zeros({ count: names.length, height: size, width: size, channels: 3 });
      for (const [k, name] of names.entries()) {
        const { width, height, data } = readJpeg(entries.get(name)!.read(), { maxPixels: SIDE * SIDE });
        if (width !== SIDE || height !== SIDE) {
          throw new ValidationError(`${name} has ${width} x ${height} pixels instead of ${SIDE} x ${SIDE}.`);
        }
        pictures.image(k).set(resizeImages(middleOf(data, crop), size).data);
      }
      return pictures.data;
    };
  },
});

/** The square in the middle of a picture, 0 to 1; only that part is turned to numbers, since it is a quarter of the whole. */
function middleOf(data: Uint8Array, crop: number): ImageStack {
  const middle = ImageStack.zeros({ count: 1, height: crop, width: crop, channels: 3 });
  const first = Math.floor((SIDE - crop) / 2);
  for (let row = 0; row < crop; row++) {
    const from = ((first + row) * SIDE + first) * 3;
    for (let j = 0; j < crop * 3; j++) middle.data[row * crop * 3 + j] = data[from + j] / 255;
  }
  return middle;
}

/** A picture of the archive and what its folders say of it. */
export interface GalaxyZooPicture {
  name: string;
  /** Number of the galaxy in the challenge. */
  galaxy: string;
  split: string;
  class: "non-spiral" | "spiral";
}

/**
 * The pictures that an archive of `<split>/spirals/<number>.jpg` and `<split>/non_spirals/<number>.jpg` holds, its classes
 * in turn within each split.
 *
 * @throws ValidationError if a split has more of one class than of the other, or there are no pictures.
 * @throws ZipError if the archive cannot be read.
 */
export function listGalaxyZooPictures(archive: Uint8Array): GalaxyZooPicture[] {
  const found = new Map<string, { spiral: GalaxyZooPicture[]; "non-spiral": GalaxyZooPicture[] }>();
  for (const { name } of readZip(archive, { maxFileBytes: MAX_FILE_BYTES })) {
    const [, split, folder, galaxy] = /([^/]+)\/((?:non_)?spirals)\/(\d+)\.jpg$/.exec(name) ?? [];
    if (galaxy === undefined) continue;
    const pictures = found.get(split) ?? { spiral: [], "non-spiral": [] };
    found.set(split, pictures);
    const label = folder === "spirals" ? "spiral" : "non-spiral";
    pictures[label].push({ name, galaxy, split, class: label });
  }
  if (found.size === 0)
    throw new ValidationError("The archive of galaxies has no picture of a spiral or another.");
  return [...found].flatMap(([split, pictures]) => {
    const { spiral, "non-spiral": others } = pictures;
    if (spiral.length !== others.length) {
      throw new ValidationError(`${split} has ${spiral.length} spirals, but ${others.length} others.`);
    }
    return others.flatMap((other, k) => [other, spiral[k]]);
  });
}

/**
 * Reads pictures of the archive on all cores.
 *
 * @param crop side of the square in the middle that is kept.
 * @param size side of the images that it is made into.
 * @throws ZipError, JpegError, ValidationError if a picture is damaged or of another size.
 */
export async function readGalaxyZooPictures(
  archive: Uint8Array,
  pictures: readonly GalaxyZooPicture[],
  { crop, size }: { crop: number; size: number },
): Promise<ImageStack> {
  const names = pictures.map(({ name }) => name);
  const jobs = Array.from({ length: Math.ceil(names.length / BATCH) }, (_, k) =>
    names.slice(k * BATCH, (k + 1) * BATCH),
  );
  const milliseconds = names.length * 10;
  const parts = await runJobs(readPictures, { archive, crop, size }, jobs, { milliseconds });
  const images = ImageStack.zeros({ count: names.length, height: size, width: size, channels: 3 });
  for (const [k, part] of parts.entries()) images.data.set(part, k * BATCH * images.imageSize);
  return images;
}
