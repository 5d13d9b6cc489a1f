import { readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { type DisplayOptions, displayBundle, inNotebook } from "../notebook/display";
import { describeFigure } from "./describe-figure";
import type { Figure } from "./figure";
import { libraryHtml, liveFigureHtml } from "./live-html";
import { type PngOptions, type RenderOptions, renderPng, renderSvg } from "./render/renderer";

export interface ShowOptions extends PngOptions, DisplayOptions {
  /** What the picture shows, for readers who do not see it; default: title, axes and numbers of points. */
  alt?: string;
}

let interactive = false;
let liveFigures = 0;

/**
 * Shows a figure under the cell as a picture; after {@link enableInteractivity} also as a live plot. Outside
 * a notebook it prints the figure's description and how to save it.
 *
 * @param figure What a figure builder returned.
 * @throws ParameterError when a size or the scale is out of range.
 */
export async function show(figure: Figure, options: ShowOptions = {}): Promise<void> {
  const description = options.alt ?? describeFigure(figure);
  if (!inNotebook()) {
    console.log(
      `${description}\nFigures show in a tslab notebook; here, write: await savePng(figure, "figure.png")`,
    );
    return;
  }
  const picture = Buffer.from(await renderPng(figure, options)).toString("base64");
  const width = Math.round(options.width ?? figure.layout.width ?? 720);
  const height = Math.round(options.height ?? figure.layout.height ?? 480);
  const data: Record<string, string> = { "text/plain": description, "image/png": picture };
  if (interactive) {
    const sized = { data: figure.data, layout: { ...figure.layout, width, height } };
    const id = `skylearn-figure-${process.pid}-${Date.now().toString(36)}-${++liveFigures}`;
    data["text/html"] = liveFigureHtml(sized, id, picture, description, pack);
  }
  displayBundle(data, { "image/png": { width, height, alt: description } }, options);
}

/**
 * Makes the figures that {@link show} shows from now on live: they zoom, and tell values under the pointer.
 * Embeds plotly.js in this cell's output, 1.9 MB, so that the notebook needs no network.
 */
export async function enableInteractivity(): Promise<void> {
  interactive = true;
  if (!inNotebook()) return;
  const source = await readFile(require.resolve("plotly.js-dist-min/plotly.min.js"), "utf8");
  displayBundle({
    "text/plain": "Interactive figures are on in this notebook.",
    "text/html": libraryHtml(source, pack),
  });
}

function pack(text: string): string {
  return gzipSync(text).toString("base64");
}

/**
 * Saves a figure as a PNG file.
 *
 * @throws ParameterError when a size or the scale is out of range.
 */
export async function savePng(figure: Figure, path: string, options: PngOptions = {}): Promise<void> {
  await writeFile(path, await renderPng(figure, options));
}

/**
 * Saves a figure as an SVG file, which names the font "DejaVu Sans" and does not embed it.
 *
 * @throws ParameterError when a size is out of range.
 */
export async function saveSvg(figure: Figure, path: string, options: RenderOptions = {}): Promise<void> {
  await writeFile(path, await renderSvg(figure, options));
}
