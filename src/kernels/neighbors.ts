import wasmBase64 from "./neighbors-wasm";
import { bindKernels } from "./workspace";

/** What assembly/neighbors.as exports, where the arguments are described; every address is a byte offset. */
export interface NeighborKernels {
  boxBounds(
    rows: number,
    n: number,
    width: number,
    low: number,
    high: number,
    norms: number,
    slack: number,
    out: number,
  ): void;
  smallest(
    ids: number,
    m: number,
    queries: number,
    width: number,
    panels: number,
    n: number,
    norms: number,
    k: number,
    room: number,
    places: number,
  ): void;
  within(
    ids: number,
    m: number,
    limits: number,
    queries: number,
    width: number,
    keptNorms: number,
    panels: number,
    n: number,
    norms: number,
    slack: number,
    full: number,
    fullQueries: number,
    fullNorms: number,
    fullRows: number,
    rowNorms: number,
    fullSlack: number,
    room: number,
    found: number,
    counts: number,
  ): void;
}

/** Rows of a panel. */
export const PANEL = 8;

/** The kernels on a memory of the caller's; they keep nothing in it. */
export const bindNeighbors = (memory: WebAssembly.Memory): NeighborKernels => bindKernels(wasmBase64, memory);
