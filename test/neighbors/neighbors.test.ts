import { describe, expect, it } from "vitest";
import { NotFittedError, ParameterError, ValidationError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";
import { RandomState } from "../../src/core/random-state";
import { KNeighborsClassifier, type KNeighborsParams } from "../../src/neighbors/k-neighbors-classifier";
import { KNeighborsRegressor } from "../../src/neighbors/k-neighbors-regressor";
import { NearestNeighbors } from "../../src/neighbors/nearest-neighbors";
import reference from "./reference/neighbors.json";

const camel: { [name: string]: string } = { n_neighbors: "nNeighbors" };
const paramsOf = (params: object): Partial<KNeighborsParams> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [camel[name] ?? name, value]));

/** scikit-learn takes Euclidean distances as differences of products, which costs it half the digits. */
const DISTANCE_TOLERANCE = 1e-7;

function expectDistances(actual: ArrayLike<number>, expected: number[]): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, j) => {
    expect(Math.abs(actual[j] - value)).toBeLessThan(DISTANCE_TOLERANCE);
  });
}

for (const [name, set] of Object.entries(reference)) {
  describe(`neighbours among ${set.X[0].length} features (${name})`, () => {
    for (const expected of set.cases) {
      const params = paramsOf(expected.params);

      it(`equal scikit-learn's with ${JSON.stringify(params)}`, async () => {
        const { weights: _, ...own } = params;
        const nearest = await new NearestNeighbors(own).fit(set.X);
        const { distances, indices } = nearest.kneighbors(set.Q);
        expect(indices.map((row) => Array.from(row))).toEqual(expected.indices);
        expected.distances.forEach((row, i) => {
          expectDistances(distances.row(i), row);
        });
      });

      it(`vote and average with ${JSON.stringify(params)}`, async () => {
        const classifier = await new KNeighborsClassifier(params).fit(set.X, set.y);
        expect(Array.from(classifier.predict(set.Q))).toEqual(expected.predict);
        const proba = classifier.predictProba(set.Q);
        expected.proba.forEach((row, i) => {
          expectDistances(proba.row(i), row);
        });
        const regressor = await new KNeighborsRegressor(params).fit(set.X, set.target);
        expectDistances(regressor.predict(set.Q), expected.regression);
      });
    }

    it("leave the row itself out where no queries are given", async () => {
      const nearest = await new NearestNeighbors({ nNeighbors: 3 }).fit(set.X);
      const { distances, indices } = nearest.kneighbors();
      expect(indices.slice(0, 50).map((row) => Array.from(row))).toEqual(set.itself.indices);
      set.itself.distances.forEach((row, i) => {
        expectDistances(distances.row(i), row);
      });
    });

    it("within a radius", async () => {
      const nearest = await new NearestNeighbors({ radius: set.radius.radius }).fit(set.X);
      const { distances, indices } = nearest.radiusNeighbors(set.Q);
      expect(indices.map((row) => Array.from(row))).toEqual(set.radius.indices);
      set.radius.distances.forEach((row, i) => {
        expectDistances(distances[i], row);
      });
    });

    it.each(["kd_tree", "brute"] as const)("are the same with the algorithm %s", async (algorithm) => {
      const chosen = (await new NearestNeighbors({ algorithm }).fit(set.X)).kneighbors(set.Q);
      const usual = (await new NearestNeighbors().fit(set.X)).kneighbors(set.Q);
      expect(chosen).toEqual(usual);
    });
  });
}

/** Every neighbour by the plainest means. */
function plainNeighbors(X: Matrix, Q: Matrix, k: number): number[][] {
  return Q.toArray().map((q) => {
    const squares = X.toArray().map((x) => x.reduce((sum, value, j) => sum + (value - q[j]) ** 2, 0));
    return squares
      .map((_, i) => i)
      .sort((a, b) => squares[a] - squares[b] || a - b)
      .slice(0, k);
  });
}

describe("neighbours in hard tables", () => {
  const noise = (k: number): number => Math.sin(k * k * 0.37 + k * 12.9898);
  const table = (n: number, d: number, value: (i: number, j: number) => number): Matrix =>
    Matrix.from(Array.from({ length: n }, (_, i) => Array.from({ length: d }, (_, j) => value(i, j))));

  it.each([
    ["a grid with many ties", 3, (i: number, j: number) => Math.floor(i / 4 ** j) % 4],
    ["a grid with many ties in many dimensions", 18, (i: number, j: number) => (i >> (j % 10)) & 1],
    ["rows far from the origin", 18, (i: number, j: number) => 1e6 + noise(i * 18 + j)],
    [
      "one row very far from the others",
      18,
      (i: number, j: number) => noise(i * 18 + j) * (i === 7 ? 1e8 : 1),
    ],
    ["the same row many times", 18, () => 3],
    ["features of very unequal scale", 18, (i: number, j: number) => noise(i * 18 + j) * 10 ** (j - 9)],
    ["values beyond single precision", 18, (i: number, j: number) => 1e30 * noise(i * 18 + j)],
    ["values that single precision takes for zero", 18, (i: number, j: number) => 1e-40 * noise(i * 18 + j)],
    ["squares at the end of single precision", 18, (i: number, j: number) => 1e-22 * noise(i * 18 + j)],
    [
      "one row among rows whose squares single precision loses",
      18,
      (i: number, j: number) => noise(i * 18 + j) * (i === 7 ? 1 : 1e-22),
    ],
    [
      "rows in a few tight groups",
      18,
      (i: number, j: number) => noise((i % 5) * 18 + j) + 1e-6 * noise(i * 18 + j),
    ],
    ["more features than are rotated", 300, (i: number, j: number) => noise(i * 300 + j)],
  ])("are exact: %s", async (_name, d, value) => {
    const n = d > 100 ? 300 : 1100;
    const X = table(n, d, value);
    const Q = table(25, d, (i, j) => value(i * 13 + 1, j) + (i % 2 === 0 ? 0 : 0.01 * noise(i + j)));
    const { indices } = (await new NearestNeighbors({ nNeighbors: 6 }).fit(X)).kneighbors(Q);
    expect(indices.map((row) => Array.from(row))).toEqual(plainNeighbors(X, Q, 6));
  });

  it("can be all rows", async () => {
    const X = table(40, 18, (i, j) => noise(i * 18 + j));
    const { indices } = (await new NearestNeighbors({ nNeighbors: 40 }).fit(X)).kneighbors(X);
    expect(indices.map((row) => Array.from(row))).toEqual(plainNeighbors(X, X, 40));
  });

  it("of queries that single precision does not hold", async () => {
    const X = table(300, 18, (i, j) => noise(i * 18 + j));
    const Q = table(3, 18, (i, j) => 1e25 * noise(i * 7 + j));
    const { indices } = (await new NearestNeighbors({ nNeighbors: 2 }).fit(X)).kneighbors(Q);
    expect(indices.map((row) => Array.from(row))).toEqual(plainNeighbors(X, Q, 2));
  });

  it("more than a block has rows", async () => {
    const X = table(600, 20, (i, j) => noise(i * 20 + j));
    const Q = table(5, 20, (i, j) => noise(i * 31 + j));
    const { indices } = (await new NearestNeighbors({ nNeighbors: 300 }).fit(X)).kneighbors(Q);
    expect(indices.map((row) => Array.from(row))).toEqual(plainNeighbors(X, Q, 300));
  });

  it.each([1, 40, 200])("are exact for random tables (%i neighbours)", async (k) => {
    const random = new RandomState(k);
    for (let round = 0; round < 12; round++) {
      const d = random.randint(16, 60);
      const n = random.randint(k + 1, 900);
      const scales = Array.from({ length: d }, () => 10 ** random.uniform(-3, 3));
      const centres = random.randint(1, 6);
      const value = (i: number, j: number) =>
        scales[j] * (noise((i % centres) * 97 + j) * 4 + random.standardNormal());
      const X = table(n, d, value);
      const Q = table(20, d, value);
      const { indices } = (await new NearestNeighbors({ nNeighbors: k }).fit(X)).kneighbors(Q);
      expect(indices.map((row) => Array.from(row))).toEqual(plainNeighbors(X, Q, k));
    }
  });

  it("do not have a row as its own neighbour among its twins", async () => {
    const X = new Matrix(new Float64Array(10).fill(2), 10, 1);
    const { indices } = (await new NearestNeighbors({ nNeighbors: 3 }).fit(X)).kneighbors();
    indices.forEach((row, i) => {
      expect(Array.from(row)).not.toContain(i);
      expect(row.length).toBe(3);
    });
  });
});

describe("KNeighborsClassifier", () => {
  const X = [[0], [1], [2], [10]];
  const y = ["a", "a", "b", "b"];

  it("lets a neighbour at distance zero decide alone when weighing by distance", async () => {
    const model = await new KNeighborsClassifier({ nNeighbors: 3, weights: "distance" }).fit(X, y);
    expect(model.predict([[2]])).toEqual(["b"]);
    expect(Array.from(model.predictProba([[2]]).data)).toEqual([0, 1]);
  });

  it("takes a function for the weights, which cannot be saved", async () => {
    const weights = (distances: Float64Array) => distances.map((d) => (d < 5 ? 0 : 1));
    const model = await new KNeighborsClassifier({ nNeighbors: 4, weights }).fit(X, y);
    expect(model.predict([[0]])).toEqual(["b"]);
    expect(() => JSON.stringify(model)).toThrow(/cannot be saved/);
    const broken = await new KNeighborsClassifier({ nNeighbors: 2, weights: () => [1] }).fit(X, y);
    expect(() => broken.predict([[0]])).toThrow(/1 weights for 2 distances/);
  });

  it("chooses the first class of a tie", async () => {
    const model = await new KNeighborsClassifier({ nNeighbors: 2 }).fit(X, ["b", "b", "a", "a"]);
    expect(model.predict([[1.5]])).toEqual(["a"]);
  });

  it("saves and reads back", async () => {
    const model = await new KNeighborsClassifier({ nNeighbors: 1 }).fit(X, y);
    const back = KNeighborsClassifier.fromJSON(JSON.stringify(model));
    expect(back.predict([[9], [0.4]])).toEqual(["b", "a"]);
  });

  it("keeps its own copy of the table", async () => {
    const table = Matrix.from(X);
    const model = await new KNeighborsClassifier({ nNeighbors: 1 }).fit(table, y);
    table.data.fill(1000);
    expect(model.predict([[10]])).toEqual(["b"]);
  });

  it("refuses bad input", async () => {
    expect(() => new KNeighborsClassifier().predict(X)).toThrow(NotFittedError);
    expect(() => new NearestNeighbors().kneighbors()).toThrow(NotFittedError);
    expect(() => new KNeighborsRegressor().predict(X)).toThrow(NotFittedError);
    const fitted = (params: object) => new KNeighborsClassifier(params).fit(X, y);
    await expect(fitted({ nNeighbors: 0 })).rejects.toThrow(ParameterError);
    await expect(fitted({ nNeighbors: 1.5 })).rejects.toThrow(ParameterError);
    await expect(fitted({ p: 0.5 })).rejects.toThrow(ParameterError);
    await expect(fitted({ metric: "haversine" })).rejects.toThrow(/metric must be one of/);
    await expect(fitted({ algorithm: "ball_tree" })).rejects.toThrow(ParameterError);
    await expect(fitted({ algorithm: "kd_tree", metric: "cosine" })).rejects.toThrow(
      /does not know the cosine/,
    );
    await expect(fitted({ weights: "gaussian" })).rejects.toThrow(ParameterError);
    expect(() => fitted({ k: 3 })).toThrow(ParameterError);
    await expect(new KNeighborsClassifier().fit(X, y.slice(1))).rejects.toThrow(ValidationError);
    await expect(new KNeighborsClassifier().fit(X, y, { sampleWeight: [1, 1, 1, 1] })).rejects.toThrow(
      /does not take a sampleWeight/,
    );
    const model = await new KNeighborsClassifier().fit(X, y);
    expect(() => model.predict(X)).toThrow(/only 4 rows can be neighbours/);
    expect(() => model.predict([[1, 2]])).toThrow(/fitted on 1/);
    expect(() => model.predict([[Number.NaN]])).toThrow(/row 0, column 0/);
    const nearest = await new NearestNeighbors().fit(X);
    expect(() => nearest.radiusNeighbors(X, -1)).toThrow(ParameterError);
    expect(() => nearest.kneighbors(X, 0)).toThrow(ParameterError);
  });
});
