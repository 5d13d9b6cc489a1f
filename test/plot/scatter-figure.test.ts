import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { scatterFigure } from "../../src/plot/scatter-figure";
import { OKABE_ITO } from "../../src/plot/template";
import { clouds } from "./examples";

const X = [
  [1, 10, 100],
  [2, 20, 200],
  [3, 30, 300],
];

describe("scatterFigure", () => {
  it("splits points by class; the rarest class is drawn last, colours follow the sorted classes", () => {
    const { data } = scatterFigure({ X, y: ["b", "a", "b"] });
    expect(data.slice(0, 2).map(({ name, x, y }) => ({ name, x, y }))).toEqual([
      { name: "b", x: [1, 3], y: [10, 30] },
      { name: "a", x: [2], y: [20] },
    ]);
    expect(data.slice(0, 2).map((trace) => (trace.marker as { color: string }).color)).toEqual([
      OKABE_ITO[1],
      OKABE_ITO[0],
    ]);
  });

  it("has one legend entry a class, in full colour", () => {
    const { data } = scatterFigure({ X, y: [0, 1, 1], classNames: ["star", "quasar"] });
    const entries = data.filter((trace) => trace.showlegend);
    expect(entries.map((trace) => trace.name).sort()).toEqual(["quasar", "star"]);
    for (const entry of entries) {
      expect((entry.marker as { opacity?: number }).opacity).toBeUndefined();
      const points = data.find((trace) => trace.name === entry.name && !trace.showlegend);
      expect(points?.legendgroup).toBe(entry.legendgroup);
    }
  });

  it("titles axes with the table's names and the units, and turns magnitudes round", () => {
    const table = {
      numRows: () => 3,
      columnNames: () => ["id", "u_g", "g"],
      array: (name: string) => ({ id: ["x", "y", "z"], u_g: [1, 2, 3], g: [15, 16, 17] })[name]!,
    };
    const { data, layout } = scatterFigure({
      X: table,
      columns: ["u_g", "g"],
      units: ["", "mag", "mag"],
      reversedAxes: ["y"],
    });
    expect(data[0].y).toEqual([15, 16, 17]);
    expect(layout.xaxis?.title?.text).toBe("u_g (mag)");
    expect(layout.yaxis?.autorange).toBe("reversed");
    expect(layout.xaxis?.autorange).toBeUndefined();
  });

  it("makes markers smaller and fainter as points grow many", () => {
    const marker = (n: number) =>
      scatterFigure(clouds(n, 1, 2)).data[0].marker as { size: number; opacity: number };
    expect(marker(30_000).size).toBeLessThan(marker(100).size);
    expect(marker(30_000).opacity).toBeLessThan(marker(100).opacity);
    expect(scatterFigure(clouds(30_000, 1, 2)).data[0].type).toBe("scattergl");
  });

  it("colours by a quantity", () => {
    const { data } = scatterFigure({ X, color: { values: [0, 1, 2], name: "z", unit: "dex" } });
    const marker = data[0].marker as { color: number[]; colorbar: { title: { text: string } } };
    expect(marker.color).toEqual([0, 1, 2]);
    expect(marker.colorbar.title.text).toBe("z (dex)");
  });

  it("escapes class and feature names", () => {
    const json = JSON.stringify(
      scatterFigure({ X, y: ["<script>", "</script><b>", "%{x}"], featureNames: ["<a href='x'>", "b", "c"] }),
    );
    expect(json).not.toMatch(/<script|<\/script|<b>|<a |>%\{x\}"/);
  });

  it("refuses what it cannot draw, by name", () => {
    expect(() => scatterFigure({ X, columns: [0, 7] })).toThrow(ParameterError);
    expect(() => scatterFigure({ X, columns: ["g", 1] })).toThrow(/no column "g"/);
    expect(() => scatterFigure({ X, y: [0, 1] })).toThrow(ValidationError);
    expect(() => scatterFigure({ X, y: [0, 1, 1], classNames: ["one"] })).toThrow(
      /classNames has 1 entries for 2/,
    );
    expect(() => scatterFigure({ X, y: [0, 1, 2], classes: [0, 1] })).toThrow(/label 2, which is not among/);
    expect(() => scatterFigure({ X, y: [0, 1, 1], classColors: ["red", "#fff"] })).toThrow(/classColors/);
    expect(() => scatterFigure({ X, y: [0, 1, 1], color: { values: [1, 2, 3], name: "z" } })).toThrow(
      /not both/,
    );
  });
});
