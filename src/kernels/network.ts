import type { Arena } from "./dense";
import wasmBase64 from "./network-wasm";

/** What assembly/network.as exports; every pointer is a byte offset into the arena. */
export interface NetworkKernels {
  relu(x: number, n: number): void;
  reluBackward(
    delta: number,
    deltaStride: number,
    a: number,
    aStride: number,
    rows: number,
    width: number,
  ): void;
  adam(
    weights: number,
    gradient: number,
    penalties: number,
    first: number,
    second: number,
    n: number,
    share: number,
    beta1: number,
    beta2: number,
    rate: number,
    epsilon: number,
  ): number;
  momentum(
    weights: number,
    gradient: number,
    penalties: number,
    velocity: number,
    n: number,
    share: number,
    keep: number,
    rate: number,
    nesterov: boolean,
  ): number;
  scale(x: number, n: number, factor: number): void;
  sigmoidOfExp(x: number, n: number, base: number, factor: number): void;
  sigmoidBackward(
    delta: number,
    deltaStride: number,
    a: number,
    aStride: number,
    rows: number,
    width: number,
    base: number,
    slope: number,
  ): void;
  gather(table: number, stride: number, order: number, rows: number, out: number): void;
}

let compiled: WebAssembly.Module | undefined;

/** The loops of neural networks, on the memory of an arena. */
export function networkKernels(arena: Arena): NetworkKernels {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(wasmBase64), (c) => c.charCodeAt(0)));
  const { memory } = arena.kernels as unknown as { memory: WebAssembly.Memory };
  const instance = new WebAssembly.Instance(compiled, { env: { memory, abort: () => {} } });
  return instance.exports as unknown as NetworkKernels;
}
