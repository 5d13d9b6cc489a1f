/** Bytes at the start of the memory that the compiled code may use for itself. */
const RESERVED = 4096;
/** Bytes of rows that are copied and worked on together: they stay in the first-level cache. */
const BLOCK_BYTES = 16_384;

const modules = new Map<string, WebAssembly.Module>();

/** The kernels of a compiled source, bound to a memory. */
export function bindKernels<Kernels>(wasmBase64: string, memory: WebAssembly.Memory): Kernels {
  let module = modules.get(wasmBase64);
  if (module === undefined) {
    module = new WebAssembly.Module(Uint8Array.from(atob(wasmBase64), (c) => c.charCodeAt(0)));
    modules.set(wasmBase64, module);
  }
  const instance = new WebAssembly.Instance(module, { env: { memory, abort: () => {} } });
  return instance.exports as unknown as Kernels;
}

/** A memory with room for arrays of these lengths, all of f64, and the kernels of a compiled source bound to it. */
export function workspace<Kernels>(
  wasmBase64: string,
  lengths: number[],
): { kernels: Kernels; arrays: Float64Array[] } {
  const starts = [RESERVED];
  for (const length of lengths) starts.push(starts[starts.length - 1] + 16 * Math.ceil(length / 2));
  const memory = new WebAssembly.Memory({ initial: Math.ceil(starts[lengths.length] / 65_536) });
  return {
    kernels: bindKernels<Kernels>(wasmBase64, memory),
    arrays: lengths.map((length, k) => new Float64Array(memory.buffer, starts[k], length)),
  };
}

/** How many rows of `cols` numbers to work on at a time; a multiple of four. */
export const blockRows = (cols: number): number => 4 * Math.max(1, Math.floor(BLOCK_BYTES / (32 * cols)));
