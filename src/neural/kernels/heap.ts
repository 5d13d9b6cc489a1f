import type { DataType, TensorInfo } from "@tensorflow/tfjs-core";
import { SkylearnError } from "../../core/errors";
import { bindGemm, type GemmKernels } from "../../kernels/gemm";
import { bindLayers, type LayerKernels } from "../../kernels/layers";
import { bindWinograd, type WinogradKernels } from "../../kernels/winograd";

/** Bytes of a number. */
export const FLOAT = 4;

/** What the kernels use of TensorFlow.js's WebAssembly backend. */
export interface WasmBackend {
  wasm: {
    asm: { memory: WebAssembly.Memory };
    _malloc(bytes: number): number;
    _free(address: number): void;
  };
  dataIdMap: { get(dataId: TensorInfo["dataId"]): { memoryOffset: number } };
  makeOutput(shape: readonly number[], dtype: DataType): TensorInfo;
  disposeData(dataId: TensorInfo["dataId"]): boolean;
}

const heaps = new WeakMap<WasmBackend, Heap>();

/** The memory of TensorFlow.js's WebAssembly backend, where its tensors are, with our kernels bound to it. */
export class Heap {
  readonly gemm: GemmKernels;
  readonly layers: LayerKernels;
  readonly winograd: WinogradKernels;

  private constructor(private readonly backend: WasmBackend) {
    this.gemm = bindGemm(backend.wasm.asm.memory);
    this.layers = bindLayers(backend.wasm.asm.memory);
    this.winograd = bindWinograd(backend.wasm.asm.memory);
  }

  /** The heap of a backend; one for each. */
  static of(backend: unknown): Heap {
    const wasmBackend = backend as WasmBackend;
    let heap = heaps.get(wasmBackend);
    if (heap === undefined) {
      heap = new Heap(wasmBackend);
      heaps.set(wasmBackend, heap);
    }
    return heap;
  }

  /** A new tensor; what it holds is not set. */
  output(shape: readonly number[], dtype: DataType = "float32"): TensorInfo {
    return this.backend.makeOutput(shape, dtype);
  }

  address(tensor: TensorInfo): number {
    return this.backend.dataIdMap.get(tensor.dataId).memoryOffset;
  }

  /** Calls `use` with the addresses of areas of these sizes in bytes, and gives them back when it returns. */
  withAreas<T>(sizes: readonly number[], use: (...addresses: number[]) => T): T {
    const total = sizes.reduce((sum, size) => sum + aligned(size), 0);
    const start = this.backend.wasm._malloc(total) >>> 0;
    if (start === 0) {
      throw new SkylearnError(
        `A layer needs ${total} bytes more than there are: use smaller batches or images.`,
      );
    }
    try {
      let at = start;
      return use(
        ...sizes.map((size) => {
          at += aligned(size);
          return at - aligned(size);
        }),
      );
    } finally {
      this.backend.wasm._free(start);
    }
  }

  /** The numbers at an address. A view is good until memory grows: until the next tensor or area is made. */
  int32(address: number, length: number): Int32Array {
    return new Int32Array(this.backend.wasm.asm.memory.buffer, address, length);
  }

  float32(address: number, length: number): Float32Array {
    return new Float32Array(this.backend.wasm.asm.memory.buffer, address, length);
  }

  /** All bytes, good until memory grows. */
  bytes(): Uint8Array {
    return new Uint8Array(this.backend.wasm.asm.memory.buffer);
  }

  dispose(tensor: TensorInfo): void {
    this.backend.disposeData(tensor.dataId);
  }
}

const aligned = (bytes: number): number => Math.ceil(bytes / 16) * 16;
