import { SkylearnError } from "../core/errors";
import wasmBase64 from "./dense-wasm";

/** What assembly/dense.as exports; every pointer is a byte offset, as {@link Arena} gives it. */
export interface DenseKernels {
  dots64(a: number, m: number, b: number, n: number, d: number, out: number, ldo: number): void;
  accumulateTN(a: number, P: number, b: number, Q: number, rows: number, c: number): void;
  expInPlace(x: number, n: number): void;
  rbfFromDots(
    dots: number,
    m: number,
    n: number,
    ldo: number,
    aNorms: number,
    bNorms: number,
    gamma: number,
  ): void;
  softmaxGradient(
    scores: number,
    rows: number,
    K: number,
    columns: number,
    codes: number,
    weights: number,
    sums: number,
  ): number;
  rbfRow32(
    x: number,
    norm: number,
    b: number,
    bNorms: number,
    n: number,
    d: number,
    gamma: number,
    out: number,
  ): void;
  dotsRow64(x: number, b: number, n: number, d: number, out: number): void;
  addScaled32(y: number, x: number, factor: number, n: number): void;
}

const PAGE = 65536;
/** Bytes at the start that hold the compiled code's constants. */
const RESERVED = 4096;
/** WebAssembly addresses 2^32 bytes. */
const MOST_BYTES = 2 ** 32 - PAGE;

let compiled: WebAssembly.Module | undefined;

function compile(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(wasmBase64), (c) => c.charCodeAt(0)));
  return compiled;
}

/**
 * Memory of a fixed size with the kernels bound to it. Arrays are carved from it one after the other and live as
 * long as the arena; `array.byteOffset` is what a kernel takes.
 */
export class Arena {
  readonly kernels: DenseKernels;
  /** What the arrays are carved from, for other kernels to be bound to. */
  readonly memory: WebAssembly.Memory;
  private readonly buffer: ArrayBuffer;
  private used = 0;

  /** @throws SkylearnError if more than 4 GB are asked for. */
  constructor(bytes: number) {
    if (bytes > MOST_BYTES) {
      throw new SkylearnError(
        `This needs ${(bytes / 2 ** 30).toFixed(1)} GB in one piece, but 4 GB is the most: use fewer rows or features.`,
      );
    }
    const pages = Math.ceil((bytes + RESERVED) / PAGE) + 1;
    const memory = new WebAssembly.Memory({ initial: pages });
    this.memory = memory;
    this.buffer = memory.buffer;
    this.used = RESERVED;
    const instance = new WebAssembly.Instance(compile(), { env: { memory, abort: () => {} } });
    this.kernels = instance.exports as unknown as DenseKernels;
  }

  float64(length: number): Float64Array {
    return new Float64Array(this.buffer, this.take(length * 8), length);
  }

  float32(length: number): Float32Array {
    return new Float32Array(this.buffer, this.take(length * 4), length);
  }

  int32(length: number): Int32Array {
    return new Int32Array(this.buffer, this.take(length * 4), length);
  }

  private take(bytes: number): number {
    const at = this.used;
    this.used = align(at + bytes);
    return at;
  }
}

const align = (bytes: number): number => Math.ceil(bytes / 16) * 16;

/** Bytes that an {@link Arena} needs for arrays of these sizes in bytes. */
export const arenaBytes = (...sizes: number[]): number => sizes.reduce((sum, bytes) => sum + align(bytes), 0);

/** `length` rounded up to whole vectors of `lanes` values. */
export const padded = (length: number, lanes: 2 | 4 | 8): number => Math.ceil(length / lanes) * lanes;
