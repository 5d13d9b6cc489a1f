import { type Label, type LabelVector, Matrix, makeClassification, RandomState } from "skylearn";
import type { Run, Workload } from "./workload";

interface Sample {
  XTrain: Matrix;
  yTrain: Float64Array | Int32Array;
  XTest: Matrix;
  yTest: Float64Array | Int32Array;
}

interface Model {
  fit(X: Matrix, y: ArrayLike<Label>): Promise<{ predict(X: Matrix): LabelVector }>;
}

/** Rows of three classes, 44 features; the last fifth is for the test. The twin of three_classes in supervised.py. */
export function threeClasses(n: number): Sample {
  const { X, y } = makeClassification({
    nSamples: n,
    nFeatures: 44,
    nInformative: 20,
    nRedundant: 10,
    nClasses: 3,
    nClustersPerClass: 2,
    classSep: 1,
    flipY: 0.01,
    randomState: 0,
  });
  const cut = Math.floor((n * 4) / 5);
  return {
    XTrain: new Matrix(X.data.slice(0, cut * 44), cut, 44),
    yTrain: y.slice(0, cut),
    XTest: new Matrix(X.data.slice(cut * 44), n - cut, 44),
    yTest: y.slice(cut),
  };
}

/** Three overlapping normal clouds, fitted and predicted on the same rows. The twin of shifted_normals. */
export function shiftedNormals(n: number, features: number): Sample {
  const y = Int32Array.from({ length: n }, (_, i) => i % 3);
  const X = new Matrix(new RandomState(0).normal(0, 1, n * features), n, features);
  for (let i = 0, k = 0; i < n; i++) for (let j = 0; j < features; j++, k++) X.data[k] += 0.5 * y[i];
  return { XTrain: X, yTrain: y, XTest: X, yTest: y };
}

/** A workload that fits and predicts; its figure of merit is the accuracy. */
export function supervised(
  about: Omit<Workload, "prepare">,
  sample: (scale: number) => Sample,
  make: () => Model,
): Workload {
  return {
    ...about,
    prepare(scale) {
      const { XTrain, yTrain, XTest, yTest } = sample(scale);
      return async (): Promise<Run> => {
        const start = performance.now();
        const model = await make().fit(XTrain, yTrain);
        const fitted = performance.now();
        const predicted = model.predict(XTest);
        const end = performance.now();
        let right = 0;
        for (let i = 0; i < yTest.length; i++) if (predicted[i] === yTest[i]) right++;
        return { fit: (fitted - start) / 1000, predict: (end - fitted) / 1000, check: right / yTest.length };
      };
    },
  };
}
