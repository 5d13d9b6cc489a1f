import wasmBase64 from "./winograd-wasm";
import { bindKernels } from "./workspace";

/** Tiles of framed images: which of them are worked on. */
export type Tiles = [
  imageBytes: number,
  lineBytes: number,
  down: number,
  across: number,
  first: number,
  count: number,
  channels: number,
];

/** What assembly/winograd.as exports; every address is a byte offset in the memory that it is bound to. */
export interface WinogradKernels {
  transformFilter(
    filter: number,
    tapStep: number,
    rows: number,
    rowStep: number,
    columns: number,
    columnStep: number,
    flipped: number,
    out: number,
  ): void;
  filterFromMatrices(matrices: number, size: number, out: number): void;
  transformInput(...args: [x: number, ...tiles: Tiles, out: number]): void;
  transformGradient(...args: [dy: number, ...tiles: Tiles, out: number]): void;
  transformOutput(
    m: number,
    out: number,
    height: number,
    width: number,
    down: number,
    across: number,
    first: number,
    count: number,
    channels: number,
    bias: number,
    low: number,
    high: number,
  ): void;
  products(a: number, rows: number, depth: number, b: number, columns: number, out: number): void;
  transposedProducts(a: number, rows: number, depth: number, b: number, columns: number, out: number): void;
}

/** Bytes that 16 matrices of `size` numbers take. */
export const matricesBytes = (size: number): number => 16 * (4 * size + 64);

/** The kernels on a memory of the caller's; they keep nothing in it. */
export const bindWinograd = (memory: WebAssembly.Memory): WinogradKernels => bindKernels(wasmBase64, memory);
