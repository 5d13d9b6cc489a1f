/** Milliseconds of computing before timers and input get their turn. */
const BREATH = 100;

/**
 * Lets timers and input through whenever computing has gone on for a while: call it between pieces of work, and wait
 * for what it gives, if it gives anything.
 */
export function breather(): () => Promise<void> | undefined {
  let began = performance.now();
  return () => {
    if (performance.now() - began < BREATH) return undefined;
    return new Promise((resolve) =>
      setTimeout(() => {
        began = performance.now();
        resolve();
      }),
    );
  };
}
