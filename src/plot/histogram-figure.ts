import { ParameterError } from "../core/errors";
import type { LabelsLike } from "../core/labels";
import { checkSameLength, toVector, type VectorLike } from "../core/targets";
import { type BinsOption, binEdges, countInBins } from "./bins";
import { type ClassOptions, groupByClass, legendEntry } from "./class-styles";
import type { Figure, Trace } from "./figure";
import { baseLayout, type FigureOptions } from "./figure-options";
import { OKABE_ITO } from "./template";
import { axisTitle } from "./text";

export interface HistogramFigureOptions extends FigureOptions, ClassOptions {
  /** The values, length n. */
  x: VectorLike;
  /** Class of each value, length n; default: all of one kind. */
  y?: LabelsLike;
  /** What is counted, for the axis title; default "x". */
  name?: string;
  /** Unit of the values, for the axis title. */
  unit?: string;
  /** Bins shared by all classes: a rule, a number, or edges; default "auto". */
  bins?: BinsOption;
  /** Classes one over the other ("overlay", the default) or on top of each other ("stack"). */
  mode?: "overlay" | "stack";
  /** Areas of 1 for every class instead of counts; default `false`. */
  density?: boolean;
  /** Logarithmic heights; default `false`. */
  log?: boolean;
  /** The x axis runs leftwards, as one of magnitudes may; default `false`. */
  reversed?: boolean;
}

/**
 * A histogram, one colour a class, all classes in the same bins.
 *
 * @throws ParameterError for unknown bins or mode, or density in a stack, whose heights would mean nothing.
 * @throws ValidationError when `x` and `y` differ in length.
 */
export function histogramFigure(options: HistogramFigureOptions): Figure {
  const { mode = "overlay", density = false } = options;
  if (mode !== "overlay" && mode !== "stack") {
    throw new ParameterError(
      `histogramFigure: mode must be "overlay" or "stack", got ${JSON.stringify(mode)}.`,
    );
  }
  if (mode === "stack" && density) {
    throw new ParameterError(
      'histogramFigure: densities of classes do not add up; use mode "overlay" with density.',
    );
  }
  const values = toVector(options.x, "x");
  const edges = binEdges(values, options.bins);
  const title = axisTitle(options.name ?? "x", options.unit);
  return {
    data: histogramTraces(values, edges, options, { title, density, stacked: mode === "stack" }),
    layout: {
      ...baseLayout(options),
      barmode: mode,
      bargap: 0,
      xaxis: { title: { text: title }, ...(options.reversed ? { autorange: "reversed" } : {}) },
      yaxis: {
        title: { text: density ? "Density" : "Count" },
        ...(options.log ? { type: "log" } : { rangemode: "tozero" }),
      },
    },
  };
}

/** One bar trace a class over shared bins, with the legend's entries. */
export function histogramTraces(
  values: Float64Array,
  edges: readonly number[],
  options: ClassOptions & { y?: LabelsLike },
  style: { title: string; density: boolean; stacked: boolean },
): Trace[] {
  const centers = edges.slice(1).map((edge, i) => (edge + edges[i]) / 2);
  const widths = edges.slice(1).map((edge, i) => edge - edges[i]);
  const bars = (subset: ArrayLike<number>, color: string, alpha: number): Trace => {
    const counts = countInBins(subset, edges);
    const inside = counts.reduce((sum, count) => sum + count, 0);
    const heights = style.density
      ? counts.map((c, i) => (inside > 0 ? c / (inside * widths[i]) : 0))
      : counts;
    return {
      type: "bar",
      x: centers,
      y: heights,
      width: widths,
      marker: { color, opacity: alpha, line: { color, width: 1 } },
      hovertemplate: `${style.title}: %{x}<br>%{y}<extra>%{fullData.name}</extra>`,
      showlegend: false,
    };
  };
  if (options.y === undefined)
    return [{ ...bars(values, options.classColors?.[0] ?? OKABE_ITO[0], 0.75), name: "" }];
  const groups = groupByClass(options.y, options, "histogramFigure");
  checkSameLength(
    groups.reduce((sum, group) => sum + group.rows.length, 0),
    values.length,
    "y",
    "x",
  );
  const traces = groups.map((group) => ({
    ...bars(
      group.rows.map((i) => values[i]),
      group.color,
      style.stacked || groups.length === 1 ? 0.85 : 0.5,
    ),
    name: group.name,
    legendgroup: `class-${group.index}`,
  }));
  return [...traces, ...groups.map((group) => legendEntry(group, "square"))];
}
