import { SkylearnError } from "../core/errors";
import { type Backend, type BackendChoice, runningTensorFlow, useBackend as startBackend } from "./backend";
import { type MakeDropout, registerDropout } from "./seeded-dropout";
import { loadLayers, type TensorFlow, type TensorFlowLayers } from "./tensorflow";

/** TensorFlow.js, ready to compute. */
export interface Session {
  tf: TensorFlow;
  tfl: TensorFlowLayers;
  makeDropout: MakeDropout;
}

/**
 * Chooses where networks are computed, loads TensorFlow.js, and prints one line that says which it is: `"native"`
 * (TensorFlow's own library, the optional package `tfjs-node-native`), `"wasm"` (WebAssembly SIMD), or with `"auto"` (the
 * default) the first of them that loads. Whatever trains a network calls it where it was not called.
 *
 * @throws ParameterError if `choice` is none of these.
 * @throws SkylearnError if the wanted backend does not load here.
 */
export async function useBackend(choice: BackendChoice = "auto"): Promise<Backend> {
  const backend = await startBackend(choice);
  await startSession();
  return backend;
}

let running: Session | undefined;

/** Loads TensorFlow.js and its layers, on the backend in use. */
export async function startSession(): Promise<Session> {
  const tf = await runningTensorFlow();
  const tfl = await loadLayers();
  running = { tf, tfl, makeDropout: registerDropout(tf, tfl) };
  return running;
}

/**
 * The session, for what cannot wait for one to start.
 *
 * @throws SkylearnError before {@link startSession}.
 */
export function runningSession(): Session {
  if (running === undefined) {
    throw new SkylearnError("TensorFlow.js is not loaded yet: call `await useBackend()` first.");
  }
  return running;
}
