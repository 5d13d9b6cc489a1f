import { ParameterError } from "../core/errors";
import { type ProgressView, progressView } from "./progress-view";

/** How progress is shown. */
export interface ProgressOptions {
  /** What is counted, shown before the bar. Default: "progress". */
  readonly label?: string;
}

/** A count that is shown while it grows. */
export interface Progress {
  /** Shows that `done` items are done, with a short note (a loss, a score) after the count. */
  update(done: number, note?: string): void;
  /** Shows the last state for good; needed only where the total is not reached. */
  finish(): void;
}

const BAR_WIDTH = 20;
const INTERVAL_MILLISECONDS = 100;

/**
 * Shows how far a long computation over a list, or a number of items, is: one output that is updated in place in a notebook, one line in a terminal,
 * nothing elsewhere.
 *
 * @example
 * ```ts
 * for (const fold of progress(folds, { label: "folds" })) await model.fit(fold.X, fold.y);
 *
 * const epochs = progress(100, { label: "epochs" });
 * for (let epoch = 1; epoch <= 100; epoch++) epochs.update(epoch, `loss ${await train()}`);
 * ```
 *
 * @throws ParameterError for a total that is not a whole number of at least 0
 */
export function progress(total: number, options?: ProgressOptions): Progress;
export function progress<T>(items: Iterable<T>, options?: ProgressOptions): Iterable<T>;
export function progress<T>(
  items: number | Iterable<T>,
  { label = "progress" }: ProgressOptions = {},
): Progress | Iterable<T> {
  if (typeof items === "number") return new Counter(items, label, progressView());
  return iterate(items, label);
}

function* iterate<T>(items: Iterable<T>, label: string): Generator<T> {
  const counter = new Counter(lengthOf(items), label, progressView());
  let done = 0;
  try {
    for (const item of items) {
      yield item;
      counter.update(++done);
    }
  } finally {
    counter.finish();
  }
}

function lengthOf(items: Iterable<unknown>): number | undefined {
  const { length, size } = items as { length?: unknown; size?: unknown };
  return [length, size].find((count): count is number => typeof count === "number");
}

/** The state behind {@link progress}; the clock and the view are given so that it can be tested. */
export class Counter implements Progress {
  private readonly started: number;
  private lastShown = Number.NEGATIVE_INFINITY;
  private done = 0;
  private note = "";
  private finished = false;

  constructor(
    private readonly total: number | undefined,
    private readonly label: string,
    private readonly view: ProgressView,
    private readonly now: () => number = Date.now,
  ) {
    if (total !== undefined && !(Number.isInteger(total) && total >= 0)) {
      throw new ParameterError(
        `The total of a progress is ${total}; it must be a whole number of at least 0.`,
      );
    }
    this.started = now();
  }

  update(done: number, note = ""): void {
    if (this.finished) return;
    this.done = done;
    this.note = note;
    if (this.total !== undefined && done >= this.total) {
      this.finish();
      return;
    }
    if (this.now() - this.lastShown < INTERVAL_MILLISECONDS) return;
    this.lastShown = this.now();
    this.view.show(this.line());
  }

  finish(): void {
    if (this.finished) return;
    this.finished = true;
    this.view.finish(this.line());
  }

  private line(): string {
    const { total, done, label, note } = this;
    const seconds = `${((this.now() - this.started) / 1000).toFixed(1)} s`;
    const count = total === undefined ? String(done) : `${bar(done, total)} ${done}/${total}`;
    return [`${label} ${count}`, seconds, note].filter(Boolean).join(", ");
  }
}

function bar(done: number, total: number): string {
  const full = total === 0 ? BAR_WIDTH : Math.min(BAR_WIDTH, Math.floor((BAR_WIDTH * done) / total));
  return "█".repeat(full) + "░".repeat(BAR_WIDTH - full);
}
