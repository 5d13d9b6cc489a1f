import { ParameterError } from "../core/errors";
import { type TableLike, toMatrix } from "../core/table-like";
import type { Axis, Figure, Trace } from "./figure";
import { baseLayout, type FigureOptions } from "./figure-options";
import { colorBar, imageColors } from "./image-colors";
import { type ImageOptions, imageTrace, pixelAxis } from "./image-figure";
import { axisTitle, lineCount, wrapText } from "./text";

/** An image of a grid, and what is written above it. */
export interface NamedImage {
  /** The pixels, shape (rows, columns); NaN stays blank. */
  image: TableLike;
  name?: string;
}

export interface ImageGridFigureOptions extends FigureOptions, ImageOptions {
  /** At least one image; sizes may differ. */
  images: readonly NamedImage[];
  /** Images side by side; default 4, fewer where there are fewer images. */
  columns?: number;
}

const GAP = 16;
const CAPTION_LINE = 18;

/**
 * Several images side by side, all in one colour scale, so that equal colours are equal values.
 *
 * @throws ValidationError when an image is empty or ragged, or holds an infinite pixel.
 * @throws ParameterError when there is no image, no pixel has a value, or an option's value is unknown.
 */
export function imageGridFigure(options: ImageGridFigureOptions): Figure {
  const { images, columns: asked = 4 } = options;
  if (images.length === 0) throw new ParameterError("imageGridFigure: give at least one image.");
  if (!(Number.isInteger(asked) && asked >= 1)) {
    throw new ParameterError(`imageGridFigure: columns must be a whole number above 0, got ${asked}.`);
  }
  const across = Math.min(asked, images.length);
  const down = Math.ceil(images.length / across);
  const pixels = images.map(({ image }, k) =>
    toMatrix(image, { name: `images[${k}].image`, allowNaN: true }),
  );
  const range = imageColors(pixels, options, "imageGridFigure");
  const panel = Math.max(90, Math.min(240, 840 / across));
  const captions = images.map(({ name }) => (name ? wrapText(name, Math.floor(panel / 7.4)) : ""));
  const caption = captions.some(Boolean) ? CAPTION_LINE * Math.max(...captions.map(lineCount)) + 4 : 0;
  const [plotWidth, plotHeight] = [across * (panel + GAP) - GAP, down * (panel + caption + GAP) - GAP];
  const layout = baseLayout(
    { width: Math.max(420, Math.round(plotWidth) + 24 + 110), ...options },
    Math.round(plotHeight) + 24,
  );
  const margin = { ...(layout.margin as { t: number }), l: 24, r: 110, b: 24 };
  const height = options.height ?? Math.round(plotHeight) + margin.t + margin.b;

  const data: Trace[] = [];
  const axes: Record<string, Axis> = {};
  const annotations: Array<Record<string, unknown>> = [];
  pixels.forEach((matrix, k) => {
    const [row, column] = [Math.floor(k / across), k % across];
    const suffix = k === 0 ? "" : String(k + 1);
    const x = column * (panel + GAP);
    const top = row * (panel + caption + GAP) + caption;
    data.push({
      ...imageTrace(matrix, range, options, "imageGridFigure"),
      xaxis: `x${suffix}`,
      yaxis: `y${suffix}`,
      ...(k === 0
        ? { colorbar: colorBar(axisTitle(options.name ?? "value", options.unit)) }
        : { showscale: false }),
    });
    const bare = { showticklabels: false, ticks: "", showline: false, constrain: "domain" };
    axes[`xaxis${suffix}`] = {
      ...pixelAxis(matrix.cols),
      ...bare,
      anchor: `y${suffix}`,
      domain: [x / plotWidth, Math.min(1, (x + panel) / plotWidth)],
    };
    axes[`yaxis${suffix}`] = {
      ...pixelAxis(matrix.rows, options.origin !== "lower"),
      ...bare,
      anchor: `x${suffix}`,
      domain: [Math.max(0, 1 - (top + panel) / plotHeight), 1 - top / plotHeight],
      scaleanchor: `x${suffix}`,
    };
    if (captions[k]) {
      annotations.push({
        text: captions[k],
        x: (x + panel / 2) / plotWidth,
        y: 1 - top / plotHeight,
        xref: "paper",
        yref: "paper",
        xanchor: "center",
        yanchor: "bottom",
        showarrow: false,
        font: { size: 13 },
      });
    }
  });
  return { data, layout: { ...layout, height, margin, ...axes, annotations } };
}
