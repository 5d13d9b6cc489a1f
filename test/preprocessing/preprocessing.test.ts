import { describe, expect, it } from "vitest";
import { NotFittedError, ParameterError, ValidationError } from "../../src/core/errors";
import type { Matrix } from "../../src/core/matrix";
import { LabelEncoder } from "../../src/preprocessing/label-encoder";
import { MinMaxScaler } from "../../src/preprocessing/min-max-scaler";
import { OneHotEncoder } from "../../src/preprocessing/one-hot-encoder";
import { PolynomialFeatures } from "../../src/preprocessing/polynomial-features";
import { RobustScaler } from "../../src/preprocessing/robust-scaler";
import { SimpleImputer } from "../../src/preprocessing/simple-imputer";
import reference from "./reference/preprocessing.json";

const withNaN = (rows: (number | null)[][]): number[][] =>
  rows.map((row) => row.map((value) => value ?? Number.NaN));
const holed = withNaN(reference.holed);
const { Q, labels } = reference;

function expectClose(actual: Matrix, expected: (number | null)[][]): void {
  expect(actual.shape).toEqual([expected.length, expected[0].length]);
  withNaN(expected).forEach((row, i) => {
    row.forEach((value, j) => {
      if (Number.isNaN(value)) expect(actual.get(i, j)).toBeNaN();
      else
        expect(Math.abs(actual.get(i, j) - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
    });
  });
}

describe.each([
  ["MinMaxScaler", {}, () => new MinMaxScaler(), reference.minmax.default],
  [
    "MinMaxScaler",
    { featureRange: [-1, 3] },
    () => new MinMaxScaler({ featureRange: [-1, 3] }),
    reference.minmax.range,
  ],
  ["MinMaxScaler", { clip: true }, () => new MinMaxScaler({ clip: true }), reference.minmax.clip],
  ["RobustScaler", {}, () => new RobustScaler(), reference.robust.default],
  [
    "RobustScaler",
    { quantileRange: [10, 95] },
    () => new RobustScaler({ quantileRange: [10, 95] }),
    reference.robust.range,
  ],
  [
    "RobustScaler",
    { withCentering: false },
    () => new RobustScaler({ withCentering: false }),
    reference.robust.noCentering,
  ],
] as const)("%s %o", (_name, params, make, expected) => {
  it("equals scikit-learn, missing values left out", async () => {
    const scaler = await make().fit(holed);
    expectClose(scaler.transform(holed), expected.transform);
    expectClose(scaler.transform(Q), expected.query);
    expected.scale.forEach((value, j) => {
      expect(scaler.scale[j]).toBeCloseTo(value, 12);
    });
  });

  it("goes back", async () => {
    if ("clip" in params) return;
    const scaler = await make().fit(holed);
    expectClose(scaler.inverseTransform(scaler.transform(Q)), Q);
  });
});

describe("the scalers", () => {
  it("refuse bad options and input", async () => {
    expect(() => new MinMaxScaler().transform(Q)).toThrow(NotFittedError);
    expect(() => new RobustScaler().inverseTransform(Q)).toThrow(NotFittedError);
    await expect(new MinMaxScaler({ featureRange: [1, 1] }).fit(Q)).rejects.toThrow(ParameterError);
    await expect(new MinMaxScaler({ featureRange: [1] as never }).fit(Q)).rejects.toThrow(ParameterError);
    await expect(new RobustScaler({ quantileRange: [75, 25] }).fit(Q)).rejects.toThrow(ParameterError);
    await expect(new RobustScaler({ quantileRange: [-1, 25] }).fit(Q)).rejects.toThrow(ParameterError);
    await expect(new MinMaxScaler().fit([[Number.POSITIVE_INFINITY]])).rejects.toThrow(ValidationError);
    expect(() => new RobustScaler({ unitVariance: true } as object)).toThrow(ParameterError);
  });
});

describe("SimpleImputer", () => {
  it.each(["mean", "median", "most_frequent", "constant"] as const)(
    "equals scikit-learn: %s",
    async (strategy) => {
      const expected = reference.imputer[strategy];
      const table = strategy === "most_frequent" ? withNaN(reference.repeated) : holed;
      const imputer = await new SimpleImputer({ strategy }).fit(table);
      expected.statistics.forEach((value, j) => {
        expect(imputer.statistics[j]).toBeCloseTo(value, 12);
      });
      expectClose(imputer.transform(table), expected.transform);
    },
  );

  it("drops a feature without any value, unless by a constant", async () => {
    const table = holed.map((row) => [row[0], Number.NaN, row[2], row[3]]);
    expectClose(await new SimpleImputer().fitTransform(table), reference.imputer.empty.transform);
    const constant = await new SimpleImputer({ strategy: "constant", fillValue: -1 }).fitTransform(table);
    expect(constant.cols).toBe(4);
    expect(constant.get(0, 1)).toBe(-1);
  });

  it("refuses bad options and input", async () => {
    expect(() => new SimpleImputer().transform(Q)).toThrow(NotFittedError);
    await expect(new SimpleImputer({ strategy: "mode" as "mean" }).fit(Q)).rejects.toThrow(
      /strategy must be one of/,
    );
    await expect(new SimpleImputer({ strategy: "constant", fillValue: Number.NaN }).fit(Q)).rejects.toThrow(
      ParameterError,
    );
    await expect(new SimpleImputer().fit([[Number.NaN], [Number.NaN]])).rejects.toThrow(/no value but NaN/);
    const imputer = await new SimpleImputer().fit(Q);
    expect(() => imputer.transform([[1]])).toThrow(/fitted on 4/);
  });
});

describe("PolynomialFeatures", () => {
  const three = Q.map((row) => row.slice(0, 3));

  it.each(reference.polynomial.map((expected) => ({ expected, name: JSON.stringify(expected.params) })))(
    "equals scikit-learn with $name",
    async ({ expected }) => {
      const params = Object.fromEntries(
        Object.entries(expected.params).map(([name, value]) => [
          name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
          value,
        ]),
      );
      const model = await new PolynomialFeatures(params).fit(three);
      expectClose(model.transform(three), expected.transform);
      expect(model.powers.toArray()).toEqual(expected.powers);
      expect(model.getFeatureNamesOut()).toEqual(expected.names);
      expect(model.nOutputFeatures).toBe(expected.names.length);
    },
  );

  it("refuses bad options", async () => {
    expect(() => new PolynomialFeatures().powers).toThrow(NotFittedError);
    await expect(new PolynomialFeatures({ degree: -1 }).fit(three)).rejects.toThrow(ParameterError);
    await expect(new PolynomialFeatures({ degree: [3, 2] }).fit(three)).rejects.toThrow(ParameterError);
    await expect(new PolynomialFeatures({ degree: 0, includeBias: false }).fit(three)).rejects.toThrow(
      /leaves no feature/,
    );
    await expect(new PolynomialFeatures().fit(holed)).rejects.toThrow(ValidationError);
  });
});

describe("LabelEncoder", () => {
  it("numbers labels in sorted order and back", async () => {
    const encoder = new LabelEncoder();
    const names = ["STAR", "GALAXY", "QSO", "STAR"];
    expect(Array.from(await encoder.fitTransform(names))).toEqual([2, 0, 1, 2]);
    expect(encoder.classes).toEqual(["GALAXY", "QSO", "STAR"]);
    expect(encoder.inverseTransform([2, 0, 1, 2])).toEqual(names);
    const numbers = await new LabelEncoder().fit([10, 2]);
    expect(numbers.inverseTransform([1, 0])).toEqual(Float64Array.of(10, 2));
  });

  it("refuses what it does not know", async () => {
    expect(() => new LabelEncoder().transform(["a"])).toThrow(NotFittedError);
    const encoder = await new LabelEncoder().fit(["a", "b"]);
    expect(() => encoder.transform(["a", "c"])).toThrow(/"c" at row 1/);
    expect(() => encoder.inverseTransform([2])).toThrow(/from 0 to 1/);
    expect(() => encoder.inverseTransform([0.5])).toThrow(ValidationError);
    await expect(encoder.fit([])).rejects.toThrow(ValidationError);
  });
});

describe("OneHotEncoder", () => {
  it.each(reference.oneHot.map((expected) => ({ expected, name: JSON.stringify(expected.params) })))(
    "equals scikit-learn with $name",
    async ({ expected }) => {
      const encoder = new OneHotEncoder(expected.params as object);
      expectClose(await encoder.fitTransform(labels), expected.transform);
      expect(encoder.getFeatureNamesOut()).toEqual(expected.names);
    },
  );

  it("takes given categories, and tables with names", async () => {
    const encoder = new OneHotEncoder({
      categories: [
        ["QSO", "STAR", "GALAXY"],
        [1, 2, 3],
      ],
    });
    expect((await encoder.fitTransform(labels)).cols).toBe(6);
    const table = {
      numRows: () => 2,
      columnNames: () => ["class"],
      array: () => ["STAR", "QSO"],
    };
    const named = await new OneHotEncoder().fit(table);
    expect(named.getFeatureNamesOut()).toEqual(["class_QSO", "class_STAR"]);
  });

  it("ignores unknown categories where told to", async () => {
    const encoder = await new OneHotEncoder({ handleUnknown: "ignore" }).fit(labels);
    expect(Array.from(encoder.transform([["NEBULA", 3]]).data)).toEqual([0, 0, 0, 0, 1]);
    const strict = await new OneHotEncoder().fit(labels);
    expect(() => strict.transform([["NEBULA", 3]])).toThrow(/Column 0 holds the string "NEBULA" at row 0/);
  });

  it("saves and reads back", async () => {
    const encoder = await new OneHotEncoder({ drop: "first" }).fit(labels);
    const back = OneHotEncoder.fromJSON(JSON.stringify(encoder));
    expect(back.transform(labels)).toEqual(encoder.transform(labels));
  });

  it("refuses bad options and input", async () => {
    expect(() => new OneHotEncoder().transform(labels)).toThrow(NotFittedError);
    const fitted = (params: object) => new OneHotEncoder(params).fit(labels);
    await expect(fitted({ drop: "last" })).rejects.toThrow(ParameterError);
    await expect(fitted({ categories: [["a"]] })).rejects.toThrow(/one list for each of 2 features/);
    await expect(
      fitted({
        categories: [
          ["STAR", "QSO", "GALAXY"],
          [3, 1],
        ],
      }),
    ).rejects.toThrow(/must be sorted/);
    await expect(fitted({ categories: [["STAR"], [1, 3]] })).rejects.toThrow(/none of the classes/);
    await expect(new OneHotEncoder().fit([])).rejects.toThrow(ValidationError);
    await expect(new OneHotEncoder().fit([["a"], ["b", "c"]])).rejects.toThrow(/ragged/);
    await expect(new OneHotEncoder().fit([[1], [Number.NaN]])).rejects.toThrow(/NaN at row 1, column 0/);
    const encoder = await new OneHotEncoder().fit(labels);
    expect(() => encoder.transform([["STAR"]])).toThrow(
      /has 1 features, but this OneHotEncoder was fitted on 2/,
    );
  });
});
