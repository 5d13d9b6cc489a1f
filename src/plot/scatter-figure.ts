import { ParameterError } from "../core/errors";
import type { LabelsLike } from "../core/labels";
import type { TableLike } from "../core/table-like";
import { checkSameLength, toVector, type VectorLike } from "../core/targets";
import { type ClassOptions, groupByClass, legendEntry, markerFor, scatterType } from "./class-styles";
import { type FeatureColumn, type FeatureOptions, featureColumns } from "./feature-columns";
import type { Figure, Trace } from "./figure";
import { baseLayout, type FigureOptions } from "./figure-options";
import { axisTitle } from "./text";

export interface ScatterFigureOptions extends FigureOptions, FeatureOptions, ClassOptions {
  /** The points, shape (n, features). */
  X: TableLike;
  /** Class of each point, length n; default: all points are of one kind. */
  y?: LabelsLike;
  /** The two columns of `X` to show, by index or name; default the first two. */
  columns?: readonly [x: number | string, y: number | string];
  /** Colours the points by a quantity instead of by class, length n. */
  color?: { values: VectorLike; name: string; unit?: string };
  /** Axes that run downwards or leftwards, as those of magnitudes do; default none. */
  reversedAxes?: ReadonlyArray<"x" | "y">;
}

/**
 * Two features of every point, coloured by class or by a quantity. Markers shrink and fade as points grow
 * many; the rarest class is drawn on top.
 *
 * @throws ParameterError for a column that `X` lacks, or `y` and `color` together.
 * @throws ValidationError when `X` and `y` (or `color`) differ in length.
 */
export function scatterFigure(options: ScatterFigureOptions): Figure {
  const [x, y] = featureColumns(options.X, options.columns ?? [0, 1], options, "scatterFigure");
  if (options.y !== undefined && options.color !== undefined) {
    throw new ParameterError("scatterFigure: give y (classes) or color (a quantity), not both.");
  }
  const reversed = (axis: "x" | "y"): object =>
    options.reversedAxes?.includes(axis) ? { autorange: "reversed" } : {};
  return {
    data: options.color ? [quantityTrace(x, y, options.color)] : classTraces(x, y, options),
    layout: {
      ...baseLayout(options),
      xaxis: { title: { text: x.title }, ...reversed("x") },
      yaxis: { title: { text: y.title }, ...reversed("y") },
    },
  };
}

/** One scatter trace a class, then the legend's entries; without classes one trace and no entry. */
export function classTraces(
  x: FeatureColumn,
  y: FeatureColumn,
  options: ClassOptions & { y?: LabelsLike },
): Trace[] {
  const n = x.values.length;
  const hovertemplate = `${x.title}: %{x}<br>${y.title}: %{y}<extra>%{fullData.name}</extra>`;
  if (options.y === undefined) {
    const marker = { ...markerFor(n), color: options.classColors?.[0] };
    return [
      {
        type: scatterType(n),
        mode: "markers",
        x: x.values,
        y: y.values,
        marker,
        hovertemplate: hovertemplate.replace("%{fullData.name}", ""),
        showlegend: false,
      },
    ];
  }
  const groups = groupByClass(options.y, options, "scatterFigure");
  checkSameLength(
    groups.reduce((sum, group) => sum + group.rows.length, 0),
    n,
    "y",
    "X",
  );
  const points = groups.map((group) => ({
    type: scatterType(n),
    mode: "markers",
    name: group.name,
    legendgroup: `class-${group.index}`,
    x: group.rows.map((i) => x.values[i]),
    y: group.rows.map((i) => y.values[i]),
    marker: { ...markerFor(group.rows.length), color: group.color },
    hovertemplate,
    showlegend: false,
  }));
  return [...points, ...groups.map((group) => legendEntry(group))];
}

function quantityTrace(
  x: FeatureColumn,
  y: FeatureColumn,
  color: NonNullable<ScatterFigureOptions["color"]>,
): Trace {
  const values = toVector(color.values, "color.values");
  checkSameLength(values.length, x.values.length, "color.values", "X");
  const title = axisTitle(color.name, color.unit);
  return {
    type: scatterType(values.length),
    mode: "markers",
    x: x.values,
    y: y.values,
    marker: {
      ...markerFor(values.length),
      color: Array.from(values),
      colorscale: "Viridis",
      showscale: true,
      colorbar: {
        title: { text: title, side: "top" },
        outlinewidth: 0,
        thickness: 16,
        tickfont: { size: 13 },
      },
    },
    hovertemplate: `${x.title}: %{x}<br>${y.title}: %{y}<br>${title}: %{marker.color}<extra></extra>`,
    showlegend: false,
  };
}
