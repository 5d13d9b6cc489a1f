import type { Figure, Layout } from "./figure";
import { template } from "./template";
import { escapeText, lineCount, wrapMarkup } from "./text";

/** What a figure reads of a data set, to say where its points come from. */
export interface DatasetLike {
  readonly provenance: "real" | "simulated";
  readonly title?: string;
}

/** Options of every figure builder. */
export interface FigureOptions {
  /** Title; Plotly's tags (`<i>`, `<sub>`, `<sup>`) may stand in it, so pass text from data through `escapeText`. */
  title?: string;
  /** A line under the title; tags as in `title`. */
  subtitle?: string;
  /** The data set shown: the subtitle names it, and says "simulated data" where it is simulated. */
  dataset?: DatasetLike;
  /** Width in CSS pixels; default 720. */
  width?: number;
  /** Height in CSS pixels; default 480 unless the builder says otherwise. */
  height?: number;
}

const TITLE_LINE = 23;
const SUBTITLE_LINE = 17;

/** The layout that all figures share: template, title, subtitle, size, and margins that hold them. */
export function baseLayout(options: FigureOptions, height = 480): Layout {
  const width = options.width ?? 720;
  const layout: Layout = {
    template,
    width,
    height: options.height ?? height,
    margin: { l: 64, r: 24, t: 24, b: 56 },
  };
  return withTitles(layout, options.title, joined(options.subtitle, options.dataset));
}

/**
 * A copy of a figure whose subtitle names the data set; a simulated one is said to be simulated.
 *
 * @param figure Any figure.
 * @param dataset What a fetcher or a generator returned.
 */
export function withProvenance(figure: Figure, dataset: DatasetLike): Figure {
  const { title } = figure.layout;
  return {
    data: figure.data,
    layout: withTitles({ ...figure.layout }, title?.text, joined(title?.subtitle?.text, dataset)),
  };
}

function joined(subtitle: string | undefined, dataset: DatasetLike | undefined): string | undefined {
  const parts = subtitle ? [subtitle] : [];
  if (dataset) {
    const name = dataset.title === undefined ? undefined : escapeText(dataset.title);
    if (dataset.provenance === "simulated") parts.push(name ? `simulated data: ${name}` : "simulated data");
    else if (name) parts.push(name);
  }
  return parts.length > 0 ? parts.join(" · ") : undefined;
}

function withTitles(layout: Layout, title: string | undefined, subtitle: string | undefined): Layout {
  if (title === undefined && subtitle === undefined) return layout;
  const width = layout.width ?? 720;
  // a letter is about half as wide as its size; Plotly breaks no line by itself
  const text = wrapMarkup(title ?? "", Math.floor((width - 32) / 9));
  const sub = subtitle === undefined ? undefined : wrapMarkup(subtitle, Math.floor((width - 32) / 6.6));
  const margin = layout.margin as Record<string, number>;
  const top =
    24 + TITLE_LINE * lineCount(text) + (sub === undefined ? 0 : SUBTITLE_LINE * lineCount(sub) + 14);
  return {
    ...layout,
    title: {
      ...layout.title,
      text,
      // Plotly centres several lines on the place of one, and so lifts the first
      pad: { l: 16, t: 16 + ((lineCount(text) - 1) * TITLE_LINE) / 2 },
      ...(sub === undefined ? {} : { subtitle: { text: sub } }),
    },
    margin: { ...margin, t: Math.max(margin?.t ?? 0, top) },
  };
}
