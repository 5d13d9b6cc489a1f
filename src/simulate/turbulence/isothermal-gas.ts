import { ValidationError } from "../../core/errors";
import wasmBase64 from "../../kernels/gas-wasm";
import { workspace } from "../../kernels/workspace";

/** How {@link IsothermalGas} computes what flows from cell to cell. */
export interface GasScheme {
  /**
   * What flows through a face between two states: `"laxFriedrichs"`, their mean less the jump at the fastest speed of the
   * two sides (the local form, also Rusanov's); or `"hllc"`, which follows the two sound waves and the contact between.
   */
  solver: "laxFriedrichs" | "hllc";
  /** 1: cells are constant; 2: they are linear, with limited slopes, and time steps are Heun's. */
  order: 1 | 2;
  /** Part of the longest time step that is taken. */
  cfl: number;
}

interface GasKernels {
  flowAlongX(
    state: number,
    rate: number,
    jump: number,
    nx: number,
    rows: number,
    perLength: number,
    sound: number,
    contact: boolean,
    linear: boolean,
    scratch: number,
  ): void;
  flowAcross(
    axis: number,
    state: number,
    rate: number,
    jump: number,
    nx: number,
    cells: number,
    step: number,
    lines: number,
    lineStep: number,
    perLength: number,
    sound: number,
    contact: boolean,
    linear: boolean,
    scratch: number,
  ): void;
  advance(state: number, rate: number, old: number, jump: number, cells: number, dt: number): void;
  fastest(state: number, jump: number, cells: number): number;
}

/**
 * Numbers between one cube and the next. Without them, the same cell of all four would fall on one line of the cache, since
 * cubes have a power of two of cells.
 */
const GAP = 136;

/**
 * A gas of one temperature in a periodic box of cubic cells: Euler's equations with the pressure c² ρ, by finite volumes.
 * All three directions are taken in one step, so that a flow without divergence leaves a uniform gas uniform; what leaves one
 * cell enters the next, so mass and momentum are conserved to rounding.
 */
export class IsothermalGas {
  /** (z x y x x) mass in a unit of volume, x fastest. */
  readonly density: Float64Array;
  /** (z x y x x) velocities along x, y and z. */
  readonly velocity: readonly [Float64Array, Float64Array, Float64Array];
  private readonly kernels: GasKernels;
  private readonly rates: Float64Array;
  private readonly whole: Float64Array;
  private readonly old: Float64Array;
  private readonly scratch: number;
  /** Bytes from one cube to the next. */
  private readonly jump: number;

  /**
   * @param shape - cells along x (an even number), y and z; 1 along a direction in which nothing changes.
   * @param cellSize - in the unit of length in which speeds are given.
   */
  constructor(
    readonly shape: readonly [nx: number, ny: number, nz: number],
    private readonly cellSize: number,
    readonly soundSpeed: number,
    private readonly scheme: GasScheme,
  ) {
    const [nx, ny, nz] = shape;
    const cells = nx * ny * nz;
    const cube = cells + GAP;
    this.jump = 8 * cube;
    const { kernels, arrays } = workspace<GasKernels>(wasmBase64, [
      4 * cube,
      4 * cube,
      scheme.order === 2 ? 4 * cube : 0,
      12 * (nx + 4),
    ]);
    this.kernels = kernels;
    [this.whole, this.rates, this.old] = arrays;
    this.scratch = arrays[3].byteOffset;
    const part = (k: number) => this.whole.subarray(k * cube, k * cube + cells);
    this.density = part(0);
    this.velocity = [part(1), part(2), part(3)];
  }

  /**
   * Follows the gas for `duration`, in units of length over speed.
   *
   * @returns a generator that takes a time step each time, and gives how many there were.
   * @throws ValidationError if a value is no number or a density not positive, at the start or at the end.
   */
  *evolve(duration: number): Generator<number, void> {
    this.check();
    let steps = 0;
    for (let rest = duration; rest > 0; ) {
      // Steps of equal length over what is left, so that the last is not a sliver.
      const dt = rest / Math.ceil(rest / this.longestStep());
      this.step(dt);
      rest = dt === rest ? 0 : rest - dt;
      yield ++steps;
    }
    this.check();
  }

  /** The time step at which the fastest wave passes `cfl` of a cell, over all directions together. */
  private longestStep(): number {
    const flow = this.kernels.fastest(this.whole.byteOffset, this.jump, this.density.length);
    const directions = this.shape.filter((cells) => cells > 1).length;
    const step = (this.scheme.cfl * this.cellSize) / (flow + directions * this.soundSpeed);
    if (step > 0) return step;
    throw new ValidationError("The gas has become too fast to follow: take a smaller cfl.");
  }

  private step(dt: number): void {
    const { kernels, whole, old, rates, density } = this;
    const advance = (before: number) =>
      kernels.advance(whole.byteOffset, rates.byteOffset, before, this.jump, density.length, dt);
    if (this.scheme.order === 2) old.set(whole);
    this.computeRates();
    advance(0);
    if (this.scheme.order === 1) return;
    this.computeRates();
    advance(old.byteOffset);
  }

  private computeRates(): void {
    const { kernels, soundSpeed, scratch, jump } = this;
    const [nx, ny, nz] = this.shape;
    const [state, rate] = [this.whole.byteOffset, this.rates.byteOffset];
    const contact = this.scheme.solver === "hllc";
    const linear = this.scheme.order === 2;
    const rest = [1 / this.cellSize, soundSpeed, contact, linear, scratch] as const;
    this.rates.fill(0);
    kernels.flowAlongX(state, rate, jump, nx, ny * nz, ...rest);
    if (ny > 1) kernels.flowAcross(1, state, rate, jump, nx, ny, nx, nz, nx * ny, ...rest);
    if (nz > 1) kernels.flowAcross(2, state, rate, jump, nx, nz, nx * ny, ny, nx, ...rest);
  }

  private check(): void {
    const cell = this.density.findIndex((density) => !(density > 0 && density < Number.POSITIVE_INFINITY));
    if (cell >= 0) {
      throw new ValidationError(
        `The density of cell ${cell} is ${this.density[cell]}: it must stay positive; take a smaller cfl.`,
      );
    }
    const broken = this.velocity.findIndex((component) => !component.every(Number.isFinite));
    if (broken >= 0) {
      throw new ValidationError(`A velocity along ${"xyz"[broken]} is no number; take a smaller cfl.`);
    }
  }
}
