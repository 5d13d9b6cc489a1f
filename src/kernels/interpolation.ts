import wasmBase64 from "./interpolation-wasm";
import { workspace } from "./workspace";

interface InterpolationKernels {
  transformRows(
    m: number,
    columns: number,
    density: number,
    spectrum: number,
    room: number,
    turns: number,
  ): void;
  fillTable(
    m: number,
    spectrum: number,
    table: number,
    room: number,
    turns: number,
    parity: number,
    lane: number,
  ): void;
  convolve(
    m: number,
    first: number,
    last: number,
    spectrum: number,
    products: number,
    potential: number,
    alongX: number,
    alongY: number,
    powers: number,
    room: number,
    turns: number,
  ): void;
  transformBack(
    m: number,
    first: number,
    last: number,
    products: number,
    field: number,
    room: number,
    turns: number,
  ): void;
  spread(
    count: number,
    points: number,
    m: number,
    density: number,
    x0: number,
    y0: number,
    perNode: number,
  ): void;
  gather(
    first: number,
    last: number,
    points: number,
    m: number,
    field: number,
    x0: number,
    y0: number,
    perNode: number,
    forces: number,
  ): void;
}

/** Nodes along each edge of the grid that points keep away from: there the splines feel the edge of the torus. */
export const MARGIN = 8;
/** What the compiled code multiplies a point's weights with, once where it is spread and once where it reads. */
const WEIGHT = 36;
/** Offsets of real and imaginary parts in an element. */
const REAL = 0;
const IMAGINARY = 16;

/**
 * Repulsion between points in the plane, by interpolation on a square grid and Fourier transforms, after Linderman,
 * Rachh, Hoskins, Steinerberger & Kluger 2019, Nature Methods 16, 243 (FIt-SNE); step by step, so that threads can share
 * the work.
 *
 * They interpolate by a parabola of its own on each interval of three nodes, and convolve several charges with one
 * kernel. Here cubic splines interpolate, which err far less at the same spacing; and the points' density is convolved
 * with the forces themselves, so that one transform there and one back are enough. The sum of the potential is taken
 * between the two.
 */
export class GridRepulsion {
  /** (count x 2) sum over all points of (1 + d²)^-2 (y_i - y_j). */
  readonly forces: Float32Array;
  /** Groups of four frequencies along x, zero and the highest included. */
  readonly groups: number;
  private readonly kernels: InterpolationKernels;
  /** Length of the transforms: the grid twice, so that its far sides do not meet. */
  private readonly m: number;
  private readonly points: Float32Array;
  private readonly spectrum: Float32Array;
  /**
   * (groups x nodes x 16) density times forces, transformed along x only, in groups of four frequencies; while the
   * tables are made, a kernel over the whole torus.
   */
  readonly products: Float32Array;
  /** (groups) the share of each group of frequencies in the sum of the potential. */
  readonly powers: Float64Array;
  /** (nodes / 4 x nodes x 8) the density, and then the forces at the nodes, in groups of four rows. */
  readonly field: Float32Array;
  private readonly tables: { potential: Float32Array; alongX: Float32Array; alongY: Float32Array };
  private readonly room: number;
  private readonly turns: number;
  private spacing = Number.NaN;
  /** The interpolated potential of a point at itself. */
  private own = Number.NaN;
  /** Lower left, of the points taken last. */
  private corner = [0, 0];

  /**
   * @param count - points.
   * @param nodes - along each side of the grid: 8 times a product of powers of 2, 3 and 5.
   */
  constructor(
    private readonly count: number,
    readonly nodes: number,
  ) {
    const m = 2 * nodes;
    const groups = nodes / 4 + 1;
    const sizes = [
      2 * count,
      2 * count,
      2 * m,
      // Four series: two are transformed, two wait.
      4 * 8 * m,
      groups * nodes * 8,
      groups * nodes * 16,
      nodes * nodes * 2,
      2 * groups,
      ...[1, 2, 3].map(() => groups * (nodes + 1) * 4),
    ];
    const { kernels, arrays } = workspace<InterpolationKernels>(
      wasmBase64,
      sizes.map((size) => Math.ceil(size / 2)),
    );
    const floats = arrays.map(({ buffer, byteOffset }, i) => new Float32Array(buffer, byteOffset, sizes[i]));
    const [points, forces, turns, room, spectrum, products, field, powers, potential, alongX, alongY] =
      floats;
    this.kernels = kernels;
    this.m = m;
    this.groups = groups;
    this.points = points;
    this.forces = forces;
    this.turns = turns.byteOffset;
    this.room = room.byteOffset;
    this.spectrum = spectrum;
    this.products = products;
    this.field = field;
    this.powers = new Float64Array(powers.buffer, powers.byteOffset, groups);
    this.tables = { potential, alongX, alongY };
    for (let k = 0; k < m; k++) {
      turns[2 * k] = Math.cos((2 * Math.PI * k) / m);
      turns[2 * k + 1] = -Math.sin((2 * Math.PI * k) / m);
    }
  }

  /** Sets the distance between nodes; the tables are made anew only if it is another one. */
  setSpacing(spacing: number): void {
    if (spacing === this.spacing) return;
    this.spacing = spacing;
    const { nodes, tables } = this;
    const potential = (x: number, y: number) => 1 / (1 + spacing * spacing * (x * x + y * y));
    this.fill(tables.potential, potential, "even");
    this.fill(tables.alongX, (x, y) => spacing * x * potential(x, y) ** 2, "odd in x");
    this.fill(tables.alongY, (x, y) => spacing * y * potential(x, y) ** 2, "odd in y");
    // All but the first and the last frequency along x stand for two.
    for (let k = 0; k <= nodes; k++) {
      tables.potential[4 * k] /= 2;
      tables.potential[nodes * (nodes + 1) + 4 * k] /= 2;
    }
    this.own = this.meanOwn(tables.potential);
  }

  /** What the interpolated potential of a point at itself comes to, on average over its places between nodes. */
  private meanOwn(potential: Float32Array): number {
    const { m, nodes } = this;
    const power = Float64Array.from({ length: nodes + 4 }, (_, k) => meanPowerAt(k / m));
    let sum = 0;
    for (let at = 0, first = 0; first <= nodes; first += 4) {
      for (let y = 0; y <= nodes; y++) {
        const times = y === 0 || y === nodes ? 1 : 2;
        for (let x = first; x < first + 4; x++) sum += times * potential[at++] * power[x] * power[y];
      }
    }
    return 4 * WEIGHT * WEIGHT * sum;
  }

  /** Makes the table of a kernel, which is given at non-negative numbers of nodes along x and y. */
  private fill(
    table: Float32Array,
    kernel: (x: number, y: number) => number,
    symmetry: "even" | "odd in x" | "odd in y",
  ): void {
    const { m, nodes, kernels, products, spectrum, room, turns } = this;
    const mirror = symmetry === "odd in x" ? -1 : 1;
    for (let y = 0; y < nodes; y++) {
      const row = (y - (y % 8)) * m + (y % 8);
      for (let x = 0; x < nodes; x++) {
        const value = kernel(x, y);
        products[row + 8 * x] = value;
        if (x > 0) products[row + 8 * (m - x)] = mirror * value;
      }
      // No two points are so far apart.
      products[row + 8 * nodes] = 0;
    }
    kernels.transformRows(m, m, products.byteOffset, spectrum.byteOffset, room, turns);
    const parity = symmetry === "odd in y" ? -1 : 1;
    const lane = symmetry === "even" ? REAL : IMAGINARY;
    kernels.fillTable(m, spectrum.byteOffset, table.byteOffset, room, turns, parity, lane);
    // The spectrum is twice the transform, here and where it is multiplied with the table; the transform of an odd
    // kernel is -i times its table.
    const factor = (symmetry === "even" ? 1 : -1) / (4 * m * m * WEIGHT * WEIGHT);
    const inverse = Float64Array.from({ length: nodes + 4 }, (_, k) => filterAt(k / m) ** -2);
    for (let at = 0, first = 0; first <= nodes; first += 4) {
      for (let y = 0; y <= nodes; y++) {
        for (let x = first; x < first + 4; x++) table[at++] *= factor * inverse[x] * inverse[y];
      }
    }
  }

  /**
   * Takes the points, which must all lie on the grid, at least {@link MARGIN} nodes from its edges; its lower left
   * corner is (x0, y0).
   */
  spread(points: Float32Array, x0: number, y0: number): void {
    const { m, kernels, field, spectrum, room, turns } = this;
    this.corner = [x0, y0];
    this.points.set(points);
    const perNode = 1 / this.spacing;
    kernels.spread(this.count, this.points.byteOffset, m, field.byteOffset, x0, y0, perNode);
    kernels.transformRows(m, this.nodes, field.byteOffset, spectrum.byteOffset, room, turns);
  }

  /** Fills `powers` and `products` for the groups from `first` to `last` - 1. */
  convolve(first: number, last: number): void {
    const { kernels, tables, room, turns } = this;
    kernels.convolve(
      this.m,
      first,
      last,
      this.spectrum.byteOffset,
      this.products.byteOffset,
      tables.potential.byteOffset,
      tables.alongX.byteOffset,
      tables.alongY.byteOffset,
      this.powers.byteOffset,
      room,
      turns,
    );
  }

  /** Sum over all pairs of different points of the potential, (1 + d²)^-1, once all `powers` are there. */
  potentialSum(): number {
    return this.powers.reduce((sum, power) => sum + power, 0) - this.count * this.own;
  }

  /** Fills `field` for the groups of four rows from `first` to `last` - 1, once all `products` are there. */
  transformBack(first: number, last: number): void {
    const { kernels, products, field } = this;
    kernels.transformBack(this.m, first, last, products.byteOffset, field.byteOffset, this.room, this.turns);
  }

  /** Fills `forces` for the points from `first` to `last` - 1, once all of the `field` is there. */
  gather(first: number, last: number): void {
    const { m, points, field, forces, spacing } = this;
    const [x0, y0] = this.corner;
    this.kernels.gather(
      first,
      last,
      points.byteOffset,
      m,
      field.byteOffset,
      x0,
      y0,
      1 / spacing,
      forces.byteOffset,
    );
  }
}

/** What cubic B-splines at the nodes make of a wave of so many turns from node to node. */
const filterAt = (frequency: number): number => (2 + Math.cos(2 * Math.PI * frequency)) / 3;

/** Mean square of the spectrum of one point's B-splines over all places between nodes: a spline of degree 7. */
const meanPowerAt = (frequency: number): number => {
  const [a, b, c] = [1, 2, 3].map((times) => Math.cos(2 * Math.PI * times * frequency));
  return (1208 + 1191 * a + 120 * b + c) / 2520;
};
