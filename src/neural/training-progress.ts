import type { TrainingHistory } from "./training-history";

/** What the line reads of any training. */
export interface TimedEpochs {
  readonly epochs: number;
  readonly seconds: readonly number[];
}

/** A line that tells how far a training is. */
export interface ProgressLine<H extends TimedEpochs> {
  /** After a batch: so many rows of the epoch are done, of all, where that is known. */
  batch(history: H, done: number, rows: number | undefined): void;
  epoch(history: H): void;
  end(): void;
}

const silent: ProgressLine<TimedEpochs> = {
  batch: () => undefined,
  epoch: () => undefined,
  end: () => undefined,
};

/**
 * Shows epochs, their figures and the time left, in a notebook or a terminal; nothing elsewhere.
 *
 * @param curves - what has a value an epoch, by the name that it is shown under.
 */
export async function progressLine<H extends TimedEpochs>(
  epochs: number,
  shown: boolean,
  curves: (history: H) => { [name: string]: readonly number[] | null },
): Promise<ProgressLine<H>> {
  if (!shown) return silent;
  const figures = (history: H) => lastValues(curves(history));
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

/** The figures that {@link progressLine} shows of a network with targets. */
export const trainingCurves = ({ loss, valLoss, accuracy, valAccuracy }: TrainingHistory) => ({
  loss,
  "validation loss": valLoss,
  accuracy,
  "validation accuracy": valAccuracy,
});

/** The figures of the last epoch in a few words. */
function lastValues(curves: { [name: string]: readonly number[] | null }): string {
  return Object.entries(curves)
    .filter(([, values]) => values !== null && values.length > 0)
    .map(([name, values]) => `${name} ${values![values!.length - 1].toPrecision(4)}`)
    .join(", ");
}

/** By the mean time of the epochs so far. */
function timeLeft({ seconds, epochs }: TimedEpochs, all: number): string {
  if (epochs === 0 || epochs >= all) return "";
  const left = (seconds.reduce((sum, one) => sum + one, 0) / epochs) * (all - epochs);
  return left < 90 ? `${Math.ceil(left)} s left` : `${Math.ceil(left / 60)} min left`;
}
