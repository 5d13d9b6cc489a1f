import "@tensorflow/tfjs-backend-cpu";
import type { Tensor } from "@tensorflow/tfjs-core";
import { expect } from "vitest";
import { RandomState } from "../../../src/core/random-state";
import { runningTensorFlow } from "../../../src/neural/backend";
import type { TensorFlow } from "../../../src/neural/tensorflow";

/** Values of an operation on the WebAssembly backend and, as the reference, on the plain one. */
export async function onBothBackends(
  operation: (tf: TensorFlow) => Tensor[],
): Promise<{ wasm: Float32Array[]; cpu: Float32Array[] }> {
  const tf = await runningTensorFlow();
  const run = async (backend: string) => {
    await tf.setBackend(backend);
    return tf.tidy(() => operation(tf).map((tensor) => tensor.dataSync() as Float32Array));
  };
  try {
    return { cpu: await run("cpu"), wasm: await run("wasm") };
  } finally {
    await tf.setBackend("wasm");
  }
}

/** Checks that both backends agree to 1e-5 of the largest value. */
export async function expectSame(operation: (tf: TensorFlow) => Tensor[], about: string): Promise<void> {
  const { wasm, cpu } = await onBothBackends(operation);
  cpu.forEach((expected, k) => {
    const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-30);
    expect(wasm[k].length, about).toBe(expected.length);
    const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(wasm[k][i] - value)), 0);
    expect(worst / scale, `${about}, output ${k}`).toBeLessThan(1e-5);
  });
}

/** Normal deviates, as a tensor of a shape. */
export function deviates<T extends Tensor = Tensor>(tf: TensorFlow, shape: number[], seed: number): T {
  const size = shape.reduce((product, n) => product * n, 1);
  return tf.tensor(Float32Array.from(new RandomState(seed).normal(0, 1, size)), shape) as T;
}
