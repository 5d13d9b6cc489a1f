import { Matrix } from "../core/matrix";
import { inputShapeOf, type LayersModel, sizeOf } from "./layers-model";
import type { LossName } from "./loss-name";
import { lossOfRows } from "./losses";
import type { Session } from "./session";
import { largest, type Rows } from "./training-data";
import type { Measured } from "./training-history";

/** Rows that go through a network at a time where nothing is learnt. */
export const EVALUATION_BATCH = 128;

/** The rows `from` … `to` − 1, without a copy. */
export const slice = ({ data, size }: Rows, from: number, to: number): Rows => ({
  data: data.subarray(from * size, to * size),
  count: to - from,
  size,
});

/** Calls `use` with the outputs of each batch in turn. */
export function forEachOutput(
  { tf }: Session,
  model: LayersModel,
  x: Rows,
  shape: readonly number[],
  use: (output: import("@tensorflow/tfjs-core").Tensor, from: number, to: number) => void,
): void {
  for (let from = 0; from < x.count; from += EVALUATION_BATCH) {
    const to = Math.min(x.count, from + EVALUATION_BATCH);
    // a tidy whose result is a typed array would look through all of its numbers
    tf.tidy(() => {
      const input = tf.tensor(slice(x, from, to).data, [to - from, ...shape]);
      use(model.apply(input, { training: false }) as import("@tensorflow/tfjs-core").Tensor, from, to);
    });
  }
}

/** The mean loss of rows, and the share of them whose class is right. */
export function measure(
  session: Session,
  model: LayersModel,
  rows: { x: Rows; y: Rows; shape: readonly number[]; loss: LossName; isClass: boolean },
): Measured {
  const { tf } = session;
  const { x, y, shape, loss, isClass } = rows;
  let sum = 0;
  let right = 0;
  forEachOutput(session, model, x, shape, (output, from, to) => {
    const target = slice(y, from, to);
    const losses = lossOfRows(tf, loss, tf.tensor2d(target.data, [target.count, target.size]), output);
    sum += tf.sum(losses).dataSync()[0];
    if (isClass) right += countRight(target, output.dataSync() as Float32Array);
  });
  return { loss: sum / x.count + penalty(session, model), accuracy: isClass ? right / x.count : null };
}

/** Rows whose output is largest where the target is. */
export function countRight(target: Rows, output: Float32Array): number {
  const expected = largest(target);
  const found = largest({ ...target, data: output });
  let right = 0;
  for (let i = 0; i < expected.length; i++) if (found[i] === expected[i]) right++;
  return right;
}

/** What the layers' regularisers add to the loss. */
function penalty({ tf }: Session, model: LayersModel): number {
  const losses = tf.tidy(() => model.calculateLosses());
  const sum = losses.reduce((total, one) => total + one.dataSync()[0], 0);
  tf.dispose(losses);
  return sum;
}

/** (n x values) what the network makes of each row. */
export function outputsOf(session: Session, model: LayersModel, x: Rows): Matrix {
  const cols = sizeOf(model.outputs[0].shape.slice(1) as number[]);
  const out = Matrix.zeros(x.count, cols);
  forEachOutput(session, model, x, inputShapeOf(model), (output, from) => {
    out.data.set(output.dataSync(), from * cols);
  });
  return out;
}
