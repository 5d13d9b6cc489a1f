import { describe, expect, it } from "vitest";
import { DecisionTreeClassifier, GaussianNB, ParameterError } from "../../src";
import { learningCurve, validationCurve } from "../../src/model-selection/curves";
import { ShuffleSplit } from "../../src/model-selection/shuffle-split";
import { StratifiedKFold } from "../../src/model-selection/stratified-k-fold";
import { expectClose } from "../close";
import { reference } from "./reference";

const { X, words, codes, learn, validation } = reference;

describe("learningCurve", () => {
  const options = {
    default: { shuffle: true, randomState: 1 },
    shuffled: { trainSizes: [10, 40, 20, 40], shuffle: true, randomState: 3, cv: 3 },
    shares: {
      trainSizes: [0.3, 0.301, 1],
      cv: new ShuffleSplit({ nSplits: 2, randomState: 0 }),
      scoring: "balanced_accuracy",
    },
  };

  it.each(Object.entries(options))("gives scikit-learn's scores: %s", async (name, given) => {
    const curve = await learningCurve(new GaussianNB(), X, words, given);
    const [sizes, train, test] = learn[name];
    expect(Array.from(curve.trainSizes)).toEqual(sizes);
    expectClose(curve.trainScores, train);
    expectClose(curve.testScores, test);
    expect(curve.fitTimes.shape).toEqual(curve.testScores.shape);
    expect(curve.scoreTimes.data.every((seconds) => seconds > 0)).toBe(true);
  });

  it("refuses sizes that are no shares and no counts", async () => {
    for (const trainSizes of [[0.5, 1.5], [0, 0.5], [10, 61], []]) {
      const curve = learningCurve(new GaussianNB(), X, words, { trainSizes });
      await expect(curve).rejects.toThrow(/trainSizes.*60 training rows/);
    }
  });

  it("names size and fold of what fails", async () => {
    const curve = learningCurve(new GaussianNB({ varSmoothing: 0 }), X, words, { trainSizes: [1, 2] });
    await expect(curve).rejects.toThrow(/^1 rows, fold 1 of 5: /);
  });
});

describe("validationCurve", () => {
  const tree = new DecisionTreeClassifier({ randomState: 0 });
  const cv = new StratifiedKFold({ nSplits: 4, shuffle: true, randomState: 2 });

  it("gives scikit-learn's scores", async () => {
    const curve = await validationCurve(tree, X, codes, { paramName: "maxDepth", paramRange: [1, 2, 4], cv });
    expectClose(curve.trainScores, validation[0]);
    expectClose(curve.testScores, validation[1]);
    expect(tree.getParams().maxDepth).toBeNull();
  });

  it("refuses a parameter that does not exist, and names a value that fails", async () => {
    const unknown = validationCurve(tree, X, codes, { paramName: "depth", paramRange: [1] });
    await expect(unknown).rejects.toThrow(ParameterError);
    await expect(validationCurve(tree, X, codes, {} as never)).rejects.toThrow(/paramName/);
    const bad = validationCurve(tree, X, codes, { paramName: "maxDepth", paramRange: [2, -1] });
    await expect(bad).rejects.toThrow(/^maxDepth = -1, fold 1 of 5: /);
  });
});
