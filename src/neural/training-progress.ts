import type { TrainingHistory } from "./training-history";

/** A line that tells how far a training is. */
export interface ProgressLine {
  /** After a batch: so many rows of the epoch are done, of all, where that is known. */
  batch(history: TrainingHistory, done: number, rows: number | undefined): void;
  epoch(history: TrainingHistory): void;
  end(): void;
}

const silent: ProgressLine = { batch: () => undefined, epoch: () => undefined, end: () => undefined };

/** Shows epochs, their figures and the time left, in a notebook or a terminal; nothing elsewhere. */
export async function progressLine(epochs: number, shown: boolean): Promise<ProgressLine> {
  if (!shown) return silent;
  const { progress } = await import("../notebook/progress");
  const line = progress(epochs, { label: "epochs" });
  return {
    batch(history, done, rows) {
      const share = rows === undefined ? `${done} rows` : `${Math.floor((100 * done) / rows)} % of the next`;
      line.update(
        history.epochs,
        [share, figures(history), timeLeft(history, epochs)].filter(Boolean).join(", "),
      );
    },
    epoch(history) {
      line.update(history.epochs, [figures(history), timeLeft(history, epochs)].filter(Boolean).join(", "));
    },
    end: () => line.finish(),
  };
}

/** The figures of the last epoch in a few words. */
function figures({ loss, valLoss, accuracy, valAccuracy }: TrainingHistory): string {
  const named = { loss, "validation loss": valLoss, accuracy, "validation accuracy": valAccuracy };
  return Object.entries(named)
    .filter(([, values]) => values !== null && values.length > 0)
    .map(([name, values]) => `${name} ${values![values!.length - 1].toPrecision(4)}`)
    .join(", ");
}

/** By the mean time of the epochs so far. */
function timeLeft({ seconds, epochs }: TrainingHistory, all: number): string {
  if (epochs === 0 || epochs >= all) return "";
  const left = (seconds.reduce((sum, one) => sum + one, 0) / epochs) * (all - epochs);
  return left < 90 ? `${Math.ceil(left)} s left` : `${Math.ceil(left / 60)} min left`;
}
