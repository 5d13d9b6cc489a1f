import { inspect } from "node:util";
import { expect, it } from "vitest";
import { Dataset } from "../../src/datasets/dataset";

const parts = {
  id: "toy",
  title: "A toy",
  columns: { mag: Float64Array.of(3, 1, 2), name: ["a", "b", "c"], kind: ["x", "y", "x"] },
  featureNames: ["mag"],
  units: { mag: "mag" },
  targetName: "kind",
  y: ["x", "y", "x"],
  targetNames: ["first", "second"],
  provenance: "real" as const,
  description: "Three rows.",
  citation: "Nobody 1900",
  terms: "none",
};

it("gives the table, the features and the target", async () => {
  const data = await Dataset.create(parts);
  expect(data.table.columnNames()).toEqual(["mag", "name", "kind"]);
  expect(data.table.filter("d => d.mag > 1").numRows()).toBe(2);
  expect(data.X.toArray()).toEqual([[3], [1], [2]]);
  expect(data.y).toEqual(["x", "y", "x"]);
});

it("prints as one line, and describes itself with units, classes, provenance and citation", async () => {
  const data = await Dataset.create(parts);
  expect(inspect(data)).toBe("Dataset(toy, real): 3 rows, features mag, target kind");
  expect(inspect(data.describe())).toBe(
    [
      "A toy (toy)",
      "Provenance: real",
      '3 rows; target "kind"',
      "  2 first (x)",
      "  1 second (y)",
      "",
      "feature  unit  min  median  max",
      "mag      mag     1       2    3",
      "",
      "Three rows.",
      "Cite: Nobody 1900",
      "Terms: none",
    ].join("\n"),
  );
});

it("says that simulated data are no observations", async () => {
  const data = await Dataset.create({ ...parts, provenance: "simulated" });
  expect(`${data}`).toContain("simulated");
  expect(`${data.describe()}`).toContain("Provenance: simulated - these are not observations");
});

it("names a class once where its label is its name", async () => {
  const data = await Dataset.create({ ...parts, targetNames: ["x", "second"] });
  expect(`${data.describe()}`).toContain("  2 x\n  1 second (y)\n");
});
