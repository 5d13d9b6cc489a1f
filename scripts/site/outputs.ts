import { type RecordResult, recordMimeType } from "../runner/judge";
import { verdict } from "./badges";
import { formatExpected, formatValue } from "./format";
import { type Html, html } from "./html";
import type { Images, ImageType, StoredImage } from "./images";
import { isLiveLibrary, type LiveParts } from "./live-parts";
import { type MarkdownContext, renderMarkdown } from "./markdown";
import { isObject, joinLines, type MimeBundle, type Output } from "./notebook-file";
import { terminalText } from "./terminal-text";

const IMAGE_TYPES: readonly ImageType[] = ["image/png", "image/jpeg", "image/svg+xml"];

export interface OutputContext {
  images: Images;
  live: LiveParts;
  /** Paths of the plotting libraries sent so far, for the live figures that follow. */
  libraries: string[];
  /** The pictures shown so far, for the notebook's thumbnail. */
  shown: StoredImage[];
  /** From a page to the site's root: `../../`. */
  toRoot: string;
  markdown: MarkdownContext;
  /** The runner's verdicts on this notebook's recordings. */
  recordings: readonly RecordResult[];
}

function plainText(data: MimeBundle): string {
  return terminalText(joinLines(data["text/plain"])).trim();
}

function textBlock(text: string, style: string): Html | null {
  const shown = terminalText(text).replace(/\n+$/, "");
  return shown === "" ? null : html`<pre class="text ${style}" tabindex="0">${shown}</pre>`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function recordLine(data: MimeBundle, context: OutputContext): Html | null {
  const raw = data[recordMimeType];
  const emitted = typeof raw === "string" ? parseJson(raw) : raw;
  if (!isObject(emitted) || typeof emitted.name !== "string") return null;
  const judged = context.recordings.find((recording) => recording.name === emitted.name);
  const notes = judged
    ? [
        `expected ${formatExpected(judged.expected, judged.tolerance)}`,
        judged.talk !== null && `talk ${formatValue(judged.talk)}`,
      ]
    : [];
  return html`<div class="record${judged && !judged.ok && " outside"}">${verdict(judged?.ok)}<span class="record-name">${emitted.name}</span><span class="record-value">${formatValue(emitted.value)}</span><span class="record-note">${notes.filter((note) => note !== false).join(" · ")}</span>${
    emitted.provenance === "simulated" && html`<span class="badge simulated">Simulated</span>`
  }</div>`;
}

// HTML that a cell emitted runs in a frame of its own origin, without network (the policy below), so that it
// reaches neither the page nor the world. The script in it reports its height, as the page may not measure it.
const FRAME_POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' data: blob:; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; connect-src data: blob:; worker-src blob:";
const FRAME_STYLE =
  "html{color:#1c2430;background:#fff;font:14px/1.45 system-ui,sans-serif}body{margin:0;padding:10px 12px}table{border-collapse:collapse;font-variant-numeric:tabular-nums}th,td{padding:4px 10px;text-align:right;border-bottom:1px solid #e3e7ec;white-space:nowrap}thead th{border-bottom:2px solid #c5ccd6}";
const FRAME_MEASURE =
  'new ResizeObserver(()=>parent.postMessage({skylearnHeight:document.documentElement.getBoundingClientRect().height},"*")).observe(document.documentElement)';
const FRAME_SHELL = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${FRAME_POLICY}"><style>${FRAME_STYLE}</style><script>${FRAME_MEASURE}</script><body>`;

function frame(content: string, title: string): Html {
  return html`<iframe class="emitted" sandbox="allow-scripts" title="${title}" srcdoc="${FRAME_SHELL}${content}"></iframe>`;
}

/** A frame that frames.js fills when the reader asks for it. */
async function liveFrame(content: string, title: string, context: OutputContext): Promise<Html> {
  const own = await context.live.add(content);
  const parts = [...context.libraries, own].map((path) => context.toRoot + path);
  return html`<iframe class="emitted" sandbox="allow-scripts" title="${title}" hidden data-shell="${FRAME_SHELL}" data-parts="${parts.join(" ")}"></iframe>`;
}

/** The size at which to show a picture: the one that its cell asked for, else its own. */
function sizeAttributes(image: StoredImage, asked: unknown): Html | null {
  const { width, height } = isObject(asked) ? asked : image;
  if (typeof width !== "number" || typeof height !== "number") return null;
  return html` width="${width}" height="${height}"`;
}

async function figure(data: MimeBundle, metadata: MimeBundle, context: OutputContext): Promise<Html | null> {
  for (const type of IMAGE_TYPES) {
    const content = joinLines(data[type]);
    if (content === "") continue;
    const image = await context.images.add(type, content);
    if (!image) return html`<p class="problem">A picture in this output is damaged and cannot be shown.</p>`;
    context.shown.push(image);
    const alt = plainText(data) || "Figure";
    const live = joinLines(data["text/html"]);
    return html`<figure class="plot"><img src="${context.toRoot}${image.path}" alt="${alt}"${sizeAttributes(image, metadata[type])}>${live !== "" && (await liveFrame(live, alt, context))}</figure>`;
  }
  return null;
}

async function display(data: MimeBundle, metadata: MimeBundle, context: OutputContext): Promise<Html | null> {
  if (recordMimeType in data) {
    const line = recordLine(data, context);
    if (line) return line;
  }
  const picture = await figure(data, metadata, context);
  if (picture) return picture;
  const emitted = joinLines(data["text/html"]);
  if (isLiveLibrary(emitted)) {
    // It runs in each live figure's frame, where its own words would be repeated.
    context.libraries.push(await context.live.add(`<div hidden>${emitted}</div>`));
    return textBlock(plainText(data), "result");
  }
  if (emitted !== "") return frame(emitted, plainText(data).slice(0, 120) || "Output");
  const markdown = joinLines(data["text/markdown"] ?? data["text/latex"]);
  if (markdown !== "") return html`<div class="prose">${renderMarkdown(markdown, context.markdown)}</div>`;
  const json = data["application/json"];
  return textBlock(plainText(data) || (json === undefined ? "" : JSON.stringify(json, null, 2)), "result");
}

/** One output of a cell as HTML; null if there is nothing to see. */
export async function renderOutput(output: Output, context: OutputContext): Promise<Html | null> {
  switch (output.kind) {
    case "stream":
      return textBlock(output.text, output.name);
    case "error":
      return textBlock(output.text, "error");
    case "display":
      return display(output.data, output.metadata, context);
  }
}
