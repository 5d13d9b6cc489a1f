import { zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { RandomState } from "../../src/core/random-state";
import { PngError, readPng } from "../../src/formats/png";
import { encodeLines } from "./encode-grey";
import reference from "./reference/png.json";

const decode = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** A grey picture of 8 bits whose lines are `lines`, whatever its header says. */
const picture = (width: number, height: number, lines: Uint8Array, header?: number[]): Uint8Array =>
  encodeLines(zlibSync(lines), width, height, header);

describe("readPng", () => {
  it.each(reference.cases)("reads $name as Pillow does", ({ file, width, height, channels, pixels }) => {
    const image = readPng(decode(file));
    expect([image.width, image.height, image.channels]).toEqual([width, height, channels]);
    expect([...image.data]).toEqual(pixels);
  });

  it("refuses what it does not read, and says how to save it", () => {
    expect(() => readPng(decode(reference.palette))).toThrow(/colour type 3; save it with 8 or 16 bits/);
    expect(() => readPng(picture(1, 1, Uint8Array.of(0, 0), [8, 0, 0, 0, 1]))).toThrow(/interlaced/);
    expect(() => readPng(picture(1, 1, Uint8Array.of(0, 0), [4, 0, 0, 0, 0]))).toThrow(/4 bits/);
    expect(() => readPng(picture(1, 1, Uint8Array.of(9, 0)))).toThrow(/unknown filter 9/);
    expect(() => readPng(new Uint8Array(0))).toThrow("This is no PNG file.");
    expect(() => readPng(Uint8Array.of(0xff, 0xd8, 0xff))).toThrow("This is no PNG file.");
  });

  it("refuses a file that holds more or fewer pixels than it says, or claims too many", () => {
    expect([...readPng(picture(2, 1, Uint8Array.of(0, 3, 4))).data]).toEqual([3, 4]);
    expect(() => readPng(picture(2, 1, Uint8Array.of(0, 3)))).toThrow("fewer pixels than it says");
    expect(() => readPng(picture(2, 1, Uint8Array.of(0, 3, 4, 5)))).toThrow(PngError);
    expect(() => readPng(picture(1, 1, new Uint8Array(4_000_000)))).toThrow(PngError);
    expect(() => readPng(picture(100_000, 100_000, Uint8Array.of(0)))).toThrow(
      /claims 100000 x 100000 pixels/,
    );
    expect(() => readPng(picture(0, 1, Uint8Array.of(0)))).toThrow(PngError);
    expect(() => readPng(picture(2, 2, new Uint8Array(6)), { maxPixels: 3 })).toThrow(/raise maxPixels/);
  });

  it("refuses a changed or cut file by a named error, whatever was done to it", () => {
    const random = new RandomState(0);
    const files = reference.cases.map(({ file }) => decode(file));
    for (let round = 0; round < 2000; round++) {
      const file = files[round % files.length];
      const at = random.randint(0, file.length);
      const damaged = round % 3 === 0 ? file.slice(0, at) : file.slice();
      if (round % 3 > 0) damaged[at] ^= random.randint(1, 256);
      // every byte but the last checksum's stands under a checksum or in the signature
      expect(() => readPng(damaged), `round ${round}`).toThrow(PngError);
    }
  });

  it("refuses damaged pixels under a checksum that was mended", () => {
    const random = new RandomState(1);
    let read = 0;
    for (let round = 0; round < 500; round++) {
      const lines = zlibSync(new Uint8Array(random.randint(1, 50)).map(() => random.randint(0, 5)));
      if (round % 2) lines[random.randint(0, lines.length)] ^= random.randint(1, 256);
      const bytes = encodeLines(lines, random.randint(1, 5), random.randint(1, 5));
      try {
        const { data, width, height } = readPng(bytes);
        expect(data.length).toBe(width * height);
        read++;
      } catch (error) {
        expect(error).toBeInstanceOf(PngError);
      }
    }
    expect(read).toBeGreaterThan(0);
  });
});
