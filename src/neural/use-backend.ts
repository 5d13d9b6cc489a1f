import { useBackend as startBackend } from "./backend";
import type { BackendChoice } from "./backend-choice";
import { startSession } from "./session";

/**
 * Chooses where networks are computed, loads TensorFlow.js, and prints one line that says which it is: `"native"`
 * (TensorFlow's own library, the optional package `tfjs-node-native`), `"wasm"` (WebAssembly SIMD), or with `"auto"` (the
 * default) the first of them that loads. Whatever trains a network calls it where it was not called.
 *
 * @throws ParameterError if `choice` is none of these.
 * @throws SkylearnError if the wanted backend does not load here.
 */
export async function useBackend(choice: BackendChoice = "auto"): Promise<void> {
  await startBackend(choice);
  await startSession();
}
