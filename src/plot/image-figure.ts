import { ParameterError } from "../core/errors";
import type { Matrix } from "../core/matrix";
import { type TableLike, toMatrix } from "../core/table-like";
import type { Axis, Figure, Trace } from "./figure";
import { baseLayout, type FigureOptions } from "./figure-options";
import { colorBar, colorScale, type ImageColors, imageColors } from "./image-colors";
import { axisTitle } from "./text";

/** How an image is oriented and coloured. */
export interface ImageOptions {
  /** What a pixel holds, for the colour bar; default "value". */
  name?: string;
  /** Its unit. */
  unit?: string;
  /** Values at the two ends of the colour scale; default the smallest and the largest pixel. */
  range?: readonly [number, number];
  /**
   * "sequential" (the default): Viridis, whose lightness rises evenly. "diverging": red above 0, blue below, white at
   * 0, for differences.
   */
  colors?: ImageColors;
  /** Where row 0 lies: at the top, as in a table or a PNG (the default), or at the bottom, as in FITS. */
  origin?: "upper" | "lower";
  /** Writes each pixel's value into it, of at most 1,024 pixels; default `false`. */
  numbers?: boolean;
}

export interface ImageFigureOptions extends FigureOptions, ImageOptions {
  /** The pixels, shape (rows, columns); NaN stays blank. */
  image: TableLike;
  /** Title of the horizontal axis; default "column". */
  xLabel?: string;
  /** Title of the vertical axis; default "row". */
  yLabel?: string;
}

const MAX_NUMBERS = 1024;

/**
 * An image as a grid of square pixels, with the numbers themselves where they are asked for.
 *
 * @throws ValidationError when the image is empty or ragged, or holds an infinite pixel.
 * @throws ParameterError when no pixel has a value, `range` does not rise, an option's value is unknown, or there are
 * too many pixels to write their numbers.
 */
export function imageFigure(options: ImageFigureOptions): Figure {
  const pixels = toMatrix(options.image, { name: "image", allowNaN: true });
  const range = imageColors([pixels], options, "imageFigure");
  // room for the axes and their titles on the left and below, for the colour bar on the right
  const [left, right, below] = [70, 130, 60];
  const longest = options.numbers ? 640 : 460;
  const scale = longest / Math.max(pixels.rows, pixels.cols);
  const layout = baseLayout(
    { width: Math.max(420, Math.round(pixels.cols * scale) + left + right), ...options },
    Math.max(260, Math.round(pixels.rows * scale) + below + 90),
  );
  return {
    data: [
      {
        ...imageTrace(pixels, range, options, "imageFigure"),
        colorbar: colorBar(axisTitle(options.name ?? "value", options.unit)),
      },
    ],
    layout: {
      ...layout,
      xaxis: { ...pixelAxis(pixels.cols), title: { text: options.xLabel ?? "column" }, constrain: "domain" },
      yaxis: {
        ...pixelAxis(pixels.rows, options.origin !== "lower"),
        title: { text: options.yLabel ?? "row" },
        scaleanchor: "x",
        constrain: "domain",
      },
    },
  };
}

/** A heat map of the pixels, without a colour bar's title. */
export function imageTrace(
  pixels: Matrix,
  range: readonly [number, number],
  options: ImageOptions,
  builder: string,
): Trace {
  const { numbers = false, origin = "upper" } = options;
  if (origin !== "upper" && origin !== "lower") {
    throw new ParameterError(`${builder}: origin must be "upper" or "lower", got ${JSON.stringify(origin)}.`);
  }
  if (numbers && pixels.data.length > MAX_NUMBERS) {
    throw new ParameterError(
      `${builder}: numbers can be written into at most ${MAX_NUMBERS} pixels, but the image has ${pixels.rows} x ${pixels.cols}; cut out a part.`,
    );
  }
  // JSON knows no NaN: null is Plotly's blank pixel
  const rows = pixels.toArray().map((row) => row.map((value) => (Number.isNaN(value) ? null : value)));
  return {
    type: "heatmap",
    z: rows,
    zmin: range[0],
    zmax: range[1],
    colorscale: colorScale(options.colors ?? "sequential"),
    hovertemplate: "row %{y}, column %{x}: %{z}<extra></extra>",
    ...(numbers ? { text: rows.map((row) => row.map(shortNumber)), texttemplate: "%{text}" } : {}),
  };
}

/** An axis along `count` pixels, each pixel's centre at its index. */
export function pixelAxis(count: number, reversed = false): Axis {
  const ends = [-0.5, count - 0.5];
  return { range: reversed ? ends.reverse() : ends, showgrid: false, ticks: "outside" };
}

const shortNumber = (value: number | null): string =>
  value === null ? "" : String(Number(value.toPrecision(3)));
