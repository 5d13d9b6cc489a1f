import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { type BinsOption, binEdges, countInBins } from "../../src/plot/bins";
import reference from "./reference/bins.json";

describe("binEdges and countInBins", () => {
  for (const { name, bins, edges, counts } of reference.cases) {
    it(`agree with NumPy on ${name} with ${bins}`, () => {
      const values = reference.samples[name as keyof typeof reference.samples];
      const ours = binEdges(values, bins as BinsOption);
      expect(ours).toHaveLength(edges.length);
      ours.forEach((edge, i) => {
        expect(edge).toBeCloseTo(edges[i], 12);
      });
      expect(countInBins(values, edges)).toEqual(counts);
    });
  }

  it("take edges as they are, and leave out what lies beyond", () => {
    expect(binEdges([1, 2], [0, 1, 5])).toEqual([0, 1, 5]);
    expect(countInBins([-1, 0, 1, 5, 6, Number.NaN], [0, 1, 5])).toEqual([1, 2]);
  });

  it("do not ask for millions of bins because of one outlier", () => {
    const values = [...Array.from({ length: 1_000 }, (_, i) => i / 1_000), 1e9];
    expect(binEdges(values, "auto").length).toBe(401);
  });

  it("refuse unknown rules, no bins and falling edges", () => {
    expect(() => binEdges([1], "scott" as never)).toThrow(ParameterError);
    expect(() => binEdges([1], 0)).toThrow(ParameterError);
    expect(() => binEdges([1], [2, 1])).toThrow(/rising/);
  });
});
