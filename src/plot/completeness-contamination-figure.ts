import { ParameterError } from "../core/errors";
import { checkSameLength, toVector, type VectorLike } from "../core/targets";
import type { Figure, Trace } from "./figure";
import { baseLayout, type FigureOptions } from "./figure-options";
import { OKABE_ITO } from "./template";
import { wrapText } from "./text";

/** Completeness and contamination of one classifier as features are added. */
export interface CompletenessContaminationSeries {
  /** Name in the legend; needed where there are several series. */
  name?: string;
  /** Share of the sources sought that are found, 0 to 1, one for each number of features. */
  completeness: VectorLike;
  /** Share of the sources found that are not those sought, 0 to 1. */
  contamination: VectorLike;
}

export interface CompletenessContaminationFigureOptions extends FigureOptions {
  /** What the x axis counts; default "Number of colours". */
  xLabel?: string;
  /** The x values; default 1, 2, 3, … */
  x?: VectorLike;
}

const SYMBOLS = ["circle", "square", "diamond", "triangle-up", "x", "cross", "star", "triangle-down"];

/**
 * Completeness (upper panel) and contamination (lower panel) against the number of features, one line a
 * classifier, after figures 9.3 to 9.17 of Ivezić et al., "Statistics, Data Mining, and Machine Learning in
 * Astronomy".
 *
 * @throws ParameterError when no series is given.
 * @throws ValidationError when lengths differ.
 */
export function completenessContaminationFigure(
  series: CompletenessContaminationSeries | readonly CompletenessContaminationSeries[],
  options: CompletenessContaminationFigureOptions = {},
): Figure {
  const list = (Array.isArray(series) ? series : [series]) as readonly CompletenessContaminationSeries[];
  if (list.length === 0)
    throw new ParameterError("completenessContaminationFigure: give at least one series.");
  const data = list.flatMap((one, i): Trace[] => {
    const completeness = toVector(one.completeness, "completeness");
    const contamination = toVector(one.contamination, "contamination");
    const x = options.x ? toVector(options.x, "x") : completeness.map((_, k) => k + 1);
    checkSameLength(contamination.length, completeness.length, "contamination", "completeness");
    checkSameLength(x.length, completeness.length, "x", "completeness");
    const color = OKABE_ITO[i % OKABE_ITO.length];
    const shared = {
      type: "scatter",
      mode: "lines+markers",
      x: Array.from(x),
      name: one.name === undefined ? "classifier" : wrapText(one.name, 24),
      legendgroup: `series-${i}`,
      line: { color, width: 2 },
      marker: { color, size: 8, symbol: SYMBOLS[i % SYMBOLS.length] },
    };
    return [
      { ...shared, y: Array.from(completeness), xaxis: "x", yaxis: "y", showlegend: one.name !== undefined },
      { ...shared, y: Array.from(contamination), xaxis: "x2", yaxis: "y2", showlegend: false },
    ];
  });
  const counts = (data[0].x as number[]).every(Number.isInteger) ? { dtick: 1 } : {};
  return {
    data,
    layout: {
      ...baseLayout(options, 560),
      xaxis: { anchor: "y", matches: "x2", showticklabels: false, ...counts },
      yaxis: { title: { text: "Completeness" }, domain: [0.53, 1], range: [-0.03, 1.05], dtick: 0.2 },
      xaxis2: { anchor: "y2", title: { text: options.xLabel ?? "Number of colours" }, ...counts },
      yaxis2: { title: { text: "Contamination" }, domain: [0, 0.47], range: [-0.03, 1.05], dtick: 0.2 },
    },
  };
}
