import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { sourceMapFigure } from "../../src/plot/source-map-figure";
import { expectClose } from "../close";

const image = Array.from({ length: 6 }, (_, i) => Array.from({ length: 8 }, (_, j) => 10 * i + j));
const groups = [
  { name: "found", sources: [{ row: 3, column: 4, major: 6, minor: 2, angle: 90 }] },
  { name: "missed", sources: [{ row: 0, column: 0 }], color: "#ff0000", dash: "dot" as const },
];

describe("sourceMapFigure", () => {
  it("draws an ellipse along its angle, and a circle of the least width for a point", () => {
    const { data, layout } = sourceMapFigure({ image, groups, leastWidth: 2 });
    expect(data.map(({ type, name }) => [type, name])).toEqual([
      ["heatmap", undefined],
      ["scatter", "found"],
      ["scatter", "missed"],
    ]);
    const ends = (trace: number, axis: "x" | "y") => {
      const values = (data[trace][axis] as Array<number | null>).filter((value) => value !== null);
      return [Math.min(...values), Math.max(...values)];
    };
    // along 90 degrees the long axis runs with the rows
    expectClose(ends(1, "y"), [0, 6]);
    expectClose(ends(1, "x"), [3, 5]);
    expectClose([...ends(2, "x"), ...ends(2, "y")], [-1, 1, -1, 1]);
    expect((data[1].x as unknown[]).at(-1)).toBeNull();
    expect(data[2].line).toMatchObject({ color: "#ff0000", dash: "dot" });
    expect(layout.xaxis?.range).toEqual([-0.5, 7.5]);
    expect(layout.yaxis?.range).toEqual([5.5, -0.5]);
  });

  it("shows a part, whose rows and columns keep their numbers, with the sources in it", () => {
    const part = { row: 2, column: 3, height: 3, width: 4 };
    const { data, layout } = sourceMapFigure({ image, groups, part, origin: "lower" });
    expect(data[0].z).toEqual([2, 3, 4].map((i) => [3, 4, 5, 6].map((j) => 10 * i + j)));
    expect([data[0].x0, data[0].y0]).toEqual([3, 2]);
    expect(layout.xaxis?.range).toEqual([2.5, 6.5]);
    expect(layout.yaxis?.range).toEqual([1.5, 4.5]);
    expect(data[1].x).not.toHaveLength(0);
    expect(data[2].x).toHaveLength(0);
  });

  it("refuses what it cannot show", () => {
    const at = (part: object) => () =>
      sourceMapFigure({ image, groups, part: { row: 0, column: 0, height: 2, width: 2, ...part } });
    expect(at({ row: 5 })).toThrow(/2 x 2 pixels from row 5, column 0 on is not within the image of 6 x 8/);
    expect(at({ width: 0 })).toThrow(ParameterError);
    expect(at({ column: 0.5 })).toThrow(/part.column/);
    expect(() => sourceMapFigure({ image, groups, leastWidth: -1 })).toThrow(/leastWidth/);
    expect(() => sourceMapFigure({ image: [], groups })).toThrow(ValidationError);
  });
});
