import wasmBase64 from "./tsne-wasm";

interface TsneKernels {
  buildTree(n: number, y: number, rows: number, tree: number): number;
  repulsion(
    first: number,
    last: number,
    theta2: number,
    list: number,
    room: number,
    forces: number,
    potentials: number,
  ): void;
  attraction(
    first: number,
    last: number,
    y: number,
    starts: number,
    columns: number,
    p: number,
    out: number,
  ): void;
}

const PAGE = 65_536;
/** Bytes at the start that hold the compiled code's variables. */
const RESERVED = 1024;
const NODE_BYTES = 48;

/** Rows of similarities: those of row i stand from starts[i] to starts[i + 1]. */
export interface SparseRows {
  starts: Int32Array;
  columns: Int32Array;
  values: Float32Array;
}

/** Points in the plane that attract and repel one another, in compiled loops. */
export class PlaneForces {
  /** (n x 2) the points, to be moved by the caller. */
  readonly points: Float32Array;
  /** (n x 2) sum over others of p (1 + d²)^-1 (y_i - y_j), of the rows given. */
  readonly attractive: Float32Array;
  /** (n x 2) sum over others of (1 + d²)^-2 (y_i - y_j), of the points asked for. */
  readonly repulsive: Float32Array;
  /** (n) sum over others of (1 + d²)^-1, of the points asked for. */
  readonly potentials: Float32Array;
  /** (n) the points in the order of the tree. */
  readonly order: Int32Array;
  private readonly kernels: TsneKernels;
  private readonly room: number;
  private readonly at: Record<"tree" | "list" | "starts" | "columns" | "values", number>;

  /**
   * @param rows - the first of the rows whose attraction is wanted, and the one after the last.
   */
  constructor(
    private readonly n: number,
    similarities: SparseRows,
    private readonly rows: readonly [number, number] = [0, n],
  ) {
    const [first, last] = rows;
    const own = similarities.starts.subarray(first, last + 1);
    const [begin, end] = [own[0], own[own.length - 1]];
    // A leaf that splits gives two nodes; the list of a leaf holds nodes and single points.
    this.room = 4 * Math.ceil((3 * n + 8) / 4);
    const sizes = [
      ...[8 * n, 8 * n, 8 * n, 4 * n, 4 * n],
      ...[NODE_BYTES * 2 * n, 12 * this.room, 4 * own.length, 4 * (end - begin), 4 * (end - begin)],
    ];
    const starts = [RESERVED];
    for (const size of sizes) starts.push(16 * Math.ceil((starts[starts.length - 1] + size) / 16));
    const memory = new WebAssembly.Memory({ initial: Math.ceil(starts[starts.length - 1] / PAGE) });
    const module = new WebAssembly.Module(Uint8Array.from(atob(wasmBase64), (c) => c.charCodeAt(0)));
    const instance = new WebAssembly.Instance(module, { env: { memory, abort: () => {} } });
    this.kernels = instance.exports as unknown as TsneKernels;
    const [points, attractive, repulsive, potentials, order, tree, list, rowStarts, columns, values] = starts;
    this.at = { tree, list, starts: rowStarts, columns, values };
    this.points = new Float32Array(memory.buffer, points, 2 * n);
    this.attractive = new Float32Array(memory.buffer, attractive, 2 * n);
    this.repulsive = new Float32Array(memory.buffer, repulsive, 2 * n);
    this.potentials = new Float32Array(memory.buffer, potentials, n);
    this.order = new Int32Array(memory.buffer, order, n);
    for (let i = 0; i < n; i++) this.order[i] = i;
    new Int32Array(memory.buffer, rowStarts, own.length).set(own.map((start) => start - begin));
    new Int32Array(memory.buffer, columns, end - begin).set(similarities.columns.subarray(begin, end));
    new Float32Array(memory.buffer, values, end - begin).set(similarities.values.subarray(begin, end));
  }

  /** Fills `attractive`. */
  attract(): void {
    const { starts, columns, values } = this.at;
    const [first, last] = this.rows;
    this.kernels.attraction(
      first,
      last,
      this.points.byteOffset,
      starts,
      columns,
      values,
      this.attractive.byteOffset,
    );
  }

  /**
   * Puts the points in the order of a tree, and fills `repulsive` and `potentials` for those at positions `first` to
   * `last` - 1 of it, far groups of points taken together where their size is below `angle` times their distance.
   */
  repel(angle: number, first: number, last: number): void {
    const { tree, list } = this.at;
    this.kernels.buildTree(this.n, this.points.byteOffset, this.order.byteOffset, tree);
    this.kernels.repulsion(
      first,
      last,
      angle * angle,
      list,
      this.room,
      this.repulsive.byteOffset,
      this.potentials.byteOffset,
    );
  }
}
