import { SkylearnError } from "../core/errors";
import { runningTensorFlow } from "./backend";
import { type MakeDropout, registerDropout } from "./seeded-dropout";
import { loadLayers, type TensorFlow, type TensorFlowLayers } from "./tensorflow";

/** TensorFlow.js, ready to compute. */
export interface Session {
  tf: TensorFlow;
  tfl: TensorFlowLayers;
  makeDropout: MakeDropout;
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
