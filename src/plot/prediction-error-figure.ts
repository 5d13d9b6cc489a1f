import { checkOneOf } from "../core/parameters";
import { checkSameLength, toVector, type VectorLike } from "../core/targets";
import { markerFor, scatterType } from "./class-styles";
import type { Figure, Trace } from "./figure";
import { baseLayout, type FigureOptions } from "./figure-options";
import { axisTitle } from "./text";

export interface PredictionErrorFigureOptions extends FigureOptions {
  /** (n) what was measured. */
  yTrue: VectorLike;
  /** (n) what was predicted. */
  yPred: VectorLike;
  /** What is predicted, for the axes; default "value". */
  name?: string;
  /** Its unit. */
  unit?: string;
  /**
   * Default `"actual_vs_predicted"`: the measured values over the predicted ones, and the line where both are equal;
   * `"residual_vs_predicted"`: measured minus predicted.
   */
  kind?: "actual_vs_predicted" | "residual_vs_predicted";
}

/**
 * How a regression errs: every point, and the line on which all would lie if it did not. The axes of
 * `"actual_vs_predicted"` have one range.
 *
 * @throws ValidationError when lengths differ or a value is not finite.
 * @throws ParameterError when `kind` is unknown.
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.metrics.PredictionErrorDisplay.html
 */
export function predictionErrorFigure(options: PredictionErrorFigureOptions): Figure {
  const { name = "value", unit, kind = "actual_vs_predicted" } = options;
  checkOneOf("kind", kind, ["actual_vs_predicted", "residual_vs_predicted"]);
  const actual = Array.from(toVector(options.yTrue, "yTrue"));
  const predicted = Array.from(toVector(options.yPred, "yPred"));
  checkSameLength(predicted.length, actual.length, "yPred", "yTrue");
  const residuals = kind === "residual_vs_predicted";
  const y = residuals ? actual.map((value, i) => value - predicted[i]) : actual;
  const [low, high] = rangeOf(residuals ? predicted : [...actual, ...predicted]);
  const xTitle = axisTitle(`Predicted ${name}`, unit);
  const yTitle = axisTitle(residuals ? "Measured − predicted" : `Measured ${name}`, unit);
  const points: Trace = {
    type: scatterType(y.length),
    mode: "markers",
    x: predicted,
    y,
    marker: markerFor(y.length),
    hovertemplate: `${xTitle}: %{x}<br>${yTitle}: %{y}<extra></extra>`,
    showlegend: false,
  };
  const perfect: Trace = {
    type: "scatter",
    mode: "lines",
    x: [low, high],
    y: residuals ? [0, 0] : [low, high],
    line: { color: "#000000", width: 1.5, dash: "dash" },
    hoverinfo: "skip",
    showlegend: false,
  };
  const range = residuals ? {} : { range: [low, high] };
  return {
    data: [points, perfect],
    layout: {
      ...baseLayout(options, residuals ? 420 : 560),
      xaxis: { title: { text: xTitle }, range: [low, high] },
      yaxis: { title: { text: yTitle }, ...range },
    },
  };
}

/** Least and greatest value with a margin around them. */
function rangeOf(values: readonly number[]): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const margin = 0.03 * (high - low) || 0.5;
  return [low - margin, high + margin];
}
