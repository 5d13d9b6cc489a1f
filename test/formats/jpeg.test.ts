import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { RandomState } from "../../src/core/random-state";
import { JpegError, readJpeg } from "../../src/formats/jpeg";
import reference from "./reference/jpeg.json";

const bytesOf = (name: keyof typeof reference) => new Uint8Array(Buffer.from(reference[name].file, "base64"));

describe("readJpeg", () => {
  it.each(["baseline", "progressive", "grey"] as const)("reads a %s picture as Pillow does", (name) => {
    const { width, height, pixels } = reference[name];
    const image = readJpeg(bytesOf(name));
    expect([image.width, image.height]).toEqual([width, height]);
    expect(image.data).toHaveLength(pixels.length);
    const off = pixels.map((value, k) => Math.abs(value - image.data[k]));
    // Decoders may round brightness and colour by one step each: 1 + 1.772 in blue, which is the most.
    expect(Math.max(...off)).toBeLessThanOrEqual(3);
    expect(off.reduce((a, b) => a + b, 0) / off.length).toBeLessThan(1);
  });

  it("refuses what is no JPEG, cut off or too large", () => {
    const bytes = bytesOf("baseline");
    expect(() => readJpeg(new Uint8Array())).toThrow(/no JPEG file/);
    expect(() => readJpeg(bytes.subarray(1))).toThrow(JpegError);
    expect(() => readJpeg(bytes.subarray(0, -1))).toThrow(/its end is missing/);
    expect(() => readJpeg(bytes, { maxPixels: 34 * 21 - 1 })).toThrow(JpegError);
    expect(readJpeg(bytes, { maxPixels: 34 * 21 }).width).toBe(34);
    expect(() => readJpeg(bytes, { maxPixels: 0 })).toThrow(ParameterError);
  });

  it("takes no memory for a picture that claims to be large", () => {
    const bytes = bytesOf("baseline");
    const at = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xc0);
    bytes.set([0xff, 0xff, 0xff, 0xff], at + 5);
    expect(() => readJpeg(bytes)).toThrow(JpegError);
  });

  it("throws nothing but its own error on damaged bytes", () => {
    const random = new RandomState(3);
    let refused = 0;
    for (let round = 0; round < 600; round++) {
      const bytes = bytesOf(round % 2 === 0 ? "baseline" : "progressive");
      for (let k = 0; k <= round % 3; k++) bytes[random.randint(0, bytes.length)] = random.randint(0, 256);
      try {
        const { width, height, data } = readJpeg(bytes, { maxPixels: 10_000 });
        expect(data).toHaveLength(width * height * 3);
      } catch (error) {
        expect(error).toBeInstanceOf(JpegError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(100);
  });
});
