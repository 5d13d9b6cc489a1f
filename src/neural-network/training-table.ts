import type { Rows } from "./evaluate";
import type { Network } from "./network";

/** The rows to train on, laid out in the network's memory: there a batch is gathered far faster. */
export class TrainingTable {
  private readonly table: Float64Array;
  private readonly order: Int32Array;
  private readonly stride: number;
  private readonly targets: Float64Array;

  /** @param network - with room for as many rows. */
  constructor(
    private readonly network: Network,
    { X, targets }: Rows,
  ) {
    this.stride = network.inputStride;
    this.targets = targets;
    this.table = network.arena.float64(X.rows * this.stride);
    this.order = network.arena.int32(X.rows);
    for (let i = 0, at = 0; i < X.rows; i++, at += this.stride) {
      for (let j = 0; j < X.cols; j++) this.table[at + j] = X.data[i * X.cols + j];
      this.table[at + X.cols] = 1;
    }
  }

  /** The order in which rows are read from now on. */
  arrange(order: Int32Array): void {
    this.order.set(order);
  }

  /** Puts the rows that are `from`-th to `to`-th in order, and their targets, into the network. */
  read(from: number, to: number): void {
    const { network, table, stride, order, targets } = this;
    network.elementwise.gather(
      table.byteOffset,
      stride,
      order.byteOffset + 4 * from,
      to - from,
      network.input.byteOffset,
    );
    for (let i = from; i < to; i++) network.targets[i - from] = targets[order[i]];
  }
}
