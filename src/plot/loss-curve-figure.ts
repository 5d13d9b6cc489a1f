import { ParameterError } from "../core/errors";
import type { Axis, Figure, Layout, Trace } from "./figure";
import { baseLayout, type FigureOptions } from "./figure-options";
import { OKABE_ITO } from "./template";

/** What the figure reads of a training: one value an epoch. */
export interface TrainingCurves {
  readonly loss: ArrayLike<number>;
  readonly valLoss?: ArrayLike<number> | null;
  readonly accuracy?: ArrayLike<number> | null;
  readonly valAccuracy?: ArrayLike<number> | null;
  /** The epoch, counted from 1, whose weights were kept. */
  readonly bestEpoch?: number | null;
}

export interface LossCurveOptions extends FigureOptions {
  /** Shows the accuracy beside the loss, where there is one; default `true`. */
  accuracy?: boolean;
  /** Gives the loss a logarithmic axis; default `false`. */
  logLoss?: boolean;
}

const TRAINING = OKABE_ITO[0];
const VALIDATION = OKABE_ITO[1];

/**
 * Loss against epochs, of the training and the validation rows, and the accuracy beside it where classes are learnt. A
 * dotted line marks the epoch whose weights were kept.
 *
 * @param history - what `fitNetwork` gives.
 * @throws ParameterError if no epoch was trained, or a logarithmic axis has no positive loss to show.
 */
export function lossCurveFigure(history: TrainingCurves, options: LossCurveOptions = {}): Figure {
  const { loss, valLoss, accuracy, valAccuracy, bestEpoch } = history;
  if (loss.length === 0) throw new ParameterError("lossCurveFigure: no epoch was trained yet.");
  if (options.logLoss && !Array.from(loss).some((value) => value > 0)) {
    throw new ParameterError("lossCurveFigure: the loss axis is logarithmic, but no loss is above 0.");
  }
  const two = Boolean(accuracy) && options.accuracy !== false;
  const curves: (Trace | undefined)[] = [
    curve("training", loss, TRAINING, "", true),
    curve("validation", valLoss, VALIDATION, "", true),
  ];
  if (two) {
    curves.push(curve("training", accuracy, TRAINING, "2", false));
    curves.push(curve("validation", valAccuracy, VALIDATION, "2", false));
  }
  const epochs: Axis = {
    title: { text: "Epoch" },
    range: [0.5, Math.max(loss.length, 2) + 0.5],
    ...(loss.length <= 10 ? { dtick: 1 } : {}),
  };
  const layout: Layout = {
    ...baseLayout(options, 420),
    xaxis: { ...epochs, ...(two ? { domain: [0, 0.44] } : {}) },
    yaxis: {
      title: { text: "Loss" },
      ...(options.logLoss ? { type: "log" } : { rangemode: "tozero" }),
    },
    ...(two
      ? {
          xaxis2: { ...epochs, domain: [0.56, 1], anchor: "y2" },
          yaxis2: { title: { text: "Accuracy" }, anchor: "x2" },
        }
      : {}),
    shapes: bestEpoch ? [bestLine(bestEpoch, "x"), ...(two ? [bestLine(bestEpoch, "x2")] : [])] : [],
  };
  return { data: curves.filter((one): one is Trace => one !== undefined), layout };
}

function curve(
  name: string,
  values: ArrayLike<number> | null | undefined,
  color: string,
  axis: "" | "2",
  showlegend: boolean,
): Trace | undefined {
  if (!values || values.length === 0) return undefined;
  return {
    type: "scatter",
    mode: values.length > 40 ? "lines" : "lines+markers",
    x: Array.from(values, (_, k) => k + 1),
    y: Array.from(values),
    name,
    legendgroup: name,
    showlegend,
    xaxis: `x${axis}`,
    yaxis: `y${axis}`,
    line: { color, width: 2, simplify: false },
    marker: { color, size: 5 },
  };
}

const bestLine = (epoch: number, axis: "x" | "x2") => ({
  type: "line",
  xref: axis,
  yref: axis === "x" ? "y domain" : "y2 domain",
  x0: epoch,
  x1: epoch,
  y0: 0,
  y1: 1,
  line: { color: "#8C8C8C", width: 1.5, dash: "dot" },
});
