import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import { SkylearnError } from "../core/errors";

export type TensorFlow = typeof import("@tensorflow/tfjs-core");
export type TensorFlowLayers = typeof import("@tensorflow/tfjs-layers");

/** What an optional native TensorFlow is installed as; it shares tfjs-core with the rest of this folder. */
const nativePackage = "tfjs-node-native";

/** TensorFlow.js without its checks for development; loaded when it is first asked for. */
export async function loadTensorFlow(): Promise<TensorFlow> {
  const tf = await import("@tensorflow/tfjs-core");
  // The gradients come with the layers; without them nothing can be differentiated.
  await loadLayers();
  tf.enableProdMode();
  return tf;
}

/** The layers of TensorFlow.js (Keras's); loaded when they are first asked for. */
export async function loadLayers(): Promise<TensorFlowLayers> {
  return import("@tensorflow/tfjs-layers");
}

/**
 * Makes TensorFlow's native library the backend.
 *
 * @throws what loading says, if the library is not installed or does not run here.
 */
export async function startNative(tf: TensorFlow): Promise<void> {
  createRequire(__filename)(nativePackage);
  if (!(await tf.setBackend("tensorflow")))
    throw new SkylearnError("TensorFlow's native backend does not start.");
}

/**
 * Makes WebAssembly the backend, with its SIMD code.
 *
 * @throws SkylearnError if this machine has no WebAssembly SIMD.
 */
export async function startWasm(tf: TensorFlow): Promise<void> {
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  if (!(await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT"))) {
    throw new SkylearnError(
      "Networks need WebAssembly SIMD, which this Node.js does not have: use Node.js 20 or newer.",
    );
  }
  setWasmPaths(dirname(createRequire(__filename).resolve("@tensorflow/tfjs-backend-wasm")) + sep);
  const events = ["uncaughtException", "unhandledRejection"];
  const before = events.map((event) => new Set(process.listeners(event as "exit")));
  if (!(await tf.setBackend("wasm")))
    throw new SkylearnError("TensorFlow's WebAssembly backend does not start.");
  // Its start-up code rethrows whatever nobody caught, which would end a notebook's kernel.
  events.forEach((event, k) => {
    for (const listener of process.listeners(event as "exit")) {
      if (!before[k].has(listener)) process.removeListener(event, listener);
    }
  });
}
