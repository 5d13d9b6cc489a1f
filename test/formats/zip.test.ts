import { type Zippable, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { RandomState } from "../../src/core/random-state";
import { readZip, ZipError } from "../../src/formats/zip";

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const zip = (files: Zippable): Uint8Array => zipSync(files, { mtime: new Date(2020, 0, 1) });
const sample = (): Uint8Array =>
  zip({
    "a/one.txt": text("one ".repeat(200)),
    "a/": new Uint8Array(0),
    "two.bin": [Uint8Array.of(1, 2, 3), { level: 0 }],
    "three.txt": text(""),
  });

/** Where the first directory record begins. */
function directory(bytes: Uint8Array): number {
  for (let at = 0; ; at++) if ([0x50, 0x4b, 1, 2].every((byte, i) => bytes[at + i] === byte)) return at;
}

describe("readZip", () => {
  it("lists the files and unpacks them, stored or deflated", () => {
    const entries = readZip(sample());
    expect(entries.map(({ name, bytes }) => [name, bytes])).toEqual([
      ["a/one.txt", 800],
      ["two.bin", 3],
      ["three.txt", 0],
    ]);
    expect(new TextDecoder().decode(entries[0].read())).toBe("one ".repeat(200));
    expect([...entries[1].read()]).toEqual([1, 2, 3]);
    expect(entries[2].read().length).toBe(0);
  });

  it("reads an archive that lies within a larger buffer, and one with a comment", () => {
    const bytes = sample();
    const within = new Uint8Array(bytes.length + 20);
    within.set(bytes, 7);
    expect(readZip(within.subarray(7, 7 + bytes.length))[1].read()).toEqual(Uint8Array.of(1, 2, 3));
    const commented = Uint8Array.from([...bytes, 104, 105]);
    commented[bytes.length - 2] = 2;
    expect(readZip(commented).length).toBe(3);
  });

  it("has no files where there are none", () => {
    expect(readZip(zip({}))).toEqual([]);
  });

  it.each(["../up.txt", "a/../../up.txt", "/etc/passwd", "C:/x", "a\\..\\x", "./x", "a/./x", "a\u0000b"])(
    "refuses the name %j, which would leave its folder",
    (name) => {
      expect(() => readZip(zip({ [name]: text("x") }))).toThrow(/would leave its folder/);
    },
  );

  it("refuses a file that is longer than is allowed, or than its packed bytes can give", () => {
    expect(() => readZip(sample(), { maxFileBytes: 799 })).toThrow(
      /800 bytes long, more than 799; raise maxFileBytes/,
    );
    expect(() => readZip(sample(), { maxFileBytes: 0 })).toThrow(ParameterError);
    const bomb = sample();
    new DataView(bomb.buffer).setUint32(directory(bomb) + 24, 200_000_000, true);
    expect(() => readZip(bomb)).toThrow(/cannot be 200000000 bytes long/);
  });

  it("unpacks no more than the directory says", () => {
    const bytes = zip({ zeros: new Uint8Array(1_000_000) });
    new DataView(bytes.buffer).setUint32(directory(bytes) + 24, 10, true);
    const [entry] = readZip(bytes);
    expect(() => entry.read()).toThrow(ZipError);
  });

  it("refuses what is no archive, cut off, encrypted or packed in another way", () => {
    const bytes = sample();
    const at = directory(bytes);
    const changed = (offset: number, value: number): Uint8Array => {
      const copy = bytes.slice();
      copy[offset] = value;
      return copy;
    };
    expect(() => readZip(new Uint8Array(0))).toThrow("no zip archive");
    expect(() => readZip(text("hello"))).toThrow("no zip archive");
    expect(() => readZip(bytes.subarray(0, bytes.length - 1))).toThrow("its end is missing");
    expect(() => readZip(changed(at + 8, 1))).toThrow(/"a\/one.txt" in the zip archive is encrypted/);
    expect(() => readZip(changed(at + 10, 12))).toThrow(/packed by method 12/);
    expect(() => readZip(changed(bytes.length - 18, 1))).toThrow(/one of several parts/);
    expect(() => readZip(changed(at, 0))).toThrow(/damaged at file 0/);
    expect(() => readZip(changed(0, 0))[0].read()).toThrow(/not where the zip archive's directory says/);
  });

  it("refuses two files of one name", () => {
    const bytes = zip({ "x.txt": text("1"), "y.txt": text("2") });
    for (let k = 0; k < bytes.length; k++) if (bytes[k] === 0x79) bytes[k] = 0x78;
    expect(() => readZip(bytes)).toThrow('has "x.txt" twice');
  });

  it("gives a changed or cut archive's true content, or a named error", () => {
    const random = new RandomState(0);
    const original = sample();
    const contents = new Map(readZip(original).map((entry) => [entry.bytes, entry.read().join()]));
    let refused = 0;
    for (let round = 0; round < 3000; round++) {
      const at = random.randint(0, original.length);
      const damaged = round % 4 === 0 ? original.slice(0, at) : original.slice();
      if (round % 4 > 0) damaged[at] ^= random.randint(1, 256);
      try {
        for (const entry of readZip(damaged)) expect(entry.read().join()).toBe(contents.get(entry.bytes));
      } catch (error) {
        expect(error, `round ${round}`).toBeInstanceOf(ZipError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(1000);
  });
});
