import { inspect } from "node:util";
import { expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { ImageStack } from "../../src/core/image-stack";
import { ImageDataset } from "../../src/datasets/image-dataset";
import { withProvenance } from "../../src/plot/figure-options";

const parts = {
  id: "toy",
  title: "A toy",
  images: new ImageStack(Float32Array.of(0, 1, 2, 3, 4, 5), { count: 3, height: 1, width: 2, channels: 1 }),
  pixel: "counts",
  columns: { name: ["a", "b", "c"], kind: ["x", "y", "x"], split: ["train", "test", "train"] },
  targetName: "kind",
  y: ["x", "y", "x"],
  targetNames: ["first", "second"],
  provenance: "real" as const,
  description: "Three images.",
  citation: "Nobody 1900",
  terms: "for no money",
};

it("prints as one line, and describes its images, splits, classes, provenance and terms", async () => {
  const data = await ImageDataset.create(parts);
  expect(inspect(data)).toBe("ImageDataset(toy, real): 3 images, 1 x 2, target kind, splits train, test");
  expect(inspect(data.describe())).toBe(
    [
      "A toy (toy)",
      "Provenance: real",
      '3 images of 1 x 2 pixels; target "kind"',
      "A pixel holds counts",
      "Splits: train 2, test 1",
      "  2 first (x)",
      "  1 second (y)",
      "",
      "Three images.",
      "Cite: Nobody 1900",
      "Terms: for no money",
    ].join("\n"),
  );
});

it("gives one split, or chosen images, with their rows and labels", async () => {
  const data = await ImageDataset.create(parts);
  const train = data.subset("train");
  expect([...train.images.data]).toEqual([0, 1, 4, 5]);
  expect(train.y).toEqual(["x", "x"]);
  expect(train.table.array("name")).toEqual(["a", "c"]);
  expect(train.splits).toEqual(["train"]);
  expect(train.targetNames).toEqual(["first", "second"]);
  expect(train.terms).toBe("for no money");
  const turned = data.take([2, 1]);
  expect(turned.y).toEqual(["x", "y"]);
  expect(turned.table.array("name")).toEqual(["c", "b"]);
  expect([...turned.images.data]).toEqual([4, 5, 2, 3]);
});

it("keeps numbers as a Float64Array", async () => {
  const y = Float64Array.of(3, 1, 2);
  const data = await ImageDataset.create({ ...parts, y, targetNames: undefined });
  expect(data.take([1]).y).toEqual(Float64Array.of(1));
});

it("refuses a split that there is not, and says which there are", async () => {
  const data = await ImageDataset.create(parts);
  expect(() => data.subset("valid")).toThrow(ParameterError);
  expect(() => data.subset("valid")).toThrow('toy has no split "valid": it has "train", "test".');
  const whole = await ImageDataset.create({ ...parts, columns: { kind: parts.y } });
  expect(whole.splits).toEqual([]);
  expect(() => whole.subset("train")).toThrow("its images are not split");
  expect(String(whole.describe())).not.toContain("Splits");
});

it("refuses a target or a column of another length", async () => {
  await expect(ImageDataset.create({ ...parts, y: ["x"] })).rejects.toThrow(ValidationError);
  await expect(ImageDataset.create({ ...parts, columns: { kind: ["x"] } })).rejects.toThrow(
    "There are 3 images, but 1 values of kind.",
  );
});

it("lets a figure say that the images are simulated", async () => {
  const data = await ImageDataset.create({ ...parts, provenance: "simulated" });
  const figure = withProvenance({ data: [], layout: {} }, data);
  expect(figure.layout.title?.subtitle?.text).toContain("simulated data: A toy");
});
