import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { readableOn } from "../../src/plot/color";
import { confusionMatrixFigure } from "../../src/plot/confusion-matrix-figure";

const matrix = [
  [8, 2],
  [0, 30],
];
const texts = (normalize: "true" | "pred" | "all" | null) =>
  confusionMatrixFigure(matrix, ["no", "yes"], { normalize }).layout.annotations!.map((a) =>
    String(a.text).replace(/<\/?span[^>]*>/g, ""),
  );

describe("confusionMatrixFigure", () => {
  it("writes counts and shares of row, column or all", () => {
    expect(texts("true")).toEqual(["8<br>80.0%", "2<br>20.0%", "0", "30<br>100.0%"]);
    expect(texts("pred")).toEqual(["8<br>100.0%", "2<br>6.3%", "0", "30<br>93.8%"]);
    expect(texts("all")).toEqual(["8<br>20.0%", "2<br>5.0%", "0", "30<br>75.0%"]);
    expect(texts(null)).toEqual(["8", "2", "0", "30"]);
  });

  it("has true classes as rows from the top, shaded by share", () => {
    const { data, layout } = confusionMatrixFigure(matrix, ["no", "yes"]);
    expect(data[0].z).toEqual([
      [0.8, 0.2],
      [0, 1],
    ]);
    expect(layout.yaxis?.autorange).toBe("reversed");
    expect(layout.yaxis?.title?.text).toBe("True class");
    expect(layout.annotations![1]).toMatchObject({ x: 1, y: 0 });
  });

  it("never rounds a rest to nothing or all", () => {
    const { annotations } = confusionMatrixFigure(
      [
        [99_999, 1],
        [0, 0],
      ],
      [0, 1],
    ).layout;
    expect(annotations![0].text).toContain("&gt;99.9%");
    expect(annotations![1].text).toContain("&lt;0.1%");
    expect(annotations![2].text).toBe("0");
  });

  it("writes light on dark and dark on light", () => {
    const { annotations } = confusionMatrixFigure(matrix, [0, 1]).layout;
    const colors = annotations!.map((a) => (a.font as { color: string }).color);
    expect(colors[3]).toBe("#FFFFFF");
    expect(colors[2]).toBe("#111111");
    expect(readableOn("#808080")).toBe("#111111");
  });

  it("refuses what is no confusion matrix", () => {
    expect(() => confusionMatrixFigure([[1, 2]], ["a"])).toThrow(ValidationError);
    expect(() => confusionMatrixFigure([[-1]], ["a"])).toThrow(/negative/);
    expect(() => confusionMatrixFigure(matrix, ["a"])).toThrow(ParameterError);
    expect(() => confusionMatrixFigure(matrix, [0, 1], { normalize: "rows" as never })).toThrow(/normalize/);
  });
});
