import type { DownloadProgress } from "./download";

const INTERVAL = 100;

/**
 * Shows downloads as one line that is rewritten in place. Without a terminal (a notebook's kernel, a log) it shows
 * nothing.
 */
export function progressLine(
  out: NodeJS.WriteStream = process.stderr,
  now: () => number = Date.now,
): (progress: DownloadProgress) => void {
  if (!out.isTTY) return () => undefined;
  let last = Number.NEGATIVE_INFINITY;
  return ({ id, received, total }) => {
    const finished = received === total;
    if (!finished && now() - last < INTERVAL) return;
    last = now();
    const share =
      total === undefined ? "" : ` of ${megabytes(total)} (${Math.floor((100 * received) / total)} %)`;
    out.write(`\r\u001b[K${id}: ${megabytes(received)}${share}${finished ? "\n" : ""}`);
  };
}

/** A length in MB, as people read it. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
