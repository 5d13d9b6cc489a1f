import * as skylearn from "skylearn";
import { shiftedNormals } from "./supervised";

/**
 * How the cost of each classifier and regressor grows: fit and predict at n, 2n and 4n rows of 10 features, medians
 * of several rounds. The exponent is that of a power law through the first and the last: 1 is linear in the rows.
 */

interface Model {
  fit(X: skylearn.Matrix, y: ArrayLike<number>): Promise<Model>;
  predict(X: skylearn.Matrix): ArrayLike<unknown>;
}

const SMALLEST = 2000;
const ROUNDS = 3;
/** Not timed: they learn nothing, or pass the work on to another estimator. */
const NOT_TIMED = ["DummyClassifier", "DummyRegressor", "GridSearchCV", "Pipeline"];

function models(): [string, new (params?: object) => Model][] {
  const kinds = [skylearn.Classifier, skylearn.Regressor];
  return Object.entries(skylearn as Record<string, unknown>).filter(
    (entry): entry is [string, new (params?: object) => Model] =>
      typeof entry[1] === "function" &&
      kinds.some((kind) => (entry[1] as { prototype: unknown }).prototype instanceof kind) &&
      !NOT_TIMED.includes(entry[0]),
  );
}

const median = (numbers: number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function time(ModelClass: new (params?: object) => Model, rows: number): Promise<[number, number]> {
  const { XTrain, yTrain } = shiftedNormals(rows, 10);
  const fits: number[] = [];
  const predictions: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const model = new ModelClass();
    const start = performance.now();
    await model.fit(XTrain, yTrain);
    const fitted = performance.now();
    model.predict(XTrain);
    fits.push(fitted - start);
    predictions.push(performance.now() - fitted);
  }
  return [median(fits), median(predictions)];
}

/** Prints a line for each estimator whose name contains one of `filters`; all, where there are none. */
export async function printGrowth(filters: readonly string[]): Promise<void> {
  const sizes = [SMALLEST, 2 * SMALLEST, 4 * SMALLEST];
  console.log(`Milliseconds at ${sizes.join(", ")} rows of 10 features; exponent of the growth\n`);
  console.log(`${"".padEnd(34)}${"fit".padStart(26)}${"predict".padStart(36)}`);
  const wanted = filters.map((filter) => filter.toLowerCase());
  for (const [name, ModelClass] of models()) {
    if (wanted.length > 0 && !wanted.some((filter) => name.toLowerCase().includes(filter))) continue;
    // Unmeasured: compilation of the code that all sizes share.
    await time(ModelClass, SMALLEST / 4);
    const times: [number, number][] = [];
    for (const rows of sizes) times.push(await time(ModelClass, rows));
    const column = (pick: 0 | 1) => {
      const exponent = Math.log2(times[2][pick] / times[0][pick]) / 2;
      return `${times.map((pair) => pair[pick].toPrecision(3).padStart(9)).join("")}  ^${exponent.toFixed(2)}`;
    };
    console.log(`${name.padEnd(34)}${column(0)}  ${column(1)}`);
  }
}
