import { type ClassWeight, classWeights, countCodes, weightsOfRows } from "../core/class-weight";
import { ParameterError } from "../core/errors";
import type { RandomState } from "../core/random-state";
import { checkSameLength, toSampleWeight } from "../core/targets";
import { slice } from "./evaluate";
import { largest, readInput, type TargetReader, takeRows } from "./training-data";
import type { TrainingRows } from "./training-rows";
import type { WeightedBatch } from "./training-run";

export type ReadRows = (rows: TrainingRows, prefix: string) => WeightedBatch;

/**
 * How rows are read for a network.
 *
 * @throws ParameterError for weights of classes where none are learnt.
 */
export function rowReader(
  reader: TargetReader,
  inputShape: readonly number[],
  classWeight: ClassWeight,
): ReadRows {
  const { classes } = reader;
  if (classWeight !== null && classes === null) {
    throw new ParameterError("classWeight needs labels, but y holds numbers.");
  }
  return ({ x, y, sampleWeight }, prefix) => {
    const input = readInput(x, inputShape, `${prefix}x`);
    const target = reader.read(y, input.count, `${prefix}y`);
    checkSameLength(target.count, input.count, `${prefix}y`, `${prefix}x`);
    const given = toSampleWeight(sampleWeight, input.count);
    if (classWeight === null && given === undefined) return { x: input, y: target };
    const codes = largest(target);
    const byClass = classes
      ? classWeights(classWeight, classes, countCodes(codes, classes.length))
      : undefined;
    return { x: input, y: target, weight: Float32Array.from(weightsOfRows(codes, given, byClass)) };
  };
}

/** The rows of one epoch in mini-batches, shuffled where a generator is given. */
export function* cut(
  rows: WeightedBatch,
  batchSize: number,
  rng: RandomState | undefined,
): Generator<WeightedBatch> {
  const { x, y, weight } = rows;
  const order = rng?.permutation(x.count);
  for (let from = 0; from < x.count; from += batchSize) {
    const to = Math.min(x.count, from + batchSize);
    if (order === undefined) {
      yield { x: slice(x, from, to), y: slice(y, from, to), weight: weight?.subarray(from, to) };
      continue;
    }
    const indices = order.subarray(from, to);
    yield {
      x: takeRows(x, indices),
      y: takeRows(y, indices),
      weight: weight && Float32Array.from(indices, (i) => weight[i]),
    };
  }
}

/** The mini-batches of a source, read. */
export async function* readBatches(
  batches: Iterable<TrainingRows> | AsyncIterable<TrainingRows>,
  read: ReadRows,
): AsyncGenerator<WeightedBatch> {
  for await (const batch of batches) yield read(batch, "");
}
