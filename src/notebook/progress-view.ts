import { randomUUID } from "node:crypto";
import { displayBundle, inNotebook } from "./display";

/** Somewhere that one line of text can be shown and replaced. */
export interface ProgressView {
  show(line: string): void;
  /** Shows the line that stays. */
  finish(line: string): void;
}

/** A notebook's output that is updated in place, a terminal's line that is rewritten, or nothing. */
export function progressView(): ProgressView {
  if (inNotebook()) return notebookView();
  return process.stderr.isTTY ? terminalView(process.stderr) : silentView;
}

function notebookView(): ProgressView {
  const displayId = `progress-${randomUUID()}`;
  let update = false;
  const show = (line: string) => {
    displayBundle({ "text/plain": line }, {}, { displayId, update });
    update = true;
  };
  return { show, finish: show };
}

/** Rewrites one line of a terminal. */
export function terminalView(stream: { write(text: string): unknown }): ProgressView {
  const clearLine = "\r\u001b[K";
  return {
    show: (line) => void stream.write(`${clearLine}${line}`),
    finish: (line) => void stream.write(`${clearLine}${line}\n`),
  };
}

const silentView: ProgressView = { show: () => undefined, finish: () => undefined };
