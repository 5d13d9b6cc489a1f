import { setTimeout as delay } from "node:timers/promises";
import { CacheError } from "../errors";

const POLL = 100;

/**
 * Runs `action` while holding the lock at `path`, waiting for another process to finish first. The lock of a process
 * that died counts as free ten seconds after its last sign of life.
 *
 * @param action - gets a signal that also aborts when the lock is lost (the machine slept, say).
 */
export async function withLock<T>(
  path: string,
  signal: AbortSignal | undefined,
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { lock } = await import("proper-lockfile");
  const stop = new AbortController();
  const forward = () => stop.abort(signal?.reason);
  signal?.addEventListener("abort", forward, { once: true });
  const acquire = () =>
    lock(path, {
      realpath: false,
      lockfilePath: path,
      stale: 10_000,
      update: 2_000,
      onCompromised: (cause) =>
        stop.abort(new CacheError(`Another process took over the lock ${path}; try again.`, { cause })),
    });
  let release: (() => Promise<void>) | undefined;
  while (release === undefined) {
    signal?.throwIfAborted();
    try {
      release = await acquire();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
      await delay(POLL, undefined, { signal });
    }
  }
  try {
    return await action(stop.signal);
  } finally {
    signal?.removeEventListener("abort", forward);
    // A lost lock is no longer ours to release.
    await release().catch(() => undefined);
  }
}
