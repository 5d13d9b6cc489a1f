import { ParameterError } from "../core/errors";
import { checkSameLength, toVector, type VectorLike } from "../core/targets";
import type { Figure } from "./figure";
import { baseLayout, type FigureOptions } from "./figure-options";
import { OKABE_ITO } from "./template";
import { wrapText } from "./text";

export interface FeatureImportanceFigureOptions extends FigureOptions {
  /** One number for each feature, as `featureImportances` or `permutationImportance` gives them. */
  importances: VectorLike;
  /** Names of the features, in the same order; default `x1`, `x2`, … */
  featureNames?: readonly string[];
  /** One standard deviation of each importance, shown as a bar; default none. */
  errors?: VectorLike;
  /** Title of the axis; default "Importance". */
  xLabel?: string;
  /** The largest that are shown; default all. */
  limit?: number;
}

/**
 * The importance of each feature as a bar, the largest on top.
 *
 * @throws ValidationError when lengths differ.
 * @throws ParameterError when there is not one name for each feature, or `limit` is below 1.
 */
export function featureImportanceFigure(options: FeatureImportanceFigureOptions): Figure {
  const importances = toVector(options.importances, "importances");
  const n = importances.length;
  const names = options.featureNames ?? Array.from({ length: n }, (_, j) => `x${j + 1}`);
  const { limit = n } = options;
  if (names.length !== n) {
    throw new ParameterError(
      `featureImportanceFigure: featureNames has ${names.length} entries for ${n} importances; give one for each.`,
    );
  }
  if (!(limit >= 1)) {
    throw new ParameterError(`featureImportanceFigure: limit must be a number from 1, got ${limit}.`);
  }
  const errors = options.errors === undefined ? undefined : toVector(options.errors, "errors");
  if (errors) checkSameLength(errors.length, n, "errors", "importances");
  const order = Array.from(importances.keys())
    .sort((a, b) => importances[b] - importances[a] || a - b)
    .slice(0, limit);
  return {
    data: [
      {
        type: "bar",
        orientation: "h",
        name: "importance",
        x: order.map((j) => importances[j]),
        y: order.map((_, place) => place),
        marker: { color: OKABE_ITO[0] },
        hovertemplate: "%{x:.4g}<extra></extra>",
        showlegend: false,
        ...(errors
          ? {
              error_x: {
                type: "data",
                array: order.map((j) => errors[j]),
                color: "#262626",
                thickness: 1.2,
                width: 3,
              },
            }
          : {}),
      },
    ],
    layout: {
      ...baseLayout(options, 130 + 34 * order.length),
      bargap: 0.3,
      xaxis: { title: { text: options.xLabel ?? "Importance" }, zeroline: true, zerolinecolor: "#7F7F7F" },
      yaxis: {
        tickmode: "array",
        tickvals: order.map((_, place) => place),
        ticktext: order.map((j) => wrapText(names[j], 30)),
        range: [order.length - 0.4, -0.6],
        showgrid: false,
        ticks: "",
      },
    },
  };
}
