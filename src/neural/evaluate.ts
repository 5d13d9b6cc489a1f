import { breather } from "../core/breather";
import { Matrix } from "../core/matrix";
import { inputShapeOf, type LayersModel, outputShapeOf, sizeOf } from "./layers-model";
import type { LossName } from "./loss-name";
import { lossOfRows } from "./losses";
import type { Session } from "./session";
import { largest, type Rows } from "./training-data";
import type { Measured } from "./training-history";

type Tensor = import("@tensorflow/tfjs-core").Tensor;

/** Rows that go through a network at a time where nothing is learnt. */
const EVALUATION_BATCH = 128;

/** The rows `from` … `to` − 1, without a copy. */
export const slice = ({ data, size }: Rows, from: number, to: number): Rows => ({
  data: data.subarray(from * size, to * size),
  count: to - from,
  size,
});

/** The rows that go through the network together: `[from, to)`, one piece after another. */
function* pieces(count: number): Generator<[number, number]> {
  for (let from = 0; from < count; from += EVALUATION_BATCH) {
    yield [from, Math.min(count, from + EVALUATION_BATCH)];
  }
}

/** Calls `use` with what the network makes of some rows. */
function withOutput({ tf }: Session, model: LayersModel, x: Rows, use: (output: Tensor) => void): void {
  // a tidy whose result is a typed array would look through all of its numbers
  tf.tidy(() => {
    const input = tf.tensor(x.data, [x.count, ...inputShapeOf(model)]);
    use(model.apply(input, { training: false }) as Tensor);
  });
}

/** What rows are measured by. */
export interface Yardstick {
  loss: LossName;
  isClass: boolean;
}

/** The mean loss of rows, and the share of them whose class is right. */
export async function measure(
  session: Session,
  model: LayersModel,
  { x, y }: { x: Rows; y: Rows },
  { loss, isClass }: Yardstick,
): Promise<Measured> {
  const { tf } = session;
  const breathe = breather();
  let sum = 0;
  let right = 0;
  for (const [from, to] of pieces(x.count)) {
    const target = slice(y, from, to);
    withOutput(session, model, slice(x, from, to), (output) => {
      const losses = lossOfRows(tf, loss, tf.tensor2d(target.data, [target.count, target.size]), output);
      sum += tf.sum(losses).dataSync()[0];
      if (isClass) right += countRight(target, output.dataSync() as Float32Array);
    });
    await breathe();
  }
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
  const out = Matrix.zeros(x.count, sizeOf(outputShapeOf(model)));
  for (const [from, to] of pieces(x.count)) fillOutputs(session, model, x, from, to, out);
  return out;
}

/** As {@link outputsOf}, letting timers and input through meanwhile. */
export async function computeOutputs(session: Session, model: LayersModel, x: Rows): Promise<Matrix> {
  const out = Matrix.zeros(x.count, sizeOf(outputShapeOf(model)));
  const breathe = breather();
  for (const [from, to] of pieces(x.count)) {
    fillOutputs(session, model, x, from, to, out);
    await breathe();
  }
  return out;
}

function fillOutputs(
  session: Session,
  model: LayersModel,
  x: Rows,
  from: number,
  to: number,
  out: Matrix,
): void {
  withOutput(session, model, slice(x, from, to), (output) => {
    out.data.set(output.dataSync(), from * out.cols);
  });
}
