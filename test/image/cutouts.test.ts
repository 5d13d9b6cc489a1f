import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { cutouts } from "../../src/image/cutouts";

const image = [
  [1, 2, 3],
  [4, 5, Number.NaN],
  [7, 8, 9],
];
const cut = (row: number, column: number, options: { size: number; fill?: number }) =>
  Array.from(cutouts(image, [{ row, column }], options).image(0));

describe("cutouts", () => {
  it("puts the nearest pixel in the middle, and fills what has no data", () => {
    expect(cut(1.2, 0.9, { size: 3 })).toEqual([1, 2, 3, 4, 5, 0, 7, 8, 9]);
    expect(cut(0, 0, { size: 3, fill: -1 })).toEqual([-1, -1, -1, -1, 1, 2, -1, 4, 5]);
    expect(cut(1, 1, { size: 2 })).toEqual([1, 2, 4, 5]);
    expect(cut(40, -30, { size: 2, fill: 6 })).toEqual([6, 6, 6, 6]);
  });

  it("cuts as many as there are places", () => {
    const stack = cutouts(
      image,
      [
        { row: 0, column: 0 },
        { row: 2, column: 2 },
      ],
      { size: 1 },
    );
    expect([stack.count, stack.height, stack.channels]).toEqual([2, 1, 1]);
    expect([...stack.data]).toEqual([1, 9]);
    expect(cutouts(image, [], { size: 5 }).count).toBe(0);
  });

  it("refuses bad input", () => {
    expect(() => cut(0, 0, { size: 0 })).toThrow(ParameterError);
    expect(() => cut(Number.NaN, 0, { size: 1 })).toThrow(/places\[0\].row/);
    expect(() => cut(0, 0, { size: 1, fill: Number.NaN })).toThrow(/fill/);
    expect(() => cut(0, 0, { size: 1, side: 2 } as never)).toThrow(/no option/);
    expect(() => cutouts([], [], { size: 1 })).toThrow(ValidationError);
  });
});
