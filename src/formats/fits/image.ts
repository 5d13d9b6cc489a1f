import { decodeNumbers, type FitsValues, type NumericCode } from "./elements";
import { FitsHdu } from "./hdu";

const CODES: Readonly<Record<string, NumericCode>> = {
  "8": "B",
  "16": "I",
  "32": "J",
  "64": "K",
  "-32": "E",
  "-64": "D",
};

/** An image: the primary HDU or an IMAGE extension. */
export class ImageHdu extends FitsHdu {
  readonly kind = "image";
  /**
   * Sizes of the axes in row-major order (NAXISn … NAXIS2, NAXIS1), as NumPy and astropy give them:
   * pixel (x, y) of a two-dimensional image is `data[y * shape[1] + x]`. Empty where there are no data.
   */
  get shape(): number[] {
    const naxis = this.header.integer("NAXIS", 0, 999);
    const shape: number[] = [];
    for (let n = naxis; n >= 1; n--) shape.push(this.header.integer(`NAXIS${n}`, 0, Number.MAX_SAFE_INTEGER));
    return shape;
  }

  /** BUNIT: the physical unit of the pixels. */
  get unit(): string | undefined {
    return this.header.string("BUNIT");
  }

  private values: FitsValues | undefined;

  /**
   * Pixels in physical values (BZERO + BSCALE × stored), read once and kept. BITPIX decides the type: 8 Uint8Array,
   * 16 Int16Array, 32 Int32Array, -32 Float32Array, -64 Float64Array; with BSCALE = 1 and the unsigned
   * convention's BZERO Int8Array, Uint16Array or Uint32Array. Any other scaling, and integers with a
   * BLANK pixel (which becomes NaN), give Float64Array. BITPIX 64 gives Float64Array where all values are
   * exact as doubles, else BigInt64Array or BigUint64Array (an array of bigint and null if some are BLANK).
   * BLANK is ignored for floating-point pixels, as the standard says.
   * @throws FitsError if BSCALE, BZERO or BLANK is not a number.
   */
  get data(): FitsValues {
    this.values ??= this.read();
    return this.values;
  }

  private read(): FitsValues {
    const { header, bytes, shape } = this;
    const bitpix = header.integer("BITPIX", -64, 64);
    const blank = bitpix > 0 && header.has("BLANK") ? header.real("BLANK", 0) : undefined;
    const scaling = {
      scale: Number(header.real("BSCALE", 1)),
      zero: Number(header.real("BZERO", 0)),
      blank: typeof blank === "number" && !Number.isInteger(blank) ? undefined : blank,
    };
    const layout = {
      view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      offset: 0,
      stride: bytes.length,
      rows: 1,
      width: shape.length === 0 ? 0 : shape.reduce((product, size) => product * size, 1),
    };
    return decodeNumbers(CODES[bitpix], layout, scaling);
  }

  summary(): string {
    const shape = this.shape;
    if (shape.length === 0) return "image, no data";
    return `image, ${shape.join(" x ")}, BITPIX ${this.header.integer("BITPIX", -64, 64)}`;
  }
}
