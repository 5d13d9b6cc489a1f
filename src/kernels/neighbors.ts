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
  visit(
    ids: number,
    m: number,
    queries: number,
    width: number,
    keptNorms: number,
    first: number,
    n: number,
    panels: number,
    halfNorms: number,
    slack: number,
    full: number,
    fullQueries: number,
    fullNorms: number,
    fullRows: number,
    rowNorms: number,
    fullSlack: number,
    k: number,
    uppers: number,
    most: number,
    places: number,
    lowers: number,
    counts: number,
    hits: number,
  ): void;
}

/** Rows of a panel. */
export const PANEL = 8;

/** The kernels on a memory of the caller's; they keep nothing in it. */
export const bindNeighbors = (memory: WebAssembly.Memory): NeighborKernels => bindKernels(wasmBase64, memory);
