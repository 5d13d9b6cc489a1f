import { ParameterError, SkylearnError } from "../core/errors";
import type { Backend, BackendChoice } from "./backend-choice";
import { registerKernels } from "./kernels/register";
import { loadTensorFlow, startNative, startWasm, type TensorFlow } from "./tensorflow";

const descriptions = {
  native: "Networks run on TensorFlow's native library.",
  wasm: "Networks run on WebAssembly SIMD.",
};

let active: Promise<Backend> | undefined;

/**
 * Chooses where networks are computed, and prints one line that says so.
 *
 * `"native"` is TensorFlow's own library (the optional package `tfjs-node-native`), `"wasm"` WebAssembly SIMD with the
 * kernels that TensorFlow.js lacks there, and `"auto"` (the default) the first of them that loads. TensorFlow.js's plain
 * JavaScript backend is never used: an epoch of a convolutional network takes hours on it.
 *
 * @throws ParameterError if `choice` is none of these.
 * @throws SkylearnError if the wanted backend does not load here.
 */
export async function useBackend(choice: BackendChoice = "auto"): Promise<Backend> {
  if (!["auto", "native", "wasm"].includes(choice)) {
    throw new ParameterError(
      `A backend is "auto", "native" or "wasm", not ${JSON.stringify(choice)}: plain JavaScript ("cpu") takes hours for an epoch of a convolutional network.`,
    );
  }
  const backend = await startBackend(choice);
  console.log(backend.description);
  return backend;
}

/** TensorFlow.js on the backend in use; on the first that loads if none was chosen. */
export async function runningTensorFlow(): Promise<TensorFlow> {
  await (active ?? startBackend("auto"));
  return loadTensorFlow();
}

function startBackend(choice: BackendChoice): Promise<Backend> {
  const start = async (): Promise<Backend> => {
    const running = await active?.catch(() => undefined);
    const name = await startFirst(choice, running?.name);
    return { name, description: descriptions[name] };
  };
  const previous = active;
  const starting = start();
  active = starting;
  // What does not load leaves the one that runs in use.
  starting.catch(() => {
    if (active === starting) active = previous;
  });
  return starting;
}

async function startFirst(
  choice: BackendChoice,
  running: Backend["name"] | undefined,
): Promise<Backend["name"]> {
  if (running !== undefined && (choice === "auto" || choice === running)) return running;
  const tf = await loadTensorFlow();
  if (choice !== "wasm") {
    try {
      await startNative(tf);
      return "native";
    } catch (error) {
      if (choice === "native") {
        throw new SkylearnError(
          `TensorFlow's native library does not load here (${(error as Error).message.split("\n")[0]}). Install it by "npm install tfjs-node-native@npm:@tensorflow/tfjs-node@4.22.0", or use "wasm".`,
        );
      }
    }
  }
  await startWasm(tf);
  registerKernels(tf);
  return "wasm";
}
