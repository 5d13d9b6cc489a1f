import { ParameterError, ValidationError } from "../core/errors";
import { toVector, type VectorLike } from "../core/targets";
import type { Figure, Trace } from "./figure";
import { baseLayout, type FigureOptions } from "./figure-options";
import { OKABE_ITO } from "./template";
import { escapeText, wrapText } from "./text";

/** The scores of one estimator, one for each fold. */
export interface FoldScores {
  name: string;
  scores: VectorLike;
}

export interface ScoreComparisonFigureOptions extends FigureOptions {
  /** What the score is; default "Score". */
  xLabel?: string;
  /** What a score comes from, for the legend; default "one fold". */
  dotName?: string;
}

/**
 * Estimators by their mean score, the best on top: a dot for each fold, the mean with one standard deviation
 * of the folds' scores as a bar, and both as numbers at the right.
 *
 * @throws ParameterError when nothing is given.
 * @throws ValidationError when an estimator has no score.
 */
export function scoreComparisonFigure(
  estimators: readonly FoldScores[],
  options: ScoreComparisonFigureOptions = {},
): Figure {
  if (estimators.length === 0) {
    throw new ParameterError("scoreComparisonFigure: give at least one estimator.");
  }
  const rows = estimators
    .map(({ name, scores }) => {
      const values = Array.from(toVector(scores, `scores of ${name}`));
      if (values.length === 0) {
        throw new ValidationError(
          `scoreComparisonFigure: scores of ${name} is empty; give one for each fold.`,
        );
      }
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      return { name, values, mean, spread: Math.sqrt(variance) };
    })
    .sort((a, b) => b.mean - a.mean);
  const [folds, means] = [OKABE_ITO[5], OKABE_ITO[0]];
  const data: Trace[] = [
    {
      type: "scatter",
      mode: "markers",
      name: escapeText(options.dotName ?? "one fold"),
      x: rows.flatMap((row) => row.values),
      y: rows.flatMap((row, place) => row.values.map(() => place)),
      marker: { color: folds, size: 7, opacity: 0.55 },
      showlegend: true,
    },
    {
      type: "scatter",
      mode: "markers",
      name: "mean ± spread",
      x: rows.map((row) => row.mean),
      y: rows.map((_, place) => place),
      error_x: { type: "data", array: rows.map((row) => row.spread), color: means, thickness: 2, width: 5 },
      marker: { color: means, size: 10, symbol: "diamond" },
      showlegend: true,
    },
  ];
  const layout = baseLayout(options, 170 + 36 * rows.length);
  return {
    data,
    layout: {
      ...layout,
      margin: { ...(layout.margin as Record<string, number>), r: 120, b: 92 },
      xaxis: { title: { text: options.xLabel ?? "Score" } },
      yaxis: {
        tickmode: "array",
        tickvals: rows.map((_, place) => place),
        ticktext: rows.map((row) => wrapText(row.name, 30)),
        range: [rows.length - 0.4, -0.6],
        ticks: "",
      },
      legend: { orientation: "h", x: 0, xanchor: "left", y: 0.01, yref: "container", yanchor: "bottom" },
      annotations: rows.map((row, place) => ({
        x: 1.01,
        xref: "paper",
        xanchor: "left",
        y: place,
        text: `${row.mean.toFixed(3)} ± ${row.spread.toFixed(3)}`,
        showarrow: false,
        font: { size: 13 },
      })),
    },
  };
}
