import { beforeAll, describe, expect, it } from "vitest";
import type { Dataset } from "../../src/datasets/dataset";
import { fetchRRLyraeCombined } from "../../src/datasets/rr-lyrae-combined";
import { completenessContamination } from "../../src/metrics/completeness-contamination";
import { trainTestSplit } from "../../src/model-selection/train-test-split";
import { GaussianNB } from "../../src/naive-bayes/gaussian-nb";
import { expectClose } from "../close";
import { mirror } from "../mirror";
import reference from "./reference/rr-lyrae.json";

describe.skipIf(mirror === undefined)("GaussianNB on real RR Lyrae among the stars of DR17", () => {
  let data: Dataset<Float64Array>;
  beforeAll(async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    data = await fetchRRLyraeCombined({ background: "dr17" });
  });

  it("has the reference's stars", () => {
    expect(data.provenance).toBe("real");
    expect(data.X.rows).toBe(reference.nStars + reference.nVariables);
    expectClose(
      data.featureNames.map((_, j) => data.X.column(j).reduce((sum, value) => sum + value, 0)),
      reference.sumX,
    );
  });

  for (const { seed, train, test, completenessContamination: expected } of reference.runs) {
    it(`gives scikit-learn's split, completeness and contamination from seed ${seed}`, async () => {
      const split = trainTestSplit(data.X, data.y, { testSize: 0.2, stratify: data.y, randomState: seed });
      expect(Array.from(split.trainIndices)).toEqual(train);
      expect(Array.from(split.testIndices)).toEqual(test);
      for (const [k, [completeness, contamination]] of expected.entries()) {
        const columns = [0, 1, 2, 3].slice(0, k + 1);
        const model = await new GaussianNB().fit(split.XTrain.takeColumns(columns), split.yTrain);
        const found = completenessContamination(model.predict(split.XTest.takeColumns(columns)), split.yTest);
        expect(found).toEqual({ completeness, contamination });
      }
    });
  }
});
