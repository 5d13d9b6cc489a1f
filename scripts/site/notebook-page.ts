import { basename } from "node:path";
import { provenanceBadge } from "./badges";
import { count, formatSeconds } from "./format";
import { highlight } from "./highlight";
import { encodePath, type Html, html } from "./html";
import type { Images, ImageType, StoredImage } from "./images";
import type { LiveParts } from "./live-parts";
import { type Heading, type MarkdownContext, renderMarkdown } from "./markdown";
import type { NotebookEntry } from "./notebook-entry";
import { type CodeCell, joinLines, type MarkdownCell } from "./notebook-file";
import { type OutputContext, renderOutput } from "./outputs";
import { renderPage } from "./page-shell";

export interface Neighbours {
  previous: NotebookEntry | null;
  next: NotebookEntry | null;
}

async function renderMarkdownCell(cell: MarkdownCell, context: OutputContext): Promise<Html> {
  const attachments = new Map<string, string>();
  for (const [name, bundle] of Object.entries(cell.attachments)) {
    for (const [type, content] of Object.entries(bundle)) {
      if (!["image/png", "image/jpeg", "image/svg+xml"].includes(type)) continue;
      const image = await context.images.add(type as ImageType, joinLines(content));
      if (image) attachments.set(name, context.toRoot + image.path);
    }
  }
  return html`<section class="cell prose">${renderMarkdown(cell.source, { ...context.markdown, attachments })}</section>`;
}

async function renderCodeCell(
  cell: CodeCell,
  context: OutputContext,
  entry: NotebookEntry,
): Promise<Html | null> {
  const { number } = cell;
  if (number === null) return null;
  const outputs: Html[] = [];
  for (const output of cell.outputs) {
    const rendered = await renderOutput(output, context);
    if (rendered) outputs.push(rendered);
  }
  const failures = entry.failures.filter((failure) => failure.cell === number);
  const seconds = entry.cellSeconds.get(number);
  return html`<section class="cell code${failures.length > 0 && " failed"}" id="cell-${number}">
<div class="source"><pre tabindex="0"><code>${highlight(cell.source, "typescript")}</code></pre><span class="run-note">${number}${
    seconds !== undefined && html` · <span title="Time that this cell took">${formatSeconds(seconds)}</span>`
  }</span></div>
${outputs.length > 0 && html`<div class="outputs">${outputs}</div>`}
${failures.map((failure) => html`<p class="problem">${failure.cause}</p>`)}
</section>
`;
}

function contents(headings: readonly Heading[]): Html | null {
  const listed = headings.filter((heading) => heading.level === 2 || heading.level === 3);
  if (listed.length < 2) return null;
  return html`<nav class="contents" aria-label="Contents"><p>Contents</p><ol>${listed.map(
    (heading) => html`<li class="level-${heading.level}"><a href="#${heading.id}">${heading.text}</a></li>`,
  )}</ol></nav>`;
}

function simulatedNote(entry: NotebookEntry): Html | null {
  if (entry.provenance !== "simulated") return null;
  return html`<aside class="simulated-note" role="note"><strong>Simulated data.</strong> Figures and pictures marked so describe what a generator made, not what a telescope saw.</aside>`;
}

function failureNote(entry: NotebookEntry): Html | null {
  if (entry.failures.length === 0) return null;
  const heading =
    entry.status === "unreadable" ? "This run cannot be shown" : "This notebook failed in its last run";
  return html`<aside class="failure" role="note"><strong>${heading}</strong><ul>${entry.failures.map(
    (failure) =>
      html`<li>${failure.cell !== null && html`<a href="#cell-${failure.cell}">Cell ${failure.cell}</a>: `}${failure.cause}</li>`,
  )}</ul></aside>`;
}

function facts(entry: NotebookEntry): Html {
  const within = entry.recordings.filter((recording) => recording.ok).length;
  return html`<p class="facts">${entry.systems.map((system) => html`<span class="system">${system}</span>`)}${provenanceBadge(entry.provenance)}${
    entry.recordings.length > 0 &&
    html`<span>${within} of ${count(entry.recordings.length, "recorded figure")} within tolerance</span>`
  }${entry.seconds !== null && html`<span>ran in ${formatSeconds(entry.seconds)}</span>`}${
    entry.size !== null && html`<span>${entry.size} size</span>`
  }<a href="${encodePath(basename(entry.name))}.ipynb" download>Download the notebook</a></p>`;
}

function neighbourLinks(neighbours: Neighbours, toRoot: string): Html {
  const link = (entry: NotebookEntry | null, relation: "prev" | "next", label: string) =>
    entry
      ? html`<a rel="${relation}" class="${relation}" href="${toRoot}${pagePath(entry)}"><span>${label}</span>${entry.title}</a>`
      : html`<span></span>`;
  return html`<nav class="neighbours" aria-label="Notebooks">${link(neighbours.previous, "prev", "← Previous")}${link(neighbours.next, "next", "Next →")}</nav>`;
}

/** Where an entry's page lies, as an address relative to the site's root. */
export function pagePath(entry: NotebookEntry): string {
  return encodePath(`notebooks/${entry.name}.html`);
}

/** An executed notebook as a page, and the pictures on it. */
export async function renderNotebookPage(
  entry: NotebookEntry,
  neighbours: Neighbours,
  siteTitle: string,
  images: Images,
  live: LiveParts,
): Promise<{ page: string; pictures: StoredImage[] }> {
  const toRoot = "../".repeat(entry.name.split("/").length);
  const headings: Heading[] = [];
  const markdown: MarkdownContext = { headings, attachments: new Map() };
  const context: OutputContext = {
    images,
    live,
    libraries: [],
    shown: [],
    toRoot,
    markdown,
    recordings: entry.recordings,
  };
  const cells: (Html | null)[] = [];
  for (const cell of entry.notebook?.cells ?? []) {
    if (cell.kind === "markdown") cells.push(await renderMarkdownCell(cell, context));
    else if (cell.kind === "code") cells.push(await renderCodeCell(cell, context, entry));
    else cells.push(html`<section class="cell"><pre class="text">${cell.source}</pre></section>`);
  }
  const about = [facts(entry), simulatedNote(entry), failureNote(entry)];
  const titled = headings[0]?.level === 1;
  const toc = contents(headings);
  const body = html`<header class="bar"><a href="${toRoot}index.html">← ${siteTitle}</a></header>
<div class="notebook${toc !== null && " with-contents"}">
${toc}
<main>
${!titled && html`<h1>${entry.title}</h1>`}
${titled ? html`${cells[0]}${about}${cells.slice(1)}` : html`${about}${cells}`}
${neighbourLinks(neighbours, toRoot)}
</main>
</div>`;
  const text = body.toString();
  const page = renderPage({
    title: `${entry.title} · ${siteTitle}`,
    description: `${entry.title}: an executed notebook`,
    toRoot,
    body,
    math: text.includes('class="katex'),
    script: text.includes('class="emitted"') ? "frames.js" : null,
  });
  return { page, pictures: context.shown };
}
