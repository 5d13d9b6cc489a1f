const POLL_MILLISECONDS = 1000;
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Calls `stop` and ends this process when it is asked to end, or when npm, which started it, is gone. */
export function stopWithParent(stop: () => void): void {
  const end = (code: number) => {
    stop();
    process.exit(code);
  };
  for (const [signal, code] of Object.entries(signals)) process.on(signal, () => end(code));
  process.on("exit", stop);
  const parent = process.ppid;
  // Without npm in between, losing the parent is normal (a background job that outlives its shell).
  if (process.env.npm_lifecycle_event === undefined) return;
  setInterval(() => {
    if (process.ppid !== parent) end(143);
  }, POLL_MILLISECONDS).unref();
}
