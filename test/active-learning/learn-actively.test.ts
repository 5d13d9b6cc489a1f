import { describe, expect, it } from "vitest";
import { learnActively } from "../../src/active-learning/learn-actively";
import { nearestToBoundary } from "../../src/active-learning/nearest-to-boundary";
import { predictionSpread } from "../../src/active-learning/prediction-spread";
import type { QueryStrategy } from "../../src/active-learning/query-strategy";
import { randomSampling } from "../../src/active-learning/random-sampling";
import { uncertaintySampling } from "../../src/active-learning/uncertainty-sampling";
import { voteEntropy } from "../../src/active-learning/vote-entropy";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";
import { RandomState } from "../../src/core/random-state";
import { LinearRegression } from "../../src/linear-model/linear-regression";
import { LogisticRegression } from "../../src/linear-model/logistic-regression";
import { GaussianNB } from "../../src/naive-bayes/gaussian-nb";
import { KNeighborsRegressor } from "../../src/neighbors/k-neighbors-regressor";
import { expectClose } from "../close";

const grid = Matrix.from(Array.from({ length: 40 }, (_, i) => [i]));
const square = (X: Matrix) => X.column(0).map((x) => x * x);
const committee = [new LinearRegression(), new KNeighborsRegressor({ nNeighbors: 1 })];
const options = { committee, candidates: grid, oracle: square, nInitial: 4, randomState: 0 };

async function asked(learner: AsyncIterable<{ X: Matrix }>, rows = Number.POSITIVE_INFINITY) {
  let last: Matrix = grid;
  for await (const { X } of learner) {
    last = X;
    if (X.rows >= rows) break;
  }
  return Array.from(last.column(0));
}

describe("learnActively", () => {
  it("asks every row of a pool once, and ends when it is empty", async () => {
    for (const strategy of [randomSampling(), predictionSpread()]) {
      const rows = await asked(learnActively({ ...options, strategy, nQueries: 7 }));
      expect(rows.sort((a, b) => a - b)).toEqual(Array.from(grid.column(0)));
    }
  });

  it("asks what the strategy scores highest", async () => {
    const largest: QueryStrategy = (X) => X.column(0);
    const rows = await asked(learnActively({ ...options, strategy: largest, nQueries: 2 }), 10);
    const rest = Array.from(grid.column(0)).filter((x) => !rows.slice(0, 4).includes(x));
    expect(rows.slice(4)).toEqual(rest.reverse().slice(0, 6));
  });

  it("does not prefer the first rows of a pool where all scores are equal", async () => {
    const rows = await asked(learnActively({ ...options, strategy: (X) => new Float64Array(X.rows) }), 14);
    expect(Math.max(...rows.slice(4))).toBeGreaterThan(20);
  });

  it("repeats for a seed, and trains clones", async () => {
    const run = () => asked(learnActively({ ...options, strategy: predictionSpread() }), 20);
    expect(await run()).toEqual(await run());
    expect(() => committee[0].predict(grid)).toThrow(/fit/);
  });

  it("asks all that is left of a pool at once where a round may ask more", async () => {
    const rows = await asked(learnActively({ ...options, strategy: randomSampling(), nQueries: 200 }));
    expect(rows.sort((a, b) => a - b)).toEqual(Array.from(grid.column(0)));
  });

  it("draws new candidates each round where a function gives them", async () => {
    const sizes: number[] = [];
    const candidates = (n: number, random: RandomState) => {
      sizes.push(n);
      return new Matrix(random.uniform(-1, 1, n), n, 1);
    };
    const strategy = predictionSpread();
    const rows = await asked(learnActively({ ...options, strategy, candidates, nCandidates: 15 }), 7);
    expect(sizes).toEqual([4, 15, 15, 15]);
    expect(new Set(rows).size).toBe(7);
  });

  it("hands the caller questions, answers and models that belong together", async () => {
    for await (const { X, y, committee: models } of learnActively({
      ...options,
      strategy: randomSampling(),
    })) {
      expect(y).toEqual(Array.from(square(X)));
      expect(Array.from(models[1].predict(X))).toEqual(y);
      if (X.rows === 8) break;
    }
  });

  it("refuses what it cannot work with", async () => {
    const run = (bad: object) => learnActively({ ...options, strategy: randomSampling(), ...bad }).next();
    await expect(run({ committee: [] })).rejects.toThrow(ParameterError);
    await expect(run({ committee: [{}] })).rejects.toThrow(/estimator/);
    await expect(run({ nInitial: 41 })).rejects.toThrow(/40 rows/);
    const candidates = (n: number) => Matrix.zeros(n, 1);
    await expect(run({ candidates, nQueries: 200 })).rejects.toThrow(/nCandidates/);
    await expect(run({ seed: 1 })).rejects.toThrow(/seed/);
    await expect(run({ oracle: () => [1] })).rejects.toThrow(ValidationError);
    await expect(run({ candidates: () => Matrix.zeros(3, 1) })).rejects.toThrow(/drew 3/);
    const short = learnActively({ ...options, strategy: () => new Float64Array(1) });
    await short.next();
    await expect(short.next()).rejects.toThrow(/scores/);
    const words = learnActively({ ...options, strategy: (X) => new Float64Array(X.rows).fill(Number.NaN) });
    await words.next();
    await expect(words.next()).rejects.toThrow(/NaN/);
  });
});

describe("strategies", () => {
  const random = new RandomState(0);
  const X = Matrix.from([[-2], [-1], [1], [2]]);
  const y = [0, 0, 1, 1];
  const far = Matrix.from([[-5], [0.01], [4]]);

  it("spread is the standard deviation of the predictions", () => {
    const members = [1, 3, 5].map((value) => ({ predict: () => Float64Array.of(value, 2) }));
    const scores = predictionSpread()(Matrix.zeros(2, 1), { committee: members as never, random });
    expect(scores[0]).toBeCloseTo(Math.sqrt(8 / 3), 12);
    expect(scores[1]).toBe(0);
  });

  it("vote entropy is 0 where all agree and ln 2 where two are split evenly", () => {
    const members = [
      ["a", "a"],
      ["a", "b"],
      ["a", "a"],
      ["a", "b"],
    ].map((votes) => ({ predict: () => votes }));
    const scores = voteEntropy()(Matrix.zeros(2, 1), { committee: members as never, random });
    expect(scores[0]).toBe(0);
    expect(scores[1]).toBeCloseTo(Math.LN2, 12);
  });

  it("every measure of uncertainty is largest at the boundary", async () => {
    const committeeOfTwo = [await new GaussianNB().fit(X, y), await new LogisticRegression().fit(X, y)];
    for (const measure of ["leastConfident", "margin", "entropy"] as const) {
      const scores = uncertaintySampling({ measure })(far, { committee: committeeOfTwo as never, random });
      expect(scores.indexOf(Math.max(...scores)), measure).toBe(1);
    }
  });

  it("measures of uncertainty follow their definitions for three classes", () => {
    const member = { predictProba: () => Matrix.from([[0.5, 0.3, 0.2]]) };
    const score = (measure: "leastConfident" | "margin" | "entropy") =>
      uncertaintySampling({ measure })(Matrix.zeros(1, 1), { committee: [member] as never, random })[0];
    expect(score("leastConfident")).toBeCloseTo(0.5, 12);
    expect(score("margin")).toBeCloseTo(-0.2, 12);
    expect(score("entropy")).toBeCloseTo(1.0296530140645737, 12);
  });

  it("the nearest to the boundary is where distances are least, of several classes where the lead is", () => {
    const member = (decision: Float64Array | Matrix) => ({ decisionFunction: () => decision });
    const two = [member(Float64Array.of(-1, 0.2, 3)), member(Float64Array.of(-1, 1.4, 2))];
    const three = [
      member(
        Matrix.from([
          [0.1, 2, 0.4],
          [1, 0.9, -4],
          [-1, -2, -5],
        ]),
      ),
    ];
    const scores = (committee: object[]) =>
      nearestToBoundary()(Matrix.zeros(3, 1), { committee: committee as never, random });
    expectClose(scores(two), [-1, -0.8, -2.5]);
    expectClose(scores(three), [-1.6, -0.1, -1]);
  });

  it("name the member that cannot do what they judge by", async () => {
    const numbers = [await new LinearRegression().fit(X, y)] as never;
    for (const strategy of [uncertaintySampling(), nearestToBoundary()]) {
      expect(() => strategy(far, { committee: numbers, random })).toThrow(/LinearRegression/);
      expect(() => strategy(far, { committee: numbers, random })).toThrow(ParameterError);
    }
  });

  it("refuses an unknown measure", () => {
    expect(() => uncertaintySampling({ measure: "gini" as never })).toThrow(ParameterError);
  });
});
