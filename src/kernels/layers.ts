import wasmBase64 from "./layers-wasm";
import { bindKernels } from "./workspace";

/** Images, what comes out of them, and the windows that go over them. */
export type Windows = [
  images: number,
  height: number,
  width: number,
  channels: number,
  outHeight: number,
  outWidth: number,
  windowHeight: number,
  windowWidth: number,
  strideHeight: number,
  strideWidth: number,
];

/** What assembly/layers.as exports; every address is a byte offset in the memory that it is bound to. */
export interface LayerKernels {
  sumRows(x: number, rows: number, n: number, factor: number, partial: number, out: number): void;
  reluGradient(dy: number, y: number, n: number, out: number): void;
  adamStep(
    value: number,
    mean: number,
    square: number,
    gradient: number,
    n: number,
    beta1: number,
    beta2: number,
    rate: number,
    spread: number,
    epsilon: number,
    newValue: number,
    newMean: number,
    newSquare: number,
  ): void;
  maxPoolGradient(
    ...args: [x: number, y: number, dy: number, dx: number, ...windows: Windows, top: number, left: number]
  ): void;
  startRows(out: number, rows: number, n: number, bias: number): void;
  clamp(x: number, n: number, low: number, high: number): void;
  convolveChannels(
    ...args: [
      goal: number,
      x: number,
      filter: number,
      y: number,
      ...windows: Windows,
      dilationHeight: number,
      dilationWidth: number,
      top: number,
      left: number,
      multiplier: number,
    ]
  ): void;
}

/** The kernels on a memory of the caller's; they keep nothing in it. */
export const bindLayers = (memory: WebAssembly.Memory): LayerKernels => bindKernels(wasmBase64, memory);
