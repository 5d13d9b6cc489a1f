import type { RecordResult } from "../runner/judge";
import { verdict } from "./badges";
import { formatFew } from "./format";
import { type Html, html } from "./html";
import type { NotebookEntry } from "./notebook-entry";
import { pagePath } from "./notebook-page";
import { figuresOf, type System } from "./systems";

function row(system: System, rows: readonly RecordResult[], entries: readonly NotebookEntry[]): Html {
  const figures = figuresOf(system, rows);
  const outside = figures.filter(({ ok }) => !ok);
  const ok = figures.length === 0 ? undefined : outside.length === 0;
  const names = [...new Set(system.shown.map(({ notebook }) => notebook))];
  const links = names.map((name) => entries.find((entry) => entry.name === name) ?? name);
  return html`<tr class="${ok === false && "outside"}"><td><span class="system">${system.id}</span></td><td class="name">${system.title}<small>${links.map(
    (link) =>
      typeof link === "string" || link.status === "not run"
        ? html`<span>${typeof link === "string" ? link : link.title}</span>`
        : html`<a href="${pagePath(link)}">${link.title}</a>`,
  )}</small></td><td data-label="talk">${system.printed ?? "no figure"}</td><td data-label="here">${
    figures.length === 0
      ? "not run yet"
      : html`<ul>${figures.map(({ name, value }) => html`<li>${name}: <b>${formatFew(value)}</b></li>`)}</ul>`
  }</td><td>${[...new Set(figures.map(({ provenance }) => provenance))].map((provenance) =>
    provenance === "simulated"
      ? html`<span class="badge simulated">Simulated</span> `
      : html`<span class="badge real">Real</span> `,
  )}</td><td class="words">${verdict(ok)} ${
    outside.length > 0
      ? html`This run differs (${outside.map(({ name }) => name).join("; ")}). Expected: ${system.verdict}`
      : html`${ok === undefined && "Expected: "}${system.verdict}`
  }</td></tr>`;
}

/** A row for every system of the talks: what was printed, what was found, and how the two compare. */
export function systemsTable(
  systems: readonly System[],
  rows: readonly RecordResult[],
  entries: readonly NotebookEntry[],
): Html {
  return html`<div class="scroll" tabindex="0"><table class="systems"><thead><tr><th scope="col">System</th><th scope="col">What it is</th><th scope="col">The talk</th><th scope="col">Here</th><th scope="col">Data</th><th scope="col">Verdict</th></tr></thead><tbody>
${systems.map((system) => row(system, rows, entries))}</tbody></table></div>`;
}
