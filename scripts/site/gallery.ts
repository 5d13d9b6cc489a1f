import { provenanceBadge } from "./badges";
import { count, formatSeconds } from "./format";
import { type Html, html } from "./html";
import type { NotebookEntry, Status } from "./notebook-entry";
import { pagePath } from "./notebook-page";
import { renderPage } from "./page-shell";
import type { Reproduction } from "./reproduction";
import { reproductionTable } from "./reproduction-table";
import { talkTitle } from "./talk-titles";
import type { Thumbnail } from "./thumbnail";

const STATUS_LABELS: Record<Status, string | null> = {
  ok: null,
  failed: "Failed",
  unreadable: "Unreadable",
  "not run": "Not run yet",
};

function picture(entry: NotebookEntry, thumbnail: Thumbnail | null): Html {
  if (!thumbnail)
    return html`<div class="thumbnail none" aria-hidden="true">${entry.systems[0] ?? "—"}</div>`;
  return html`<div class="thumbnail"><img loading="lazy" src="${thumbnail.path}" width="${thumbnail.width}" height="${thumbnail.height}" alt=""></div>`;
}

function card(entry: NotebookEntry, thumbnail: Thumbnail | null): Html {
  const label = STATUS_LABELS[entry.status];
  const failure = entry.failures[0];
  const inside = html`${picture(entry, thumbnail)}
<div class="about"><p class="tags">${entry.systems.map((system) => html`<span class="system">${system}</span>`)}${provenanceBadge(entry.provenance)}${
    label !== null &&
    html`<span class="badge ${entry.status === "not run" ? "pending" : "bad"}">${label}</span>`
  }</p>
<h3 class="card-title">${entry.title}</h3>
${entry.summary !== null && html`<p class="summary">${entry.summary}</p>`}
${failure && html`<p class="failure-line">${failure.cell !== null && `Cell ${failure.cell}: `}${failure.cause}</p>`}
<p class="run">${[
    entry.seconds !== null ? formatSeconds(entry.seconds) : null,
    entry.size !== null ? `${entry.size} size` : null,
    entry.recordings.length > 0 ? count(entry.recordings.length, "recorded figure") : null,
  ]
    .filter((part) => part !== null)
    .join(" · ")}</p></div>`;
  return entry.status === "not run"
    ? html`<li class="card pending">${inside}</li>`
    : html`<li class="card${entry.provenance === "simulated" && " simulated"}"><a href="${pagePath(entry)}">${inside}</a></li>`;
}

function counts(entries: readonly NotebookEntry[], reproduction: Reproduction): Html {
  const run = entries.filter((entry) => entry.status !== "not run");
  const failed = run.filter((entry) => entry.status !== "ok").length;
  const { rows } = reproduction;
  const within = rows.filter((row) => row.ok === true).length;
  const outside = rows.filter((row) => row.ok === false).length;
  const simulated = rows.filter((row) => row.provenance === "simulated").length;
  return html`<p class="counts"><span>${count(run.length, "notebook")}</span>${
    failed > 0 && html`<span class="bad">${failed} failed</span>`
  }<span>${count(rows.length, "recorded figure")}</span><span class="${within === rows.length && within > 0 && "good"}">${within} within tolerance</span>${
    outside > 0 && html`<span class="bad">${outside} outside tolerance</span>`
  }${simulated > 0 && html`<span class="simulated">${simulated} on simulated data</span>`}</p>`;
}

function byTalk(entries: readonly NotebookEntry[]): NotebookEntry[][] {
  const talks: NotebookEntry[][] = [];
  for (const entry of entries) {
    const last = talks.at(-1);
    if (last?.[0].talk === entry.talk) last.push(entry);
    else talks.push([entry]);
  }
  return talks;
}

/** The site's front page: the notebooks by talk, and the reproduction table. */
export function renderGallery(
  entries: readonly NotebookEntry[],
  thumbnails: ReadonlyMap<NotebookEntry, Thumbnail>,
  reproduction: Reproduction,
  siteTitle: string,
): string {
  const body = html`<div class="gallery">
<header><h1 class="site-title">${siteTitle}</h1>${counts(entries, reproduction)}${
    reproduction.rows.length > 0 && html`<p class="jump"><a href="#reproduction">Reproduction table ↓</a></p>`
  }</header>
<main>
${entries.length === 0 && html`<p class="empty">There are no notebooks yet.</p>`}
${byTalk(entries).map(
  (talk) => html`<section><h2>${talkTitle(
    talk[0].talk,
    talk.flatMap((entry) => entry.systems),
  )}</h2>
<ul class="cards">${talk.map((entry) => card(entry, thumbnails.get(entry) ?? null))}</ul></section>
`,
)}
${reproductionTable(reproduction, entries)}
</main>
</div>`;
  return renderPage({
    title: siteTitle,
    description: "Executed notebooks, and what they measured beside what the talks printed",
    toRoot: "",
    body,
    math: body.toString().includes('class="katex'),
    script: null,
  });
}
