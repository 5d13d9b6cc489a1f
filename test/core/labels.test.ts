import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/core/errors";
import {
  decodeLabels,
  encodeLabels,
  encodeLabelsWith,
  type Label,
  type LabelsLike,
} from "../../src/core/labels";

describe("encodeLabels", () => {
  it("sorts numbers by value, strings by code unit and booleans false first", () => {
    expect(encodeLabels([10, 9, 10, -1]).classes).toEqual([-1, 9, 10]);
    expect(encodeLabels(["b", "a", "B"]).classes).toEqual(["B", "a", "b"]);
    expect(encodeLabels([true, false]).classes).toEqual([false, true]);
  });

  it("reads typed arrays and what has the shape of a tensor or a danfo Series", () => {
    const codes = [1, 0, 1];
    expect(Array.from(encodeLabels(new Uint8Array([7, 3, 7])).codes)).toEqual(codes);
    expect(Array.from(encodeLabels({ shape: [3], dataSync: () => [7, 3, 7] }).codes)).toEqual(codes);
    expect(
      Array.from(encodeLabels({ shape: [3, 1], columns: ["y"], values: ["b", "a", "b"] }).codes),
    ).toEqual(codes);
  });

  it("can be undone", () => {
    const kinds = fc.oneof(
      fc.array(fc.integer(), { minLength: 1 }),
      fc.array(fc.string(), { minLength: 1 }),
      fc.array(fc.boolean(), { minLength: 1 }),
    );
    fc.assert(
      fc.property(kinds, (y) => {
        const { classes, codes } = encodeLabels(y as Label[]);
        expect(Array.from(decodeLabels(classes, codes))).toEqual(y);
        expect(new Set<Label>(y).size).toBe(classes.length);
      }),
    );
  });

  const bad: [string, unknown, RegExp][] = [
    ["none", [], /empty/],
    ["mixed kinds", [1, "a"], /row 1: labels must all be/],
    ["NaN", [1, Number.NaN], /NaN at row 1/],
    ["null", ["a", null], /null at row 1/],
    ["rows", [[0], [1]], /a row of values at row 0/],
    ["a string", "abc", /must be a vector/],
    ["a two-dimensional tensor", { shape: [2, 1], dataSync: () => [1, 2] }, /one-dimensional/],
  ];
  for (const [name, y, message] of bad) {
    it(`refuses ${name}`, () => {
      expect(() => encodeLabels(y as LabelsLike)).toThrow(message);
      expect(() => encodeLabels(y as LabelsLike)).toThrow(ValidationError);
    });
  }
});

describe("encodeLabelsWith", () => {
  it("names a label that is not among the classes", () => {
    expect(() => encodeLabelsWith(["a", "b"], ["a", "c"])).toThrow(/"c" at row 1.*\[a, b\]/);
    expect(Array.from(encodeLabelsWith(["a", "b"], ["b", "c"], { unknown: -1 }))).toEqual([1, -1]);
  });
});
