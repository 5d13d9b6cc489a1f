import { checkKnown, checkNumber, checkOneOf } from "../core/parameters";
import type { DatasetLike } from "../plot/figure-options";
import { lossCurveFigure } from "../plot/loss-curve-figure";
import { type CallbackSpec, defineCallback, type Training } from "./callbacks";

export interface LiveLossCurveOptions {
  /** Seconds from one drawing to the next, at least; default 5. */
  interval?: number;
  /** Title of the figure. */
  title?: string;
  /** The data set shown: the subtitle names it, and says "simulated data" where it is simulated. */
  dataset?: DatasetLike;
  /** Gives the loss a logarithmic axis; default `false`. */
  logLoss?: boolean;
}

/** Share of the time that drawing may take. */
const DRAWING_SHARE = 0.1;

let displays = 0;

/**
 * Draws the loss curve under the cell and redraws it in place while the network trains; one picture, the last, stays.
 * Outside a notebook it does nothing.
 *
 * @throws ParameterError if an option is unknown or out of range.
 */
export function liveLossCurve(options: LiveLossCurveOptions = {}): CallbackSpec {
  checkKnown("liveLossCurve", options, ["interval", "title", "dataset", "logLoss"]);
  const { interval = 5, title = null, dataset, logLoss = false } = options;
  checkNumber("interval", interval, { min: 0 });
  checkOneOf("logLoss", logLoss, [true, false]);
  return {
    callback: "liveLossCurve",
    interval,
    title,
    dataset: dataset ? { provenance: dataset.provenance, title: dataset.title ?? null } : null,
    logLoss,
  };
}

interface Spec {
  interval: number;
  title: string | null;
  dataset: { provenance: "real" | "simulated"; title: string | null } | null;
  logLoss: boolean;
}

defineCallback("liveLossCurve", async (spec) => {
  // they render, which needs more than computing does
  const { inNotebook } = await import("../notebook/display");
  const { show } = await import("../plot/show");
  if (!inNotebook()) return {};
  const { interval, title, dataset, logLoss } = spec as unknown as Spec;
  const displayId = `loss-curve-${Date.now().toString(36)}-${++displays}`;
  let drawn = false;
  let next = performance.now() + 1000 * interval;
  const draw = async ({ history }: Training) => {
    const began = performance.now();
    const figure = lossCurveFigure(history, {
      title: title ?? undefined,
      dataset: dataset ? { ...dataset, title: dataset.title ?? undefined } : undefined,
      logLoss,
    });
    await show(figure, { displayId, update: drawn });
    drawn = true;
    const ended = performance.now();
    next = ended + Math.max(1000 * interval, (ended - began) / DRAWING_SHARE);
  };
  return {
    async epochDone(training) {
      if (performance.now() >= next) await draw(training);
    },
    trainingEnd: draw,
  };
});
