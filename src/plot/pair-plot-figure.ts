import { ParameterError } from "../core/errors";
import type { LabelsLike } from "../core/labels";
import type { TableLike } from "../core/table-like";
import { binEdges } from "./bins";
import type { ClassOptions } from "./class-styles";
import { type FeatureOptions, featureColumns } from "./feature-columns";
import type { Axis, Figure, Trace } from "./figure";
import { baseLayout, type FigureOptions } from "./figure-options";
import { histogramTraces } from "./histogram-figure";
import { classTraces } from "./scatter-figure";

export interface PairPlotFigureOptions extends FigureOptions, FeatureOptions, ClassOptions {
  /** The points, shape (n, features). */
  X: TableLike;
  /** Class of each point, length n; default: all of one kind. */
  y?: LabelsLike;
  /** Columns to show, by index or name, 2 to 8 of them; default all. */
  columns?: ReadonlyArray<number | string>;
}

const GAP = 0.025;

/**
 * Every feature against every other, by class, with each feature's histogram on the diagonal.
 *
 * @throws ParameterError for fewer than 2 or more than 8 columns, or one that `X` lacks.
 */
export function pairPlotFigure(options: PairPlotFigureOptions): Figure {
  const columns = featureColumns(options.X, options.columns, options, "pairPlotFigure");
  const n = columns.length;
  if (n < 2 || n > 8) {
    throw new ParameterError(
      `pairPlotFigure shows 2 to 8 columns, got ${n}; name those to show, as in columns: [0, 1, 2].`,
    );
  }
  const panel = Math.max(100, Math.min(200, 820 / n));
  const side = n * panel + 90;
  const layout = baseLayout({ width: side + (options.y === undefined ? 0 : 150), ...options }, side + 40);
  const data: Trace[] = [];
  const axes: Record<string, Axis> = {};
  const span = (k: number): [number, number] => {
    const size = (1 - GAP * (n - 1)) / n;
    return [k * (size + GAP), Math.min(1, k * (size + GAP) + size)];
  };

  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const suffix = i * n + j === 0 ? "" : String(i * n + j + 1);
      const references = { xaxis: `x${suffix}`, yaxis: `y${suffix}` };
      const [x, y] = [columns[j], columns[i]];
      const diagonal = i === j;
      const traces = diagonal ? diagonalTraces(x.values, x.title, options) : classTraces(x, y, options);
      for (const trace of traces) {
        const isEntry = trace.showlegend === true;
        if (isEntry && !(i === 0 && j === 0)) continue;
        data.push({ ...trace, ...references, ...(isEntry ? {} : smaller(trace)) });
      }
      const bottom = i === n - 1;
      const left = j === 0;
      axes[`xaxis${suffix}`] = {
        anchor: `y${suffix}`,
        domain: span(j),
        showticklabels: bottom,
        nticks: 5,
        // the column's lowest panel leads, so that all share one range
        ...(bottom
          ? { title: { text: x.title, font: { size: 13 } } }
          : { matches: `x${(n - 1) * n + j + 1}` }),
      };
      axes[`yaxis${suffix}`] = {
        anchor: `x${suffix}`,
        domain: span(n - 1 - i),
        nticks: 5,
        ...(diagonal
          ? { showticklabels: false, showgrid: false, ticks: "", rangemode: "tozero" }
          : { showticklabels: left, matches: i === 0 ? "y2" : `y${i * n + 1}` }),
        ...(left ? { title: { text: y.title, font: { size: 13 } } } : {}),
      };
      if (!diagonal && (i === 0 ? j === 1 : left)) delete axes[`yaxis${suffix}`].matches;
    }
  }
  // the first row's labels cannot stand at its histogram, whose axis counts
  return { data, layout: { ...layout, ...axes, barmode: "overlay", bargap: 0 } };
}

function diagonalTraces(values: number[], title: string, options: PairPlotFigureOptions): Trace[] {
  const known = values.map((value) => (Number.isFinite(value) ? value : Number.NaN));
  const edges = binEdges(known.filter(Number.isFinite), "auto");
  return histogramTraces(Float64Array.from(known), edges, options, { title, density: true, stacked: false });
}

/** Panels are small: so are their markers. */
function smaller(trace: Trace): Partial<Trace> {
  const marker = trace.marker as { size?: number };
  return trace.type === "bar" ? {} : { marker: { ...marker, size: Math.max(2, (marker.size ?? 4) * 0.65) } };
}
