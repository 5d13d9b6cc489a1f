import type { IncomingMessage } from "node:http";

/** Bytes that may wait in memory for a slow disk. */
const LIMIT = 8 << 20;

/**
 * The chunks of a response as they arrive, all of them, also where the connection then breaks off. Iterating over the
 * response itself would throw away what has arrived but was not read yet, and a download over a bad line, resumed again
 * and again, might never get on.
 *
 * Listening begins at the call, not with the first `next()`.
 */
export function arrivingChunks(response: IncomingMessage): AsyncGenerator<Buffer> {
  const queue: Buffer[] = [];
  let waiting = 0;
  let over = false;
  let failure: unknown;
  let wake = () => {};
  const finish = (error?: unknown) => {
    if (!over) failure = error;
    over = true;
    wake();
  };
  response.on("data", (chunk: Buffer) => {
    queue.push(chunk);
    waiting += chunk.length;
    if (waiting > LIMIT) response.pause();
    wake();
  });
  response.on("end", () => finish());
  response.on("error", finish);
  response.on("close", () => finish(new Error("closed before its end")));

  return (async function* () {
    for (;;) {
      for (let chunk = queue.shift(); chunk !== undefined; chunk = queue.shift()) {
        waiting -= chunk.length;
        if (response.isPaused() && waiting <= LIMIT) response.resume();
        yield chunk;
      }
      if (over) break;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (failure !== undefined) throw failure;
  })();
}
