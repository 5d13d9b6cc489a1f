import { ParameterError } from "../core/errors";
import { Matrix } from "../core/matrix";
import { checkNumber } from "../core/parameters";
import { toMatrix } from "../core/table-like";
import type { Figure, Trace } from "./figure";
import { type ImageFigureOptions, imageFigure, pixelAxis } from "./image-figure";
import { OKABE_ITO } from "./template";

/** Where a source is and how wide, in pixels: a full width along the long and the short axis, and the long one's angle. */
export interface SourceEllipse {
  row: number;
  column: number;
  /** Default 0. */
  major?: number;
  /** Default 0. */
  minor?: number;
  /** From the direction of growing columns towards that of growing rows, in degrees; default 0. */
  angle?: number;
}

export interface SourceGroup {
  /** Name in the legend. */
  name: string;
  sources: readonly SourceEllipse[];
  /** Colour as CSS; default Okabe and Ito's, in turn. */
  color?: string;
  dash?: "solid" | "dash" | "dot";
}

export interface SourceMapFigureOptions extends ImageFigureOptions {
  /** The sources to draw on the image, in groups of one colour each. */
  groups: readonly SourceGroup[];
  /** The part of the image to show; default all of it. Rows and columns keep their numbers. */
  part?: { row: number; column: number; height: number; width: number };
  /** Width in pixels that every ellipse has at least, such as the beam's; default 3. */
  leastWidth?: number;
}

const CORNERS = 24;

/**
 * An image, or a part of it, with an ellipse around each source that lies in it: what was found, what was missed.
 *
 * @throws ValidationError when the image is empty or ragged, or holds an infinite pixel.
 * @throws ParameterError when the part reaches beyond the image, or an option's value is out of range.
 */
export function sourceMapFigure(options: SourceMapFigureOptions): Figure {
  const { groups, leastWidth = 3, part: asked, ...imageOptions } = options;
  checkNumber("leastWidth", leastWidth, { min: 0 });
  const image = toMatrix(options.image, { name: "image", allowNaN: true });
  const part = asked ?? { row: 0, column: 0, height: image.rows, width: image.cols };
  const figure = imageFigure({ ...imageOptions, image: cropped(image, part) });
  const inside = ({ row, column }: SourceEllipse): boolean =>
    row > part.row - 0.5 &&
    row < part.row + part.height - 0.5 &&
    column > part.column - 0.5 &&
    column < part.column + part.width - 0.5;
  const outlines = groups.map(({ name, sources, color, dash = "solid" }, k): Trace => {
    const points = sources.filter(inside).flatMap((source) => outline(source, leastWidth));
    return {
      type: "scatter",
      mode: "lines",
      // null lifts the pen between two ellipses
      x: points.map((point) => (point === null ? null : point[0])),
      y: points.map((point) => (point === null ? null : point[1])),
      name,
      line: { color: color ?? OKABE_ITO[k % OKABE_ITO.length], width: 1.5, dash },
      hoverinfo: "skip",
      showlegend: true,
    };
  });
  const { xaxis, yaxis } = figure.layout;
  return {
    data: [{ ...figure.data[0], x0: part.column, y0: part.row, dx: 1, dy: 1 }, ...outlines],
    layout: {
      ...figure.layout,
      height: (figure.layout.height as number) + 50,
      // on the image's own dark colour, so that light outlines can be told in the legend, too
      legend: {
        ...{ orientation: "h", x: 0, y: -0.16, yanchor: "top" },
        ...{ bgcolor: "#440154", font: { color: "#FFFFFF" } },
      },
      xaxis: { ...xaxis, range: shifted(pixelAxis(part.width).range, part.column) },
      yaxis: { ...yaxis, range: shifted(pixelAxis(part.height, options.origin !== "lower").range, part.row) },
    },
  };
}

const shifted = (range: unknown, by: number): number[] => (range as number[]).map((end) => end + by);

function cropped(
  image: Matrix,
  part: { row: number; column: number; height: number; width: number },
): Matrix {
  for (const [name, value] of Object.entries(part))
    checkNumber(`part.${name}`, value, { min: 0, integer: true });
  const { row, column, height, width } = part;
  if (height === 0 || width === 0 || row + height > image.rows || column + width > image.cols) {
    throw new ParameterError(
      `sourceMapFigure: a part of ${height} x ${width} pixels from row ${row}, column ${column} on is not within the image of ${image.rows} x ${image.cols}.`,
    );
  }
  const crop = Matrix.zeros(height, width);
  for (let i = 0; i < height; i++) crop.row(i).set(image.row(row + i).subarray(column, column + width));
  return crop;
}

/** Corners of an ellipse as [x, y], and null at the end. */
function outline(source: SourceEllipse, leastWidth: number): Array<[number, number] | null> {
  const { row, column, major = 0, minor = 0, angle = 0 } = source;
  const [a, b] = [Math.max(leastWidth, major) / 2, Math.max(leastWidth, minor) / 2];
  const turn = (angle * Math.PI) / 180;
  const corners = Array.from({ length: CORNERS + 1 }, (_, k): [number, number] => {
    const around = (2 * Math.PI * k) / CORNERS;
    const [along, across] = [a * Math.cos(around), b * Math.sin(around)];
    return [
      column + along * Math.cos(turn) - across * Math.sin(turn),
      row + along * Math.sin(turn) + across * Math.cos(turn),
    ];
  });
  return [...corners, null];
}
