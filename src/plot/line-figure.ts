import { ParameterError } from "../core/errors";
import { checkSameLength, toVector, type VectorLike } from "../core/targets";
import type { Axis, Figure, Trace } from "./figure";
import { baseLayout, type FigureOptions } from "./figure-options";
import { OKABE_ITO } from "./template";
import { wrapText } from "./text";

export interface LineSeries {
  y: VectorLike;
  /** Same length as `y`; default 0, 1, 2, … */
  x?: VectorLike;
  /** Name in the legend. */
  name?: string;
  /** One standard deviation of each `y`, shown as a bar, same length as `y`. */
  yError?: VectorLike;
  /** Default "lines". */
  mode?: "lines" | "markers" | "lines+markers";
  /** Colour as CSS; default Okabe and Ito's, in turn. */
  color?: string;
  dash?: "solid" | "dash" | "dot" | "dashdot";
}

export interface LineFigureOptions extends FigureOptions {
  /** Title of the x axis, with its unit; Plotly's tags may stand in it. */
  xLabel?: string;
  /** Title of the y axis, with its unit. */
  yLabel?: string;
  /** Axes with a logarithmic scale; default none. */
  logAxes?: ReadonlyArray<"x" | "y">;
  /** Axes that run downwards or leftwards, as those of magnitudes do; default none. */
  reversedAxes?: ReadonlyArray<"x" | "y">;
}

/**
 * One or more series as lines or markers, with error bars where they are given.
 *
 * @throws ParameterError when no series is given, or a logarithmic axis has no positive value to show.
 * @throws ValidationError when lengths differ.
 */
export function lineFigure(
  series: LineSeries | readonly LineSeries[],
  options: LineFigureOptions = {},
): Figure {
  const list = (Array.isArray(series) ? series : [series]) as readonly LineSeries[];
  if (list.length === 0) throw new ParameterError("lineFigure: give at least one series.");
  const data = list.map((one, i) => lineTrace(one, i, list.length > 1));
  for (const axis of options.logAxes ?? []) {
    if (!data.some((trace) => (trace[axis] as number[]).some((value) => value > 0))) {
      throw new ParameterError(
        `lineFigure: the ${axis} axis is logarithmic, but no ${axis} value is above 0.`,
      );
    }
  }
  const axisOf = (axis: "x" | "y", label: string | undefined): Axis => ({
    ...(label === undefined ? {} : { title: { text: label } }),
    // decades only: labels for 2 and 5 between them crowd the axis
    ...(options.logAxes?.includes(axis) ? { type: "log", dtick: 1 } : {}),
    ...(options.reversedAxes?.includes(axis) ? { autorange: "reversed" } : {}),
  });
  return {
    data,
    layout: {
      ...baseLayout(options),
      xaxis: axisOf("x", options.xLabel),
      yaxis: axisOf("y", options.yLabel),
    },
  };
}

function lineTrace(series: LineSeries, i: number, several: boolean): Trace {
  const y = toVector(series.y, "y");
  const x = series.x === undefined ? y.map((_, k) => k) : toVector(series.x, "x");
  checkSameLength(x.length, y.length, "x", "y");
  const color = series.color ?? OKABE_ITO[i % OKABE_ITO.length];
  const trace: Trace = {
    type: "scatter",
    mode: series.mode ?? "lines",
    x: Array.from(x),
    y: Array.from(y),
    name: series.name === undefined ? `series ${i + 1}` : wrapText(series.name, 26),
    // unless told so, plotly.js leaves points out, and a curve shows corners
    line: { color, width: 2, dash: series.dash ?? "solid", simplify: false },
    marker: { color, size: y.length > 500 ? 4 : 6 },
    showlegend: several || series.name !== undefined,
  };
  if (series.yError !== undefined) {
    const errors = toVector(series.yError, "yError");
    checkSameLength(errors.length, y.length, "yError", "y");
    trace.error_y = { type: "data", array: Array.from(errors), color, thickness: 1, width: 0 };
  }
  return trace;
}
