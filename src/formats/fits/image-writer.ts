import type { FitsNumbers } from "./elements";
import { FitsError } from "./fits-error";
import { putNumbers, storageOf } from "./number-writer";
import type { EncodedHdu, FitsCardSpec, FitsHduSpec } from "./writer";

/** An image to write. */
export interface FitsImageSpec extends FitsHduSpec {
  /** Pixels, row-major; the array's type decides BITPIX (and BZERO for unsigned integers). None: no data. */
  data?: FitsNumbers;
  /** Sizes of the axes in row-major order, as `ImageHdu.shape`. */
  shape: readonly number[];
}

export function encodeImage({ data, shape, name }: FitsImageSpec, hdu: number): EncodedHdu {
  const pixels = shape.length === 0 ? 0 : shape.reduce((product, size) => product * size, 1);
  if ((data?.length ?? 0) !== pixels) {
    const message = `the shape (${shape.join(", ")}) has ${pixels} pixels, the data ${data?.length ?? 0}`;
    throw new FitsError(message, { hdu, hduName: name });
  }
  const { bitpix, zero } = storageOf(data ?? new Uint8Array(0));
  const cards: FitsCardSpec[] = [
    ["BITPIX", bitpix],
    ["NAXIS", shape.length],
    ...[...shape].reverse().map((size, i): FitsCardSpec => [`NAXIS${i + 1}`, size]),
  ];
  if (hdu === 0) cards.push(["EXTEND", true]);
  else cards.push(["PCOUNT", 0], ["GCOUNT", 1]);
  if (zero !== undefined) cards.push(["BSCALE", 1], ["BZERO", zero]);
  const bytes = new Uint8Array(data?.byteLength ?? 0);
  if (data) putNumbers(new DataView(bytes.buffer), 0, data, 0, data.length);
  return { cards, data: bytes, type: "IMAGE" };
}
