import { describe, expect, it } from "vitest";
import { readFits } from "../../../src/formats/fits/fits-file";
import { card, concat, emptyPrimary, hdu, image } from "./raw";

function bytesOf(put: (view: DataView) => void, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  put(new DataView(bytes.buffer));
  return bytes;
}

const int16 = (...values: number[]) =>
  bytesOf((view) => values.forEach((v, i) => void view.setInt16(2 * i, v)), 2 * values.length);
const int64 = (...values: bigint[]) =>
  bytesOf((view) => values.forEach((v, i) => void view.setBigInt64(8 * i, v)), 8 * values.length);
const float32 = (...values: number[]) =>
  bytesOf((view) => values.forEach((v, i) => void view.setFloat32(4 * i, v)), 4 * values.length);

describe("ImageHdu", () => {
  it("gives the shape in row-major order", () => {
    const file = readFits(image(16, [3, 2], int16(1, 2, 3, 4, 5, 6), [card("BUNIT", "'adu'")]));
    expect(file.image(0).shape).toEqual([2, 3]);
    expect(file.image("PRIMARY").unit).toBe("adu");
    expect(file.image("primary").data).toEqual(Int16Array.of(1, 2, 3, 4, 5, 6));
    expect(file.image(0).data).toBe(file.image(0).data);
  });

  it("keeps integers as integers unless a pixel is BLANK", () => {
    const blank = [card("BLANK", -1)];
    expect(readFits(image(16, [2], int16(1, 2), blank)).image(0).data).toEqual(Int16Array.of(1, 2));
    expect(readFits(image(16, [2], int16(1, -1), blank)).image(0).data).toEqual(
      Float64Array.of(1, Number.NaN),
    );
  });

  it("compares BLANK with the stored value, before scaling", () => {
    const cards = [card("BLANK", -1), card("BSCALE", "2.0"), card("BZERO", "100.0")];
    expect(readFits(image(16, [3], int16(1, -1, 3), cards)).image(0).data).toEqual(
      Float64Array.of(102, Number.NaN, 106),
    );
    const unsigned = [card("BLANK", -32768), card("BZERO", 32768)];
    expect(readFits(image(16, [2], int16(-32767, 32767), unsigned)).image(0).data).toEqual(
      Uint16Array.of(1, 65535),
    );
    expect(readFits(image(16, [2], int16(-32768, 32767), unsigned)).image(0).data).toEqual(
      Float64Array.of(Number.NaN, 65535),
    );
  });

  it("ignores BLANK, even a nonsensical one, for floating-point pixels", () => {
    for (const blank of [card("BLANK", 5), card("BLANK", "'x'")]) {
      expect(readFits(image(-32, [2], float32(5, 6), [blank])).image(0).data).toEqual(Float32Array.of(5, 6));
    }
  });

  it("scales floating-point pixels in double precision", () => {
    const cards = [card("BSCALE", 0.1)];
    expect(readFits(image(-32, [1], float32(3), cards)).image(0).data).toEqual(Float64Array.of(3 * 0.1));
  });

  it("uses bigint for 64-bit integers only where a double is not exact", () => {
    const safe = int64(-(2n ** 53n), 5n);
    expect(readFits(image(64, [2], safe)).image(0).data).toEqual(Float64Array.of(-(2 ** 53), 5));
    const large = int64(2n ** 53n + 1n, -5n);
    expect(readFits(image(64, [2], large)).image(0).data).toEqual(BigInt64Array.of(2n ** 53n + 1n, -5n));
    const blank = [card("BLANK", -5)];
    expect(readFits(image(64, [2], large, blank)).image(0).data).toEqual([2n ** 53n + 1n, null]);
    const lowest = [card("BLANK", "-9223372036854775808")];
    expect(readFits(image(64, [2], int64(-(2n ** 63n), 7n), lowest)).image(0).data).toEqual(
      Float64Array.of(Number.NaN, 7),
    );
    expect(readFits(image(64, [2], large, [card("BSCALE", 0.5)])).image(0).data).toEqual(
      Float64Array.of(2 ** 52, -2.5),
    );
  });

  it("reads unsigned 64-bit integers, with BZERO written as integer or real", () => {
    for (const zero of ["9223372036854775808", "9.223372036854775808E18"]) {
      const cards = [card("BZERO", zero)];
      expect(readFits(image(64, [2], int64(-(2n ** 63n), -(2n ** 63n) + 9n), cards)).image(0).data).toEqual(
        Float64Array.of(0, 9),
      );
      expect(readFits(image(64, [2], int64(2n ** 63n - 1n, 0n), cards)).image(0).data).toEqual(
        BigUint64Array.of(2n ** 64n - 1n, 2n ** 63n),
      );
    }
  });

  it("has no pixels without axes or with an axis of zero", () => {
    expect(readFits(emptyPrimary).image(0)).toMatchObject({ shape: [], data: new Uint8Array(0) });
    expect(readFits(image(-32, [0, 5], new Uint8Array(0))).image(0).data).toEqual(new Float32Array(0));
  });

  it("names the card of a scaling that is no number", () => {
    const file = readFits(image(16, [1], int16(1), [card("BSCALE", "'x'")]));
    expect(() => file.image(0).data).toThrow(/^HDU 0 \(PRIMARY\), BSCALE: is "x", not a finite number/);
  });

  it("reads IMAGE extensions where the bytes start at an odd offset", () => {
    const extension = hdu(
      [
        card("XTENSION", "'IMAGE   '"),
        card("BITPIX", -32),
        card("NAXIS", 1),
        card("NAXIS1", 2),
        card("PCOUNT", 0),
        card("GCOUNT", 1),
        card("EXTNAME", "'sci'"),
      ],
      float32(1.5, -2),
    );
    const shifted = concat(Uint8Array.of(0), emptyPrimary, extension).subarray(1);
    expect(readFits(shifted).image("SCI").data).toEqual(Float32Array.of(1.5, -2));
  });
});
