import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NpyError, readNpy } from "../../src/formats/npy";

interface Reference {
  cases: { dtype: string; shape: number[]; values: (number | string | boolean)[]; base64: string }[];
  files: Record<string, [dtype: string, shape: number[], digest: string]>;
}

const reference: Reference = JSON.parse(readFileSync(join(__dirname, "reference/npy.json"), "utf8"));
const mirror = resolve(__dirname, "../..", process.env.SKYLEARN_MIRROR ?? "../shared/data");

const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, "base64"));

function plain(value: number | bigint | string): number | string {
  if (typeof value === "bigint")
    return value > 2n ** 53n || value < -(2n ** 53n) ? `${value}n` : Number(value);
  if (typeof value === "string" || Number.isFinite(value)) return value;
  return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

function npy(header: string, data = new Uint8Array(0), version = 1): Uint8Array {
  const text = Buffer.from(`${header.padEnd(117)}\n`, "latin1");
  return Uint8Array.from(
    Buffer.concat([Buffer.from(`\x93NUMPY`, "latin1"), Buffer.of(version, 0, text.length, 0), text, data]),
  );
}

describe("readNpy", () => {
  it.each(reference.cases.map((entry) => [`${entry.dtype} of shape (${entry.shape})`, entry] as const))(
    "reads %s as NumPy does",
    (_name, { dtype, shape, values, base64 }) => {
      const array = readNpy(bytesOf(base64));
      expect(array.dtype).toBe(dtype);
      expect(array.shape).toEqual(shape);
      const wanted = values.map((value) => (typeof value === "boolean" ? Number(value) : value));
      expect(
        Array.from<number | bigint | string, number | string>(array.data as ArrayLike<number>, plain),
      ).toEqual(wanted);
    },
  );

  it("chooses the typed array by type and, for 64 bits, by value", () => {
    const typeOf = (descr: string, ...bytes: number[]) =>
      readNpy(npy(`{'descr': '${descr}', 'fortran_order': False, 'shape': (1,), }`, Uint8Array.from(bytes)))
        .data;
    expect(typeOf("|b1", 7)).toEqual(Uint8Array.of(1));
    expect(typeOf("<f2", 0, 0x3c)).toEqual(Float32Array.of(1));
    expect(typeOf("<i8", 255, 255, 255, 255, 255, 255, 255, 255)).toEqual(Float64Array.of(-1));
    expect(typeOf("<u8", 255, 255, 255, 255, 255, 255, 255, 255)).toEqual(BigUint64Array.of(2n ** 64n - 1n));
  });

  it("takes headers as Python 2 wrote them", () => {
    const header = "{'shape': (2L, 1L), 'fortran_order': False, 'descr': '|u1'}";
    expect(readNpy(npy(header, Uint8Array.of(4, 5)))).toEqual({
      dtype: "|u1",
      shape: [2, 1],
      data: Uint8Array.of(4, 5),
    });
  });

  const header = (descr: string, shape = "(1,)") =>
    `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`;
  it.each<[string, Uint8Array, RegExp]>([
    ["nothing", new Uint8Array(0), /not a .npy file/],
    ["a zip", Uint8Array.from(Buffer.from("PK\x03\x04........")), /not a .npy file/],
    ["version 9", npy(header("'<f8'"), undefined, 9), /version 9/],
    ["half a header", npy(header("'<f8'")).subarray(0, 60), /ends within its header/],
    ["a bare start", npy("").subarray(0, 8), /ends within its header/],
    ["an endless header", npy(header("'<f8'"), undefined, 2), /a header of \d+ bytes makes no sense/],
    ["objects", npy(header("'|O'")), /pickles, which are never read/],
    ["structured types", npy(header("[('a', '<f8'), ('b', '<i4')]")), /structured arrays/],
    ["complex numbers", npy(header("'<c8'")), /elements of type "<c8" are not supported/],
    ["times", npy(header("'<M8[ns]'")), /"<M8\[ns\]" are not supported/],
    ["strings of no length", npy(header("'<U0'", "(1000000000000,)")), /"<U0" are not supported/],
    [
      "too few bytes",
      npy(header("'<f8'", "(2,)"), new Uint8Array(8)),
      /is cut short: <f8 of shape \(2\) takes 16 bytes, not 8/,
    ],
    ["too many bytes", npy(header("'<f8'"), new Uint8Array(9)), /goes on after the array/],
    ["an enormous shape", npy(header("'<f8'", "(99999999999, 99999999999)")), /is cut short/],
    ["a shape of 400 digits", npy(header("'<f8'", `(${"9".repeat(60)},)`)), /makes no sense/],
    ["a negative shape", npy(header("'<f8'", "(-1,)")), /is not that of an array/],
    ["a shape with a gap", npy(header("'<f8'", "(1,,2)")), /makes no sense/],
    [
      "code",
      npy("{'descr': __import__('os'), 'fortran_order': False, 'shape': (1,)}"),
      /is not that of an array/,
    ],
    ["a missing entry", npy("{'descr': '<f8', 'shape': (1,)}"), /is not that of an array/],
    [
      "a further entry",
      npy("{'descr': '<f8', 'x': True, 'fortran_order': False, 'shape': (1,)}"),
      /is not that of an array/,
    ],
    [
      "text after the entries",
      npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} x"),
      /is not that of an array/,
    ],
  ])("refuses %s", (_what, bytes, message) => {
    expect(() => readNpy(bytes)).toThrow(NpyError);
    expect(() => readNpy(bytes)).toThrow(message);
  });

  it("survives damaged files", () => {
    const files = reference.cases.map(({ base64 }) => bytesOf(base64));
    const change = fc.tuple(fc.nat(200), fc.oneof(fc.nat(255), fc.constantFrom(39, 40, 44, 48, 57, 60, 85)));
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(change, { maxLength: 5 }),
        fc.nat(40),
        (file, changes, cut) => {
          const bytes = file.slice(0, file.length - (cut % 8 === 0 ? cut : 0));
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          try {
            const { data, shape } = readNpy(bytes);
            expect(data.length).toBe(shape.reduce((product, size) => product * size, 1));
            expect(data.length).toBeLessThanOrEqual(bytes.length);
          } catch (error) {
            expect(error).toBeInstanceOf(NpyError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe.skipIf(!existsSync(mirror))("real .npy files, bit for bit as NumPy reads them", () => {
  it.each(Object.entries(reference.files))("%s", (name, [dtype, shape, digest]) => {
    const array = readNpy(readFileSync(join(mirror, name)));
    expect(array).toMatchObject({ dtype, shape });
    const doubles = Float64Array.from(array.data as Float32Array);
    expect(createHash("sha256").update(new Uint8Array(doubles.buffer)).digest("hex").slice(0, 16)).toBe(
      digest,
    );
  });
});
