import { describe, expect, it } from "vitest";
import { NotFittedError, ParameterError } from "../../src/core/errors";
import { treeFigure } from "../../src/plot/tree-figure";
import { fullTree } from "./examples";

/** Asks x1 <= 0.2584; yes: 3 of class "a" and 1 of "b"; no: x2 <= 1234567, then pure. */
const small = {
  classes: ["a", "b"],
  tree: {
    nodeCount: 5,
    nFeatures: 2,
    valuesPerNode: 2,
    childrenLeft: [1, -1, 3, -1, -1],
    childrenRight: [2, -1, 4, -1, -1],
    feature: [0, -2, 1, -2, -2],
    threshold: [0.2584, -2, 1234567, -2, -2],
    nNodeSamples: [1004, 4, 1000, 400, 600],
    value: [403, 601, 3, 1, 400, 600, 400, 0, 0, 600],
  },
};

type Box = { x0: number; x1: number; y0: number; y1: number; type: string; fillcolor?: string };
const shapesOf = (figure: { layout: { shapes?: unknown } }): Box[] => figure.layout.shapes as Box[];
/** Boxes have a border, bars none. */
const boxesOf = (figure: { layout: { shapes?: unknown } }): Box[] =>
  shapesOf(figure).filter(
    (shape) => shape.type === "rect" && (shape as unknown as { line: { width: number } }).line.width > 0,
  );
const textsOf = (figure: { layout: { annotations?: unknown } }): string[] =>
  (figure.layout.annotations as Array<{ text: string }>).map(({ text }) => text);

describe("treeFigure", () => {
  it("asks, counts and answers, the yes at the left", () => {
    const figure = treeFigure(small, {
      featureNames: ["radius", "luminosity"],
      units: { radius: "pc" },
      classNames: ["ordinary <b>", "rare"],
    });
    expect(textsOf(figure)).toEqual([
      "<b>radius ≤ 0.258 pc?</b><br>n = 1,004",
      "yes",
      "<b>ordinary &lt;b&gt;</b><br>75% of 4",
      "no",
      "<b>luminosity ≤ 1.23×10<sup>6</sup>?</b><br>n = 1,000",
      "yes",
      "<b>ordinary &lt;b&gt;</b><br>100% of 400",
      "no",
      "<b>rare</b><br>100% of 600",
    ]);
    const [root, yes, no] = boxesOf(figure);
    expect(yes.x1).toBeLessThan(no.x0);
    expect(yes.y0).toBeGreaterThan(root.y1);
  });

  it("shows each node's shares of the classes as parts of a bar", () => {
    const bars = shapesOf(treeFigure(small)).filter(
      (shape) => (shape as unknown as { line: { width: number } }).line.width === 0,
    );
    const lengths = bars.map(({ x0, x1 }) => x1 - x0);
    expect(lengths[0] / (lengths[0] + lengths[1])).toBeCloseTo(403 / 1004, 12);
    expect(lengths[2] / (lengths[2] + lengths[3])).toBeCloseTo(0.75, 12);
    // a pure leaf has one part
    expect(bars).toHaveLength(8);
  });

  it.each([
    [1, 2],
    [2, 3],
    [3, 2],
    [4, 2],
    [6, 5],
  ])("overlaps nowhere and stays inside at depth %i with %i classes", (depth, classes) => {
    const figure = treeFigure(fullTree(depth, classes), {
      featureNames: ["core radius", "excess kurtosis of the dispersion-measure curve", "x"],
      maxDepth: 4,
    });
    const boxes = boxesOf(figure);
    expect(boxes).toHaveLength(2 ** (Math.min(depth, 4) + 1) - 1);
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(0, i)) {
        expect(a.x1 <= b.x0 || b.x1 <= a.x0 || a.y1 <= b.y0 || b.y1 <= a.y0).toBe(true);
      }
    }
    const [left, right] = figure.layout.xaxis!.range as number[];
    const [bottom, top] = figure.layout.yaxis!.range as number[];
    expect(Math.min(...boxes.map((box) => box.x0))).toBeGreaterThan(left);
    expect(Math.max(...boxes.map((box) => box.x1))).toBeLessThan(right);
    expect(Math.min(...boxes.map((box) => box.y0))).toBeGreaterThan(top);
    expect(Math.max(...boxes.map((box) => box.y1))).toBeLessThan(bottom);
  });

  it("says how many questions a cut leaves out", () => {
    expect(textsOf(treeFigure(small, { maxDepth: 1 }))[4]).toBe(
      "<b>b</b><br>60% of 1,000<br><i>1 more question</i>",
    );
    expect(textsOf(treeFigure(small, { maxDepth: 0 }))).toEqual([
      "<b>b</b><br>60% of 1,004<br><i>2 more questions</i>",
    ]);
  });

  it("never rounds a rest away", () => {
    const value = [999, 1, 3, 1, 9996, 4, 400, 0, 0, 600];
    expect(textsOf(treeFigure({ ...small, tree: { ...small.tree, value } }, { maxDepth: 0 }))[0]).toContain(
      "&gt;99% of",
    );
  });

  it("shows the mean in a tree that predicts numbers", () => {
    const tree = { ...small.tree, valuesPerNode: 1, value: [1, -0.00025, 3, 4, 5] };
    const figure = treeFigure({ tree });
    expect(textsOf(figure)[2]).toBe("<b>mean −2.50×10<sup>−4</sup></b><br>n = 4");
    expect(figure.data).toHaveLength(1);
  });

  it("refuses what does not fit the tree", () => {
    expect(() => treeFigure({} as never)).toThrow(NotFittedError);
    expect(() => treeFigure(small, { maxDepth: -1 })).toThrow(/maxDepth/);
    expect(() => treeFigure(small, { maxDepth: 1.5 })).toThrow(/maxDepth/);
    expect(() => treeFigure(small, { featureNames: ["one"] })).toThrow(
      /featureNames has 1 entries.*2 features/,
    );
    expect(() => treeFigure(small, { classNames: ["one"] })).toThrow(/classNames has 1 entries.*2 classes/);
    expect(() => treeFigure(small, { classColors: ["#123456", "blue-ish"] })).toThrow(ParameterError);
  });
});
