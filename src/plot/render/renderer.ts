import { ParameterError } from "../../core/errors";
import type { Figure } from "../figure";
import { RENDER_FAMILY, renderFonts } from "./fonts";
import { paintManyPoints, thinManyPoints } from "./many-points";
import { plotlyWindow } from "./plotly-window";

/** Size of a static picture. */
export interface RenderOptions {
  /** Width in CSS pixels; default: the figure's own, else 720. */
  width?: number;
  /** Height in CSS pixels; default: the figure's own, else 480. */
  height?: number;
}

export interface PngOptions extends RenderOptions {
  /** Picture pixels for each CSS pixel; default 2, sharp on a dense screen and in print. */
  scale?: number;
}

let queue: Promise<unknown> = Promise.resolve();

/**
 * Draws a figure as an SVG document.
 *
 * @param figure What a figure builder returned, or any Plotly figure without WebGL traces.
 * @returns The SVG's text, whose only font is the bundled one.
 * @throws ParameterError when a size is not a number of pixels between 10 and 10,000.
 */
export async function renderSvg(figure: Figure, options: RenderOptions = {}): Promise<string> {
  const width = checkedSize("width", options.width ?? figure.layout.width ?? 720);
  const height = checkedSize("height", options.height ?? figure.layout.height ?? 480);
  // one after the other: plotly.js measures text in one place of the page that all plots share
  const drawn = queue.then(() => draw(figure, width, height));
  queue = drawn.catch(() => {});
  return drawn;
}

/**
 * Draws a figure as a PNG picture, without a browser and with the same font everywhere.
 *
 * @param figure What a figure builder returned, or any Plotly figure without WebGL traces.
 * @returns The bytes of the PNG file, `width * scale` by `height * scale` pixels.
 * @throws ParameterError when a size or the scale is out of range.
 */
export async function renderPng(figure: Figure, options: PngOptions = {}): Promise<Uint8Array> {
  const scale = options.scale ?? 2;
  if (!(scale > 0 && scale <= 10)) {
    throw new ParameterError(`renderPng: scale must be above 0 and at most 10, got ${scale}.`);
  }
  const svg = await renderSvg(figure, options);
  const { renderAsync } = await import("@resvg/resvg-js");
  const image = await renderAsync(svg, {
    fitTo: { mode: "zoom", value: scale },
    font: {
      loadSystemFonts: false,
      fontFiles: renderFonts().files,
      defaultFontFamily: RENDER_FAMILY,
      sansSerifFamily: RENDER_FAMILY,
    },
  });
  return new Uint8Array(image.asPng());
}

function checkedSize(name: string, value: number): number {
  if (!(value >= 10 && value <= 10_000)) {
    throw new ParameterError(`A figure's ${name} must be between 10 and 10,000 pixels, got ${value}.`);
  }
  return Math.round(value);
}

async function draw(figure: Figure, width: number, height: number): Promise<string> {
  const { document, plotly } = await plotlyWindow();
  const host = document.createElement("div");
  document.body.appendChild(host);
  try {
    const { data, many } = thinManyPoints(figure);
    // plotly.js writes defaults and ranges into what it is given
    const layout = { ...structuredClone(figure.layout), width, height, autosize: false };
    const plot = await plotly.newPlot(host, structuredClone(data), layout, { staticPlot: true });
    const paint = paintManyPoints(plot, many);
    return paint(forResvg(plotly.Snapshot.toSVG(plot, "svg", 1)));
  } finally {
    plotly.purge(host);
    host.remove();
  }
}

/** A bar without height, as an empty bin has on a logarithmic axis: below its opacity resvg finds nothing and aborts. */
const FLAT_BAR = /<path[^>]* d="M[^,"]*,([^V"]*)V\1H[^V"]*V\1Z"[^>]*\/>/g;

/** Rewrites what resvg does not read as browsers do. */
function forResvg(svg: string): string {
  return svg
    .replace(FLAT_BAR, "")
    .replace(/url\((?:'|"|&quot;)(#[^'"&)]+)(?:'|"|&quot;)\)/g, "url($1)")
    .replaceAll(/image-rendering:[^;"]*;?/g, "image-rendering: optimizeSpeed;")
    .replace(/font-family:[^;"]*/g, `font-family: '${RENDER_FAMILY}'`)
    .replace(/font-family="[^"]*"/g, `font-family="${RENDER_FAMILY}"`);
}
