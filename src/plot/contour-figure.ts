import { ParameterError } from "../core/errors";
import { type TableLike, toMatrix } from "../core/table-like";
import { checkSameLength, toVector, type VectorLike } from "../core/targets";
import type { Figure, Trace } from "./figure";
import { baseLayout, type FigureOptions } from "./figure-options";
import { colorBar } from "./image-colors";
import { axisTitle, wrapText } from "./text";

/** A line drawn over the contours, such as the way that a descent takes. */
export interface ContourPath {
  /** Places along the path, both of one length. */
  x: VectorLike;
  y: VectorLike;
  /** Name in the legend. */
  name: string;
  /** Default "lines+markers". */
  mode?: "lines" | "markers" | "lines+markers";
  /** Colour as CSS; default one that stands out from the contours, another for each path. */
  color?: string;
}

export interface ContourFigureOptions extends FigureOptions {
  /** Places along the horizontal axis, rising, length m. */
  x: VectorLike;
  /** Places along the vertical axis, rising, length n. */
  y: VectorLike;
  /** Height at each pair, shape (n, m). */
  z: TableLike;
  /** What the height is, for the colour bar; default "z". */
  name?: string;
  /** Unit of the height. */
  unit?: string;
  /** Title of the horizontal axis; Plotly's tags may stand in it. */
  xLabel?: string;
  /** Title of the vertical axis. */
  yLabel?: string;
  /** Contours at equal ratios instead of equal steps, for heights above 0; default `false`. */
  log?: boolean;
  /** Most contours; default 15. Their heights are round numbers, with `log` their ratios are equal instead. */
  contours?: number;
  /** Lines over the contours. */
  paths?: readonly ContourPath[];
}

/** Told apart from Viridis and from one another, also by colour-blind readers. */
const PATH_COLORS = ["#D55E00", "#FFFFFF", "#CC79A7", "#111111"];

/**
 * Heights over a plane as filled contours, with paths over them.
 *
 * @throws ValidationError when lengths do not fit together.
 * @throws ParameterError when `log` is set and a height is not above 0, all heights are equal, or `contours` is no
 * whole number above 1.
 */
export function contourFigure(options: ContourFigureOptions): Figure {
  const { log = false, contours = 15, paths = [] } = options;
  const x = toVector(options.x, "x");
  const y = toVector(options.y, "y");
  const z = toMatrix(options.z, { name: "z" });
  checkSameLength(z.cols, x.length, "a row of z", "x");
  checkSameLength(z.rows, y.length, "z", "y");
  if (!(Number.isInteger(contours) && contours > 1)) {
    throw new ParameterError(
      `contourFigure: contours must be a whole number above 1, got ${String(contours)}.`,
    );
  }
  if (log && z.data.some((height) => !(height > 0))) {
    throw new ParameterError("contourFigure: with log, every height must be above 0.");
  }
  const heights = log ? z.data.map(Math.log10) : z.data;
  const low = heights.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = heights.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  if (!(low < high)) throw new ParameterError("contourFigure: all heights are equal; there is no contour.");
  const even = (high - low) / contours;
  const step = log ? even : roundStep(even);
  const start = log ? low + step : (Math.floor(low / step) + 1) * step;
  const at = (i: number, j: number): number => heights[i * z.cols + j];
  return {
    data: [
      {
        type: "contour",
        x: Array.from(x),
        y: Array.from(y),
        z: Array.from(y, (_, i) => Array.from(x, (_, j) => at(i, j))),
        contours: { start, end: high - step / 2, size: step, coloring: "fill", showlines: true },
        line: { width: 0.6, color: "rgba(255,255,255,0.55)", smoothing: 0 },
        colorscale: "Viridis",
        colorbar: {
          ...colorBar(axisTitle(options.name ?? "z", options.unit)),
          ...(paths.length > 0 ? { len: 0.72, y: 0, yanchor: "bottom" } : {}),
          ...(log ? logTicks(low, high) : {}),
        },
        hoverinfo: "skip",
        showlegend: false,
      },
      ...paths.map(pathTrace),
    ],
    layout: {
      ...baseLayout(options),
      xaxis: { title: { text: options.xLabel ?? "x" }, range: [x[0], x[x.length - 1]], showgrid: false },
      yaxis: { title: { text: options.yLabel ?? "y" }, range: [y[0], y[y.length - 1]], showgrid: false },
    },
  };
}

function pathTrace(path: ContourPath, k: number): Trace {
  const x = toVector(path.x, "path.x");
  const y = toVector(path.y, "path.y");
  checkSameLength(y.length, x.length, "path.y", "path.x");
  const color = path.color ?? PATH_COLORS[k % PATH_COLORS.length];
  return {
    type: "scatter",
    mode: path.mode ?? "lines+markers",
    x: Array.from(x),
    y: Array.from(y),
    name: wrapText(path.name, 26),
    line: { color, width: 2 },
    // a dark edge keeps a light marker visible on a light ground; crowded markers would be all edge
    marker: x.length > 100 ? { color, size: 4 } : { color, size: 7, line: { color: "#111111", width: 0.8 } },
    showlegend: true,
  };
}

/** The smallest of 1, 2, 2.5 and 5 times the powers of ten that is no less than `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  // Rounding may leave a step that is meant to be enough a little below.
  return power * ([1, 2, 2.5, 5].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10);
}

/** Ticks at 1, 2 and 5 times the powers of ten of a logarithmic colour bar; powers alone over many decades. */
function logTicks(low: number, high: number): { tickvals: number[]; ticktext: string[] } {
  const marks = high - low > 3 ? [1] : [1, 2, 5];
  const tickvals: number[] = [];
  const ticktext: string[] = [];
  for (let power = Math.floor(low); power <= high; power++) {
    for (const mark of marks) {
      const value = power + Math.log10(mark);
      if (value < low || value > high) continue;
      tickvals.push(value);
      ticktext.push(
        power < -3 || power > 4 ? `${mark}×10<sup>${power}</sup>` : String(Number(`${mark}e${power}`)),
      );
    }
  }
  return { tickvals, ticktext };
}
