import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SerializationError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";
import { decode, encode } from "../../src/core/serialization";

const noEstimator = () => expect.fail("no estimator was saved");
const roundTrip = (value: unknown) =>
  decode(JSON.parse(JSON.stringify(encode(value, "value"))), "value", noEstimator);

describe("encode and decode", () => {
  it("bring numbers back bit for bit", () => {
    fc.assert(fc.property(fc.double(), (value) => Object.is(roundTrip(value), value)));
  });

  it("bring typed arrays and matrices back, also views and large ones", () => {
    const big = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i));
    for (const array of [new Int32Array([1, -2]), new Uint8Array(0), big, big.subarray(3, 7)]) {
      expect(roundTrip(array)).toEqual(array);
    }
    expect(roundTrip(Matrix.from([[1, Number.NaN]]))).toEqual(Matrix.from([[1, Number.NaN]]));
  });

  it("bring nested lists and records back", () => {
    const value = { a: [1, "x", null, [true]], b: { c: new Float64Array([1]) } };
    expect(roundTrip(value)).toEqual(value);
  });

  it("refuse what is not data", () => {
    expect(() => encode({ f: () => 1 }, "params")).toThrow(/params\.f holds a function/);
    expect(() => encode(new Map(), "m")).toThrow(SerializationError);
    expect(() => encode(new BigInt64Array(1), "m")).toThrow(/BigInt64Array/);
  });

  it("refuse damaged data", () => {
    const damaged: unknown[] = [
      { $array: "Float64Array", base64: "AAAA" },
      { $array: "Function", base64: "" },
      { $array: "Float64Array", base64: "§" },
      { $matrix: [2, 2], base64: "AAAAAAAAAAA=" },
      { $code: "process.exit()" },
    ];
    for (const value of damaged) expect(() => decode(value, "m", noEstimator)).toThrow(SerializationError);
  });
});
