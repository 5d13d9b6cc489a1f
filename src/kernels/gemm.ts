import wasmBase64 from "./gemm-wasm";
import { bindKernels } from "./workspace";

/**
 * What assembly/gemm.as exports; every address is a byte offset in the memory that it is bound to. `pieces` are three
 * 32-bit integers each: byte offset in a row, length, address.
 */
export interface GemmKernels {
  multiply(
    a: number,
    rows: number,
    m: number,
    out: number,
    outs: number,
    n: number,
    pieces: number,
    count: number,
    bRow: number,
    bColumn: number,
    bias: number,
    low: number,
    high: number,
    panel: number,
  ): void;
  multiplyTransposed(
    a: number,
    rows: number,
    m: number,
    b: number,
    bRow: number,
    bColumn: number,
    n: number,
    pieces: number,
    count: number,
    add: number,
    panel: number,
  ): void;
  fillOffsets(
    table: number,
    images: number,
    imageStep: number,
    lines: number,
    lineStep: number,
    columns: number,
    columnStep: number,
  ): void;
  padImages(
    from: number,
    images: number,
    lines: number,
    bytes: number,
    to: number,
    above: number,
    below: number,
    before: number,
    after: number,
  ): void;
}

/** The longest piece that {@link GemmKernels.multiply} takes. */
export const LONGEST_PIECE = 512;
/** Bytes that it needs to pack columns in. */
export const PANEL_BYTES = LONGEST_PIECE * 8 * 4;

/** The kernels on a memory of the caller's; they keep nothing in it. */
export const bindGemm = (memory: WebAssembly.Memory): GemmKernels => bindKernels(wasmBase64, memory);
