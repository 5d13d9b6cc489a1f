import { describe, expect, it } from "vitest";
import { toSampleWeight, toVector, type VectorLike } from "../../src/core/targets";

describe("toVector", () => {
  it("reads arrays, typed arrays, tensors and series", () => {
    const inputs: VectorLike[] = [
      [1, 2],
      new Float32Array([1, 2]),
      { shape: [2], dataSync: () => [1, 2] },
      { shape: [2, 1], columns: ["y"], values: [1, 2] },
    ];
    for (const y of inputs) expect(Array.from(toVector(y))).toEqual([1, 2]);
  });

  it("refuses what is not a vector of finite numbers, and says where", () => {
    expect(() => toVector([])).toThrow(/empty/);
    expect(() => toVector([1, Number.NaN])).toThrow(/NaN at row 1/);
    expect(() => toVector([1, "2"] as unknown as number[])).toThrow(/row 1 is the string "2"/);
    expect(() => toVector("12" as unknown as number[])).toThrow(/vector of numbers/);
  });
});

describe("toSampleWeight", () => {
  it("refuses wrong lengths, negative weights and zeros only", () => {
    expect(toSampleWeight(null, 3)).toBeUndefined();
    expect(() => toSampleWeight([1, 2], 3)).toThrow(/2 values but X has 3 rows/);
    expect(() => toSampleWeight([1, -2], 2)).toThrow(/-2 at row 1/);
    expect(() => toSampleWeight([0, 0], 2)).toThrow(/zero everywhere/);
  });
});
