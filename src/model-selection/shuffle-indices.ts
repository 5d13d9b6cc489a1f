import { ParameterError, ValidationError } from "../core/errors";
import type { Label } from "../core/labels";
import type { RandomState } from "../core/random-state";

/** Row numbers of the two parts of a split. */
export interface SplitIndices {
  trainIndices: Int32Array;
  testIndices: Int32Array;
}

/**
 * Turns `testSize` and `trainSize` into numbers of rows, as scikit-learn: a fraction between 0 and 1 rounds
 * up for the test part and down for the training part, a whole number is a count, and whichever is missing
 * takes the rest.
 *
 * @throws ParameterError if a size is no such number, or they leave a part empty or exceed `n` rows.
 */
export function resolveSplitSizes(
  n: number,
  testSize: number | null | undefined,
  trainSize: number | null | undefined,
  defaultTestSize: number,
): { nTrain: number; nTest: number } {
  const test = testSize ?? (trainSize === undefined || trainSize === null ? defaultTestSize : undefined);
  const train = trainSize ?? undefined;
  for (const [name, size] of [
    ["testSize", test],
    ["trainSize", train],
  ] as const) {
    if (size === undefined || (size > 0 && size < 1) || (Number.isInteger(size) && size >= 1 && size < n)) {
      continue;
    }
    throw new ParameterError(
      `${name} is ${size}, but must be a fraction between 0 and 1 or a whole number from 1 to ${n - 1}, ` +
        `one less than the ${n} rows.`,
    );
  }
  if (test !== undefined && train !== undefined && test < 1 && train < 1 && test + train > 1) {
    throw new ParameterError(`testSize + trainSize is ${test + train}: together they must not exceed 1.`);
  }
  const wanted = test === undefined ? 0 : test < 1 ? Math.ceil(test * n) : test;
  const nTrain = train === undefined ? n - wanted : train < 1 ? Math.floor(train * n) : train;
  const nTest = test === undefined ? n - nTrain : wanted;
  if (nTrain + nTest > n) {
    throw new ParameterError(
      `trainSize (${nTrain} rows) and testSize (${nTest} rows) exceed the ${n} rows. Reduce one of them.`,
    );
  }
  if (nTrain === 0) {
    throw new ParameterError(
      `With ${n} rows, testSize ${test} and trainSize ${train}, no row is left to train on.`,
    );
  }
  return { nTrain, nTest };
}

/** One split of scikit-learn's `ShuffleSplit`. */
export function shuffledSplit(n: number, nTrain: number, nTest: number, rng: RandomState): SplitIndices {
  const order = rng.permutation(n);
  return { testIndices: order.slice(0, nTest), trainIndices: order.slice(nTest, nTest + nTrain) };
}

/**
 * One split of scikit-learn's `StratifiedShuffleSplit`: each class has its share in both parts.
 *
 * @param codes for each row the index of its class in `classes`.
 * @throws ValidationError if a class has one member only.
 * @throws ParameterError if a part has fewer rows than there are classes.
 */
export function stratifiedSplit(
  codes: Int32Array,
  classes: readonly Label[],
  nTrain: number,
  nTest: number,
  rng: RandomState,
): SplitIndices {
  const rowsOfClass = groupRows(codes, classes.length);
  rowsOfClass.forEach((rows, k) => {
    if (rows.length >= 2) return;
    throw new ValidationError(
      `Class ${JSON.stringify(classes[k])} has only 1 member: a stratified split needs at least 2 of each class.`,
    );
  });
  for (const [name, size] of [
    ["trainSize", nTrain],
    ["testSize", nTest],
  ] as const) {
    if (size >= classes.length) continue;
    throw new ParameterError(
      `${name} gives ${size} rows, fewer than the ${classes.length} classes: a stratified split needs one each.`,
    );
  }
  const counts = Float64Array.from(rowsOfClass, (rows) => rows.length);
  const trainCounts = approximateMode(counts, nTrain, rng);
  const left = counts.map((count, k) => count - trainCounts[k]);
  const testCounts = approximateMode(left, nTest, rng);
  const train = new Int32Array(nTrain);
  const test = new Int32Array(nTest);
  let trainEnd = 0;
  let testEnd = 0;
  rowsOfClass.forEach((rows, k) => {
    const order = rng.permutation(rows.length);
    const split = trainCounts[k];
    for (let i = 0; i < split; i++) train[trainEnd++] = rows[order[i]];
    for (let i = split; i < split + testCounts[k]; i++) test[testEnd++] = rows[order[i]];
  });
  return { trainIndices: rng.permutation(train), testIndices: rng.permutation(test) };
}

function groupRows(codes: Int32Array, nClasses: number): Int32Array[] {
  const counts = new Int32Array(nClasses);
  for (let i = 0; i < codes.length; i++) counts[codes[i]]++;
  const groups = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (let i = 0; i < codes.length; i++) groups[codes[i]][counts[codes[i]]++] = i;
  return groups;
}

/**
 * The likeliest numbers per class of `draws` drawn without replacement from `counts`, up to rounding; equal
 * remainders are drawn by lot, in the order in which scikit-learn draws them.
 */
function approximateMode(counts: Float64Array, draws: number, rng: RandomState): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const exact = counts.map((count) => (count / total) * draws);
  const result = exact.map(Math.floor);
  let missing = draws - result.reduce((sum, count) => sum + count, 0);
  const remainders = exact.map((value, k) => value - result[k]);
  for (const value of [...new Set(remainders)].sort((a, b) => b - a)) {
    if (missing <= 0) break;
    const tied = [...remainders.keys()].filter((k) => remainders[k] === value);
    const winners = rng.choice(tied, { size: Math.min(tied.length, missing), replace: false });
    for (const k of winners) result[k]++;
    missing -= winners.length;
  }
  return result;
}
